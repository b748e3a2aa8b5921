import { ActionIcon, Button, TextInput } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

import type { CycleState, RatingPoint } from "../../api/contract";
import { language } from "../../text/speaking";
import { t, tOr } from "./text";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { Tag } from "../../ui/parts";

const TONES = {
  draft: "plain",
  launching: "wait",
  scheduled: "accent",
  open: "good",
  closed: "plain",
  archived: "plain",
  cancelled: "bad",
} as const;

/** Where a cycle stands, in a word. */
export function CycleTag({ state }: { state: CycleState }) {
  return <Tag tone={TONES[state]}>{tOr("hr.state", state)}</Tag>;
}

/** A number that matters, and what it counts. */
export function Figure({ n, children, tone }: { n: number; children: ReactNode; tone?: "bad" | "good" | undefined }) {
  return (
    <div className="figure" data-tone={tone}>
      <strong>{n.toLocaleString(language)}</strong>
      <span>{children}</span>
    </div>
  );
}

/** One choice of a few as plain buttons, of which one is pressed. */
export function Choice<T extends string>({
  label,
  value,
  values,
  onChange,
}: {
  label: string;
  value: T;
  values: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="choice" role="group" aria-label={label}>
      {values.map((one) => (
        <button key={one.value} type="button" aria-pressed={one.value === value} onClick={() => onChange(one.value)}>
          {one.label}
        </button>
      ))}
    </div>
  );
}

interface Scaled {
  scale: readonly RatingPoint[];
  onChange: (scale: RatingPoint[]) => void;
  /** What is wrong, by pointer below the scale's own: `/0/label`. */
  problem: (pointer: string) => string | undefined;
  disabled?: boolean;
}

/** The steps of a rating scale, from the lowest to the highest. */
export function ScaleEditor({ scale, onChange, problem, disabled = false }: Scaled) {
  const set = (at: number, label: string): void =>
    onChange(scale.map((step, i) => (i === at ? { ...step, label } : step)));
  const add = (): void =>
    onChange([...scale, { value: Math.max(0, ...scale.map(({ value }) => value)) + 1, label: "" }]);
  return (
    <div className="lines">
      {scale.map(({ value, label }, i) => (
        <div key={value} className="line">
          <span className="line-number">{value}</span>
          <TextInput
            aria-label={t("hr.scale.step", { n: value })}
            value={label}
            disabled={disabled}
            error={problem(`/${i}/label`) ?? problem(`/${i}/value`)}
            onChange={(event) => set(i, event.currentTarget.value)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={disabled}
            aria-label={t("hr.scale.remove", { name: label || String(value) })}
            onClick={() => onChange(scale.filter((_, at) => at !== i))}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </div>
      ))}
      {problem("") && (
        <p className="question-error" role="alert">
          {problem("")}
        </p>
      )}
      {!disabled && (
        <Button variant="subtle" size="compact-sm" leftSection={<PlusIcon size={14} />} onClick={add}>
          {t("hr.scale.add")}
        </Button>
      )}
    </div>
  );
}

/** The browser asks before a page with unsaved work goes away. */
export function useLeavingGuard(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
