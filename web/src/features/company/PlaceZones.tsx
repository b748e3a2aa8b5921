import { ActionIcon, Button, TextInput } from "@mantine/core";

import { t } from "./text";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { ZoneSelect } from "../../ui/ZoneSelect";
import type { Place } from "./places";

interface Mapped {
  /** What the places are. */
  kind: "location" | "department";
  places: readonly Place[];
  /** The zone of a new line. */
  usual: string;
  onChange: (places: Place[]) => void;
  /** What is wrong with a place, by its name. */
  problem: (name: string) => string | undefined;
}

/** The zones of locations or departments, a line for each. */
export function PlaceZones({ kind, places, usual, onChange, problem }: Mapped) {
  const set = (at: number, part: Partial<Place>): void =>
    onChange(places.map((place, i) => (i === at ? { ...place, ...part } : place)));
  return (
    <div className="lines" role="group" aria-label={t(`company.zones.${kind}`)}>
      <strong className="field-name">{t(`company.zones.${kind}`)}</strong>
      {places.map((place, i) => (
        <div key={i} className="place">
          <TextInput
            aria-label={t(`company.zones.${kind}.name`, { n: i + 1 })}
            placeholder={t(`company.zones.${kind}.example`)}
            value={place.name}
            onChange={(event) => set(i, { name: event.currentTarget.value })}
          />
          <ZoneSelect
            name={t("company.zones.of", { name: place.name || String(i + 1) })}
            value={place.zone}
            error={problem(place.name.trim())}
            onChange={(zone) => set(i, { zone })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("company.zones.remove", { name: place.name || String(i + 1) })}
            onClick={() => onChange(places.filter((_, at) => at !== i))}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<PlusIcon size={14} />}
        onClick={() => onChange([...places, { name: "", zone: usual }])}
      >
        {t(`company.zones.${kind}.add`)}
      </Button>
    </div>
  );
}
