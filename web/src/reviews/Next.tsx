import { Button } from "@mantine/core";
import { Link } from "wouter";

import type { ReviewView } from "../api/contract";
import { useAsk } from "../api/hooks";
import { t, tOr } from "../text";
import { ArrowIcon } from "../ui/icons";

const PIECES = 18;

/** After something was finished here: who is next in line; at the end of the line, a small celebration. */
export function Next({ review }: { review: ReviewView }) {
  const home = useAsk("GET /home");
  const next = home.data?.tasks.find((task) => task.review_id !== review.id && task.state !== "locked");
  if (!home.data) return null;
  if (!next) return <Last />;
  const title = tOr("task", next.kind).replace("{name}", next.subject.name);
  return (
    <div className="next no-print" role="status">
      <span>
        <span className="dim">{t("review.next")}: </span>
        <strong>{title}</strong>
      </span>
      <Button component={Link} href={next.link} rightSection={<ArrowIcon size={16} />}>
        {t("review.next")}
      </Button>
    </div>
  );
}

function Last() {
  return (
    <div className="next next-last no-print" role="status">
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
