import { Button } from "@mantine/core";
import { useCallback } from "react";
import { Link } from "wouter";

import type { ReviewView, TaskView } from "../../api/contract";
import { useApiQuery } from "../../api/hooks";
import { useMe } from "../../api/me";
import { t, tOr } from "./text";
import { afterDialog } from "../../ui/Confirm";
import { ArrowIcon } from "../../ui/icons";
import { nextTask } from "./nextTask";
import "./next.css";

const PIECES = 18;

/** What was finished took its button away, maybe far down the page: the focus, and the window, go to what comes next. */
function useArrival(): (place: HTMLElement | null) => () => void {
  return useCallback(
    (place) =>
      afterDialog(() => {
        place?.focus({ preventScroll: true });
        place?.scrollIntoView({ block: "center" });
      }),
    [],
  );
}

/** After something was finished here: who is next in line; at the end of the line, a small celebration. */
export function Next({ review }: { review: ReviewView }) {
  const home = useApiQuery("GET /home");
  const me = useMe();
  if (!home.data) return null;
  const next = nextTask(home.data.tasks, review, me.id);
  if (!next) return <Last />;
  return <InLine task={next} />;
}

function InLine({ task }: { task: TaskView }) {
  const arrive = useArrival();
  const title = tOr("task", task.kind).replace("{name}", task.subject.name);
  return (
    <div className="next no-print" role="status" tabIndex={-1} ref={arrive}>
      <span>
        <span className="dim">{t("review.next")}: </span>
        <strong>{title}</strong>
      </span>
      <Button component={Link} href={task.link} rightSection={<ArrowIcon size={16} />}>
        {t("review.next")}
      </Button>
    </div>
  );
}

function Last() {
  const arrive = useArrival();
  return (
    <div className="next next-last no-print" role="status" tabIndex={-1} ref={arrive}>
      <span className="confetti" aria-hidden>
        {Array.from({ length: PIECES }, (_, i) => (
          <i key={i} style={{ left: `${(i * 100) / PIECES + 2}%`, animationDelay: `${(i % 6) * 0.12}s` }} />
        ))}
      </span>
      <span>
        <strong>{t("review.next.last")}</strong> <span className="dim">{t("review.next.lastHint")}</span>
      </span>
      <Button component={Link} href="/" variant="default">
        {t("nav.home")}
      </Button>
    </div>
  );
}
