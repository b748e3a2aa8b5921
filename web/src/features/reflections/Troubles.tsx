import { Button } from "@mantine/core";
import { useState } from "react";

import type { EndedBy } from "./kinds";
import { t, tOr } from "./text";
import { WarningIcon } from "../../ui/icons";
import { DeviceSelect } from "./DeviceSelect";
import { NoDevice, opened, remember } from "./recording/devices";
import type { Recording } from "./recording/recording";
import type { Trouble } from "./recording/watchdog";

/** What a device does not give although it is being recorded, in words, with what can be done about it. */
export function Troubles({ recording }: { recording: Recording }) {
  return (
    <div role="alert">
      {recording.troubles.map((one) => (
        <One key={one.device} trouble={one} recording={recording} />
      ))}
    </div>
  );
}

export const troubleWords = ({ device, fault }: Trouble): string => {
  const words = tOr("recorder.trouble", `${device}.${fault}`);
  return words === `${device}.${fault}` ? t("recorder.trouble.other") : words;
};

function One({ trouble, recording }: { trouble: Trouble; recording: Recording }) {
  const { device } = trouble;
  const [failed, setFailed] = useState<string | null>(null);
  const use = async (id: string): Promise<void> => {
    if (device === "screen") return;
    try {
      recording.replace(device, await opened(device, id));
      remember(device, id);
      setFailed(null);
    } catch (reason) {
      setFailed(reason instanceof NoDevice ? t(`recorder.device.${device}.${reason.why}`) : t("recorder.failed"));
    }
  };
  return (
    <div className="trouble">
      <WarningIcon size={20} />
      <p>
        <strong>{troubleWords(trouble)}</strong> {restOf(trouble, recording)}
        {failed && <span className="trouble-failed">{failed}</span>}
      </p>
      <div className="note-actions">
        {device !== "screen" && recording.canReplace(device) && (
          <DeviceSelect
            device={device}
            label={t(`recorder.trouble.use.${device}`)}
            value={undefined}
            none={t("recorder.trouble.choose")}
            choose={(id) => void use(id)}
          />
        )}
        <Button size="xs" variant="default" onClick={() => recording.drop(device)}>
          {device !== "screen" && recording.canDrop(device)
            ? t(`recorder.trouble.without.${device}`)
            : t("recorder.trouble.ignore")}
        </Button>
        <Button size="xs" color="red" onClick={() => recording.stop(whyOf(trouble))}>
          {t("recorder.trouble.stop")}
        </Button>
      </div>
    </div>
  );
}

/** What is recorded all the same. */
function restOf({ device, fault }: Trouble, recording: Recording): string | null {
  if (device === "screen") return null;
  if (recording.canDrop(device)) return t(`recorder.trouble.${device}`);
  return fault === "ended" && recording.voiced ? t("recorder.trouble.sound") : null;
}

/** What is noted of a recording that somebody ends for this reason. */
function whyOf({ device, fault }: Trouble): EndedBy {
  if (device === "microphone") return fault === "silent" ? "silent" : "microphone_ended";
  return fault === "unwritten" ? "recorder_failed" : "stopped";
}
