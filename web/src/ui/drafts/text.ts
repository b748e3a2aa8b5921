import { common } from "../../text/en/common";
import { speaking } from "../../text/speaking";

/** The texts of this folder; whoever shows more of the same takes them into its own. */
export const drafts = {
  "draft.restored": "Unsaved text from your last visit has been restored.",
  "draft.otherTab": "This is also open in another window. Changes you save there appear here.",
  "begun.title": "You have an unsaved draft",
  "begun.text": "It hasn't been saved and exists only on this device. Last changed:",
  "begun.newer": "The saved version has changed since then. If you continue and save, your draft replaces it.",
  "begun.continue": "Continue",
  "begun.discard": "Discard",
  "conflict.title": "This was changed elsewhere while you were writing",
  "conflict.text": "Both versions are safe. Choose which one to keep.",
  "conflict.mine": "Your version, on this device",
  "conflict.theirs": "The saved version",
  "conflict.keepMine": "Keep mine",
  "conflict.useTheirs": "Use the saved version",
  "conflict.both": "Keep both, one after the other",
} as const;

export type Key = keyof typeof common | keyof typeof drafts;

export const { t } = speaking<Key>({ ...common, ...drafts });
