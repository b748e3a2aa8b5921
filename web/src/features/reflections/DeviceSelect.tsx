import { NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";

import { type Listed, listed } from "./recording/devices";

interface Choosing {
  device: "camera" | "microphone";
  label: string;
  /** The one that is used; absent: none is, and nothing is chosen. */
  value: string | undefined;
  /** What stands there where nothing is chosen. */
  none?: string;
  choose: (id: string) => void;
}

/** Which camera, or which microphone. The list follows what is plugged in. */
export function DeviceSelect({ device, label, value, none, choose }: Choosing) {
  const all = useListed(device, value);
  const data = all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <NativeSelect
      label={label}
      value={value ?? ""}
      data={none && !value ? [{ value: "", label: none }, ...data] : data}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

function useListed(device: "camera" | "microphone", used: string | undefined): readonly Listed[] {
  const [all, setAll] = useState<readonly Listed[]>([]);
  useEffect(() => {
    const look = (): void => void listed(device).then(setAll);
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => navigator.mediaDevices.removeEventListener("devicechange", look);
  }, [device, used]);
  return all;
}
