import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { QuestionnaireLine } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHr, isHrAdmin, useMe } from "../../api/me";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { HelpLink } from "../help";
import { UsedTag } from "./UsedTag";
import { routes } from "./routes";
import { t, tn } from "./text";
import { PlusIcon } from "../../ui/icons";
import { Empty, Moment, NotFound } from "../../ui/parts";

/** All forms, the newest first. */
export default function Questionnaires() {
  const me = useMe();
  const list = usePages("GET /questionnaires", {}, { when: isHr(me) });
  if (!isHr(me)) return <NotFound />;
  const add = isHrAdmin(me) && (
    <Button component={Link} href={routes.newQuestionnaire} leftSection={<PlusIcon size={16} />}>
      {t("hr.forms.new")}
    </Button>
  );
  return (
    <ListPage
      title={t("hr.forms.title")}
      lead={t("hr.forms.lead")}
      action={add}
      list={list}
      empty={
        <Empty title={t("hr.forms.none")} action={add} help={<HelpLink role="hr" />}>
          {t("hr.forms.none.hint")}
        </Empty>
      }
    >
      {(forms) => (
        <Rows items={forms} label={t("hr.forms.title")} keyOf={({ id }) => id}>
          {(form) => <Row form={form} />}
        </Rows>
      )}
    </ListPage>
  );
}

function Row({ form: { id, title, edition, used, questions, created_at: at } }: { form: QuestionnaireLine }) {
  return (
    <Link href={`/hr/questionnaires/${id}`} className="row">
      <span className="row-main">
        <span className="row-title">{title}</span>
        <span className="dim small" style={{ display: "block" }}>
          {[tn("hr.forms.questions", questions), edition > 1 && t("hr.forms.edition", { n: edition })]
            .filter(Boolean)
            .join(" · ")}
          {at && (
            <>
              {" · "}
              <Moment at={at} />
            </>
          )}
        </span>
      </span>
      <span className="row-end">
        <UsedTag used={used} />
      </span>
    </Link>
  );
}
