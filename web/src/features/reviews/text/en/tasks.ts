/** What home calls this feature's tasks. */
export const reviewsTasks = {
  "task.write_self": "Write your self-assessment",
  "task.share_self": "Share your self-assessment",
  "task.write_manager": "Write your assessment of {name}",
  "task.share_manager": "Share your assessment with {name}",
  "task.sign": "Sign the review with {name}",
  "task.contribute": "Contribute to {name}'s review",
} as const;
