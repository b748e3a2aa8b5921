import { Link } from "wouter";

import type { RefusalsView, RefusalView } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { Rows } from "../../ui/List";
import { ListPage } from "../../ui/ListPage";
import { t, tn } from "./text/hr";
import { Empty, Moment, Section } from "../../ui/parts";
import { hostOf } from "../../api/session/issuers";
import "./access.css";
import "../../ui/hr.css";

/** Who signed in somewhere and was not let in here, why, and what can be done about it. */
export default function SignIns() {
  const list = usePages("GET /sign-in-refusals");
  const { data } = useApiQuery("GET /sign-in-refusals");
  return (
    <ListPage
      title={t("nav.signIns")}
      lead={t("hr.signIns.lead")}
      list={list}
      empty={<Empty title={t("hr.signIns.none")}>{t("hr.signIns.none.hint")}</Empty>}
      after={data && data.foreign.length > 0 && <Foreign foreign={data.foreign} />}
    >
      {(refusals) => (
        <Rows
          items={refusals}
          label={t("nav.signIns")}
          keyOf={({ address, issuer, reason }) => `${reason} ${issuer} ${address}`}
        >
          {(one) => <Row one={one} />}
        </Rows>
      )}
    </ListPage>
  );
}

function Row({ one: { address, issuer, reason, count, last_at: at } }: { one: RefusalView }) {
  return (
    <div className="row">
      <div className="row-main">
        <div className="row-title refused-who">{address || t("hr.signIns.noAddress")}</div>
        <div className="mail-problem small">{t(`hr.signIns.${reason}`)}</div>
        <div className="small">
          {t(`hr.signIns.${reason}.do`)}{" "}
          {address && reason !== "address_not_verified" && (
            <Link
              href={`/people?${new URLSearchParams({ query: address, ...(reason === "left" && { status: "left" }) })}`}
            >
              {t("hr.signIns.find")}
            </Link>
          )}
        </div>
        <div className="dim small">
          {hostOf(issuer)} · {tn("hr.signIns.times", count)} · {t("hr.signIns.last")} <Moment at={at} />
        </div>
      </div>
    </div>
  );
}

/** Services whose tokens are not accepted: whose those were no one knows, so they are counted only. */
function Foreign({ foreign }: Pick<RefusalsView, "foreign">) {
  return (
    <Section title={t("hr.signIns.foreign")}>
      <p className="dim">{t("hr.signIns.foreign.hint")}</p>
      <Rows items={foreign} label={t("hr.signIns.foreign")} keyOf={({ issuer }) => issuer}>
        {({ issuer, count, last_at: at }) => (
          <div className="row">
            <span className="row-main refused-who">{issuer}</span>
            <span className="row-end dim small">
              {tn("hr.signIns.times", count)} · {t("hr.signIns.last")} <Moment at={at} />
            </span>
          </div>
        )}
      </Rows>
    </Section>
  );
}
