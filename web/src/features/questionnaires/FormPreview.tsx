import { useState } from "react";

import { QuestionInput } from "../../ui/questions/QuestionInput";
import { t } from "./text";
import { Empty } from "../../ui/parts";
import { RichTextView } from "../../ui/RichTextView";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { type Design, previewOf, sideOf } from "./design";
import { Choice } from "../../ui/Choice";

const SIDES = ["self", "manager"] as const;
type Side = (typeof SIDES)[number];

/** The form as each side will see it, with the inputs that they will use; what is tried out here is kept nowhere. */
export function FormPreview({ design }: { design: Design }) {
  const [side, setSide] = useState<Side>("self");
  const [tried, setTried] = useState<Record<string, unknown>>({});
  const sections = sideOf(design, side);
  return (
    <div className="card preview">
      <div className="preview-head">
        <h2>{t("hr.preview.title")}</h2>
        <Choice
          label={t("hr.preview.side")}
          value={side}
          onChange={setSide}
          values={SIDES.map((value) => ({ value, label: t(`hr.preview.${value}`) }))}
        />
      </div>
      {sections.length === 0 && <Empty title={t("hr.preview.none")}>{t("hr.preview.none.hint")}</Empty>}
      {sections.map((section) => (
        <section key={section.key} className="preview-section">
          <h3 className="preview-title">{section.title || t("hr.design.section.untitled")}</h3>
          {section.intro && (
            <div className="dim form-intro">
              <RichTextView html={section.intro} />
            </div>
          )}
          {section.questions.map((question) => {
            const kept = `${side}/${question.id}/${question.kind}`;
            const hidden = side === "manager" && !question.reviewee_sees_manager_answer;
            return (
              <QuestionInput
                key={kept}
                question={previewOf(question)}
                value={tried[kept]}
                onChange={(value) => setTried((before) => ({ ...before, [kept]: value }))}
                who={hidden && <WhoCanSee>{t("hr.preview.hidden")}</WhoCanSee>}
              />
            );
          })}
        </section>
      ))}
    </div>
  );
}
