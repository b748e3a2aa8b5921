import type { CompleteBody } from "../api/contract";

/** What a file of a reflection shows. The API names it as a text. */
export type TrackKind = "camera" | "screen";

/** Why a recording ended. */
export type EndedBy = NonNullable<CompleteBody["ended_by"]>;
