import type { ReactNode } from "react";
import { useState } from "react";

import type { BackupItem } from "../../api/contract";
import type { Pages } from "../../api/hooks";
import { useMe } from "../../api/me";
import { t } from "./text";
import { clockTime } from "../../text/dates";
import { List, Rows } from "../../ui/List";
import { Instant } from "../../ui/parts";
import { type Sitting, sittingsOf } from "./sittings";

interface VersionsProps {
  list: Pages<BackupItem>;
  label: string;
  empty: ReactNode;
  /** What a version says. */
  children: (n: number) => ReactNode;
}

/** Earlier versions with their times, one line a sitting; a line opens its newest version, and leads to the others. */
export function Versions({ list, label, empty, children }: VersionsProps) {
  const [chosen, setChosen] = useState<number>();
  return (
    <List list={list} empty={empty}>
      {(backups) => (
        <Rows items={sittingsOf(backups)} label={label} keyOf={({ first }) => String(first.n)}>
          {(sitting) => {
            const opened = sitting.versions.some(({ n }) => n === chosen);
            return (
              <>
                <button
                  type="button"
                  className="row row-button"
                  aria-expanded={opened}
                  onClick={() => setChosen(opened ? undefined : sitting.last.n)}
                >
                  <When sitting={sitting} />
                </button>
                {opened && chosen !== undefined && (
                  <div className="version">
                    {sitting.versions.length > 1 && <Times sitting={sitting} chosen={chosen} choose={setChosen} />}
                    {children(chosen)}
                  </div>
                )}
              </>
            );
          }}
        </Rows>
      )}
    </List>
  );
}

function When({ sitting: { first, last, versions } }: { sitting: Sitting }) {
  const zone = useMe().time_zone;
  return (
    <span>
      <Instant at={last.at} />
      {versions.length > 1 && (
        <span className="dim small version-since">
          {t("review.versions.sitting", { n: versions.length, time: clockTime(new Date(first.at), zone) })}
        </span>
      )}
    </span>
  );
}

interface Chosen {
  sitting: Sitting;
  chosen: number;
  choose: (n: number) => void;
}

function Times({ sitting: { versions }, chosen, choose }: Chosen) {
  const zone = useMe().time_zone;
  return (
    <div className="choice" role="group" aria-label={t("review.versions.times")}>
      {versions.map(({ n, at }) => (
        <button key={n} type="button" aria-pressed={n === chosen} onClick={() => choose(n)}>
          {clockTime(new Date(at), zone)}
        </button>
      ))}
    </div>
  );
}
