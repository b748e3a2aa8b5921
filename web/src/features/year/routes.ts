/** The addresses of this feature's screens. */
export const routes = {
  year: "/year",
} as const;
