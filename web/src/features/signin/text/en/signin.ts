/** The texts of signing in. */
export const signin = {
  "app.address": "You sign in with {now}, but the directory now has a different email for you: {wanted}.",
  "app.address.agree": "Use the new email",

  "signIn.title": "Sign in",
  "signIn.lead": "Performance reviews without the dread.",
  "signIn.button": "Sign in with your company account",
  "signIn.waiting": "Signing you in",
  "signIn.failed": "Sign-in failed.",
  "signIn.failed.hint": "Nothing is lost. Try again. If it keeps happening, ask HR to check your account.",
  "signIn.unreachable": "The sign-in service can't be reached. Check your connection and try again.",
  "signIn.ended": "Your session expired.",
  "signIn.ended.hint": "Your text is kept on this device and will be saved after you sign in again.",
  "signIn.again": "Sign in again",
} as const;
