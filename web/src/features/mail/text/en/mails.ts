/** The texts of the emails that could not be delivered. */
export const mails = {
  "mails.lead": "Emails that couldn't be delivered. Correct the address in the directory, then send them again.",
  "mails.none": "All emails were delivered",
  "mails.none.hint": "Emails that can't be delivered are retried for a while and then appear here.",
  "mails.noAddress": "no email address",
  "mails.retry": "Send again",
  "mails.retried": "Sent again to {name}.",
  "mail.problem.no_address": "There is no email address in the directory.",
  "mail.problem.bounced_permanent": "The email address doesn't exist.",
  "mail.problem.bounced_general": "The email bounced.",
  "mail.problem.complained": "The recipient marked our email as spam.",
  "mail.problem.left": "The person has left.",
} as const;
