/** What the menu calls this feature's screens. */
export const yearMenu = {
  "nav.year": "My year",
  "year.found": "Mine",
} as const;
