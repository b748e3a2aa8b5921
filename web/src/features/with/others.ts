import type { Me, PersonRef, ReflectionLine, ReviewItem } from "../../api/contract";
import { t } from "./text";

export interface Other {
  person: PersonRef;
  /** What the two have with each other; the newest of it. */
  why: string;
}

/** With whom someone shares reviews or reflections, by name; the manager and the reports are known anyway. */
export function othersOf(
  me: Me,
  known: ReadonlySet<string>,
  reviews: readonly ReviewItem[],
  reflections: readonly ReflectionLine[],
): Other[] {
  const found = new Map<string, Other>();
  const add = (person: PersonRef, why: string): void => {
    if (person.id !== me.id && !known.has(person.id) && !found.has(person.id)) found.set(person.id, { person, why });
  };
  for (const { roles, reviewee, reviewer, cycle } of reviews) {
    if (roles.includes("reviewee")) add(reviewer, t("with.why.reviewer", { cycle: cycle.name }));
    if (roles.includes("reviewer")) add(reviewee, t("with.why.reviewee", { cycle: cycle.name }));
    if (roles.includes("contributor")) add(reviewee, t("with.why.contributor", { cycle: cycle.name }));
  }
  for (const { owner, former = [] } of reflections) {
    add(owner, t("with.why.theirs"));
    for (const one of former) add(one, t("with.why.mine"));
  }
  return [...found.values()].sort((one, other) => one.person.name.localeCompare(other.person.name));
}
