import { Button, Popover } from "@mantine/core";
import { Suspense, useState } from "react";
import { Link } from "wouter";

import { useMe } from "../api/me";
import { isUsed } from "../ui/feature";
import { PlusIcon } from "../ui/icons";
import { features } from "./features";
import { addsOf } from "./menu";
import { t } from "./text";

/** What can be begun from everywhere. */
export default function NewMenu() {
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const place = { position: "bottom-end", width: 270, withinPortal: false } as const;
  return (
    <Popover opened={opened} onChange={setOpened} shadow="md" trapFocus returnFocus {...place}>
      <Popover.Target>
        <Button size="sm" px="sm" leftSection={<PlusIcon size={16} />} onClick={() => setOpened(!opened)}>
          {t("app.new")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("app.new")}>
        <div className="menu menu-icons">
          {addsOf(me).map(({ title, path, icon: Icon = PlusIcon }) => (
            <Link key={title} href={typeof path === "string" ? path : path(me)} onClick={close}>
              <Icon size={16} />
              {title}
            </Link>
          ))}
          <Suspense>
            {features
              .filter((feature) => isUsed(feature, me))
              .map(({ name, addsNow: Now }) => Now && <Now key={name} close={close} />)}
          </Suspense>
          <p className="menu-none">{t("app.new.none")}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
