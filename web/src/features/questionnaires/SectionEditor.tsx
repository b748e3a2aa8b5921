import { ActionIcon, Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { type Dispatch, type SetStateAction, useState } from "react";

import type { QuestionKind } from "../../api/contract";
import { t } from "./text";
import { DownIcon, PlusIcon, TrashIcon, UpIcon } from "../../ui/icons";
import { useToast } from "../../ui/toasts";
import { type Design, type DesignQuestion, inSection, KINDS, moved, newQuestion, swapped } from "./design";
import { QuestionEditor } from "./QuestionEditor";
import { RichField } from "../../ui/RichField";

interface Edited {
  design: Design;
  at: number;
  change: Dispatch<SetStateAction<Design>>;
  problem: (pointer: string) => string | undefined;
}

/** A section: title, words above it, questions in their order. */
export function SectionEditor({ design, at, change, problem }: Edited) {
  const section = design.sections[at];
  const [open, setOpen] = useState<string | null>(
    section?.questions.length === 1 ? (section.questions[0]?.id ?? null) : null,
  );
  if (!section) return null;
  const pointer = `/sections/${at}`;
  const set = (part: Partial<typeof section>): void =>
    change({ ...design, sections: design.sections.map((one, i) => (i === at ? { ...one, ...part } : one)) });
  const add = (question: DesignQuestion, after = section.questions.length): void => {
    change(inSection(design, at, (all) => [...all.slice(0, after), question, ...all.slice(after)]));
    setOpen(question.id);
  };
  return (
    <section className="card design-section" aria-label={section.title || t("hr.design.section.untitled")}>
      <SectionHead {...{ design, at, change }} />
      <TextInput
        label={t("hr.design.section.title")}
        value={section.title}
        error={problem(`${pointer}/title`)}
        onChange={(event) => set({ title: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <RichField
        label={t("hr.design.section.intro")}
        value={section.intro}
        onChange={(intro) => set({ intro })}
        error={problem(`${pointer}/intro`)}
        lines={2}
      />
      <Questions {...{ design, at, change, problem, open, setOpen, add }} />
      <AddQuestion add={(kind) => add(newQuestion(kind))} />
    </section>
  );
}

interface Questioned extends Edited {
  open: string | null;
  setOpen: (id: string | null) => void;
  add: (question: DesignQuestion, after?: number) => void;
}

function Questions({ design, at, change, problem, open, setOpen, add }: Questioned) {
  const toast = useToast();
  const questions = design.sections[at]?.questions ?? [];
  return (
    <ol className="design-questions">
      {questions.map((question, i) => (
        <li key={question.id}>
          <QuestionEditor
            question={question}
            opened={open === question.id}
            open={() => setOpen(open === question.id ? null : question.id)}
            change={(part) =>
              change(inSection(design, at, (all) => all.map((one) => (one === question ? { ...one, ...part } : one))))
            }
            move={(by) => change(moved(design, { section: at, question: i }, by))}
            movable={{
              up: i > 0 || at > 0,
              down: i < questions.length - 1 || at < design.sections.length - 1,
            }}
            copy={() => add({ ...question, id: crypto.randomUUID() }, i + 1)}
            remove={() => {
              change(inSection(design, at, (all) => all.filter((one) => one !== question)));
              toast(t("hr.design.removed"), () =>
                change((now) => inSection(now, at, (all) => all.toSpliced(i, 0, question))),
              );
            }}
            problem={(below) => problem(`/sections/${at}/questions/${i}${below}`)}
          />
        </li>
      ))}
    </ol>
  );
}

function SectionHead({ design, at, change }: Omit<Edited, "problem">) {
  const toast = useToast();
  const section = design.sections[at];
  const name = section?.title || t("hr.design.section.untitled");
  const move = (to: number): void => change({ ...design, sections: swapped(design.sections, at, to) });
  const remove = (): void => {
    change({ ...design, sections: design.sections.filter((_, i) => i !== at) });
    toast(t("hr.design.section.removed"), () =>
      change((now) => ({ ...now, sections: section ? now.sections.toSpliced(at, 0, section) : now.sections })),
    );
  };
  return (
    <Group justify="space-between" mb="xs">
      <h2 className="design-number">{t("hr.design.section.n", { n: at + 1 })}</h2>
      <Group gap={4}>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={at === 0}
          aria-label={t("hr.design.up", { name })}
          onClick={() => move(at - 1)}
        >
          <UpIcon />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={at === design.sections.length - 1}
          aria-label={t("hr.design.down", { name })}
          onClick={() => move(at + 1)}
        >
          <DownIcon />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={design.sections.length === 1}
          aria-label={t("hr.design.remove", { name })}
          onClick={remove}
        >
          <TrashIcon />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function AddQuestion({ add }: { add: (kind: QuestionKind) => void }) {
  const [kind, setKind] = useState<QuestionKind>("rich_text");
  return (
    <div className="design-add">
      <NativeSelect
        aria-label={t("hr.design.kind.new")}
        value={kind}
        data={KINDS.map((value) => ({ value, label: t(`hr.kind.${value}`) }))}
        onChange={(event) => setKind(event.currentTarget.value as QuestionKind)}
      />
      <Button variant="default" leftSection={<PlusIcon size={16} />} onClick={() => add(kind)}>
        {t("hr.design.add")}
      </Button>
    </div>
  );
}
