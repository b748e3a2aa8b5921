import { ActionIcon, Menu } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";

import { device } from "../drafts/device";
import { session } from "../signin/session";
import { t } from "../text";
import { Confirm } from "../ui/Confirm";
import { Face } from "../ui/parts";
import { useMe } from "./me";

/** What belongs to oneself: profile, keys, signing out. */
export default function Account({ openHelp }: { openHelp: () => void }) {
  const me = useMe();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const leave = async (): Promise<void> => {
    await device.saveAll();
    if (await device.hasUnsaved()) setAsking(true);
    else await signOut();
  };
  return (
    <>
      <Menu position="bottom-end" width={220} shadow="md">
        <Menu.Target>
          <ActionIcon variant="transparent" size={40} radius="xl" aria-label={t("app.account", { name: me.name })}>
            <Face name={me.name} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.name}</Menu.Label>
          <Menu.Item onClick={() => navigate(`/people/${me.id}`)}>{t("app.profile")}</Menu.Item>
          <Menu.Item onClick={openHelp}>{t("app.keys")}</Menu.Item>
          <Menu.Item onClick={() => void leave()}>{t("app.signOut")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
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
