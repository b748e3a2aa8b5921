import { NativeSelect } from "@mantine/core";

interface Zone {
  /** Shown above; `name` says it where nothing is to be shown. */
  label?: string;
  name?: string;
  help?: string;
  value: string;
  onChange: (zone: string) => void;
  error?: string | undefined;
  /** What stands there while none is chosen. */
  none?: string;
}

/** One of the time zones that this browser knows, or the one that is set. */
export function ZoneSelect({ label, name, help, value, onChange, error, none }: Zone) {
  const zones = new Set([...(value ? [value] : []), ...Intl.supportedValuesOf("timeZone"), "UTC"]);
  const sorted = [...zones].sort();
  return (
    <NativeSelect
      label={label}
      aria-label={name}
      description={help}
      data={none === undefined ? sorted : [{ value: "", label: none }, ...sorted]}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
