/** The texts of contributions to a review. */
export const contributions = {
  "contribution.of": "Contribution by {name}",
  "contribution.mine": "Your contribution",
  "contribution.about": "Your part belongs to {reviewer}'s assessment and appears in it under your name.",
  "contribution.read": "Who can read it: {who}.",
  "contribution.none": "Nothing written yet.",
  "contribution.open": "Not finished",
  "contribution.done": "Done",
  "contribution.markDone": "My part is done",
  "contribution.markDone.help":
    "It is no longer among your tasks, and {reviewer} sees that you are done. You can still change it until somebody signs.",
  "contribution.remove": "Remove",
  "contribution.remove.of": "Remove the contribution by {name}",
  "contribution.remove.title": "Remove {name} from this review?",
  "contribution.remove.text":
    "{name} no longer sees this review, and nobody can read what they wrote. It is kept: if you ask them again, it is back.",
  "contribution.removed": "{name} no longer contributes to this review.",
  "contribution.overview.open": "Not finished yet: {people}. What they add or change later can be read at once, too.",
} as const;
