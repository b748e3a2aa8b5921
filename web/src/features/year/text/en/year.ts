/** The texts of one's line of time. */
export const year = {
  "year.lead": "Everything of yours in one place, newest first. Only you see this page.",
  "year.kind": "Kind",
  "year.kind.any": "Everything",
  "year.search": "Search titles and first words",
  "year.period": "Period",
  "year.period.current": "This year",
  "year.period.days": "Other dates",
  "year.from": "From",
  "year.to": "To",
  "year.lists": "Complete lists",
  "year.record": "Record a reflection",
  "year.none": "Nothing yet this year",
  "year.none.hint": "What you record and complete during the year appears here.",
  "year.none.record": "Start with a reflection. Two minutes is enough, and only you can see it until you share it.",
  "year.noMatch": "Nothing matches",
} as const;
