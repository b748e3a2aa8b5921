/** The addresses of this feature's screens. */
export const routes = {
  help: "/help",
  helpFor: "/help/:role",
} as const;

export type HelpRole = "employee" | "manager" | "hr";
export const helpPage = (role: HelpRole): string => routes.helpFor.replace(":role", role);
