/** Why someone who signed in is not let in. */
export const refused = {
  "refused.title": "Access denied",
  "refused.hr": "your HR team",
  "refused.address": "You signed in as",
  "refused.another": "Use another account",
  "refused.out": "Sign out",
  "refused.again": "Try again",
  "refused.not_in_directory": "You aren't in your company's directory.",
  "refused.not_in_directory.hint":
    "Ask {whom} to add you with exactly this email, or sign in with the account they know.",
  "refused.address_not_verified": "Your email isn't verified.",
  "refused.address_not_verified.hint":
    "Verify it with your sign-in service, usually with a link in an email, and try again. If you can't, ask {whom}.",
  "refused.login_bound": "A different login is already linked to your entry.",
  "refused.login_bound.hint":
    "If you have signed in here before, use that account. If you have a new account, ask {whom} to reset your old login.",
  "refused.left": "This account belongs to someone who has left the company.",
  "refused.left.hint":
    "If you work here, ask {whom} to reactivate your entry. If you are new and have a former colleague's email, ask for an entry of your own.",
  "refused.second_factor_required": "Your HR role requires two-factor authentication.",
  "refused.second_factor_required.hint":
    "Sign out, wait a minute and sign in again. You'll be asked for a code after your password. If you aren't, ask {whom}.",
  "refused.issuer_not_allowed": "Your company doesn't use this sign-in service.",
  "refused.issuer_not_allowed.hint": "Sign in with your company account. If this is your company account, ask {whom}.",
  "refused.other": "You're signed in but don't have access.",
  "refused.other.hint": "Ask {whom}.",
} as const;
