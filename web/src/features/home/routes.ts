/** The addresses of this feature's screens. */
export const routes = {
  home: "/",
} as const;
