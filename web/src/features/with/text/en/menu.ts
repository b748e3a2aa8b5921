/** What the menu calls this feature's screens. */
export const withMenu = {
  "nav.with": "With",
} as const;
