import { Button } from "@mantine/core";

import type { MailView } from "../../api/contract";
import { usePages, useApiMutation } from "../../api/hooks";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { t, tOr } from "./text";
import { PersonLink } from "../people";
import { Empty, Moment } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import "../../ui/hr.css";

/** Emails that could not be sent: what is wrong, and another try once it is fixed. */
export default function Mails() {
  const list = usePages("GET /mails");
  return (
    <ListPage
      title={t("nav.mails")}
      lead={t("mails.lead")}
      list={list}
      empty={<Empty title={t("mails.none")}>{t("mails.none.hint")}</Empty>}
    >
      {(mails) => (
        <Rows items={mails} label={t("nav.mails")} keyOf={({ id }) => id}>
          {(mail) => <Row mail={mail} />}
        </Rows>
      )}
    </ListPage>
  );
}

function Row({ mail }: { mail: MailView }) {
  const retry = useApiMutation("POST /mails/{mail_id}/retry", ["GET /mails"]);
  const toast = useToast();
  const again = async (): Promise<void> => {
    if (await retry.mutate({ path: { mail_id: mail.id } })) toast(t("mails.retried", { name: mail.to.name }));
  };
  return (
    <div className="row">
      <div className="row-main">
        <div className="row-title">
          <PersonLink person={mail.to} />
        </div>
        <div className="dim small">
          {tOr("mail.kind", mail.kind)} · {mail.to.address || t("mails.noAddress")} · <Moment at={mail.created_at} />
        </div>
        <div className="mail-problem small">{tOr("mail.problem", mail.problem)}</div>
        <ProblemNote error={retry.error} />
      </div>
      {mail.actions.includes("retry") && (
        <Button variant="default" size="sm" loading={retry.busy} onClick={() => void again()}>
          {t("mails.retry")}
        </Button>
      )}
    </div>
  );
}
