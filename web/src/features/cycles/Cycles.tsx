import { Button } from "@mantine/core";
import { Link } from "wouter";

import { usePages } from "../../api/hooks";
import { isHr, useMe } from "../../api/me";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { now } from "../../api/session/config";
import { HelpLink } from "../help";
import { routes } from "./routes";
import { t } from "./text";
import { PlusIcon } from "../../ui/icons";
import { Empty, NotFound } from "../../ui/parts";
import { COUNTED_SOON, CycleLine } from "./CycleLine";
import { awaitsCount } from "./needs";
import "../../ui/hr.css";

/** All rounds of reviews, the newest first. */
export default function Cycles() {
  const me = useMe();
  const list = usePages(
    "GET /cycles",
    {},
    { when: isHr(me), every: (known) => (known?.some((one) => awaitsCount(one, now())) ? COUNTED_SOON : false) },
  );
  if (!isHr(me)) return <NotFound />;
  return (
    <ListPage
      title={t("hr.cycles.title")}
      lead={t("hr.cycles.lead")}
      action={<NewCycle />}
      list={list}
      empty={
        <Empty title={t("hr.cycles.none")} action={<NewCycle />} help={<HelpLink role="hr" />}>
          {t("hr.cycles.none.hint")}
        </Empty>
      }
    >
      {(cycles) => (
        <Rows items={cycles} label={t("hr.cycles.title")} keyOf={({ id }) => id}>
          {(cycle) => <CycleLine cycle={cycle} />}
        </Rows>
      )}
    </ListPage>
  );
}

function NewCycle() {
  return (
    <Button component={Link} href={routes.newCycle} leftSection={<PlusIcon size={16} />}>
      {t("hr.cycles.new")}
    </Button>
  );
}
