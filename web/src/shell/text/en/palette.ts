/** The texts of the search. */
export const palette = {
  "palette.title": "Search",
  "palette.label": "Search people, your own items and commands",
  "palette.placeholder": "Name, title or command",
  "palette.commands": "Commands",
  "palette.go": "Go to {place}",
  "palette.hint": "Use the arrow keys to choose and Enter to open",
  "palette.found.one": "{n} result. Use the arrow keys to choose and Enter to open",
  "palette.found.other": "{n} results. Use the arrow keys to choose and Enter to open",
  "palette.searching": "Searching…",
  "palette.none": "Nothing found. Try another word.",
  "palette.failed": "The search didn't work. Check your connection and try again.",
} as const;
