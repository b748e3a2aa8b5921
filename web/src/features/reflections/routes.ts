/** The addresses of this feature's screens. */
export const routes = {
  reflections: "/reflections",
  newReflection: "/reflections/new",
  reflection: "/reflections/:id",
  recordReflection: "/reflections/:id/record",
} as const;
