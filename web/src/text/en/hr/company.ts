/** The texts of the company's settings; a part of the catalogue. */
export const company = {
  "company.title": "Company settings",
  "company.lead": "What holds for everybody.",
  "company.reflections": "Video reflections",
  "company.rhythm": "Rhythm",
  "company.rhythm.help": "Who has none in the period is reminded once.",
  "company.rhythm.off": "No reminders",
  "company.rhythm.weekly": "Every week",
  "company.rhythm.two_weeks": "Every two weeks",
  "company.rhythm.monthly": "Every month",
  "company.minutes": "Longest recording, in minutes",
  "company.megabytes": "Largest file, in MB",
  "company.keep": "Remove videos after some time",
  "company.retention": "Days until a video is removed",
  "company.retention.help": "The video, its transcript and the conversation under it.",
  "company.captions": "Write down what is said",
  "company.captions.help": "For captions and search. Only those who may see a video can search in it.",
  "company.attachments": "Files may be attached to comments",
  "company.saved": "Saved.",
  "company.privacy":
    "Reflections belong to those who record them, and to the manager they share them with. HR cannot watch them.",
} as const;
