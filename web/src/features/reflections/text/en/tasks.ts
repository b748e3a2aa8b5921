/** What home calls this feature's tasks. */
export const reflectionsTasks = {
  "task.record_reflection": "Record a reflection",
} as const;
