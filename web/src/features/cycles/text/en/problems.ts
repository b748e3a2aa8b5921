/** Why someone cannot be in a cycle. */
export const problems = {
  "hr.problemName.no_manager": "No manager",
  "hr.problemName.manager_loop": "Circular reporting line",
  "hr.problemName.left": "Left the company",
  "hr.problemName.in_open_cycle": "In another open cycle",
  "hr.problemName.unknown_time_zone": "No time zone",
  "hr.problemName.no_email": "No email address",
} as const;
