/** Texts of the page of personal settings. */
export const settings = {
  "settings.title": "Settings",
  "settings.lead": "These are yours alone. Nobody else sees or changes them.",
  "settings.saved": "Saved",
  "settings.emails": "Emails",
  "settings.emails.lead":
    "You can switch these off. Emails that a review needs, such as a deadline or a request to sign, always reach you.",
  "settings.mail.reminders": "Reminders",
  "settings.mail.reminders.help":
    "What is still open for you, before and after a deadline, and when somebody asks you for it.",
  "settings.mail.review_news": "News about reviews",
  "settings.mail.review_news.help":
    "A self-assessment was shared or taken back, an assessment that you can read was changed, a reviewer is done.",
  "settings.mail.reflections": "Reflections",
  "settings.mail.reflections.help": "A reflection was shared with you, or somebody commented on one.",
  "settings.mail.hr_reports": "Reports for HR",
  "settings.mail.hr_reports.help": "A launch or an import has finished, and who is missing after a deadline.",
  "settings.zone": "Time zone",
  "settings.zone.label": "Show times in",
  "settings.zone.own": "My time zone in the directory ({zone})",
  "settings.zone.help": "This changes what you see, here and in emails. Deadlines stay where they are.",
  "settings.theme": "Theme",
  "settings.theme.label": "Colours on this device",
  "settings.theme.auto": "Same as the device",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
};
