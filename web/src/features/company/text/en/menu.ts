/** What the menu calls this feature's screens. */
export const companyMenu = {
  "nav.company": "Company settings",
} as const;
