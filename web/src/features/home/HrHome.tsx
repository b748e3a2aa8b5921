import { Link } from "wouter";

import type { CycleRow } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { Rows } from "../../ui/List";
import { useNow } from "../../ui/clock";
import { isHrAdmin, useMe } from "../../api/me";
import { now } from "../../api/session/config";
import { dateIn } from "../../text/dates";
import { awaitsCount, COUNTED_SOON, CycleLine, cycleRoutes, isRunning, missingIn } from "../cycles";
import { mailRoutes } from "../mail";
import { peopleRoutes } from "../people";
import { t, tn } from "./text/hr";
import { ArrowIcon } from "../../ui/icons";
import { Section, Waiting } from "../../ui/parts";

const MOST = 100;
/** HR's part of home: what needs HR, and how far the running cycles are. */
export default function HrHome() {
  const cycles = useApiQuery(
    "GET /cycles",
    { query: { limit: MOST } },
    {
      every: (known) => (known?.items.some((one) => isRunning(one) && awaitsCount(one, now())) ? COUNTED_SOON : false),
    },
  );
  return (
    <>
      <Section title={t("hr.home.needs")}>
        <Needs cycles={cycles.data?.items ?? []} />
      </Section>
      <Section title={t("hr.home.cycles")}>
        {cycles.data ? <Running cycles={cycles.data.items.filter(isRunning)} /> : <Waiting lines={2} />}
      </Section>
    </>
  );
}

interface Need {
  key: string;
  words: string;
  about?: string;
  href: string;
}

function Needs({ cycles }: { cycles: readonly CycleRow[] }) {
  const needs = useNeeds(cycles);
  if (needs.length === 0) return <p className="dim">{t("hr.home.needs.none")}</p>;
  return (
    <Rows items={needs} label={t("hr.home.needs")} keyOf={({ key }) => key}>
      {({ words, about, href }) => (
        <Link href={href} className="row">
          <span className="row-main">
            <span className="row-title">{words}</span>
            {about && (
              <span className="dim small" style={{ display: "block" }}>
                {about}
              </span>
            )}
          </span>
          <span className="row-end">
            <ArrowIcon size={16} />
          </span>
        </Link>
      )}
    </Rows>
  );
}

function useNeeds(cycles: readonly CycleRow[]): Need[] {
  const me = useMe();
  const query = { limit: MOST };
  const held = useApiQuery("GET /people/held", { query }, { when: isHrAdmin(me) });
  const signIns = useApiQuery("GET /sign-in-refusals", { query }, { when: isHrAdmin(me) });
  const mails = useApiQuery("GET /mails", { query });
  const missing = missingIn(cycles, dateIn(useNow(), me.time_zone)).map(({ cycle, stage, count }) => ({
    key: cycle.id + stage,
    words: tn(`hr.home.missing.${stage}`, count),
    about: cycle.name,
    href: cycleRoutes.cycle.replace(":id", cycle.id),
  }));
  const lists = [
    { key: "held", list: held.data, href: peopleRoutes.heldChanges },
    { key: "mails", list: mails.data, href: mailRoutes.mails },
    { key: "signIns", list: signIns.data, href: peopleRoutes.signIns },
  ].flatMap(({ key, list, href }) =>
    list && list.items.length > 0
      ? [{ key, words: counted(`hr.home.${key}`, list.items.length, list.next), href }]
      : [],
  );
  return [...missing, ...lists];
}

/** A number, or that there are at least so many. */
function counted(key: string, n: number, next: string | null): string {
  const words = tn(key, n);
  return next === null ? words : words.replace(String(n), t("hr.home.many", { n }));
}

function Running({ cycles }: { cycles: readonly CycleRow[] }) {
  if (cycles.length === 0) return <p className="dim">{t("hr.home.cycles.none")}</p>;
  return (
    <Rows items={cycles} label={t("hr.home.cycles")} keyOf={({ id }) => id}>
      {(cycle) => <CycleLine cycle={cycle} />}
    </Rows>
  );
}
