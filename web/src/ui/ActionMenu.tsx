import { ActionIcon, Button, Popover } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";

import { t } from "../text";
import { DotsIcon } from "./icons";

export interface Action {
  text: string;
  icon?: ReactNode;
  /** It cannot be undone, or takes something away from someone. */
  danger?: boolean;
  /** Where it leads, or what it does. */
  to: string | (() => void);
}

/** What can be done, where it can be: `may && { … }`. */
export type Actions = readonly (Action | false | null | undefined)[];

/** What else can be done here: a button where it is one thing only, else behind three dots. */
export function ActionMenu({ actions }: { actions: Actions }) {
  const possible = actions.filter((one): one is Action => Boolean(one));
  const [only, ...others] = possible;
  if (!only) return null;
  return others.length === 0 ? <ActionButton action={only} /> : <Dots actions={possible} />;
}

function ActionButton({ action: { text, icon, danger, to } }: { action: Action }) {
  const look = { variant: "default", c: danger ? "var(--bad)" : undefined, leftSection: icon } as const;
  return typeof to === "string" ? (
    <Button {...look} component={Link} href={to}>
      {text}
    </Button>
  ) : (
    <Button {...look} onClick={to}>
      {text}
    </Button>
  );
}

function Dots({ actions }: { actions: readonly Action[] }) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t("page.actions")} onClick={() => setOpened(!opened)}>
          <DotsIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("page.actions")}>
        <div className="menu">
          {actions.map(({ text, danger, to }) =>
            typeof to === "string" ? (
              <Link key={text} href={to}>
                {text}
              </Link>
            ) : (
              <button
                key={text}
                type="button"
                data-danger={danger || undefined}
                onClick={() => {
                  setOpened(false);
                  to();
                }}
              >
                {text}
              </button>
            ),
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
