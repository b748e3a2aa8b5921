import { Link } from "wouter";

import type { TaskView } from "../../api/contract";
import { useNow } from "../../ui/clock";
import { ArrowIcon } from "../../ui/icons";
import { DueDate, Face, Tag } from "../../ui/parts";
import { type Key, t, tn, tOr } from "./text";

const VERBS: Record<string, Key> = {
  share_self: "task.share",
  share_manager: "task.share",
  sign: "task.sign.do",
  record_reflection: "task.record",
  assign_reviewer: "task.assign",
};

/** Something to do, and until when. */
export function TaskRow({ task }: { task: TaskView }) {
  const name = task.subject.name;
  const title = titleOf(task);
  const locked = task.state === "locked";
  const late = new Date(task.due_at) <= useNow();
  const verb = locked ? "task.look" : (VERBS[task.kind] ?? (task.state === "draft" ? "task.continue" : "task.start"));
  return (
    <Link href={task.link} className="row">
      <Face name={name} />
      <span className="row-main">
        <span className="row-title">{title}</span>
        <span className="dim small" style={{ display: "block" }}>
          {task.cycle && `${task.cycle.name} · `}
          {locked ? t("home.locked") : <DueDate at={task.due_at} zone={task.time_zone} />}
        </span>
      </span>
      <span className="row-end">
        {late && <Tag tone="bad">{t("task.late")}</Tag>}
        <span className="row-go">
          {t(verb)} <ArrowIcon size={16} />
        </span>
      </span>
    </Link>
  );
}

function titleOf({ kind, subject: { name }, count }: TaskView): string {
  if (count !== undefined) return tn(`task.${kind}`, count);
  const words = tOr("task", kind);
  return words === kind.replaceAll("_", " ") ? t("task.other", { kind, name }) : words.replace("{name}", name);
}
