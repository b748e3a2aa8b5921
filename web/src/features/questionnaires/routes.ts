/** The addresses of this feature's screens. */
export const routes = {
  questionnaires: "/hr/questionnaires",
  newQuestionnaire: "/hr/questionnaires/new",
  questionnaire: "/hr/questionnaires/:id",
} as const;
