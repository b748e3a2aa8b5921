import { ActionIcon, Popover } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import { device } from "../ui/drafts/device";
import { session } from "../api/session/session";
import { t } from "./text";
import { Confirm } from "../ui/Confirm";
import { Face } from "../ui/parts";
import { useMe } from "../api/me";
import { routes } from "../ui/routes";

/** What belongs to oneself: profile, keys, signing out. */
export default function Account({ openHelp }: { openHelp: () => void }) {
  const me = useMe();
  const [asking, setAsking] = useState<"recording" | "text" | null>(null);
  const leave = async (): Promise<void> => {
    await device.saveAll();
    if (await hasRecordings(me.id)) setAsking("recording");
    else if (await device.hasUnsaved()) setAsking("text");
    else await session.signOut();
  };
  return (
    <>
      <AccountMenu openHelp={openHelp} leave={() => void leave()} />
      <Confirm
        opened={asking !== null}
        title={t("signOut.title")}
        yes={t("signOut.go")}
        no={t("signOut.stay")}
        danger
        onYes={() => void session.signOut()}
        onNo={() => setAsking(null)}
      >
        {t(asking === "recording" ? "signOut.recording" : "signOut.text")}
      </Confirm>
    </>
  );
}

/** Whether a recording of this person is not on the server yet. */
async function hasRecordings(person: string): Promise<boolean> {
  // Without a network the part that knows may not come; no one is to be kept from signing out by that.
  const loaded = await import("../features/reflections/recording/recordingManager").catch(() => null);
  return loaded?.recordingManager.hasUnsent(person).catch(() => false) ?? false;
}

function AccountMenu({ openHelp, leave }: { openHelp: () => void; leave: () => void }) {
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const name = t("app.account", { name: me.name });
  const closing = (then?: () => void) => () => {
    setOpened(false);
    then?.();
  };
  const place = { position: "bottom-end", width: 220, withinPortal: false } as const;
  return (
    <Popover opened={opened} onChange={setOpened} shadow="md" trapFocus returnFocus {...place}>
      <Popover.Target>
        <ActionIcon variant="transparent" size={40} radius="xl" aria-label={name} onClick={() => setOpened(!opened)}>
          <Face name={me.name} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <div className="menu">
          <div className="menu-name">{me.name}</div>
          <Link href={`/people/${me.id}`} onClick={closing()}>
            {t("app.profile")}
          </Link>
          <Link href={routes.settings} onClick={closing()}>
            {t("app.settings")}
          </Link>
          <Link href={routes.help} onClick={closing()}>
            {t("app.help")}
          </Link>
          <button type="button" onClick={closing(openHelp)}>
            {t("app.keys")}
          </button>
          <button type="button" onClick={closing(leave)}>
            {t("app.signOut")}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
