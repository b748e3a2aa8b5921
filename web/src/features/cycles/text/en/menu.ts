/** What the menu calls this feature's screens. */
export const cyclesMenu = {
  "nav.cycles": "Cycles",
  "cycles.new": "New cycle",
} as const;
