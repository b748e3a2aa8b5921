import type {
  CycleBody,
  CycleView,
  FilterBody,
  CycleOptions,
  ParticipantsBody,
  RatingPoint,
  TimelineBody,
} from "../../api/contract";

/** What the wizard's fields hold while a cycle is set up; every field is a text, as inputs have them. */
export interface Draft {
  name: string;
  questionnaire_id: string;
  instructions: string;
  who: Who;
  timeline: Dates;
  options: Chosen;
}

/** Someone; their name is "" where only the id is known. */
export interface Named {
  id: string;
  name: string;
}

export interface Who {
  way: "everyone" | "filter" | "list";
  filter: { department: string[]; location: string[]; employment_type: string[]; joined_before: string };
  people: Named[];
}

export const DATES = ["opens_on", "self_due_on", "manager_due_on", "share_from", "sign_due_on", "closes_on"] as const;
export type DateName = (typeof DATES)[number];

export interface Dates extends Record<DateName, string> {
  time_zone: string;
  grace_self: number;
  grace_manager: number;
}

export interface Chosen extends Required<Pick<CycleOptions, Switch>> {
  rated: boolean;
  scale: RatingPoint[];
  charted: boolean;
  x_label: string;
  y_label: string;
  overall_first: boolean;
  contacts: Named[];
  self_visible: "at_once" | "after_manager";
  days_before: string;
  days_after: string;
  at: string;
}

export type Switch = "private_notes" | "done_box" | "calibration" | "attachments" | "follow_manager" | "hr_reads_notes";

const DAY = 86_400_000;
const SCALE = [
  "Below expectations",
  "Partly meets expectations",
  "Meets expectations",
  "Exceeds expectations",
  "Far exceeds expectations",
];
const LENGTHS = { opens_on: 0, self_due_on: 14, manager_due_on: 28, sign_due_on: 42, closes_on: 56 } as const;

/** A date so many days later. */
export function later(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** How many days lie between two dates. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY);

/** The Monday after a date. */
export function nextMonday(today: string): string {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay();
  return later(today, (8 - weekday) % 7 || 7);
}

/** A draft to begin with: two weeks for each stage, from next Monday on. */
export function newDraft(today: string): Draft {
  const opens = nextMonday(today);
  const dates = Object.fromEntries(Object.entries(LENGTHS).map(([name, days]) => [name, later(opens, days)]));
  return {
    name: "",
    questionnaire_id: "",
    instructions: "",
    who: { way: "everyone", filter: noFilter(), people: [] },
    timeline: {
      ...(dates as Record<Exclude<DateName, "share_from">, string>),
      share_from: "",
      time_zone: "",
      grace_self: 0,
      grace_manager: 0,
    },
    options: chosenOf({}),
  };
}

const noFilter = (): Who["filter"] => ({ department: [], location: [], employment_type: [], joined_before: "" });
const many = (value: string | string[] | null | undefined): string[] =>
  Array.isArray(value) ? value : value ? [value] : [];

/** The fields of a cycle that there is already. Names of listed people are not known here. */
export function draftOf({ name, questionnaire_id, instructions, participants, timeline, options }: CycleView): Draft {
  const { filter, person_ids: ids = [] } = participants;
  return {
    name,
    questionnaire_id,
    instructions,
    who: {
      way: participants.everyone ? "everyone" : filter ? "filter" : "list",
      filter: {
        department: many(filter?.department),
        location: many(filter?.location),
        employment_type: many(filter?.employment_type),
        joined_before: filter?.joined_before ?? "",
      },
      people: ids.map((id) => ({ id, name: "" })),
    },
    timeline: datesOf(timeline),
    options: chosenOf(options),
  };
}

/** The dates as inputs hold them. */
export function datesOf(timeline: CycleView["timeline"]): Dates {
  const { share_from, time_zone, grace_days: grace, ...dates } = timeline;
  const both = typeof grace === "number" ? { self: grace, manager: grace } : grace;
  return {
    ...dates,
    share_from: share_from ?? "",
    time_zone: time_zone ?? "",
    grace_self: both.self ?? 0,
    grace_manager: both.manager ?? 0,
  };
}

/** The HR contacts by id; their names are not known here. */
export const contactsOf = ({ hr_contacts: ids = [] }: CycleOptions): Named[] => ids.map((id) => ({ id, name: "" }));

function chosenOf(given: CycleOptions): Chosen {
  const { days_before = [7, 1, 0], days_after = [1], at = "09:00" } = given.reminders ?? {};
  return {
    rated: Boolean(given.ratings),
    scale: given.ratings?.scale ?? SCALE.map((label, i) => ({ value: i + 1, label })),
    charted: Boolean(given.chart_2d),
    x_label: given.chart_2d?.x_label ?? "Results",
    y_label: given.chart_2d?.y_label ?? "Growth",
    overall_first: given.overall_first ?? false,
    contacts: contactsOf(given),
    private_notes: given.private_notes ?? true,
    done_box: given.done_box ?? true,
    calibration: given.calibration ?? false,
    attachments: given.attachments ?? false,
    follow_manager: given.follow_manager ?? false,
    hr_reads_notes: given.hr_reads_notes ?? false,
    self_visible: given.self_visible ?? "at_once",
    days_before: days_before.join(", "),
    days_after: days_after.join(", "),
    at,
  };
}

/** The filter as the API has it; null where nothing is chosen. */
export function filterOf({ department, location, employment_type, joined_before }: Who["filter"]): FilterBody | null {
  const filter: FilterBody = {};
  if (department.length) filter.department = department;
  if (location.length) filter.location = location;
  if (employment_type.length) filter.employment_type = employment_type;
  if (joined_before) filter.joined_before = joined_before;
  return Object.keys(filter).length ? filter : null;
}

export function participantsOf({ way, filter, people }: Who): ParticipantsBody {
  if (way === "everyone") return { everyone: true };
  return way === "filter" ? { filter: filterOf(filter) ?? {} } : { person_ids: people.map(({ id }) => id) };
}

/** Whether two choices mean the same people. */
export const sameWho = (one: Who, other: Who): boolean =>
  JSON.stringify(participantsOf(one)) === JSON.stringify(participantsOf(other));

export function timelineOf(dates: Dates, calibration: boolean): TimelineBody {
  const { grace_self, grace_manager, share_from, time_zone, ...plain } = dates;
  return {
    ...plain,
    share_from: (calibration && share_from) || null,
    time_zone: time_zone || null,
    grace_days: { self: grace_self, manager: grace_manager },
  };
}

/** "7, 1, 0" as numbers. What is no number stays one that the API refuses at its field. */
export const numbersOf = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map((word) => (/^\d+$/.test(word) ? Number(word) : -1));

/** The whole cycle as it is sent. */
export function bodyOf({ name, questionnaire_id, instructions, who, timeline, options }: Draft): CycleBody {
  const { rated, scale, charted, x_label, y_label, contacts, days_before, days_after, at, ...plain } = options;
  return {
    name: name.trim(),
    questionnaire_id,
    instructions,
    participants: participantsOf(who),
    timeline: timelineOf(timeline, options.calibration),
    options: {
      ...plain,
      ratings: rated ? { scale } : null,
      chart_2d: charted ? { x_label, y_label } : null,
      hr_contacts: contacts.map(({ id }) => id),
      reminders: { days_before: numbersOf(days_before), days_after: numbersOf(days_after), at },
    },
  };
}
