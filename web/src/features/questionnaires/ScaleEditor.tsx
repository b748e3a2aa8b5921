import { ActionIcon, Button, TextInput } from "@mantine/core";

import type { RatingPoint } from "../../api/contract";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { t } from "./text";

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
