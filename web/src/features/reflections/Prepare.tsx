import { Button } from "@mantine/core";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";

import { t } from "./text";
import { DeviceSelect } from "./DeviceSelect";
import { Level } from "./Level";
import { type Device, isAllowed, remember } from "./recording/devices";
import { Preparation, type Wish } from "./recording/preparation";
import { Stream } from "./Stream";

/** Devices that are opened to be looked at, until the screen is left or they are recorded with. */
export function usePreparation(): Preparation {
  const [preparation] = useState(() => new Preparation());
  useEffect(() => () => preparation.release(), [preparation]);
  useSyncExternalStore(preparation.subscribe, preparation.snapshot);
  return preparation;
}

const needed = ({ sources, microphone }: Wish): ("camera" | "microphone")[] => [
  ...(sources === "screen" ? [] : (["camera"] as const)),
  ...(microphone ? (["microphone"] as const) : []),
];

/** Camera, screen and microphone as they will be recorded: the picture, the level, and which of them. */
export function Prepare({ wish, preparation }: { wish: Wish; preparation: Preparation }) {
  const { sources, microphone } = wish;
  const wanted = needed(wish);
  const names = wanted.join();
  useEffect(() => {
    for (const device of ["camera", "microphone"] as const)
      if (!names.includes(device)) preparation.close(device);
      else if (!preparation.stream(device))
        // What may be used without a question is shown at once; a question waits for a click.
        void isAllowed(device).then((yes) => {
          if (yes && !preparation.stream(device)) void preparation.open(device);
        });
    if (sources === "camera") preparation.close("screen");
  }, [preparation, names, sources]);
  const closed = wanted.filter((device) => !preparation.stream(device));
  const level = useCallback(() => preparation.level(), [preparation]);
  return (
    <div className="prepare">
      <Pictures wish={wish} preparation={preparation} />
      <div className="prepare-devices">
        {sources !== "camera" && (
          <Button variant="default" size="sm" onClick={() => void preparation.open("screen")}>
            {t(preparation.stream("screen") ? "recorder.screen.other" : "recorder.screen.choose")}
          </Button>
        )}
        {wanted.map((device) => (
          <One key={device} device={device} preparation={preparation} />
        ))}
        {microphone && preparation.stream("microphone") && <Level of={level} />}
        {closed.length > 0 && (
          <div>
            <Button variant="default" size="sm" onClick={() => void openAll(preparation, closed)}>
              {t(closed.includes("camera") ? "recorder.check" : "recorder.check.microphone")}
            </Button>
            <p className="dim small">{t("recorder.check.hint")}</p>
          </div>
        )}
      </div>
    </div>
  );
}

async function openAll(preparation: Preparation, devices: readonly Device[]): Promise<void> {
  for (const device of devices) await preparation.open(device);
}

/** One device that is open, and the others of its kind. */
function One({ device, preparation }: { device: "camera" | "microphone"; preparation: Preparation }) {
  const problem = preparation.problems.get(device);
  if (problem) return <p className="prepare-problem small">{t(`recorder.device.${device}.${problem.why}`)}</p>;
  if (!preparation.stream(device)) return null;
  const choose = (id: string): void => {
    remember(device, id);
    void preparation.open(device, id);
  };
  return (
    <DeviceSelect
      device={device}
      label={t(device === "camera" ? "recorder.camera" : "recorder.mic")}
      value={preparation.idOf(device)}
      choose={choose}
    />
  );
}

function Pictures({ wish: { sources }, preparation }: { wish: Wish; preparation: Preparation }) {
  const kinds = sources === "both" ? (["screen", "camera"] as const) : ([sources] as const);
  const shown = kinds.flatMap((kind) => {
    const stream = preparation.stream(kind);
    return stream ? [{ kind, stream }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <div className="live-preview" role="group" aria-label={t("recorder.preview")}>
      {shown.map(({ kind, stream }, i) => (
        <Stream key={kind} stream={stream} small={i > 0} name={t(`player.${kind}`)} />
      ))}
    </div>
  );
}
