import { Button, Checkbox, Group } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

import type { ImportView } from "../api/contract";
import { useAsk, useRefresh, useTell } from "../api/hooks";
import { isHrAdmin, useMe } from "../app/me";
import { useTitle } from "../app/title";
import { t, tn } from "../text/hr";
import { Confirm } from "../ui/Confirm";
import { CheckIcon, ImportIcon } from "../ui/icons";
import { Await, NotFound, PageHead, PersonLink, Section } from "../ui/parts";
import { ProblemNote } from "../ui/Problem";
import { FilePicker, type Picked } from "./FilePicker";
import { ImportPreview } from "./ImportPreview";
import { Figure } from "./parts";
import "./design.css";
import "./board.css";
import "./hr.css";

/** The directory's file: looked at first, then imported for good. */
export default function Import() {
  useTitle(t("hr.import.title"));
  const [begun, setBegun] = useState<string | null>(null);
  if (!isHrAdmin(useMe())) return <NotFound />;
  return (
    <>
      <PageHead title={t("hr.import.title")} lead={t("hr.import.lead")} />
      {begun ? <Running id={begun} again={() => setBegun(null)} /> : <Preparing begun={setBegun} />}
    </>
  );
}

function Preparing({ begun }: { begun: (id: string) => void }) {
  const { file, leave, found, look, load, dryRun, forGood } = usePreparing(begun);
  const [asking, setAsking] = useState(false);
  const changes = found ? found.created + found.updated + found.left : 0;
  const ready = found !== null && found.problems.length === 0 && changes > 0;
  return (
    <>
      <FilePicker file={file} pick={(picked) => void dryRun(picked, leave)} />
      <Checkbox
        mt="md"
        label={t("hr.import.leave")}
        description={t("hr.import.leave.help")}
        checked={leave}
        onChange={(event) => void dryRun(file, event.currentTarget.checked)}
      />
      <div role="status">{look.busy && <p className="dim">{t("hr.import.looking")}</p>}</div>
      <ProblemNote error={look.error} />
      {found && !look.busy && (
        <>
          <ImportPreview found={found} />
          <Group mt="xl">
            <Button leftSection={<ImportIcon size={16} />} disabled={!ready} onClick={() => setAsking(true)}>
              {t("hr.import.go")}
            </Button>
            {found.problems.length > 0 && <span className="dim">{t("hr.import.mend")}</span>}
            {found.problems.length === 0 && changes === 0 && <span className="dim">{t("hr.import.same")}</span>}
          </Group>
          <Sure opened={asking} found={found} load={load} yes={() => void forGood()} no={() => setAsking(false)} />
        </>
      )}
    </>
  );
}

/** A file is looked at each time it or the choice beside it changes; then it is imported for good. */
function usePreparing(begun: (id: string) => void) {
  const [file, setFile] = useState<Picked | null>(null);
  const [leave, setLeave] = useState(false);
  const [found, setFound] = useState<ImportView | null>(null);
  const look = useTell("POST /people/import");
  const load = useTell("POST /people/import");
  const last = useRef(0);
  const dryRun = async (picked: Picked | null, deactivate_missing: boolean): Promise<void> => {
    setFile(picked);
    setLeave(deactivate_missing);
    setFound(null);
    load.reset();
    const asked = ++last.current;
    if (!picked) return look.reset();
    const told = await look.tell({ query: { dry_run: true, deactivate_missing }, body: picked.text });
    // An answer that was overtaken is about another file, or another choice.
    if (asked === last.current) setFound(told?.body ?? null);
  };
  const forGood = async (): Promise<void> => {
    if (!file) return;
    const told = await load.tell({ query: { dry_run: false, deactivate_missing: leave }, body: file.text });
    if (told?.body.id) begun(told.body.id);
  };
  return { file, leave, found, look, load, dryRun, forGood };
}

interface Asking {
  opened: boolean;
  found: ImportView;
  load: { busy: boolean; error: Error | null };
  yes: () => void;
  no: () => void;
}

function Sure({ opened, found, load, yes, no }: Asking) {
  return (
    <Confirm
      opened={opened}
      title={t("hr.import.title.sure")}
      yes={t("hr.import.go")}
      danger={found.left > 0}
      busy={load.busy}
      onYes={yes}
      onNo={no}
    >
      <ul className="plain-list">
        <li>{tn("hr.import.will.create", found.created)}</li>
        <li>{tn("hr.import.will.update", found.updated)}</li>
        {found.left > 0 && <li>{tn("hr.import.will.leave", found.left)}</li>}
      </ul>
      <ProblemNote error={load.error} />
    </Confirm>
  );
}

const EVERY = 1_000;

/** An import that has begun, until it is through. */
function Running({ id, again }: { id: string; again: () => void }) {
  const [done, setDone] = useState(false);
  const asked = useAsk("GET /people/imports/{import_id}", { path: { import_id: id } }, { every: done ? false : EVERY });
  const refresh = useRefresh();
  const state = asked.data?.state;
  useEffect(() => {
    if (state !== "done") return;
    setDone(true);
    void refresh("GET /people", "GET /people/{person_id}");
  }, [state, refresh]);
  return <Await asked={asked}>{(run) => <Result run={run} again={again} />}</Await>;
}

function Result({ run, again }: { run: ImportView; again: () => void }) {
  const { created, updated, left, failed = [] } = run;
  const running = run.state !== "done";
  return (
    <div role="status">
      {running ? (
        <div className="card">
          <strong>{t("hr.import.running")}</strong>
          <div className="running-bar" aria-hidden />
          <p className="dim small">{t("hr.import.running.hint")}</p>
        </div>
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
      {failed.length > 0 && (
        <Section title={t("hr.import.failed")}>
          <p className="dim">{t("hr.import.failed.hint")}</p>
          <p>
            {failed.map((person, i) => (
              <span key={person.id}>
                {i > 0 && ", "}
                <PersonLink person={person} />
              </span>
            ))}
          </p>
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
