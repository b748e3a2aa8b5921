/** What the search calls this feature. */
export const settingsMenu = {
  "settings.open": "Settings",
} as const;
