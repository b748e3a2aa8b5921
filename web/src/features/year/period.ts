/** The first and the last day that the list is about; without both, the service shows the current year. */
export interface Period {
  from: string | undefined;
  to: string | undefined;
}

/** So many years before the current one are offered by name; whoever looks for earlier ones gives the dates. */
const YEARS_BACK = 4;

/** What is chosen: a whole year by its digits, any other days, or nothing. */
export function chosenPeriod({ from, to }: Period): string | undefined {
  if (!from && !to) return undefined;
  const year = from?.slice(0, 4);
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : "days";
}

/** The days of a choice; other days begin with the current month, to be changed. */
export function daysOf(choice: string | undefined, today: string): Period {
  if (choice === undefined) return { from: undefined, to: undefined };
  if (choice === "days") return { from: `${today.slice(0, 7)}-01`, to: today };
  return { from: `${choice}-01-01`, to: `${choice}-12-31` };
}

/** The years before the current one, the last one first. */
export function earlierYears(today: string): string[] {
  const year = Number(today.slice(0, 4));
  return Array.from({ length: YEARS_BACK }, (_, n) => String(year - 1 - n));
}
