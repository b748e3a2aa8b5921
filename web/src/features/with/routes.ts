/** The addresses of this feature's screens. */
export const routes = {
  with: "/with",
  withPerson: "/with/:personId",
} as const;

export const withPath = (personId: string): string => routes.withPerson.replace(":personId", personId);
