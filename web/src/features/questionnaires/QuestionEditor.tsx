import { ActionIcon, Button, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useId } from "react";

import type { QuestionKind } from "../../api/contract";
import { t } from "./text";
import { ChevronIcon, CopyIcon, DownIcon, PlusIcon, TrashIcon, UpIcon, WarningIcon } from "../../ui/icons";
import { Tag } from "../../ui/parts";
import { type DesignQuestion, hasScale, KINDS, newOption, type Option, OPTIONS } from "./design";
import { RichField } from "../../ui/RichField";
import { Choice } from "../../ui/Choice";
import { ScaleEditor } from "./ScaleEditor";

interface Edited {
  question: DesignQuestion;
  opened: boolean;
  open: () => void;
  change: (part: Partial<DesignQuestion>) => void;
  move: (by: -1 | 1) => void;
  movable: { up: boolean; down: boolean };
  copy: () => void;
  remove: () => void;
  /** What is wrong, by pointer below the question's own. */
  problem: (pointer: string) => string | undefined;
}

const FIELDS = ["/text", "/help", "/scale", "/choices", "/items", "/values", "/x_label", "/y_label", "/max", "/unit"];

/** One question: a line, or all its fields. */
export function QuestionEditor(props: Edited) {
  const { question, opened, open, problem } = props;
  const id = useId();
  const wrong =
    FIELDS.some((pointer) => problem(pointer)) ||
    question.options.some((_, i) => problem(`/${OPTIONS[question.kind]}/${i}/label`));
  const name = question.text.trim() || t("hr.design.untitled");
  return (
    <div className="design-question" data-opened={opened || undefined}>
      <div className="design-line">
        <button type="button" className="design-toggle" aria-expanded={opened} aria-controls={id} onClick={open}>
          <ChevronIcon size={16} />
          <span className="design-text">{name}</span>
        </button>
        <Buttons {...props} name={name} />
        <span className="design-tags">
          {wrong && (
            <Tag tone="bad" icon={<WarningIcon size={13} />}>
              {t("hr.design.wrong")}
            </Tag>
          )}
          <Tag>{t(`hr.kind.${question.kind}`)}</Tag>
          <Tag tone="accent">{t(`hr.for.${question.for}`)}</Tag>
        </span>
      </div>
      <div id={id} hidden={!opened}>
        {opened && <Fields {...props} />}
      </div>
    </div>
  );
}

function Buttons({ name, move, movable, copy, remove }: Edited & { name: string }) {
  return (
    <span className="design-buttons">
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={!movable.up}
        aria-label={t("hr.design.up", { name })}
        onClick={() => move(-1)}
      >
        <UpIcon size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={!movable.down}
        aria-label={t("hr.design.down", { name })}
        onClick={() => move(1)}
      >
        <DownIcon size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t("hr.design.duplicate", { name })} onClick={copy}>
        <CopyIcon size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t("hr.design.remove", { name })} onClick={remove}>
        <TrashIcon size={16} />
      </ActionIcon>
    </span>
  );
}

function Fields({ question, change, problem }: Edited) {
  return (
    <div className="fields design-fields">
      <Textarea
        label={t("hr.design.text")}
        value={question.text}
        error={problem("/text")}
        onChange={(event) => change({ text: event.currentTarget.value })}
        autosize
        minRows={1}
        required
      />
      <div className="field-grid">
        <NativeSelect
          label={t("hr.design.kind")}
          value={question.kind}
          data={KINDS.map((value) => ({ value, label: t(`hr.kind.${value}`) }))}
          onChange={(event) => change({ kind: event.currentTarget.value as QuestionKind })}
        />
        <ForWhom question={question} change={change} />
      </div>
      <KindFields question={question} change={change} problem={problem} />
      <RichField
        label={t("hr.design.help")}
        description={t("hr.design.help.help")}
        value={question.help}
        onChange={(help) => change({ help })}
        error={problem("/help")}
        lines={2}
      />
      <Checkbox
        label={t("hr.design.required")}
        description={t("hr.design.required.help")}
        checked={question.required}
        onChange={(event) => change({ required: event.currentTarget.checked })}
      />
      {question.for !== "self" && (
        <Checkbox
          label={t("hr.design.sees")}
          description={t("hr.design.sees.help")}
          checked={question.reviewee_sees_manager_answer}
          onChange={(event) => change({ reviewee_sees_manager_answer: event.currentTarget.checked })}
        />
      )}
    </div>
  );
}

/** Which of the two answers it. */
function ForWhom({ question, change }: Omit<Part, "problem">) {
  const values = (["both", "self", "manager"] as const).map((value) => ({ value, label: t(`hr.for.${value}`) }));
  return (
    <div>
      <div className="field-name">{t("hr.design.for")}</div>
      <Choice
        label={t("hr.design.for")}
        value={question.for}
        values={values}
        onChange={(side) => change({ for: side })}
      />
    </div>
  );
}

type Part = Pick<Edited, "question" | "change" | "problem">;

/** What only this kind of question needs. */
function KindFields({ question, change, problem }: Part) {
  const name = OPTIONS[question.kind];
  return (
    <>
      {name && (
        <fieldset>
          <legend>{t(`hr.design.${name}`)}</legend>
          <OptionLines
            options={question.options}
            change={(options) => change({ options })}
            problem={(below) => problem(`/${name}${below}`)}
          />
        </fieldset>
      )}
      {hasScale(question.kind) && (
        <fieldset>
          <legend>{t("hr.design.scale")}</legend>
          <ScaleEditor
            scale={question.scale}
            onChange={(scale) => change({ scale })}
            problem={(below) => problem(`/scale${below}`)}
          />
        </fieldset>
      )}
      {question.kind === "number" && <NumberFields question={question} change={change} problem={problem} />}
      {question.kind === "position_2d" && (
        <div className="field-grid">
          <TextInput
            label={t("hr.options.x")}
            value={question.x_label}
            error={problem("/x_label")}
            onChange={(event) => change({ x_label: event.currentTarget.value })}
            required
          />
          <TextInput
            label={t("hr.options.y")}
            value={question.y_label}
            error={problem("/y_label")}
            onChange={(event) => change({ y_label: event.currentTarget.value })}
            required
          />
        </div>
      )}
    </>
  );
}

function NumberFields({ question, change, problem }: Part) {
  const bound = (value: string | number): number | null => (typeof value === "number" ? value : null);
  return (
    <div className="field-grid">
      <TextInput
        label={t("hr.design.unit")}
        value={question.unit}
        error={problem("/unit")}
        onChange={(event) => change({ unit: event.currentTarget.value })}
      />
      <NumberInput
        label={t("hr.design.min")}
        value={question.min ?? ""}
        error={problem("/min")}
        onChange={(value) => change({ min: bound(value) })}
        hideControls
      />
      <NumberInput
        label={t("hr.design.max")}
        value={question.max ?? ""}
        error={problem("/max")}
        onChange={(value) => change({ max: bound(value) })}
        hideControls
      />
    </div>
  );
}

interface Lines {
  options: readonly Option[];
  change: (options: Option[]) => void;
  problem: (pointer: string) => string | undefined;
}

function OptionLines({ options, change, problem }: Lines) {
  return (
    <div className="lines">
      {options.map((option, i) => (
        <div key={option.id} className="line">
          <span className="line-number">{i + 1}</span>
          <TextInput
            aria-label={t("hr.design.option", { n: i + 1 })}
            value={option.label}
            error={problem(`/${i}/label`)}
            onChange={(event) =>
              change(options.map((one) => (one === option ? { ...one, label: event.currentTarget.value } : one)))
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("hr.scale.remove", { name: option.label || String(i + 1) })}
            onClick={() => change(options.filter((one) => one !== option))}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </div>
      ))}
      {problem("") && <p className="question-error">{problem("")}</p>}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<PlusIcon size={14} />}
        onClick={() => change([...options, newOption()])}
      >
        {t("hr.design.option.add")}
      </Button>
    </div>
  );
}
