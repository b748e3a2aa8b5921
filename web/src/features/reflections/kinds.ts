import type { CompleteBody, SpanView } from "../../api/contract";

/** What a file of a reflection shows. The API names it as a text. */
export type TrackKind = "camera" | "screen";

/** From one moment of a file until another. */
export type Span = SpanView;

/** Why a recording ended. */
export type EndedBy = NonNullable<CompleteBody["ended_by"]>;
