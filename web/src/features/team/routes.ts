/** The addresses of this feature's screens. */
export const routes = {
  team: "/team",
} as const;
