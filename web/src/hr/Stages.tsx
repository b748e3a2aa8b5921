import type { DepartmentView, StagesView } from "../api/contract";
import { t } from "../text";
import { Moment } from "../ui/parts";
import { ProgressBar } from "../ui/ProgressBar";
import { countOf, type Stage, STAGES } from "./stages";

const words = (stage: Stage): [string, string, string] => [
  t(`hr.stage.${stage}.done`),
  t(`hr.stage.${stage}.begun`),
  t(`hr.stage.${stage}.left`),
];

interface Shown {
  stages: StagesView;
  department: string;
  choose: (department: string) => void;
}

/** How far the three stages are, for the cycle and for each department. */
export function Stages({ stages, department, choose }: Shown) {
  return (
    <>
      <div className="stage-cards">
        {STAGES.map((stage) => {
          const count = countOf(stages, stage);
          const part = count.total ? Math.round((count.done / count.total) * 100) : 0;
          return (
            <div key={stage} className="card stage-card">
              <h3>
                {t(`hr.stage.${stage}`)} <span className="dim">{t("hr.percent", { n: part })}</span>
              </h3>
              <ProgressBar {...count} label={t(`hr.stage.${stage}`)} words={words(stage)} />
            </div>
          );
        })}
      </div>
      <Departments stages={stages} department={department} choose={choose} />
    </>
  );
}

function Departments({ stages, department, choose }: Shown) {
  return (
    <details className="more departments">
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
                <button
                  type="button"
                  className="plain-button"
                  aria-pressed={one.department === department}
                  onClick={() => choose(one.department === department ? "" : one.department)}
                >
                  {one.department || t("hr.stage.noDepartment")}
                </button>
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
                label={`${one.department}, ${t(`hr.stage.${stage}`)}`}
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
