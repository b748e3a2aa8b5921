import { Checkbox } from "@mantine/core";

import type { ImportView } from "../api/contract";
import { t } from "../text/hr";
import type { Picked } from "./FilePicker";
import { type Choices, questionsOf } from "./importing";
import { Choice } from "./parts";

interface Asked {
  file: Picked;
  found: ImportView | null;
  choices: Choices;
  choose: (part: Partial<Choices>) => void;
}

/** What a file does not say by itself. */
export function ImportQuestions({ file, found, choices, choose }: Asked) {
  const asked = questionsOf(found?.problems ?? [], choices);
  return (
    <>
      {file.charset === "other" && (
        <div className="question">
          <h3>{t("hr.import.charset")}</h3>
          <p>{t("hr.import.charset.hint")}</p>
          <Choice
            label={t("hr.import.charset")}
            value={choices.western ? "western" : "unicode"}
            onChange={(value) => choose({ western: value === "western" })}
            values={[
              { value: "western", label: t("hr.import.charset.western") },
              { value: "unicode", label: t("hr.import.charset.unicode") },
            ]}
          />
        </div>
      )}
      {asked.reuse && (
        <div className="question">
          <h3>{t("hr.import.reuse.title")}</h3>
          <p>{t("hr.import.reuse.hint")}</p>
          <Checkbox
            label={t("hr.import.reuse")}
            checked={choices.reuse}
            onChange={(event) => choose({ reuse: event.currentTarget.checked })}
          />
        </div>
      )}
    </>
  );
}
