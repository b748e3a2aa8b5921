import { Alert, Button, TextInput } from "@mantine/core";
import { type DragEvent, useId, useState } from "react";

import { useNow } from "../app/clock";
import { useMe } from "../app/me";
import { t } from "../text/reflections";
import { dateIn, dateWords } from "../text/dates";
import { WarningIcon } from "../ui/icons";
import { WhoCanSee } from "../ui/WhoCanSee";
import { PROMPTS } from "./chapters";
import { Countdown } from "./Countdown";
import { Devices, Refusal, useStarting } from "./Devices";
import { FileIcon, RecordIcon } from "./icons";
import { bareType, clock, type Limits } from "./recording/media";
import { lookInto } from "./recording/poster";
import { type About, studio } from "./recording/studio";
import { megabytes } from "./Way";
import "./recorder.css";

const ACCEPTED = ["video/mp4", "video/webm"];

interface Preparing {
  about: About;
  limits: Limits;
  begun: (take: string) => void;
}

/** What to record, under which title; one click, and it runs. */
export function Setup({ about, limits, begun }: Preparing) {
  const today = dateWords(dateIn(useNow(), useMe().time_zone));
  const untitled = t("recorder.titleOf", { day: today });
  const [title, setTitle] = useState(about.title || untitled);
  const named: About = { ...about, title: title.trim() || untitled };
  const starting = useStarting(named, limits, begun);
  const { offered, error, busy, start, doing, captured } = starting;
  if (captured) return <Countdown captured={captured} go={starting.go} cancel={starting.cancel} lost={starting.lost} />;
  return (
    <div className="setup">
      <div className="card setup-main">
        <Devices starting={starting} />
        {!about.reflectionId && (
          <TextInput
            label={t("reflection.title")}
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        {error && (
          <Alert color="red" variant="light" icon={<WarningIcon />} role="alert">
            {error}
          </Alert>
        )}
        {offered.length > 0 && <Start busy={busy} start={start} />}
        <Upload limits={limits} send={(file) => void doing(() => uploaded(named, file, limits))} />
      </div>
      <PromptsToCome />
    </div>
  );
}

/** The button, and who will see what is recorded. */
function Start({ busy, start }: { busy: boolean; start: () => void }) {
  const { manager } = useMe();
  return (
    <div className="setup-start">
      <Button size="md" color="red" leftSection={<RecordIcon size={18} />} loading={busy} onClick={start}>
        {t("recorder.start")}
      </Button>
      <WhoCanSee onlyYou>
        {t(manager ? "recorder.private" : "recorder.privateAlone", { name: manager?.name ?? "" })}
      </WhoCanSee>
    </div>
  );
}

/** What one will be asked while it is recorded, to think of before. */
function PromptsToCome() {
  return (
    <aside className="setup-prompts">
      <h2>{t("recorder.prompts")}</h2>
      <ol>
        {PROMPTS.map((prompt) => (
          <li key={prompt}>
            <strong>{t(`reflection.prompt.${prompt}`)}</strong>
            <span className="dim">{t(`reflection.prompt.${prompt}.hint`)}</span>
          </li>
        ))}
      </ol>
      <p className="dim small">{t("recorder.safe")}</p>
    </aside>
  );
}

/** A file by clicking or dropping. */
function Upload({ limits, send }: { limits: Limits; send: (file: File) => void }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) send(file);
  };
  return (
    <div
      className="setup-file"
      data-over={over || undefined}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileIcon size={20} />
      <label htmlFor={id}>{t("recorder.file")}</label>
      <span className="dim small">{t("recorder.file.help", { size: megabytes(limits.maxBytes) })}</span>
      <input
        id={id}
        type="file"
        accept={ACCEPTED.join()}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) send(file);
        }}
      />
    </div>
  );
}

async function uploaded(about: About, file: File, { maxMs, maxBytes }: Limits): Promise<string> {
  if (!ACCEPTED.includes(bareType(file.type))) throw new Refusal(t("recorder.file.type"));
  if (file.size > maxBytes) throw new Refusal(t("recorder.file.large", { size: megabytes(maxBytes) }));
  const { durationMs, poster } = await lookInto(file);
  if (durationMs === null) throw new Refusal(t("recorder.file.unreadable"));
  // What was recorded to the very limit is as long as the limit, give or take a second.
  if (durationMs > maxMs + 2_000) throw new Refusal(t("recorder.file.long", { time: clock(maxMs + 1_000) }));
  return studio.upload(about, file, durationMs, poster);
}
