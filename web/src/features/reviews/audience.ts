import type { AudienceView, ReaderView, ReviewView } from "../../api/contract";
import { useMe } from "../../api/me";
import { language } from "../../text/speaking";
import { t } from "./text";

type Who = ReaderView["who"];
export type Part = Exclude<keyof AudienceView, "withheld">;
/** As much of a review as says who reads what. */
export type Audienced = Pick<ReviewView, "audience" | "reviewee" | "reviewer">;

export interface Said {
  text: string;
  /** No one else reads it, now or later. */
  onlyYou: boolean;
}

const WHENS = ["now", "self_shared", "manager_shared", "both_shared"] as const;
const list = new Intl.ListFormat(language, { type: "conjunction" });

/** Who reads a part of a review, and from when on, to someone who looks at it. `author`: whose contribution it is. */
export function whoReads(review: Audienced, part: Part, me: string, author?: { id: string; name: string }): Said {
  const readers = review.audience[part] ?? [];
  const you = t("audience.you");
  const said = WHENS.flatMap((when) => {
    const names = readers.filter((one) => one.when === when).map(({ who }) => named(review, who, me, author));
    const people = names.sort((one, other) => Number(other === you) - Number(one === you));
    if (people.length === 0) return [];
    if (when !== "now") return [sentence(once(review, when, list.format(people), me))];
    return [sentence(people.length === 1 && people[0] === you ? t("audience.onlyYou") : list.format(people))];
  });
  return { text: said.join(". "), onlyYou: readers.length === 1 && said[0] === sentence(t("audience.onlyYou")) };
}

/** Everyone who reads either side, now or later; "" where the reader is not told. */
export function whoReadsAny(review: Audienced, me: string): string {
  const readers = [...(review.audience.self ?? []), ...(review.audience.manager ?? [])];
  const names = [...new Set(readers.map(({ who }) => named(review, who, me)))];
  const you = t("audience.you");
  return sentence(list.format(names.sort((one, other) => Number(other === you) - Number(one === you))));
}

/** The same as a sentence for the person who is signed in. */
export function useWho(review: Audienced): (part: Part, author?: { id: string; name: string }) => string {
  const me = useMe();
  return (part, author) => whoReads(review, part, me.id, author).text;
}

/** Who can read a side as soon as it is shared, and who only later. */
export function whoWillRead(review: Audienced, side: "self" | "manager", me: string): string {
  const readers = review.audience[side] ?? [];
  const people = (when: ReaderView["when"]): string =>
    list.format(readers.filter((one) => one.when === when).map(({ who }) => named(review, who, me)));
  const [now, later] = [people(`${side}_shared`), people("both_shared")];
  return [
    now && sentence(t("audience.share.now", { people: now })),
    later && sentence(t("audience.share.later", { people: later, reviewer: review.reviewer.name })),
  ]
    .filter(Boolean)
    .join(" ");
}

/** Whether a role reads a part now. */
export const readsNow = (review: Audienced, part: Part, who: Who): boolean =>
  review.audience[part]?.some((one) => one.who === who && one.when === "now") ?? false;

function named({ reviewee, reviewer }: Audienced, who: Who, me: string, author?: { id: string; name: string }): string {
  if (who === "upline" || who === "hr") return t(`audience.${who}`);
  const person = { reviewee, reviewer, author }[who];
  if (!person) return t("audience.the_author");
  return person.id === me ? t("audience.you") : person.name;
}

function once({ reviewee, reviewer }: Audienced, when: Exclude<ReaderView["when"], "now">, people: string, me: string) {
  const mine = { self_shared: [reviewee], manager_shared: [reviewer], both_shared: [reviewee, reviewer] }[when];
  const told = mine.some((one) => one.id === me) ? "you" : "other";
  return t(`audience.once.${when}.${told}`, { people, reviewee: reviewee.name, reviewer: reviewer.name });
}

const sentence = (text: string): string => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
