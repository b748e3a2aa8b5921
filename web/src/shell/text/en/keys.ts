/** The texts of the list of keyboard shortcuts. */
export const keys = {
  "keys.title": "Keyboard shortcuts",
  "keys.search": "Search people, your own items and commands",
  "keys.save": "Save now (changes are also saved automatically)",
  "keys.help": "Show keyboard shortcuts",
  "keys.leave": "Close a dialog",
  "keys.then": "then",
  "keys.go": "Go to {place}",
} as const;
