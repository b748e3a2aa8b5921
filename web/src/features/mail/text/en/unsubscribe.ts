/** The texts of the page that stops reminders. */
export const unsubscribe = {
  "unsubscribe.title": "Reminders",
  "unsubscribe.on": "Stop reminder emails?",
  "unsubscribe.on.hint":
    "You'll no longer get emails about deadlines. You'll still get emails when something happens in a review, such as sharing or signing.",
  "unsubscribe.do": "Stop reminders",
  "unsubscribe.off": "Reminders are off.",
  "unsubscribe.off.hint":
    "You'll still get emails when something happens in a review, such as sharing or signing. Your tasks are always on your home page.",
  "unsubscribe.lost": "This link no longer works.",
  "unsubscribe.lost.hint": "Use the link in a newer email, or ask HR.",
  "unsubscribe.home": "Go to Throughline",
} as const;
