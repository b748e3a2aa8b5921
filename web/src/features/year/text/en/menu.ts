/** What the menu calls this feature's screens. */
export const yearMenu = {
  "nav.year": "My year",
} as const;
