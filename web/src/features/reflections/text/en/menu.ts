/** What the menu calls this feature's screens. */
export const reflectionsMenu = {
  "nav.reflections": "Reflections",
} as const;
