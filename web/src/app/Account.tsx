import { ActionIcon, Popover } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";

import { device } from "../drafts/device";
import { session } from "../signin/session";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { Face } from "../ui/parts";
import { useMe } from "./me";

/** What belongs to oneself: profile, keys, signing out. */
export default function Account({ openHelp }: { openHelp: () => void }) {
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(false);
  const leave = async (): Promise<void> => {
    await device.saveAll();
    if (await device.hasUnsaved()) setAsking(true);
    else await signOut();
  };
  const close = (then?: unknown): void => {
    setOpened(false);
    if (typeof then === "function") then();
  };
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={220} shadow="md" trapFocus returnFocus withinPortal={false}>
        <Popover.Target>
          <ActionIcon
            variant="transparent"
            size={40}
            radius="xl"
            aria-label={t("app.account", { name: me.name })}
            onClick={() => setOpened(!opened)}
          >
            <Face name={me.name} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t("app.account", { name: me.name })}>
          <div className="menu">
            <div className="menu-name">{me.name}</div>
            <Link href={`/people/${me.id}`} onClick={close}>
              {t("app.profile")}
            </Link>
            <button type="button" onClick={() => close(openHelp)}>
              {t("app.keys")}
            </button>
            <button type="button" onClick={() => close(() => void leave())}>
              {t("app.signOut")}
            </button>
          </div>
        </Popover.Dropdown>
      </Popover>
      <Confirm
        opened={asking}
        title={t("signOut.title")}
        yes={t("signOut.go")}
        no={t("signOut.stay")}
        danger
        onYes={() => void signOut()}
        onNo={() => setAsking(false)}
      >
        {t("signOut.text")}
      </Confirm>
    </>
  );
}

/** Nothing that was written stays on the device. */
async function signOut(): Promise<void> {
  for (const sheet of device.sheets) sheet.stop();
  await device.drafts.clear().catch(() => undefined);
  await session.signOut();
}
