import type { CycleState } from "../../api/contract";
import { Tag } from "../../ui/parts";
import { tOr } from "./text";

const TONES = {
  draft: "plain",
  launching: "wait",
  scheduled: "accent",
  open: "good",
  closed: "plain",
  archived: "plain",
  cancelled: "bad",
} as const;

/** Where a cycle stands, in a word. */
export function CycleTag({ state }: { state: CycleState }) {
  return <Tag tone={TONES[state]}>{tOr("hr.state", state)}</Tag>;
}
