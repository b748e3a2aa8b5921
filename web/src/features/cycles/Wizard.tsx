import { Button, Group } from "@mantine/core";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useLocation } from "wouter";

import type { CycleView } from "../../api/contract";
import { useApiQuery, useApiMutation } from "../../api/hooks";
import { Problem } from "../../api/problem";
import { isHr, useMe } from "../../api/me";
import { Page } from "../../ui/Page";
import { useNow } from "../../ui/clock";
import { Begun, useKeeping } from "../../ui/drafts/Begun";
import { alike, type Keeper } from "../../ui/drafts/keeper";
import { t } from "./text";
import { dateIn } from "../../text/dates";
import { CheckIcon, WarningIcon } from "../../ui/icons";
import { Await, NotFound } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { Basics } from "./Basics";
import { type Problems, problemsOf, STEPS, type Step, stepOf } from "./checks";
import { DateFields } from "./DateFields";
import { bodyOf, type Draft, draftOf, newDraft, sameWho } from "./draft";
import { OptionFields } from "./OptionFields";
import { Participants } from "./Participants";
import { useLeavingGuard } from "../../ui/leavingGuard";
import "../../ui/hr.css";

/** Setting up a cycle, or changing one that is not launched yet. */
export default function Wizard({ id }: { id?: string }) {
  const me = useMe();
  const asked = useApiQuery(
    "GET /cycles/{cycle_id}",
    { path: { cycle_id: id ?? "" } },
    { when: Boolean(id) && isHr(me) },
  );
  const today = dateIn(useNow(), me.time_zone);
  if (!isHr(me)) return <NotFound />;
  if (!id) return <Kept begin={newDraft(today)} />;
  return (
    <Await asked={asked}>
      {(cycle) =>
        cycle.state === "draft" ? (
          <Kept key={cycle.id} begin={draftOf(cycle)} cycle={cycle} etag={asked.etag ?? ""} />
        ) : (
          <NotFound />
        )
      }
    </Await>
  );
}

/** What each step gets: the fields, how to set them, and what is wrong with one. */
export interface StepProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  problem: (pointer: string) => string | undefined;
}

interface KeptProps {
  begin: Draft;
  cycle?: CycleView;
  etag?: string;
}

function Kept(props: KeptProps) {
  const { cycle, begin, etag } = props;
  const title = t(cycle ? "hr.wizard.edit" : "hr.wizard.new");
  return (
    <Begun name={`cycle/${cycle?.id ?? "new"}`} title={title} begin={begin} {...(etag && { etag })}>
      {(keeper, kept) => <Form {...props} keeper={keeper} kept={kept} />}
    </Begun>
  );
}

interface FormProps extends KeptProps {
  keeper: Keeper;
  /** What was begun here earlier, and is gone on with. */
  kept: Draft | undefined;
}

function Form({ begin: given, cycle, etag = "", keeper, kept }: FormProps) {
  const [begin] = useState(given);
  const [draft, setDraft] = useState(kept ?? begin);
  const { step, seen, heading, go, show, seeAll } = useSteps();
  const saving = useSaving({ draft, begin, cycle, etag, keeper });
  const safe = useKeeping(keeper, draft, etag, !alike(draft, begin));
  useLeavingGuard(!safe && !saving.busy);
  const local = problemsOf(draft);
  const refused = saving.problems(draft);
  const save = async (): Promise<void> => {
    seeAll();
    const first = STEPS.find((one) => Object.keys(local).some((pointer) => stepOf(pointer) === one));
    if (first) go(first);
    else await saving.save();
  };
  const refusedAt = Object.keys(refused)[0];
  useEffect(() => {
    if (refusedAt) show(stepOf(refusedAt));
  }, [refusedAt, saving.error, show]);
  const problem = (pointer: string): string | undefined =>
    refused[pointer] ??
    (seen.includes(stepOf(pointer)) || pointer.startsWith("/timeline") ? local[pointer] : undefined);
  const props: StepProps = { draft, set: (part) => setDraft({ ...draft, ...part }), problem };
  return (
    <Page title={t(cycle ? "hr.wizard.edit" : "hr.wizard.new")} lead={t("hr.wizard.lead")}>
      <div className="wizard">
        <StepList
          current={step}
          go={go}
          seen={seen}
          wrong={new Set([...Object.keys(local), ...Object.keys(refused)].map(stepOf))}
        />
        <section className="card wizard-card" aria-labelledby="wizard-step">
          <h2 id="wizard-step" ref={heading} tabIndex={-1}>
            {t(`hr.step.${step}`)}
          </h2>
          <StepFields step={step} {...props} />
          <ProblemNote error={saving.error} placed={Object.keys(refused)} />
          <Buttons step={step} go={go} save={() => void save()} busy={saving.busy} changing={Boolean(cycle)} />
        </section>
      </div>
    </Page>
  );
}

interface Steps {
  step: Step;
  /** The steps that were left once: what is wrong there is said. */
  seen: readonly Step[];
  heading: RefObject<HTMLHeadingElement | null>;
  /** Go to a step, the focus with it. */
  go: (to: Step) => void;
  show: (step: Step) => void;
  seeAll: () => void;
}

function useSteps(): Steps {
  const [step, show] = useState<Step>("basics");
  const [seen, setSeen] = useState<readonly Step[]>([]);
  const heading = useRef<HTMLHeadingElement>(null);
  const go = (to: Step): void => {
    setSeen((before) => [...new Set([...before, step])]);
    show(to);
    requestAnimationFrame(() => heading.current?.focus());
  };
  return { step, seen, heading, go, show, seeAll: () => setSeen(STEPS) };
}

interface Footing {
  step: Step;
  go: (step: Step) => void;
  save: () => void;
  busy: boolean;
  /** There is a stored draft, that may be saved at any step. */
  changing: boolean;
}

function Buttons({ step, go, save, busy, changing }: Footing) {
  const next = STEPS[STEPS.indexOf(step) + 1];
  return (
    <Group justify="space-between" mt="xl">
      <Button
        variant="default"
        disabled={step === "basics"}
        onClick={() => go(STEPS[STEPS.indexOf(step) - 1] ?? "basics")}
      >
        {t("app.back")}
      </Button>
      <Group gap="sm">
        {next && changing && (
          <Button variant="default" loading={busy} onClick={save}>
            {t("hr.wizard.save")}
          </Button>
        )}
        {next ? (
          <Button onClick={() => go(next)}>{t("hr.wizard.next")}</Button>
        ) : (
          <Button loading={busy} onClick={save}>
            {t("hr.wizard.rehearse")}
          </Button>
        )}
      </Group>
    </Group>
  );
}

function StepFields({ step, ...props }: StepProps & { step: Step }) {
  if (step === "basics") return <Basics {...props} />;
  if (step === "people") return <Participants {...props} />;
  if (step === "options") return <OptionFields {...props} />;
  const { draft, set, problem } = props;
  return (
    <DateFields
      dates={draft.timeline}
      set={(timeline) => set({ timeline })}
      calibration={draft.options.calibration}
      problem={problem}
      whole
    />
  );
}

interface Listing {
  current: Step;
  go: (step: Step) => void;
  seen: readonly Step[];
  wrong: ReadonlySet<Step>;
}

function StepList({ current, go, seen, wrong }: Listing) {
  return (
    <ol className="wizard-steps" aria-label={t("hr.wizard.steps")}>
      {STEPS.map((step, i) => {
        const bad = seen.includes(step) && wrong.has(step);
        const done = seen.includes(step) && !wrong.has(step);
        return (
          <li key={step}>
            <button
              type="button"
              aria-current={step === current ? "step" : undefined}
              onClick={() => go(step)}
              data-state={bad ? "bad" : done ? "done" : undefined}
            >
              <span className="wizard-number" aria-hidden>
                {bad ? <WarningIcon size={14} /> : done ? <CheckIcon size={14} strokeWidth={3} /> : i + 1}
              </span>
              {t(`hr.step.${step}`)}
              {bad && <span className="hidden-words"> {t("hr.wizard.wrong")}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

interface Saving {
  save: () => Promise<void>;
  busy: boolean;
  error: Error | null;
  /** What the API refused, as long as these are the fields that it saw. */
  problems: (draft: Draft) => Problems;
}

interface Saved {
  draft: Draft;
  begin: Draft;
  cycle: CycleView | undefined;
  etag: string;
  keeper: Keeper;
}

function useSaving({ draft, begin, cycle, etag, keeper }: Saved): Saving {
  const create = useApiMutation("POST /cycles", ["GET /cycles"]);
  const change = useApiMutation("PATCH /cycles/{cycle_id}", ["GET /cycles", "GET /cycles/{cycle_id}"]);
  const [sent, setSent] = useState<Draft | null>(null);
  const [, navigate] = useLocation();
  const toast = useToast();
  const error = (cycle ? change : create).error;
  const save = async (): Promise<void> => {
    setSent(draft);
    const { participants, ...rest } = bodyOf(draft);
    // What HR added or left out one by one since stays, as long as the choice itself is the same.
    const body = sameWho(draft.who, begin.who) ? rest : { ...rest, participants };
    const told = cycle
      ? await change.mutate({ path: { cycle_id: cycle.id }, body, match: etag })
      : await create.mutate({ body: { ...rest, participants } });
    if (!told) return;
    await keeper.drop().catch(() => undefined);
    toast(t("hr.wizard.saved"));
    navigate(`/hr/cycles/${told.body.id}`);
  };
  const fields = error instanceof Problem && sent ? error.fields : [];
  const problems = (now: Draft): Problems =>
    now === sent ? Object.fromEntries(fields.map(({ pointer, detail }) => [pointer, detail])) : {};
  return { save, busy: create.busy || change.busy, error: draft === sent ? error : null, problems };
}
