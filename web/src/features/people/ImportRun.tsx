import { Button } from "@mantine/core";
import { useEffect } from "react";
import { Link } from "wouter";

import type { ImportView } from "../../api/contract";
import { useApiQuery, useRefresh } from "../../api/hooks";
import { t, tn } from "./text/hr";
import { CheckIcon } from "../../ui/icons";
import { PersonLink } from "./PersonLink";
import { Await, Section } from "../../ui/parts";
import { ByRow } from "./ByRow";
import { Gauge } from "./Gauge";
import { Figure } from "../../ui/Figure";
import "../../ui/hr.css";
import "./import.css";

const EVERY = 1_000;

/** An import that has begun, until it is through. */
export function ImportRun({ id, again }: { id: string; again: () => void }) {
  const asked = useApiQuery(
    "GET /people/imports/{import_id}",
    { path: { import_id: id } },
    { every: (run) => (isThrough(run?.state) ? false : EVERY) },
  );
  const refresh = useRefresh();
  const state = asked.data?.state;
  useEffect(() => {
    if (isThrough(state)) void refresh("GET /people", "GET /people/{person_id}", "GET /people/held");
  }, [state, refresh]);
  return <Await asked={asked}>{(run) => <Result run={run} again={again} />}</Await>;
}

const isThrough = (state: ImportView["state"] | undefined): boolean => state === "done" || state === "refused";

function Result({ run, again }: { run: ImportView; again: () => void }) {
  const { created, updated, left, failed = [], held } = run;
  if (run.state === "refused") return <Refused run={run} again={again} />;
  const running = run.state !== "done";
  return (
    <div role="status">
      {running ? (
        <UnderWay run={run} />
      ) : (
        <p className="all-well">
          <CheckIcon /> {t("hr.import.done")}
        </p>
      )}
      <div className="figures">
        <Figure n={created}>{t("hr.import.created")}</Figure>
        <Figure n={updated}>{t("hr.import.updated")}</Figure>
        <Figure n={left}>{t("hr.import.left")}</Figure>
      </div>
      {held.length > 0 && (
        <p className="notice">
          {tn("hr.import.will.hold", held.length)} <Link href="/people/held">{t("hr.held.title")}</Link>
        </p>
      )}
      {failed.length > 0 && (
        <Section title={t("hr.import.failed")}>
          <p className="dim">{t("hr.import.failed.hint")}</p>
          <People people={failed} />
        </Section>
      )}
      {!running && (
        <Button variant="default" onClick={again}>
          {t("hr.import.another")}
        </Button>
      )}
    </div>
  );
}

/** A large file is read first, then written page by page. */
function UnderWay({ run: { state, pages = 0, pages_done: through = 0 } }: { run: ImportView }) {
  return (
    <div className="card">
      <strong>{t(state === "reading" ? "hr.import.reading" : "hr.import.running")}</strong>
      {state === "running" && pages > 1 ? (
        <Gauge label={t("hr.import.written")} share={through / pages} />
      ) : (
        <div className="running-bar" aria-hidden />
      )}
      <p className="dim small">{t("hr.import.running.hint")}</p>
    </div>
  );
}

/** The directory changed since the file was looked at, so that it no longer fits. */
function Refused({ run, again }: { run: ImportView; again: () => void }) {
  return (
    <div role="alert">
      <p className="notice">{t("hr.import.refused")}</p>
      <ByRow label={t("hr.import.problems")} said={t("hr.import.wrong")} told={run.problems} />
      <Button mt="lg" variant="default" onClick={again}>
        {t("hr.import.another")}
      </Button>
    </div>
  );
}

/** Names, one after the other. */
export function People({ people }: { people: ImportView["missing"] }) {
  return (
    <p>
      {people.map((person, i) => (
        <span key={person.id}>
          {i > 0 && ", "}
          <PersonLink person={person} />
        </span>
      ))}
    </p>
  );
}
