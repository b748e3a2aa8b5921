/** Who can read what in a review. Every sentence about it is put together from these, out of what the API says. */
export const audience = {
  "audience.you": "you",
  "audience.onlyYou": "only you",
  "audience.upline": "managers above",
  "audience.hr": "HR admins",
  "audience.the_author": "its author",
  "audience.once.self_shared.you": "{people} once you share it",
  "audience.once.self_shared.other": "{people} once {reviewee} shares it",
  "audience.once.manager_shared.you": "{people} once you share your assessment",
  "audience.once.manager_shared.other": "{people} once {reviewer} shares their assessment",
  "audience.once.both_shared.you": "{people} once you have both shared",
  "audience.once.both_shared.other": "{people} once both assessments are shared",
  "audience.share.now": "{people} will be able to read it.",
  "audience.share.later": "{people} will be able to read it once {reviewer} shares their own assessment.",
} as const;
