/** The addresses of this feature's screens. */
export const routes = {
  people: "/people",
  heldChanges: "/people/held",
  person: "/people/:id",
  import: "/hr/import",
  signIns: "/hr/sign-ins",
} as const;
