/** The addresses of this feature's screens. */
export const routes = {
  cycles: "/hr/cycles",
  newCycle: "/hr/cycles/new",
  cycle: "/hr/cycles/:id",
  editCycle: "/hr/cycles/:id/edit",
} as const;
