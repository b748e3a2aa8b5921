/** What the menu calls this feature's screens. */
export const teamMenu = {
  "nav.team": "My team",
} as const;
