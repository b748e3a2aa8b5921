/** The addresses of this feature's screens. */
export const routes = {
  settings: "/settings",
} as const;
