import type { ReviewView } from "../../api/contract";
import { useApiMutation } from "../../api/hooks";
import type { SideName } from "./documents";

/** What changes with a side that is shared, taken back or marked as done. */
export const TOUCHED = ["GET /reviews/{review_id}", "GET /home", "GET /reviews"] as const;

/** With whom a side is shared. */
export const otherOf = ({ reviewer, reviewee }: ReviewView, name: SideName): string =>
  (name === "self" ? reviewer : reviewee).name;

export const useShare = (name: SideName) => useApiMutation(`POST /reviews/{review_id}/${name}/share` as const, TOUCHED);
export const useUnshare = (name: SideName) =>
  useApiMutation(`POST /reviews/{review_id}/${name}/unshare` as const, TOUCHED);
