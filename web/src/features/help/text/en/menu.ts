/** What the search calls this feature. */
export const helpMenu = {
  "help.open": "Help",
} as const;
