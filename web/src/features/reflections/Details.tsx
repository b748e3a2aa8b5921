import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";

import { StatusLine, WritingNotices } from "../../ui/drafts/StatusLine";
import type { Writing } from "../../ui/drafts/useAutosaveDocument";
import { textOf } from "../../ui/drafts/merge";
import { t } from "./text";
import { RichText } from "../../ui/RichText";
import { RichTextView } from "../../ui/RichTextView";
import { PROMPTS } from "./chapters";
import type { ReflectionView } from "../../api/contract";
import { useDetails } from "./document";

/** What is said about a reflection: written by its owner, read by both. */
export function Details({ reflection }: { reflection: ReflectionView }) {
  return reflection.actions.includes("edit") ? (
    <Writer reflection={reflection} />
  ) : (
    isSaid(reflection) && (
      <section className="card details" aria-label={t("reflection.details")}>
        <Said reflection={reflection} />
      </section>
    )
  );
}

/** A draft is there to be written; what is shared is there to be talked about, and is written in when asked for. */
function Writer({ reflection }: { reflection: ReflectionView }) {
  const writing = useDetails(reflection);
  const shared = reflection.state === "shared";
  const [opened, setOpened] = useState(false);
  // What is not safe yet is never folded away.
  const open = opened || !shared || writing.restored || !["saved", "saving"].includes(writing.status);
  return (
    <section className="card details" aria-label={t("reflection.details")}>
      <div className="details-head">
        <h2>{t("reflection.details")}</h2>
        {open && <StatusLine writing={writing} />}
        {shared && (!open || opened) && (
          <Button size="xs" variant="default" onClick={() => setOpened(!open)}>
            {t(open ? "reflection.details.done" : "reflection.details.edit")}
          </Button>
        )}
      </div>
      {open ? <Fields reflection={reflection} writing={writing} /> : <Said reflection={reflection} />}
    </section>
  );
}

function Fields({ reflection, writing }: { reflection: ReflectionView; writing: Writing }) {
  const { fields, set, epoch } = writing;
  return (
    <>
      <WritingNotices writing={writing} />
      <TextInput
        label={t("reflection.title")}
        maxLength={200}
        value={textOf(fields["title"])}
        error={textOf(fields["title"]).trim() === "" && t("reflection.title.missing")}
        onChange={(event) => set("title", event.currentTarget.value)}
      />
      <div className="details-pair">
        <TextInput
          label={t("reflection.period")}
          placeholder={t("reflection.period.example")}
          maxLength={100}
          value={textOf(fields["period"])}
          onChange={(event) => set("period", event.currentTarget.value)}
        />
        <Textarea
          label={t("reflection.objectives")}
          placeholder={t("reflection.objectives.help")}
          rows={2}
          value={textOf(fields["objectives"])}
          onChange={(event) => set("objectives", event.currentTarget.value)}
        />
      </div>
      <details className="details-words" open={PROMPTS.some((prompt) => reflection.prompts[prompt])}>
        <summary>{t("reflection.words")}</summary>
        {PROMPTS.map((prompt) => (
          <div key={prompt}>
            <h3>{t(`reflection.prompt.${prompt}`)}</h3>
            <RichText
              value={textOf(fields[prompt])}
              epoch={epoch}
              onChange={(html) => set(prompt, html)}
              label={t(`reflection.prompt.${prompt}`)}
              lines={2}
            />
          </div>
        ))}
      </details>
    </>
  );
}

const isSaid = ({ period, objective_ids, prompts }: ReflectionView): boolean =>
  Boolean(period) || objective_ids.length > 0 || PROMPTS.some((prompt) => prompts[prompt]);

function Said({ reflection }: { reflection: ReflectionView }) {
  const { period, objective_ids: objectives, prompts } = reflection;
  const said = PROMPTS.filter((prompt) => prompts[prompt]);
  return (
    <>
      {(Boolean(period) || objectives.length > 0) && (
        <dl className="facts">
          {period && (
            <>
              <dt>{t("reflection.period")}</dt>
              <dd>{period}</dd>
            </>
          )}
          {objectives.length > 0 && (
            <>
              <dt>{t("reflection.objectives")}</dt>
              <dd>{objectives.join(" · ")}</dd>
            </>
          )}
        </dl>
      )}
      {said.map((prompt) => (
        <div key={prompt}>
          <h3>{t(`reflection.prompt.${prompt}`)}</h3>
          <RichTextView html={prompts[prompt]} />
        </div>
      ))}
    </>
  );
}
