/** What the menu calls this feature's screens. */
export const auditMenu = {
  "nav.audit": "Audit trail",
} as const;
