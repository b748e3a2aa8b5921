/** What a file of a reflection shows. The API names it as a text. */
export type TrackKind = "camera" | "screen";
