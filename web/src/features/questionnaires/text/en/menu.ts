/** What the menu calls this feature's screens. */
export const questionnairesMenu = {
  "nav.questionnaires": "Questionnaires",
  "questionnaires.new": "New questionnaire",
} as const;
