import { ActionIcon } from "@mantine/core";
import { useState } from "react";

import { language } from "../../text/speaking";
import { t } from "./text";
import { Confirm } from "../Confirm";
import { CloseIcon, TrashIcon, WarningIcon } from "../icons";
import { ProblemNote, wordsFor } from "../Problem";
import { DownloadIcon, FileIcon } from "./icons";
import { sizeWords } from "./kinds";
import type { Line } from "./lines";
import { outbox, type Shelf } from "./outbox";

interface Shown {
  line: Line;
  shelf: Shelf;
  may: boolean;
  /** It was taken away, and what had the focus with it. */
  gone: () => void;
}

/** One file: its name and size, where it stands, what can be done with it. */
export function FileLine({ line, shelf, may, gone }: Shown) {
  const [problem, setProblem] = useState<Error | null>(null);
  const bad = line.state === "refused" || line.state === "failed";
  return (
    <>
      <div className="file-line">
        <FileIcon size={18} />
        <span className="file-main">
          {line.state === "ready" && line.id ? (
            <Download id={line.id} name={line.name} shelf={shelf} onProblem={setProblem} />
          ) : (
            <span className="file-name">{line.name}</span>
          )}
          <span className="dim small file-size">{sizeWords(line.size, language)}</span>
        </span>
        <span role="status" className="file-state small" data-bad={bad || undefined}>
          {bad && <WarningIcon size={15} />}
          {stateWords(line)}
        </span>
        {line.state === "failed" && line.again && line.sending && (
          <button type="button" className="quiet-button file-again" onClick={() => outbox.again(line.sending ?? "")}>
            {t("app.retry")}
          </button>
        )}
        {may && <Remove line={line} shelf={shelf} gone={gone} />}
      </div>
      {line.state === "sending" && (
        <progress className="file-progress" value={line.share} aria-label={t("files.progress", { name: line.name })} />
      )}
      <ProblemNote error={problem} />
    </>
  );
}

function stateWords({ state, why, failure }: Line): string {
  switch (state) {
    case "ready":
      return "";
    case "refused":
      return t("files.refused", { why: why ?? "" });
    case "failed":
      return failure instanceof Error ? wordsFor(failure) : t(`files.unfit.${failure ?? "unsent"}`);
    default:
      return t(`files.state.${state}`);
  }
}

interface Fetched {
  id: string;
  name: string;
  shelf: Shelf;
  onProblem: (problem: Error | null) => void;
}

/** A link that lives for minutes is fetched when it is wanted. */
function Download({ id, name, shelf, onProblem }: Fetched) {
  const [busy, setBusy] = useState(false);
  const fetchIt = async (): Promise<void> => {
    setBusy(true);
    onProblem(null);
    try {
      const { download_url: url } = await shelf.look(id);
      if (url) saved(url);
    } catch (reason) {
      onProblem(reason as Error);
    }
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        className="file-name file-link no-print"
        aria-label={t("files.download", { name })}
        disabled={busy}
        onClick={() => void fetchIt()}
      >
        {name}
        <DownloadIcon size={15} />
      </button>
      <span className="file-name only-print">{name}</span>
    </>
  );
}

/** The answer is to be saved, so the page stays where it is. */
function saved(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noreferrer";
  link.download = "";
  link.click();
}

/** What never arrived goes at once; what others may have seen is asked about. */
function Remove({ line, shelf, gone }: Omit<Shown, "may">) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const { id, name, sending, state } = line;
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      if (sending) await outbox.drop(sending);
      else if (id) await shelf.remove(id);
      setAsking(false);
      gone();
    } catch (reason) {
      setProblem(reason as Error);
    }
    setBusy(false);
  };
  const under = Boolean(sending) && state !== "failed";
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        className="no-print"
        aria-label={t(under ? "files.stop" : "files.remove", { name })}
        loading={busy && !asking}
        onClick={() => (state === "ready" ? setAsking(true) : void remove())}
      >
        {under ? <CloseIcon size={15} /> : <TrashIcon size={15} />}
      </ActionIcon>
      {!asking && <ProblemNote error={problem} />}
      {asking && (
        <Confirm
          opened
          title={t("files.remove.title")}
          yes={t("files.remove.yes")}
          danger
          busy={busy}
          onYes={() => void remove()}
          onNo={() => setAsking(false)}
        >
          {t("files.remove.text", { name })}
          <ProblemNote error={problem} />
        </Confirm>
      )}
    </>
  );
}
