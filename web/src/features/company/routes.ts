/** The addresses of this feature's screens. */
export const routes = {
  company: "/hr/company",
} as const;
