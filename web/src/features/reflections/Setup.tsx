import { Alert, Button, TextInput } from "@mantine/core";
import { useState } from "react";

import { useNow } from "../../ui/clock";
import { useMe } from "../../api/me";
import { t } from "./text";
import { dateIn, dateWords } from "../../text/dates";
import { WarningIcon } from "../../ui/icons";
import { WhoCanSee } from "../../ui/WhoCanSee";
import { PROMPTS } from "./chapters";
import { Countdown } from "./Countdown";
import { Devices, useStarting } from "./Devices";
import { RecordIcon } from "./icons";
import type { Limits } from "./recording/media";
import type { About } from "./recording/recordingManager";
import { Upload, uploaded } from "./Upload";
import "./recorder.css";

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
