/** How lists were filtered last in this window: whoever goes back to one from a row finds it as it was. */
const searches = new Map<string, string>();

export function rememberSearch(path: string, search: string): void {
  searches.set(path, search);
}

/** The address of a list with the filters that it had last, if these hold what the address itself asks for. */
export function withLastSearch(address: string): string {
  const [path = "", asked] = address.split("?");
  const last = new URLSearchParams(searches.get(path));
  const fits = [...new URLSearchParams(asked)].every(([name, value]) => last.get(name) === value);
  return fits && last.size > 0 ? `${path}?${last.toString()}` : address;
}
