import { useId } from "react";

import { RichText } from "./RichText";

interface Entered {
  label: string;
  description?: string;
  value: string;
  onChange: (html: string) => void;
  error: string | undefined;
  lines?: number;
}

/** Words with bold, italic, links and lists, as a labelled field of a form. */
export function RichField({ label, description, value, onChange, error, lines = 5 }: Entered) {
  const id = useId();
  return (
    <div className="rich-field">
      <div id={id} className="field-name">
        {label}
      </div>
      {description && (
        <p id={`${id}d`} className="dim small field-help">
          {description}
        </p>
      )}
      <RichText
        value={value}
        onChange={onChange}
        label={label}
        labelledBy={id}
        describedBy={description && `${id}d`}
        invalid={Boolean(error)}
        lines={lines}
      />
      {error && <p className="question-error">{error}</p>}
    </div>
  );
}
