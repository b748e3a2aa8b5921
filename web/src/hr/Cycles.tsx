import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { CycleItem } from "../api/contract";
import { usePages } from "../api/hooks";
import { isHr, useMe } from "../app/me";
import { useTitle } from "../app/title";
import { t } from "../text/hr";
import { dateWords } from "../text/dates";
import { PlusIcon } from "../ui/icons";
import { DataList, Empty, NotFound, PageHead } from "../ui/parts";
import { CycleTag } from "./parts";
import "./hr.css";

/** All rounds of reviews, the newest first. */
export default function Cycles() {
  useTitle(t("hr.cycles.title"));
  const me = useMe();
  const list = usePages("GET /cycles", {}, { when: isHr(me) });
  if (!isHr(me)) return <NotFound />;
  return (
    <>
      <PageHead title={t("hr.cycles.title")} lead={t("hr.cycles.lead")}>
        <NewCycle />
      </PageHead>
      <DataList
        {...list}
        label={t("hr.cycles.title")}
        keyOf={(cycle) => cycle.id}
        empty={
          <Empty title={t("hr.cycles.none")} action={<NewCycle />} help="hr">
            {t("hr.cycles.none.hint")}
          </Empty>
        }
      >
        {(cycle) => <Row cycle={cycle} />}
      </DataList>
    </>
  );
}

function NewCycle() {
  return (
    <Button component={Link} href="/hr/cycles/new" leftSection={<PlusIcon size={16} />}>
      {t("hr.cycles.new")}
    </Button>
  );
}

function Row({ cycle: { id, name, state, timeline } }: { cycle: CycleItem }) {
  return (
    <Link href={`/hr/cycles/${id}`} className="row">
      <span className="row-main">
        <span className="row-title">{name}</span>
        <span className="dim small" style={{ display: "block" }}>
          {t("hr.cycles.when", {
            from: dateWords(timeline.opens_on, "short"),
            to: dateWords(timeline.closes_on, "short"),
          })}
          {timeline.time_zone && ` · ${t("hr.dates.in", { zone: timeline.time_zone })}`}
        </span>
      </span>
      <span className="row-end">
        <CycleTag state={state} />
      </span>
    </Link>
  );
}
