/** The texts of the page for those who are not let in; loaded with it, and with nothing else. */
export const refused = {
  "refused.title": "Not let in",
  "refused.hr": "your HR team",
  "refused.address": "You came with",
  "refused.another": "Use another account",
  "refused.out": "Sign out",
  "refused.again": "Try again",
  "refused.not_in_directory": "You are signed in, but not in your company's directory.",
  "refused.not_in_directory.hint":
    "Ask {whom} to add you with exactly this address, or use the account whose address they know.",
  "refused.address_not_verified": "Your sign-in service does not confirm that this address is yours.",
  "refused.address_not_verified.hint":
    "Confirm the address there, usually by a link in a mail, and try again. If you cannot, ask {whom}.",
  "refused.login_bound": "Your entry is used with another login already.",
  "refused.login_bound.hint":
    "If you signed in here before, use the account of that time. If you got a new one, ask {whom} to forget the old login.",
  "refused.left": "This account belongs to somebody who has left the company.",
  "refused.left.hint":
    "If you work here, ask {whom}: to bring your entry back, or, if you are new and have the address of a former colleague, to give you an entry of your own.",
  "refused.second_factor_required": "Your HR role asks for a second factor.",
  "refused.second_factor_required.hint":
    "You signed in with one factor only. Sign out, wait a minute and sign in again: after the password you are asked for a code. If you are not, ask {whom}.",
  "refused.issuer_not_allowed": "Your company does not sign in here with this service.",
  "refused.issuer_not_allowed.hint": "Use your company's own account. If this is the one, ask {whom}.",
  "refused.other": "You are signed in, but may not come in.",
  "refused.other.hint": "Ask {whom}.",
} as const;
