import type { CycleRow } from "../../api/contract";
import { t } from "./text";
import { isCounting, STAGES } from "./needs";
import "./progress.css";

/** How far the three stages of a cycle are, in three short bars. */
export function CycleProgress({ cycle }: { cycle: CycleRow }) {
  const { progress } = cycle;
  if (isCounting(cycle)) return <span className="dim small">{t("hr.cycles.counting")}</span>;
  if (!progress) return null;
  return (
    <span className="cycle-progress">
      {STAGES.map((stage) => {
        const { done, total } = progress[stage];
        return (
          <span key={stage} className="cycle-stage">
            <span className="small">{t("hr.cycles.stage", { stage: t(`hr.stage.${stage}`), done, total })}</span>
            <span className="cycle-bar" aria-hidden>
              <i style={{ width: `${total ? (done / total) * 100 : 0}%` }} />
            </span>
          </span>
        );
      })}
    </span>
  );
}
