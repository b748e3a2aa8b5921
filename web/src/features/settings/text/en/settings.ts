/** The texts of one's own settings. */
export const settings = {
  "settings.title": "Settings",
  "settings.lead": "Only you can see and change these.",
  "settings.saved": "Saved",
  "settings.emails": "Emails",
  "settings.emails.lead":
    "You can turn these off. You always get the emails a review needs, such as deadlines and requests to sign.",
  "settings.mail.reminders": "Reminders",
  "settings.mail.reminders.help": "Your open tasks, before and after a deadline and when someone nudges you.",
  "settings.mail.review_news": "News about reviews",
  "settings.mail.review_news.help":
    "Someone shares or unshares a self-assessment, changes a shared assessment or marks it as done.",
  "settings.mail.reflections": "Reflections",
  "settings.mail.reflections.help": "Someone shares a reflection with you or comments on one.",
  "settings.mail.hr_reports": "Reports for HR",
  "settings.mail.hr_reports.help": "A launch or an import has finished, and who is late after a deadline.",
  "settings.zone": "Time zone",
  "settings.zone.label": "Show times in",
  "settings.zone.own": "My time zone in the directory ({zone})",
  "settings.zone.help": "This changes how times are shown, here and in emails. Deadlines don't change.",
  "settings.theme": "Theme",
  "settings.theme.label": "Theme on this device",
  "settings.theme.auto": "Same as device",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
} as const;
