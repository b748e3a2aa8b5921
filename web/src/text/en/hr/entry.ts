/** The texts of single entries of the directory, as HR keeps them; a part of the catalogue. */
export const entry = {
  "hr.held.title": "Waiting for a second HR admin",
  "hr.held.lead":
    "Nobody changes for themselves, or for people above them, what rules are decided from. Until somebody else confirms, everything stays as it is.",
  "hr.held.none": "Nothing waits",
  "hr.held.none.hint": "Changes that need a second HR admin appear here, and all HR admins get a mail.",
  "hr.held.many": "More than {n} changes wait for a second HR admin",
  "hr.held.kind.row": "From an import",
  "hr.held.kind.leave": "Not in the imported file: leaves",
  "hr.held.kind.scim": "From your identity provider",
  "hr.held.kind.role": "New HR role",
  "hr.held.reason.about_yourself": "Whoever asked for it would change their own entry.",
  "hr.held.reason.about_somebody_above": "Whoever asked for it would change the entry of somebody above them.",
  "hr.held.reason.about_a_role_holder":
    "The address, employee ID or login of somebody with an HR role is changed by an HR admin only.",
  "hr.held.reason.role_given": "The role opens no content yet.",
  "hr.held.asked": "Asked for by {name}",
  "hr.held.row": "row {n} of the file",
  "hr.held.other": "Another HR admin decides this.",
  "hr.held.confirm": "Confirm",
  "hr.held.confirm.who": "Confirm: {name}",
  "hr.held.confirm.title": "Confirm the change of {name}?",
  "hr.held.confirm.text": "It is carried out at once, as your own change.",
  "hr.held.confirm.role": "From now on they can open reviews, as you can. The audit trail names you.",
  "hr.held.confirm.done": "Confirmed: {name}.",
  "hr.held.discard": "Discard",
  "hr.held.discard.who": "Discard: {name}",
  "hr.held.discard.title": "Discard the change of {name}?",
  "hr.held.discard.text": "Everything stays as it is. The next import that says the same asks again.",
  "hr.held.discard.role": "The role is taken back.",
  "hr.held.discard.done": "Discarded: {name}.",

  "hr.access.title": "Sign-in and role",
  "hr.access.role": "HR admin, not confirmed yet",
  "hr.access.role.hint":
    "{name} sees what an HR assistant sees, and opens no content, until an HR admin other than the giver confirms the role.",
  "hr.access.role.confirm": "Confirm the role",
  "hr.access.role.done": "{name} is an HR admin now.",

  "hr.access.noAddress": "no address",
  "hr.access.login.none": "Nobody has signed in yet",
  "hr.access.login.none.hint": "The first verified sign-in with the address {email} becomes {name}'s.",
  "hr.access.login.bound": "Signed in with {issuers}",
  "hr.access.login.bound.hint": "Only this login gets in as {name}, whatever the address.",
  "hr.access.login.forgotten": "The login was forgotten",
  "hr.access.login.forgotten.hint": "The next verified sign-in with the address {email} becomes {name}'s.",
  "hr.access.forget": "Forget the login",
  "hr.access.forget.title": "Forget the login of {name}?",
  "hr.access.forget.text":
    "{name} is signed out everywhere. Whoever signs in next with the verified address {email} becomes {name} here: check that the address is right. {name} gets a mail.",
  "hr.access.forget.reason": "Why",
  "hr.access.forget.reason.help": "It stands in the audit trail.",
  "hr.access.forget.done": "The login of {name} is forgotten.",

  "hr.signIns.lead":
    "People whose sign-in was good and who were not let in here, in the last 30 days. They see the reason, too, and are asked to turn to you.",
  "hr.signIns.none": "Everybody got in",
  "hr.signIns.none.hint": "A sign-in that is refused appears here with its reason.",
  "hr.signIns.noAddress": "(no address)",
  "hr.signIns.not_in_directory": "Not in the directory",
  "hr.signIns.not_in_directory.do": "Add them with exactly this address, or correct the address of their entry.",
  "hr.signIns.address_not_verified": "The sign-in service does not confirm the address",
  "hr.signIns.address_not_verified.do":
    "They confirm it at the service. If your service never does, whoever runs Throughline can trust it for your domain.",
  "hr.signIns.login_bound": "Another login is bound already",
  "hr.signIns.login_bound.do":
    "Ask them whether the new account is theirs. If it is, open their entry and forget the old login.",
  "hr.signIns.left": "Has left",
  "hr.signIns.left.do":
    "If they work here, bring their entry back. If a new person has the address, give them an entry of their own.",
  "hr.signIns.find": "Look in the directory",
  "hr.signIns.times.one": "once",
  "hr.signIns.times.other": "{n} times",
  "hr.signIns.last": "last",
  "hr.signIns.foreign": "Services that are not used here",
  "hr.signIns.foreign.hint":
    "Somebody came with a login of these. Whose it was cannot be known, so they are only counted. If one is your company's, whoever runs Throughline adds it.",
} as const;
