import { Alert, Button, Switch, TextInput } from "@mantine/core";
import { type ComponentType, type DragEvent, useCallback, useId, useState } from "react";

import { useNow } from "../app/clock";
import { useMe } from "../app/me";
import { t } from "../text/reflections";
import { dateIn, dateWords } from "../text/dates";
import { WarningIcon } from "../ui/icons";
import { WhoCanSee } from "../ui/WhoCanSee";
import { PROMPTS } from "./chapters";
import { BothIcon, CameraIcon, FileIcon, RecordIcon, ScreenIcon } from "./icons";
import { Countdown } from "./Countdown";
import { Prepare, usePreparation } from "./Prepare";
import { NoDevice } from "./recording/devices";
import { bareType, chooseType, clock, type Limits, sourcesHere, type Sources } from "./recording/media";
import { lookInto } from "./recording/poster";
import { type Captured, type Preparation, released, type Wish } from "./recording/preparation";
import { type About, studio } from "./recording/studio";
import { megabytes } from "./Way";
import "./recorder.css";

const ICONS: Record<Sources, ComponentType<{ size?: number }>> = {
  screen: ScreenIcon,
  camera: CameraIcon,
  both: BothIcon,
};
const KEPT = "throughline-record-sources";
const VOICE = "throughline-record-voice";
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
  const offered = typeof MediaRecorder === "undefined" ? [] : sourcesHere();
  const [sources, setSources] = useState<Sources | undefined>(() => kept(offered));
  const [microphone, setMicrophone] = useState(() => localStorage.getItem(VOICE) !== "no");
  const [title, setTitle] = useState(about.title || untitled);
  const { busy, error, doing } = useBeginning(begun);
  const named: About = { ...about, title: title.trim() || untitled };
  const preparation = usePreparation();
  const [captured, setCaptured] = useState<Captured | null>(null);
  const go = useCallback(
    () => captured && void doing(() => recorded(named, captured, limits)).finally(() => setCaptured(null)),
    // What is typed or allowed meanwhile does not begin a recording once more.
    [captured],
  );
  if (captured) return <Countdown captured={captured} go={go} cancel={() => setCaptured(null)} />;
  const start = (): void => void doing(() => taken(preparation, { sources, microphone }).then(setCaptured));
  return (
    <div className="setup">
      <div className="card setup-main">
        {offered.length > 0 ? (
          <>
            <SourcesToChoose offered={offered} chosen={sources} choose={setSources} />
            <Switch
              label={t("recorder.microphone")}
              checked={microphone}
              onChange={(event) => setMicrophone(event.currentTarget.checked)}
            />
            {sources && <Prepare wish={{ sources, microphone }} preparation={preparation} />}
          </>
        ) : (
          <p>{t("recorder.none")}</p>
        )}
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

/** Beginning a take takes a moment, or fails; what is said then is in `error`. */
function useBeginning(begun: (take: string) => void) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const doing = async (work: () => Promise<string | void>): Promise<void> => {
    setError(null);
    setBusy(true);
    await work()
      .then((take) => take && begun(take))
      .catch((reason: unknown) => setError(wordsOf(reason)));
    setBusy(false);
  };
  return { busy, error, doing };
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

interface Choosing {
  offered: readonly Sources[];
  chosen: Sources | undefined;
  choose: (value: Sources) => void;
}

function SourcesToChoose({ offered, chosen, choose }: Choosing) {
  return (
    <fieldset className="setup-sources">
      <legend>{t("recorder.what")}</legend>
      {offered.map((one) => (
        <Source key={one} value={one} chosen={one === chosen} choose={choose} />
      ))}
    </fieldset>
  );
}

function Source({ value, chosen, choose }: { value: Sources; chosen: boolean; choose: (value: Sources) => void }) {
  const Icon = ICONS[value];
  return (
    <label className="setup-source" data-chosen={chosen || undefined}>
      <input type="radio" name="sources" checked={chosen} onChange={() => choose(value)} />
      <Icon size={30} />
      {t(`recorder.sources.${value}`)}
    </label>
  );
}

/** The last choice, where it can be made here. */
function kept(offered: readonly Sources[]): Sources | undefined {
  return offered.find((one) => one === localStorage.getItem(KEPT)) ?? offered[0];
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

/** Said to the person as it is. */
class Refusal extends Error {}

const typeHere = (): string | null => chooseType((one) => MediaRecorder.isTypeSupported(one));

/** The devices, opened; what was chosen is chosen the next time. */
async function taken(preparation: Preparation, { sources, microphone }: Partial<Wish>): Promise<Captured> {
  if (!typeHere() || !sources) throw new Refusal(t("recorder.none"));
  localStorage.setItem(KEPT, sources);
  localStorage.setItem(VOICE, microphone ? "yes" : "no");
  return preparation.take({ sources, microphone: microphone ?? true });
}

async function recorded(about: About, captured: Captured, limits: Limits): Promise<string> {
  const type = typeHere();
  if (!type) throw new Refusal(t("recorder.none"));
  return studio.record(about, captured, type, limits).catch((reason: unknown) => {
    released(captured);
    throw reason;
  });
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

function wordsOf(reason: unknown): string {
  if (reason instanceof Refusal) return reason.message;
  if (reason instanceof NoDevice) return t(`recorder.device.${reason.device}.${reason.why}`);
  return t("recorder.failed");
}
