import { Link } from "wouter";

import { useApiQuery } from "../../api/hooks";
import { ReviewsIcon } from "../../ui/icons";
import { tOr } from "./text/tasks";

const WRITING: readonly string[] = ["write_self", "write_manager", "contribute"];
const MOST = 5;

/** What one has to write in reviews, the most urgent first. */
export default function ToWrite({ close }: { close: () => void }) {
  const { data } = useApiQuery("GET /home");
  const tasks = (data?.tasks ?? []).filter(({ kind, state }) => WRITING.includes(kind) && state !== "locked");
  return tasks.slice(0, MOST).map(({ kind, subject, link }) => (
    <Link key={link + kind} href={link} onClick={close}>
      <ReviewsIcon size={16} />
      {tOr("task", kind).replace("{name}", subject.name)}
    </Link>
  ));
}
