import { Button, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type Dispatch, type SetStateAction, useState } from "react";
import { useLocation } from "wouter";

import type { QuestionnaireView } from "../../api/contract";
import { useApiQuery, usePlace, useApiMutation } from "../../api/hooks";
import { Problem } from "../../api/problem";
import { isHr, isHrAdmin, useMe } from "../../api/me";
import { AwaitDetail, DetailPage } from "../../ui/DetailPage";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { Begun, useKeeping } from "../../ui/drafts/Begun";
import { alike, type Keeper } from "../../ui/drafts/keeper";
import { routes } from "./routes";
import { t } from "./text";
import { CopyIcon, PlusIcon } from "../../ui/icons";
import { NotFound } from "../../ui/parts";
import { ProblemNote } from "../../ui/Problem";
import { useToast } from "../../ui/toasts";
import { type Design, designOf, formOf, newQuestion, newSection } from "./design";
import { UsedTag } from "./UsedTag";
import { FormPreview } from "./FormPreview";
import { Choice } from "../../ui/Choice";
import { useLeavingGuard } from "../../ui/leavingGuard";
import { SectionEditor } from "./SectionEditor";
import "./design.css";
import "../../ui/hr.css";

const BACK = { href: routes.questionnaires, text: t("hr.forms.title") };

/** Designing a form; one that a cycle uses can be read and copied. */
export default function Designer({ id }: { id?: string }) {
  const me = useMe();
  const asked = useApiQuery(
    "GET /questionnaires/{questionnaire_id}",
    { path: { questionnaire_id: id ?? "" } },
    { when: Boolean(id) && isHr(me) },
  );
  if (!isHr(me) || (!id && !isHrAdmin(me))) return <NotFound />;
  if (!id)
    return (
      <Kept
        begin={{ title: "", sections: [{ ...newSection(t("hr.design.section.first")), questions: [newQuestion()] }] }}
      />
    );
  return (
    <AwaitDetail asked={asked}>
      {(form) =>
        form.actions.includes("save") ? (
          <Kept key={form.id} begin={designOf(form)} form={form} etag={asked.etag ?? ""} />
        ) : (
          <Reading form={form} />
        )
      }
    </AwaitDetail>
  );
}

function Copy({ form }: { form: QuestionnaireView }) {
  const copy = useApiMutation("POST /questionnaires/{questionnaire_id}/copy", ["GET /questionnaires"]);
  const [, navigate] = useLocation();
  const toast = useToast();
  if (!form.actions.includes("copy")) return null;
  const go = async (): Promise<void> => {
    const told = await copy.mutate({ path: { questionnaire_id: form.id }, body: {} });
    if (!told) return;
    toast(t("hr.design.copied"));
    navigate(`/hr/questionnaires/${told.body.id}`);
  };
  return (
    <>
      <Button
        variant={form.used ? "filled" : "default"}
        leftSection={<CopyIcon size={16} />}
        loading={copy.busy}
        onClick={() => void go()}
      >
        {t(form.used ? "hr.design.copyToChange" : "hr.design.copy")}
      </Button>
      <ProblemNote error={copy.error} />
    </>
  );
}

function Reading({ form }: { form: QuestionnaireView }) {
  return (
    <DetailPage
      title={form.title}
      lead={t(form.used ? "hr.design.used" : "hr.design.readOnly")}
      back={BACK}
      state={<UsedTag used={form.used} />}
      audience={<WhoCanSee>{t("hr.forms.who")}</WhoCanSee>}
      action={<Copy form={form} />}
    >
      <FormPreview design={designOf(form)} />
    </DetailPage>
  );
}

interface KeptProps {
  begin: Design;
  form?: QuestionnaireView;
  etag?: string;
}

function Kept(props: KeptProps) {
  const { form, begin, etag } = props;
  const title = t(form ? "hr.design.edit" : "hr.design.new");
  return (
    <Begun name={`questionnaire/${form?.id ?? "new"}`} title={title} begin={begin} {...(etag && { etag })}>
      {(keeper, kept) => <Work {...props} keeper={keeper} kept={kept} />}
    </Begun>
  );
}

interface Working extends KeptProps {
  keeper: Keeper;
  /** What was begun here earlier, and is gone on with. */
  kept: Design | undefined;
}

function Work({ begin: given, form, etag = "", keeper, kept }: Working) {
  const [begin] = useState(given);
  const [design, setDesign] = useState(kept ?? begin);
  const [part, setPart] = useState<"design" | "preview">("design");
  const saving = useSaving({ form, etag, begin, keeper });
  const unsaved = design !== saving.saved;
  const safe = useKeeping(keeper, design, etag, unsaved && !alike(design, saving.saved ?? begin));
  useLeavingGuard(!safe);
  useHotkeys([["mod+S", () => void saving.save(design)]], []);
  const problem = (pointer: string): string | undefined =>
    design === saving.sent ? saving.problems.get(pointer) : undefined;
  return (
    <DetailPage
      title={t(form ? "hr.design.edit" : "hr.design.new")}
      lead={t("hr.design.lead")}
      back={BACK}
      state={
        <span className="status-line" role="status" data-calm={!unsaved || undefined}>
          {t(unsaved ? "hr.design.unsaved" : "draft.saved")}
        </span>
      }
      audience={<WhoCanSee>{t("hr.forms.who")}</WhoCanSee>}
      action={
        <>
          {form && !unsaved && <Copy form={form} />}
          <Button loading={saving.busy} disabled={!unsaved && Boolean(form)} onClick={() => void saving.save(design)}>
            {t("app.save")}
          </Button>
        </>
      }
    >
      <ProblemNote
        error={saving.error}
        placed={design === saving.sent ? [...saving.problems.keys()].filter((one) => one !== "/sections") : []}
      />
      <div className="only-narrow">
        <Choice
          label={t("hr.design.part")}
          value={part}
          onChange={setPart}
          values={(["design", "preview"] as const).map((value) => ({ value, label: t(`hr.design.part.${value}`) }))}
        />
      </div>
      <div className="designer" data-part={part}>
        <FormEditor design={design} setDesign={setDesign} problem={problem} />
        <aside className="designer-preview" aria-label={t("hr.preview.title")}>
          <FormPreview design={design} />
        </aside>
      </div>
    </DetailPage>
  );
}

interface Editing {
  design: Design;
  setDesign: Dispatch<SetStateAction<Design>>;
  problem: (pointer: string) => string | undefined;
}

function FormEditor({ design, setDesign, problem }: Editing) {
  return (
    <div className="designer-form">
      <div className="card">
        <TextInput
          label={t("hr.design.formTitle")}
          value={design.title}
          error={problem("/title")}
          onChange={(event) => setDesign({ ...design, title: event.currentTarget.value })}
          maxLength={200}
          required
        />
      </div>
      {design.sections.map((section, at) => (
        <SectionEditor key={section.key} design={design} at={at} change={setDesign} problem={problem} />
      ))}
      <Button
        variant="default"
        leftSection={<PlusIcon size={16} />}
        onClick={() => setDesign({ ...design, sections: [...design.sections, newSection("")] })}
      >
        {t("hr.design.section.add")}
      </Button>
    </div>
  );
}

interface Saving {
  save: (design: Design) => Promise<void>;
  busy: boolean;
  error: Error | null;
  /** What was saved last, and what was sent last. */
  saved: Design | null;
  sent: Design | null;
  problems: ReadonlyMap<string, string>;
}

interface Saved {
  form: QuestionnaireView | undefined;
  etag: string;
  begin: Design;
  keeper: Keeper;
}

function useSaving({ form, etag, begin, keeper }: Saved): Saving {
  const create = useApiMutation("POST /questionnaires", ["GET /questionnaires"]);
  const change = useApiMutation("PUT /questionnaires/{questionnaire_id}", ["GET /questionnaires"]);
  const [saved, setSaved] = useState<Design | null>(form ? begin : null);
  const [sent, setSent] = useState<Design | null>(null);
  const place = usePlace();
  const [, navigate] = useLocation();
  const toast = useToast();
  const save = async (design: Design): Promise<void> => {
    setSent(design);
    const body = formOf(design);
    const path = { questionnaire_id: form?.id ?? "" };
    const told = form ? await change.mutate({ path, body, match: etag }) : await create.mutate({ body });
    if (!told) return;
    setSaved(design);
    toast(t("hr.design.saved"));
    place("GET /questionnaires/{questionnaire_id}", { path: { questionnaire_id: told.body.id } }, told);
    if (form) return;
    await keeper.drop().catch(() => undefined);
    navigate(`/hr/questionnaires/${told.body.id}`, { replace: true });
  };
  const error = (form ? change : create).error;
  const problems = new Map(
    error instanceof Problem
      ? error.fields.map(({ pointer, detail }) => [pointer, t("hr.design.problem", { detail })] as const)
      : [],
  );
  return { save, busy: create.busy || change.busy, error, saved, sent, problems };
}
