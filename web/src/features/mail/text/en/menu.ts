/** What the menu calls this feature's screens. */
export const mailMenu = {
  "nav.mails": "Undelivered emails",
} as const;
