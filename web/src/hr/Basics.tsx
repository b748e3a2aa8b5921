import { NativeSelect, TextInput } from "@mantine/core";
import { useId } from "react";
import { Link } from "wouter";

import { usePages } from "../api/hooks";
import { t } from "../text";
import { RichText } from "../ui/RichText";
import type { StepProps } from "./Wizard";

/** Name, questionnaire, and what is written above every form. */
export function Basics({ draft, set, problem }: StepProps) {
  const forms = usePages("GET /questionnaires", { query: { limit: 100 } });
  const id = useId();
  const options = (forms.items ?? []).map(({ id: value, title, edition }) => ({
    value,
    label: edition > 1 ? t("hr.form.edition", { title, n: edition }) : title,
  }));
  return (
    <div className="fields">
      <TextInput
        label={t("hr.wizard.name")}
        description={t("hr.wizard.name.help")}
        value={draft.name}
        error={problem("/name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={200}
        required
      />
      <NativeSelect
        label={t("hr.wizard.questionnaire")}
        description={
          <>
            {t("hr.wizard.questionnaire.help")} <Link href="/hr/questionnaires">{t("hr.wizard.questionnaires")}</Link>
          </>
        }
        value={draft.questionnaire_id}
        error={problem("/questionnaire_id")}
        data={[{ value: "", label: t("hr.wizard.choose") }, ...options]}
        onChange={(event) => set({ questionnaire_id: event.currentTarget.value })}
        required
      />
      <div>
        <div id={id} className="field-name">
          {t("hr.wizard.instructions")}
        </div>
        <p className="dim small field-help">{t("hr.wizard.instructions.help")}</p>
        <RichText
          value={draft.instructions}
          onChange={(instructions) => set({ instructions })}
          label={t("hr.wizard.instructions")}
          labelledBy={id}
          invalid={Boolean(problem("/instructions"))}
        />
        {problem("/instructions") && <p className="question-error">{problem("/instructions")}</p>}
      </div>
    </div>
  );
}
