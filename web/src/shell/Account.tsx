import { ActionIcon, Popover } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import { device } from "../ui/drafts/device";
import { session } from "../api/session/session";
import { t } from "./text";
import { Confirm } from "../ui/Confirm";
import { Face } from "../ui/parts";
import { useMe } from "../api/me";
import { helpRoutes } from "../features/help";
import { peopleRoutes } from "../features/people";
import { settingsRoutes } from "../features/settings";
import { features } from "./features";

/** What belongs to oneself: profile, keys, signing out. */
export default function Account({ openHelp }: { openHelp: () => void }) {
  const me = useMe();
  const [asking, setAsking] = useState<string | null>(null);
  const leave = async (): Promise<void> => {
    await device.saveAll();
    const kept = await keptHere(me.id);
    if (kept) setAsking(kept);
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
        {asking}
      </Confirm>
    </>
  );
}

/** What of this person is on this device only, in words. */
async function keptHere(person: string): Promise<string | null> {
  for (const { device: kept } of features) if (await kept?.unsent(person)) return kept?.warning ?? null;
  return (await device.hasUnsaved()) ? t("signOut.text") : null;
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
          <Link href={peopleRoutes.person.replace(":id", me.id)} onClick={closing()}>
            {t("app.profile")}
          </Link>
          <Link href={settingsRoutes.settings} onClick={closing()}>
            {t("app.settings")}
          </Link>
          <Link href={helpRoutes.help} onClick={closing()}>
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
