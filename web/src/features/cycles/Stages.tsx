import type { DepartmentView, StagesView } from "../../api/contract";
import { t } from "./text";
import { Moment } from "../../ui/parts";
import { ProgressBar } from "../../ui/ProgressBar";
import { countOf, REACHED, type Stage, STAGES, type Standing } from "./stages";

const words = (stage: Stage): [string, string, string] => [
  t(`hr.stage.${stage}.done`),
  t(`hr.stage.${stage}.begun`),
  t(`hr.stage.${stage}.not_begun`),
];

/** So many departments are shown at once; more open when asked for. */
const FEW = 8;

interface Shown {
  stages: StagesView;
  /** What the reviews below are filtered by. */
  department: string;
  standing: Standing | undefined;
  choose: (change: { department?: string; stage?: Standing | undefined }) => void;
}

/** How far the three stages are, for the cycle and for each department; each count leads to its reviews. */
export function Stages({ stages, department, standing, choose }: Shown) {
  return (
    <>
      <div className="stage-cards">
        {STAGES.map((stage) => (
          <StageCard key={stage} stages={stages} stage={stage} standing={standing} choose={choose} />
        ))}
      </div>
      <Departments stages={stages} department={department} choose={choose} />
    </>
  );
}

function StageCard({ stages, stage, standing, choose }: Omit<Shown, "department"> & { stage: Stage }) {
  const count = countOf(stages, stage);
  const part = count.total ? Math.round((count.done / count.total) * 100) : 0;
  const at = REACHED.findIndex((reached) => standing === `${stage}_${reached}`);
  const pick = (next: number | undefined): void =>
    choose({ stage: next === undefined ? undefined : `${stage}_${REACHED[next] ?? "done"}` });
  return (
    <div className="card stage-card">
      <h3>
        {t(`hr.stage.${stage}`)} <span className="dim">{t("hr.percent", { n: part })}</span>
      </h3>
      <ProgressBar
        {...count}
        label={t(`hr.stage.${stage}`)}
        words={words(stage)}
        picking={{ picked: at < 0 ? undefined : at, pick }}
      />
    </div>
  );
}

function Departments({ stages, department, choose }: Omit<Shown, "standing">) {
  return (
    <details className="more departments" open={stages.departments.length <= FEW}>
      <summary>{t("hr.stage.departments")}</summary>
      <table className="table stacked">
        <thead>
          <tr>
            <th scope="col">{t("hr.stage.department")}</th>
            {STAGES.map((stage) => (
              <th scope="col" key={stage}>
                {t(`hr.stage.${stage}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.departments.map((one) => (
            <tr key={one.department}>
              <th scope="row">
                {one.department ? (
                  <button
                    type="button"
                    className="plain-button"
                    aria-pressed={one.department === department}
                    onClick={() => choose({ department: one.department === department ? "" : one.department })}
                  >
                    {one.department}
                  </button>
                ) : (
                  t("hr.stage.noDepartment")
                )}
              </th>
              <Cells of={one} />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim small">
        {t("hr.stage.counted")} <Moment at={stages.as_of} />
      </p>
    </details>
  );
}

function Cells({ of: one }: { of: DepartmentView }) {
  return (
    <>
      {STAGES.map((stage) => {
        const count = countOf(one, stage);
        return (
          <td key={stage} data-label={t(`hr.stage.${stage}`)}>
            <span className="stage-cell">
              <span className="small">{t("hr.stage.of", { done: count.done, total: count.total })}</span>
              <ProgressBar
                {...count}
                label={`${one.department || t("hr.stage.noDepartment")}, ${t(`hr.stage.${stage}`)}`}
                words={words(stage)}
                legend={false}
              />
            </span>
          </td>
        );
      })}
    </>
  );
}
