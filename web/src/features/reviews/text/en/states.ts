/** Where a review and its sides stand, and who is who in it: also for lists of other features. */
export const reviewStates = {
  "home.by": "by {name}",

  "side.not_started": "Not started",
  "side.draft": "Draft",
  "side.shared": "Shared",
  "side.hidden": "Hidden",
  "side.not_provided": "Not provided",
  "side.done": "Done",
  "side.self": "Self-assessment",
  "side.manager": "Manager's assessment",

  "review.state.scheduled": "Not open yet",
  "review.state.open": "Open",
  "review.state.locked": "Signed by one",
  "review.state.complete": "Complete",
  "review.state.withdrawn": "Withdrawn",
  "review.state.cancelled": "Cancelled",
  "review.step.opens": "Opens",
  "review.step.self": "Self-assessment",
  "review.step.manager": "Manager's assessment",
  "review.step.sign": "Both sign",
  "review.party.reviewee": "Reviewee",
  "review.party.reviewer": "Reviewer",
  "review.over": "Not completed",
  "review.ended": "cycle ended {day}",
  "review.endedCancelled": "cycle cancelled {day}",
} as const;
