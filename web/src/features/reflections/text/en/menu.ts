/** What is said of this feature before its screens are there. */
export const reflectionsMenu = {
  "nav.reflections": "Reflections",
  "kind.reflection": "Reflection",
  "signOut.recording": "A recording on this device hasn't been fully uploaded. If you sign out, it will be deleted.",
  "reflections.new": "Record a reflection",
} as const;
