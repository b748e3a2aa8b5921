/** How often reflections are asked for. */
export const rhythms = {
  "company.rhythm": "Frequency",
  "company.rhythm.help": "People without a reflection in the period get one reminder.",
  "company.rhythm.off": "No reminders",
  "company.rhythm.weekly": "Every week",
  "company.rhythm.two_weeks": "Every two weeks",
  "company.rhythm.monthly": "Every month",
} as const;
