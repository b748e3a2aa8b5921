import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { QuestionnaireLine } from "../../api/contract";
import { usePages } from "../../api/hooks";
import { isHr, isHrAdmin, useMe } from "../../api/me";
import { useTitle } from "../../ui/title";
import { HelpLink } from "../help";
import { t, tn } from "./text";
import { PlusIcon } from "../../ui/icons";
import { DataList, Empty, Moment, NotFound, PageHead, Tag } from "../../ui/parts";

/** All forms, the newest first. */
export default function Questionnaires() {
  useTitle(t("hr.forms.title"));
  const me = useMe();
  const list = usePages("GET /questionnaires", {}, { when: isHr(me) });
  if (!isHr(me)) return <NotFound />;
  const add = isHrAdmin(me) && (
    <Button component={Link} href="/hr/questionnaires/new" leftSection={<PlusIcon size={16} />}>
      {t("hr.forms.new")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("hr.forms.title")} lead={t("hr.forms.lead")}>
        {add}
      </PageHead>
      <DataList
        {...list}
        label={t("hr.forms.title")}
        keyOf={(form) => form.id}
        empty={
          <Empty title={t("hr.forms.none")} action={add} help={<HelpLink role="hr" />}>
            {t("hr.forms.none.hint")}
          </Empty>
        }
      >
        {(form) => <Row form={form} />}
      </DataList>
    </>
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
        <Tag tone={used ? "accent" : "plain"}>{t(used ? "hr.forms.used" : "hr.forms.free")}</Tag>
      </span>
    </Link>
  );
}
