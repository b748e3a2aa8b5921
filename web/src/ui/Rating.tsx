import { useId } from "react";

import { t } from "../text";

export interface Step {
  value: number;
  label: string;
}

interface Rated {
  scale: readonly Step[];
  value: number | null;
  onChange: (value: number | null) => void;
  label: string;
  describedBy?: string | undefined;
  disabled?: boolean;
}

/** One step of a scale, by radio buttons that look like a row of boxes; arrow keys move. */
export function Rating({ scale, value, onChange, label, describedBy, disabled = false }: Rated) {
  const name = useId();
  return (
    <div>
      <div className="rating" role="radiogroup" aria-label={label} aria-describedby={describedBy}>
        {scale.map((step) => (
          <label key={step.value} className="rating-step" data-chosen={step.value === value || undefined}>
            <input
              type="radio"
              name={name}
              checked={step.value === value}
              disabled={disabled}
              onChange={() => onChange(step.value)}
            />
            <span>{step.label}</span>
          </label>
        ))}
      </div>
      {value !== null && !disabled && (
        <button type="button" className="quiet-button" onClick={() => onChange(null)}>
          {t("question.clear")}
        </button>
      )}
    </div>
  );
}

/** A rating that was given, with its place on the scale. */
export function RatingView({ scale, value }: { scale: readonly Step[]; value: number | null | undefined }) {
  const at = scale.findIndex((step) => step.value === value);
  const step = scale[at];
  if (!step) return <span className="dim">{t("question.none")}</span>;
  return (
    <span className="rating-view">
      <span className="rating-dots" aria-hidden>
        {scale.map((one, i) => (
          <i key={one.value} data-on={i <= at || undefined} />
        ))}
      </span>
      <strong>{step.label}</strong>
    </span>
  );
}
