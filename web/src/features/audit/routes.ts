/** The addresses of this feature's screens. */
export const routes = {
  audit: "/hr/audit",
} as const;
