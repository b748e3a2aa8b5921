/** The addresses of this feature's screens. */
export const routes = {
  mails: "/hr/mails",
  unsubscribe: "/unsubscribe",
} as const;
