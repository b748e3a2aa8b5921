/** What someone runs a review with, as the API names it; the rest of `actions` has its own place on the screen. */
export const COMMANDS = [
  "nudge",
  "extend",
  "reassign",
  "add_contributor",
  "share_self",
  "share_manager",
  "unshare_manager",
  "mark_not_provided",
  "adjust_rating",
  "complete",
  "revoke_signatures",
  "withdraw",
] as const;
export type CommandName = (typeof COMMANDS)[number];
export const isCommand = (verb: string): verb is CommandName => (COMMANDS as readonly string[]).includes(verb);
