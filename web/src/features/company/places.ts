/** A place and its zone, as they are typed: names may be empty or twice on the way. */
export interface Place {
  name: string;
  zone: string;
}

/** The places of a company as lines, by name. */
export function placesOf(zones: Readonly<Record<string, string>>): Place[] {
  return Object.entries(zones)
    .map(([name, zone]) => ({ name, zone }))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** Lines as the API takes them; those without a name, or without a zone, are not sent. */
export function zonesOf(places: readonly Place[]): Record<string, string> {
  const named = places.map(({ name, zone }) => [name.trim(), zone] as const).filter(([name, zone]) => name && zone);
  return Object.fromEntries(named);
}
