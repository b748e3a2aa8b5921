import type { ChartView, ReviewView, SideView } from "../../api/contract";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { t } from "./text";
import { Position2D, type Place } from "../../ui/Position2D";
import { Tag } from "../../ui/parts";
import { Rating, RatingView, type Step } from "../../ui/Rating";
import { Conflicted } from "./Answers";
import { POSITION, RATING } from "./documents";

interface Given {
  review: ReviewView;
  writing: Writing;
  /** The id of what says who can see it. */
  seenId: string;
}

/** Overall rating and position, to be given. */
export function OverallToWrite(props: Given) {
  const { ratings, chart_2d: chart } = props.review.cycle;
  if (!ratings && !chart) return null;
  return (
    <section className="form-section">
      <h2 className="form-title">{t("review.overall")}</h2>
      {ratings && <RatingToGive {...props} ratings={ratings} />}
      {chart && <PositionToGive {...props} chart={chart} />}
    </section>
  );
}

function RatingToGive({ writing, seenId, ratings }: Given & { ratings: readonly Step[] }) {
  const rating = writing.fields[RATING];
  return (
    <div className="question" role="group" aria-label={t("review.rating")}>
      <div className="question-head">
        <h3>{t("review.rating")}</h3>
      </div>
      <Rating
        scale={ratings}
        value={typeof rating === "number" ? rating : null}
        onChange={(value) => writing.set(RATING, value)}
        label={t("review.rating")}
        describedBy={seenId}
      />
      <Conflicted
        writing={writing}
        name={RATING}
        show={(value) => <RatingView scale={ratings} value={value as number | null} />}
      />
    </div>
  );
}

function PositionToGive({ writing, seenId, chart }: Given & { chart: ChartView }) {
  const axes = { xLabel: chart.x_label, yLabel: chart.y_label, label: t("review.position") };
  return (
    <div className="question" role="group" aria-label={t("review.position")}>
      <div className="question-head">
        <h3>{t("review.position")}</h3>
      </div>
      <Position2D
        {...axes}
        value={writing.fields[POSITION] as Place | null}
        onChange={(value) => writing.set(POSITION, value)}
        describedBy={seenId}
      />
      <Conflicted
        writing={writing}
        name={POSITION}
        show={(value) => <Position2D {...axes} value={value as Place | null} />}
      />
    </div>
  );
}

interface Read {
  review: { cycle: Pick<ReviewView["cycle"], "ratings" | "chart_2d"> };
  side: Pick<SideView, "rating" | "position" | "changed">;
  /** The level of its heading; what it holds is one below. */
  level?: 2 | 3;
}

/** Overall rating and position, to be read. */
export function OverallToRead({ review, side, level = 3 }: Read) {
  const { ratings, chart_2d: chart } = review.cycle;
  const rated = ratings && side.rating !== undefined;
  const placed = chart && side.position !== undefined;
  if (!rated && !placed) return null;
  const [Title, Part] = level === 2 ? (["h2", "h3"] as const) : (["h3", "h4"] as const);
  return (
    <section className="form-section">
      <Title className="form-title">{t("review.overall")}</Title>
      {rated && (
        <div className="question">
          <div className="question-head">
            <Part>{t("review.rating")}</Part>
            {side.changed?.rating && <Changed />}
          </div>
          <RatingView scale={ratings} value={side.rating} />
        </div>
      )}
      {placed && (
        <div className="question">
          <div className="question-head">
            <Part>{t("review.position")}</Part>
            {side.changed?.position && <Changed />}
          </div>
          <Position2D
            xLabel={chart.x_label}
            yLabel={chart.y_label}
            value={side.position}
            label={t("review.position")}
          />
        </div>
      )}
    </section>
  );
}

/** The mark of what is not as the reader saw it last. */
export function Changed() {
  return <Tag tone="wait">{t("review.side.changed")}</Tag>;
}
