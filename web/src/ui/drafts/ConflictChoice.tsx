import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

import { t } from "./text";
import type { Conflict } from "./merge";

interface Choosing {
  conflict: Conflict;
  /** Shows one of the two as it is read. */
  show: (value: unknown) => ReactNode;
  choose: (value: unknown) => void;
}

/** Two texts of one field, both kept: mine, theirs, or (for texts) one after the other. */
export function ConflictChoice({ conflict: { mine, theirs }, show, choose }: Choosing) {
  const texts = typeof mine === "string" && typeof theirs === "string" && mine !== "" && theirs !== "";
  return (
    <div className="conflict" role="group" aria-label={t("conflict.title")}>
      <strong>{t("conflict.title")}</strong>
      <p className="dim small">{t("conflict.text")}</p>
      <div className="conflict-both">
        <div>
          <h4>{t("conflict.mine")}</h4>
          {show(mine)}
        </div>
        <div>
          <h4>{t("conflict.theirs")}</h4>
          {show(theirs)}
        </div>
      </div>
      <Group gap="sm">
        <Button size="xs" onClick={() => choose(mine)}>
          {t("conflict.keepMine")}
        </Button>
        <Button size="xs" variant="default" onClick={() => choose(theirs ?? null)}>
          {t("conflict.useTheirs")}
        </Button>
        {texts && (
          <Button size="xs" variant="default" onClick={() => choose(`${theirs}${mine}`)}>
            {t("conflict.both")}
          </Button>
        )}
      </Group>
    </div>
  );
}
