/** What the menu calls this feature's screens. */
export const peopleMenu = {
  "nav.people": "People",
  "nav.directory": "Directory import",
  "nav.signIns": "Refused sign-ins",
  "people.mine": "My profile",
} as const;
