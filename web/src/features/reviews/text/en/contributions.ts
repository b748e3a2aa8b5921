/** The texts of contributions. */
export const contributions = {
  "contribution.of": "Contribution by {name}",
  "contribution.mine": "Your contribution",
  "contribution.about": "Your contribution is part of {reviewer}'s assessment and appears under your name.",
  "contribution.read": "Visible to: {who}.",
  "contribution.none": "Nothing written yet.",
  "contribution.open": "In progress",
  "contribution.done": "Done",
  "contribution.markDone": "Mark as done",
  "contribution.markDone.help":
    "This removes the task and lets {reviewer} know. You can still make changes until someone signs.",
  "contribution.remove": "Remove",
  "contribution.remove.of": "Remove {name}'s contribution",
  "contribution.remove.title": "Remove {name} from this review?",
  "contribution.remove.text":
    "{name} will lose access to this review, and no one will see what they wrote. It's kept, and comes back if you ask them again.",
  "contribution.removed": "{name} is no longer a contributor.",
  "contribution.overview.open": "Still in progress: {people}. Later changes will be visible immediately.",
} as const;
