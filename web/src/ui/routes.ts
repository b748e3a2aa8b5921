/** Every screen that has an address, as its route; `:id` stands for one of them. Emails link to these: the server has its
 * own list (`kernel/screens.py`), and a test compares the two. */
export const routes = {
  home: "/",
  reviews: "/reviews",
  review: "/reviews/:id",
  formerReview: "/reviews/:id/former",
  reflections: "/reflections",
  newReflection: "/reflections/new",
  reflection: "/reflections/:id",
  recordReflection: "/reflections/:id/record",
  people: "/people",
  heldChanges: "/people/held",
  person: "/people/:id",
  team: "/team",
  settings: "/settings",
  help: "/help",
  helpFor: "/help/:role",
  import: "/hr/import",
  signIns: "/hr/sign-ins",
  audit: "/hr/audit",
  company: "/hr/company",
  mails: "/hr/mails",
  cycles: "/hr/cycles",
  newCycle: "/hr/cycles/new",
  cycle: "/hr/cycles/:id",
  editCycle: "/hr/cycles/:id/edit",
  questionnaires: "/hr/questionnaires",
  newQuestionnaire: "/hr/questionnaires/new",
  questionnaire: "/hr/questionnaires/:id",
  unsubscribe: "/unsubscribe",
} as const;

export type HelpRole = "employee" | "manager" | "hr";
export const helpPage = (role: HelpRole): string => routes.helpFor.replace(":role", role);
