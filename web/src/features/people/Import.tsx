import { Button, Checkbox, Group } from "@mantine/core";
import { useState } from "react";

import type { ImportView } from "../../api/contract";
import { isHrAdmin, useMe } from "../../api/me";
import { Page } from "../../ui/Page";
import { t, tn } from "./text/hr";
import { Confirm } from "../../ui/Confirm";
import { ImportIcon } from "../../ui/icons";
import { NotFound } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { FilePicker } from "./FilePicker";
import { ImportPreview } from "./ImportPreview";
import { ImportQuestions } from "./ImportQuestions";
import { Gauge } from "./Gauge";
import { ImportRun } from "./ImportRun";
import { changesOf, type Choices } from "./importChoices";
import type { Way } from "./importUpload";
import { useImportPreview } from "./useImportPreview";
import "../../ui/grid/grid.css";
import "../../ui/hr.css";
import "./import.css";

/** The directory's file: looked at first, then imported for good. */
export default function Import() {
  const [begun, setBegun] = useState<string | null>(null);
  if (!isHrAdmin(useMe())) return <NotFound />;
  return (
    <Page title={t("hr.import.title")} lead={t("hr.import.lead")}>
      {begun ? <ImportRun id={begun} again={() => setBegun(null)} /> : <Preparing begun={setBegun} />}
    </Page>
  );
}

function Preparing({ begun }: { begun: (id: string) => void }) {
  const { file, choices, found, look, load, others, dryRun, forGood } = useImportPreview(begun);
  const [asking, setAsking] = useState(false);
  const choose = (part: Partial<Choices>): void => void dryRun(file, { ...choices, ...part });
  return (
    <>
      <FilePicker
        file={file}
        pick={(picked) => void dryRun(picked, { ...choices, western: picked.charset === "other" })}
      />
      <Checkbox
        mt="md"
        label={t("hr.import.leave")}
        description={t("hr.import.leave.help")}
        checked={choices.leave}
        onChange={(event) => choose({ leave: event.currentTarget.checked })}
      />
      <div role="status">{look.busy && <Looking way={look.way} />}</div>
      <ProblemNote error={look.error} />
      {file && <ImportQuestions file={file} found={found} choices={choices} choose={choose} />}
      {found && (
        <div aria-busy={look.busy}>
          <ImportPreview found={found} choices={choices} choose={choose} />
          <Go found={found} busy={look.busy} go={() => setAsking(true)} />
          <Sure
            opened={asking}
            found={found}
            load={load}
            yes={(leaving) => void forGood(leaving)}
            no={() => {
              setAsking(false);
              if (others) void dryRun(file, choices);
            }}
          />
        </div>
      )}
    </>
  );
}

/** A large file takes a while: how much of it has gone, then that it is read. */
function Looking({ way }: { way: Way | null }) {
  if (way === null) return <p className="dim">{t("hr.import.looking")}</p>;
  if (way === "reading") return <p className="dim">{t("hr.import.reading")}</p>;
  return <Gauge label={t("hr.import.sending")} share={way.sent} />;
}

function Go({ found, busy, go }: { found: ImportView; busy: boolean; go: () => void }) {
  const wrong = found.problems.length > 0;
  const changes = changesOf(found);
  return (
    <Group mt="xl">
      <Button leftSection={<ImportIcon size={16} />} disabled={wrong || changes === 0 || busy} onClick={go}>
        {t("hr.import.go")}
      </Button>
      {wrong && <span className="dim">{t("hr.import.mend")}</span>}
      {!wrong && changes === 0 && <span className="dim">{t("hr.import.same")}</span>}
    </Group>
  );
}

interface Asking {
  opened: boolean;
  found: ImportView;
  load: { busy: boolean; error: Error | null };
  yes: (leaving?: number) => void;
  no: () => void;
}

/** What will happen, and a second question where a large part of everyone would leave. */
function Sure({ opened, found, load, yes, no }: Asking) {
  const leaving = found.confirm_leaving;
  const [said, setSaid] = useState<number | null>(null);
  return (
    <Confirm
      opened={opened}
      title={t("hr.import.title.sure")}
      yes={t("hr.import.go")}
      danger={found.left > 0}
      busy={load.busy}
      disabled={leaving !== undefined && said !== leaving}
      onYes={() => yes(leaving)}
      onNo={no}
    >
      <ul className="plain-list">
        {found.created > 0 && <li>{tn("hr.import.will.create", found.created)}</li>}
        {found.updated > 0 && <li>{tn("hr.import.will.update", found.updated)}</li>}
        {found.left > 0 && <li>{tn("hr.import.will.leave", found.left)}</li>}
        {found.held.length > 0 && <li>{tn("hr.import.will.hold", found.held.length)}</li>}
      </ul>
      {leaving !== undefined && (
        <div className="question">
          <p>{t("hr.import.many")}</p>
          <Checkbox
            label={tn("hr.import.many.yes", leaving)}
            checked={said === leaving}
            onChange={(event) => setSaid(event.currentTarget.checked ? leaving : null)}
          />
        </div>
      )}
      <ProblemNote error={load.error} />
    </Confirm>
  );
}
