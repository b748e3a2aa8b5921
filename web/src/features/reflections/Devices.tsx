import { Switch } from "@mantine/core";
import { useLatest } from "../../ui/latest";
import { type ComponentType, useCallback, useState } from "react";

import { t } from "./text";
import { BothIcon, CameraIcon, ScreenIcon } from "./icons";
import { Prepare, usePreparation } from "./Prepare";
import { NoDevice } from "./recording/devices";
import { chooseType, type Limits, sourcesHere, type Sources } from "./recording/media";
import { type Captured, type Preparation, released, type Wish } from "./recording/preparation";
import { type About, recordingManager } from "./recording/recordingManager";

const ICONS: Record<Sources, ComponentType<{ size?: number }>> = {
  screen: ScreenIcon,
  camera: CameraIcon,
  both: BothIcon,
};
const KEPT = "throughline-record-sources";
const VOICE = "throughline-record-voice";
/** What is chosen before a recording, and what begins it: the devices, the countdown, the recorders. */
export function useStarting(about: About, limits: Limits, begun: (take: string) => void) {
  const offered = typeof MediaRecorder === "undefined" ? [] : sourcesHere();
  const [sources, setSources] = useState<Sources | undefined>(() => kept(offered));
  const [microphone, setMicrophone] = useState(() => localStorage.getItem(VOICE) !== "no");
  const { busy, error, doing, failed } = useBeginning(begun);
  const preparation = usePreparation();
  const [captured, setCaptured] = useState<Captured | null>(null);
  // What is typed or allowed meanwhile does not begin a recording once more.
  const newest = useLatest({ about, limits, doing });
  const go = useCallback(() => {
    if (!captured) return;
    const { about, limits, doing } = newest.current;
    void doing(() => recorded(about, captured, limits)).finally(() => setCaptured(null));
  }, [captured, newest]);
  const start = (): void => void doing(() => taken(preparation, { sources, microphone }).then(setCaptured));
  const cancel = (): void => setCaptured(null);
  const lost = useCallback((): void => {
    setCaptured(null);
    failed(t("recorder.device.screen.denied"));
  }, [failed]);
  const chosen = { sources, setSources, microphone, setMicrophone };
  return { offered, chosen, preparation, captured, start, go, cancel, lost, busy, error, doing };
}

/** What to record, and the devices as they will be recorded. */
export function Devices({ starting }: { starting: ReturnType<typeof useStarting> }) {
  const { offered, chosen, preparation } = starting;
  const { sources, setSources, microphone, setMicrophone } = chosen;
  if (offered.length === 0) return <p>{t("recorder.none")}</p>;
  return (
    <>
      <SourcesToChoose offered={offered} chosen={sources} choose={setSources} />
      <Switch
        label={t("recorder.microphone")}
        checked={microphone}
        onChange={(event) => setMicrophone(event.currentTarget.checked)}
      />
      {sources && <Prepare wish={{ sources, microphone }} preparation={preparation} />}
    </>
  );
}

/** Beginning a take takes a moment, or fails; what is said then is in `error`. */
function useBeginning(begun: (take: string) => void) {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const doing = async (work: () => Promise<unknown>): Promise<void> => {
    setError(null);
    setBusy(true);
    await work()
      .then((take) => {
        if (typeof take === "string") begun(take);
      })
      .catch((reason: unknown) => setError(wordsOf(reason)));
    setBusy(false);
  };
  return { busy, error, doing, failed: setError };
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

/** Said to the person as it is. */
export class Refusal extends Error {}

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
  return recordingManager.record(about, captured, type, limits).catch((reason: unknown) => {
    released(captured);
    throw reason;
  });
}

function wordsOf(reason: unknown): string {
  if (reason instanceof Refusal) return reason.message;
  if (reason instanceof NoDevice) return t(`recorder.device.${reason.device}.${reason.why}`);
  return t("recorder.failed");
}
