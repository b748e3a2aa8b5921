import { useEffect } from "react";

import type { CycleView } from "../../api/contract";
import { useApiQuery, useRefresh } from "../../api/hooks";
import { isHr, useMe } from "../../api/me";
import { AwaitDetail } from "../../ui/DetailPage";
import { t } from "./text";
import { Await, NotFound, Section } from "../../ui/parts";
import { ProgressBar } from "../../ui/ProgressBar";
import { Board } from "./Board";
import { DraftCycle } from "./DraftCycle";
import { CyclePage } from "./CyclePage";
import "./board.css";
import "../../ui/hr.css";

/** One cycle: being set up, being launched, or running. */
export default function Cycle({ id }: { id: string }) {
  const me = useMe();
  const asked = useApiQuery("GET /cycles/{cycle_id}", { path: { cycle_id: id } }, { when: isHr(me) });
  if (!isHr(me)) return <NotFound />;
  return (
    <AwaitDetail asked={asked}>
      {(cycle) => {
        if (cycle.state === "draft") return <DraftCycle cycle={cycle} etag={asked.etag ?? ""} />;
        return cycle.state === "launching" ? (
          <Launching cycle={cycle} />
        ) : (
          <Board cycle={cycle} etag={asked.etag ?? ""} />
        );
      }}
    </AwaitDetail>
  );
}

const EVERY = 1_000;

/** How far a launch is, asked again each second until it is through. */
function Launching({ cycle }: { cycle: CycleView }) {
  const asked = useApiQuery("GET /cycles/{cycle_id}/progress", { path: { cycle_id: cycle.id } }, { every: EVERY });
  const refresh = useRefresh();
  const through = asked.data !== undefined && asked.data.state !== "launching";
  useEffect(() => {
    if (through) void refresh("GET /cycles/{cycle_id}", "GET /cycles");
  }, [through, refresh]);
  return (
    <CyclePage cycle={cycle} lead={t("hr.launching.lead")}>
      <Await asked={asked}>
        {({ created, failed, expected }) => (
          <Section title={t("hr.launching.title")}>
            <div className="card" role="status">
              <ProgressBar
                label={t("hr.launching.title")}
                done={created}
                begun={failed.length}
                total={Math.max(expected ?? 0, created + failed.length, 1)}
                words={[t("hr.launching.made"), t("hr.launching.failed"), t("hr.launching.left")]}
              />
              {expected === null && <p className="dim small">{t("hr.launching.counting")}</p>}
            </div>
          </Section>
        )}
      </Await>
    </CyclePage>
  );
}
