import { Button } from "@mantine/core";
import { Link } from "wouter";

import { usePages } from "../../api/hooks";
import { isHr, useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { now } from "../../api/session/config";
import { HelpLink } from "../help";
import { t } from "./text";
import { PlusIcon } from "../../ui/icons";
import { DataList, Empty, NotFound, PageHead } from "../../ui/parts";
import { COUNTED_SOON, CycleLine } from "./CycleLine";
import { awaitsCount } from "./needs";
import "../../ui/hr.css";

/** All rounds of reviews, the newest first. */
export default function Cycles() {
  useTitle(t("hr.cycles.title"));
  const me = useMe();
  const list = usePages(
    "GET /cycles",
    {},
    { when: isHr(me), every: (known) => (known?.some((one) => awaitsCount(one, now())) ? COUNTED_SOON : false) },
  );
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
          <Empty title={t("hr.cycles.none")} action={<NewCycle />} help={<HelpLink role="hr" />}>
            {t("hr.cycles.none.hint")}
          </Empty>
        }
      >
        {(cycle) => <CycleLine cycle={cycle} />}
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
