import type {
  ChoiceBody,
  QuestionKind,
  QuestionBody,
  QuestionnaireBody,
  QuestionnaireView,
  RatingPoint,
} from "../../api/contract";
import type { Question } from "../../ui/questions/answers";
import { t } from "./text";

/** A form while it is designed. Ids are given here already, so that a question stays the same wherever it moves. */
export interface Design {
  title: string;
  sections: DesignSection[];
}

export interface DesignSection {
  key: string;
  title: string;
  intro: string;
  questions: DesignQuestion[];
}

/** All that any kind needs; what a question's kind does not have is kept, in case the kind is changed back. */
export interface DesignQuestion {
  id: string;
  kind: QuestionKind;
  text: string;
  help: string;
  for: "self" | "manager" | "both";
  required: boolean;
  reviewee_sees_manager_answer: boolean;
  scale: RatingPoint[];
  options: Option[];
  unit: string;
  min: number | null;
  max: number | null;
  x_label: string;
  y_label: string;
}

export interface Option {
  id: string;
  label: string;
}

export const KINDS: readonly QuestionKind[] = [
  "rich_text",
  "rating",
  "single_choice",
  "multi_choice",
  "checklist",
  "number",
  "position_2d",
  "values",
];

/** Under which name the API keeps the options of a kind. */
export const OPTIONS: Partial<Record<QuestionKind, "choices" | "items" | "values">> = {
  single_choice: "choices",
  multi_choice: "choices",
  checklist: "items",
  values: "values",
};
export const hasScale = (kind: QuestionKind): boolean => kind === "rating" || kind === "values";

const newId = (): string => crypto.randomUUID();
export const newOption = (label = ""): Option => ({ id: newId(), label });
export const newSection = (title: string): DesignSection => ({ key: newId(), title, intro: "", questions: [] });

const usualScale = (): RatingPoint[] =>
  (["1", "2", "3", "4", "5"] as const).map((n) => ({ value: Number(n), label: t(`hr.scale.${n}`) }));

export function newQuestion(kind: QuestionKind = "rich_text"): DesignQuestion {
  return {
    id: newId(),
    kind,
    text: "",
    help: "",
    for: "both",
    required: false,
    reviewee_sees_manager_answer: true,
    scale: usualScale(),
    options: [newOption(), newOption()],
    unit: "",
    min: null,
    max: null,
    x_label: t("hr.design.x"),
    y_label: t("hr.design.y"),
  };
}

/** A stored form, as it is designed further. */
export function designOf({ title, sections }: QuestionnaireView): Design {
  return {
    title,
    sections: sections.map((section, at) => ({
      key: `${at}`,
      title: section.title,
      intro: section.intro ?? "",
      questions: section.questions.map((question) => {
        const { choices, items, values, ...given } = question;
        const fresh = newQuestion(question.kind);
        return { ...fresh, ...given, options: [...(choices ?? items ?? values ?? fresh.options)] };
      }),
    })),
  };
}

/** What is sent: of each question only what its kind has. */
export function formOf({ title, sections }: Design): QuestionnaireBody {
  return {
    title: title.trim(),
    sections: sections.map((section) => ({
      title: section.title,
      intro: section.intro || null,
      questions: section.questions.map(questionOf),
    })),
  };
}

function questionOf(question: DesignQuestion): QuestionBody {
  const { id, kind, text, help, required, reviewee_sees_manager_answer: seen } = question;
  const plain: QuestionBody = {
    id,
    kind,
    text,
    for: question.for,
    required,
    help: help || null,
    reviewee_sees_manager_answer: seen,
  };
  return { ...plain, ...special(question) };
}

/** What only some kinds have. */
function special({ kind, scale, options, unit, min, max, x_label, y_label }: DesignQuestion): Partial<QuestionBody> {
  const name = OPTIONS[kind];
  if (kind === "number") return { unit: unit || null, min, max };
  if (kind === "position_2d") return { x_label, y_label };
  return { ...(hasScale(kind) && { scale }), ...(name && { [name]: options as ChoiceBody[] }) };
}

/** A question as the writing screen gets it, for the preview. */
export function previewOf(question: DesignQuestion): Question {
  const { id, kind, text, required, help, reviewee_sees_manager_answer } = question;
  const given = Object.entries(special(question)).filter(([, value]) => value !== null);
  const plain = {
    id,
    kind,
    text: text.trim() || t("hr.design.untitled"),
    for: question.for,
    required,
    reviewee_sees_manager_answer,
  };
  return { ...plain, ...(help && { help }), ...Object.fromEntries(given) };
}

/** The sections with what one side is asked. */
export function sideOf({ sections }: Design, side: "self" | "manager"): DesignSection[] {
  const asked = sections.map((section) => ({
    ...section,
    questions: section.questions.filter((one) => one.for === "both" || one.for === side),
  }));
  return asked.filter(({ questions }) => questions.length > 0);
}

/** Where a question stands. */
export interface Spot {
  section: number;
  question: number;
}

/** Move a question up or down by one, over the border of its section too. */
export function moved(design: Design, { section, question }: Spot, by: -1 | 1): Design {
  const from = design.sections[section];
  const one = from?.questions[question];
  if (!from || !one) return design;
  const to = question + by;
  if (to >= 0 && to < from.questions.length) return inSection(design, section, (all) => swapped(all, question, to));
  const beyond = design.sections[section + by];
  if (!beyond) return design;
  const without = inSection(design, section, (all) => all.filter((_, at) => at !== question));
  return inSection(without, section + by, (all) => (by < 0 ? [...all, one] : [one, ...all]));
}

/** Change the questions of one section. */
export function inSection(design: Design, at: number, change: (all: DesignQuestion[]) => DesignQuestion[]): Design {
  return {
    ...design,
    sections: design.sections.map((one, i) => (i === at ? { ...one, questions: change(one.questions) } : one)),
  };
}

/** A list with two neighbours in each other's place. */
export function swapped<T>(all: readonly T[], from: number, to: number): T[] {
  const next = [...all];
  const [a, b] = [next[from], next[to]];
  if (a === undefined || b === undefined) return next;
  [next[from], next[to]] = [b, a];
  return next;
}
