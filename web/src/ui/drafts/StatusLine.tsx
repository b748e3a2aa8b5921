import { type Key, t } from "./text";
import { fieldError, wordsFor } from "../Problem";
import { CheckIcon, CloudIcon, WarningIcon } from "../icons";
import type { Status } from "./autosaveDocument";
import type { Writing } from "./useAutosaveDocument";

const WORDS: Record<Status, Key> = {
  saved: "draft.saved",
  saving: "draft.saving",
  offline: "draft.offline",
  trouble: "draft.trouble",
  refused: "draft.refused",
  conflict: "draft.conflict",
};

/** Whether what is written is safe: Saved · Saving … · Offline, kept on this device. Read out when it changes; before
 * the first save there is nothing to say. */
export function StatusLine({ writing }: { writing: Pick<Writing, "status" | "problem" | "kept"> }) {
  const { status, problem, kept } = writing;
  if (status === "saved" && !kept) return <span role="status" className="status-line" />;
  const calm = status === "saved" || status === "saving";
  const Icon = status === "saved" ? CheckIcon : calm ? CloudIcon : WarningIcon;
  return (
    <span role="status" className="status-line" data-calm={calm || undefined} data-status={status}>
      <Icon size={15} />
      {t(WORDS[status])}
      {status === "refused" && problem && `: ${fieldError(problem, "") ?? wordsFor(problem)}`}
    </span>
  );
}

/** What the writer should know about drafts and other windows, above what is written. */
export function WritingNotices({ writing }: { writing: Pick<Writing, "restored" | "otherTabs"> }) {
  return (
    <>
      {writing.restored && <p className="notice">{t("draft.restored")}</p>}
      {writing.otherTabs > 0 && <p className="notice">{t("draft.otherTab")}</p>}
    </>
  );
}
