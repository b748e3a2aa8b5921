import { NativeSelect, TextInput } from "@mantine/core";
import { Link } from "wouter";

import { usePages } from "../../api/hooks";
import { t } from "./text";
import { RichField } from "../../ui/RichField";
import type { StepProps } from "./Wizard";

/** Name, questionnaire, and what is written above every form. */
export function Basics({ draft, set, problem }: StepProps) {
  const forms = usePages("GET /questionnaires", { query: { limit: 100 } });
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
      <RichField
        label={t("hr.wizard.instructions")}
        description={t("hr.wizard.instructions.help")}
        value={draft.instructions}
        onChange={(instructions) => set({ instructions })}
        error={problem("/instructions")}
      />
    </div>
  );
}
