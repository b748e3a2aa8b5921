import { Button, Group, Loader } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";

import type { RunResultView, RunView } from "../../api/contract";
import { useApiQuery, usePages } from "../../api/hooks";
import { t, tn } from "./text";
import { Modal } from "../../ui/Dialog";
import { ProblemNote } from "../../ui/Problem";
import "./runs.css";

const EVERY = 1_000;
const OUTCOMES = ["refused", "unchanged"] as const;

interface Shown {
  id: string;
  title: string;
  /** What to do once every review is through: ask for the lists again. */
  through?: () => void;
  close: () => void;
}

/** What a command for many reviews did, while it is carried out and after it. */
export function RunDialog({ id, title, through, close }: Shown) {
  return (
    <Modal opened onClose={close} title={<strong>{title}</strong>} size="lg">
      <RunReport id={id} {...(through && { through })} />
      <Group justify="flex-end" mt="lg">
        <Button onClick={close} data-autofocus>
          {t("app.close")}
        </Button>
      </Group>
    </Modal>
  );
}

/** How many reviews it was done for, and each for which it was not, with the reason. */
export function RunReport({ id, through }: Pick<Shown, "id" | "through">) {
  const asked = useApiQuery(
    "GET /runs/{run_id}",
    { path: { run_id: id } },
    { every: (run) => run?.state !== "done" && EVERY },
  );
  const done = asked.data?.state === "done";
  const finished = useEffectEvent(() => through?.());
  useEffect(() => {
    if (done) finished();
  }, [done]);
  return (
    <div className="run">
      <div role="status">{asked.data && <Summary run={asked.data} />}</div>
      {!asked.data && <ProblemNote error={asked.error} />}
      {asked.data &&
        done &&
        OUTCOMES.map((outcome) => <Left key={outcome} run={asked.data as RunView} outcome={outcome} />)}
    </div>
  );
}

function Summary({ run }: { run: RunView }) {
  const { state, command, done, unchanged, refused, mails } = run;
  if (state !== "done")
    return (
      <p className="run-going">
        <Loader size="xs" aria-hidden /> {t("run.going", { done: done + unchanged + refused })}
      </p>
    );
  return (
    <p>
      <strong>{tn(`run.done.${command}`, done)}</strong> {tn("run.mails", mails)}
    </p>
  );
}

/** Those for whom it was not done; what went wrong stands open. */
function Left({ run, outcome }: { run: RunView; outcome: (typeof OUTCOMES)[number] }) {
  const count = run[outcome];
  const list = usePages(
    "GET /runs/{run_id}/results",
    { path: { run_id: run.id }, query: { outcome, limit: 100 } },
    { when: count > 0 },
  );
  if (count === 0) return null;
  return (
    <details open={outcome === "refused"}>
      <summary>{tn(`run.${outcome}`, count)}</summary>
      <ul className="run-results">
        {(list.items ?? []).map((one) => (
          <li key={one.review_id}>{because(one)}</li>
        ))}
      </ul>
      <ProblemNote error={list.error} />
      {list.more && (
        <Button variant="default" size="xs" onClick={list.more} loading={list.loadingMore}>
          {t("list.more")}
        </Button>
      )}
    </details>
  );
}

const because = ({ person, detail }: RunResultView): string =>
  t("run.because", { name: person.name || t("run.nobody"), why: detail ?? t("run.same") });
