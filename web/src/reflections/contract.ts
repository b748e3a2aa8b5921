/** What the API tells about reflections, until `api/contract.ts` is made from its own document. */

export interface Named {
  id: string;
  name: string;
}

export type TrackKind = "camera" | "screen";
export type TrackState = "checking" | "playable" | "refused" | "uploading";

export interface TrackProblem {
  code: string;
  detail: string;
}

export interface TrackView {
  track_id: string;
  kind: TrackKind;
  content_type: string;
  state: TrackState;
  part_size: number;
  max_bytes: number;
  max_duration_ms: number;
  size?: number;
  duration_ms?: number;
  problem?: TrackProblem;
  created_at: string;
}

export interface ChapterView {
  at_ms: number;
  title: string;
}

export interface PromptsView {
  went_well?: string;
  did_not?: string;
  improve?: string;
}

export interface CaptionsView {
  state: "failed" | "off" | "ready" | "waiting";
  language?: string;
}

export interface ReflectionView {
  id: string;
  owner: Named;
  title: string;
  period?: string;
  objective_ids: string[];
  prompts: PromptsView;
  state: "draft" | "hidden" | "shared";
  created_at: string;
  shared_at?: string;
  shared_with?: Named[];
  duration_ms?: number;
  new: boolean;
  comments: number;
  tracks: TrackView[];
  chapters: ChapterView[];
  captions: CaptionsView;
  has_poster: boolean;
  etag: string;
  actions: string[];
}

export interface ReflectionLine {
  id: string;
  owner: Named;
  title: string;
  period?: string;
  state: "draft" | "hidden" | "shared";
  created_at: string;
  shared_at?: string;
  duration_ms?: number;
  new: boolean;
  comments: number;
  has_captions: boolean;
  poster_url?: string;
}

export interface ReflectionBody {
  title: string;
  period?: string | null;
  objective_ids?: string[];
  prompts?: PromptsView;
}

export interface ReflectionPatch {
  title?: string;
  period?: string | null;
  objective_ids?: string[];
  prompts?: PromptsView;
  chapters?: ChapterView[];
}

export interface SignedPart {
  part_number: number;
  url: string;
  expires_at: string;
}

export interface StoredPart {
  part_number: number;
  size: number;
}

export interface PostView {
  url: string;
  fields: Record<string, string>;
  expires_at: string;
}

export interface PlayableView {
  kind: TrackKind;
  url: string;
  duration_ms?: number;
}

export interface PlaybackView {
  tracks: PlayableView[];
  expires_at: string;
  captions_url?: string;
  poster_url?: string;
  chapters: ChapterView[];
}

export interface CueView {
  at_ms: number;
  until_ms: number;
  text: string;
}

export interface TranscriptView {
  language?: string;
  cues: CueView[];
}

export interface CommentView {
  id: string;
  author: Named;
  text: string;
  at_ms?: number;
  at: string;
  attachments: unknown[];
  actions: string[];
}

interface Listing<T> {
  items: T[];
  next: string | null;
}

interface Told<Answer, Path = undefined, Body = undefined, Match = false, Query = undefined> {
  path: Path;
  query: Query;
  body: Body;
  match: Match;
  answer: Answer;
}

interface One {
  reflection_id: string;
}
interface OneTrack extends One {
  track_id: string;
}
interface OneComment extends One {
  comment_id: string;
}
interface Wanted {
  role?: "manager" | "owner";
  owner_id?: string;
  query?: string;
  limit?: number;
  cursor?: string;
}

declare module "../api/contract" {
  interface Routes {
    "GET /reflections": Told<Listing<ReflectionLine>, undefined, undefined, false, Wanted>;
    "POST /reflections": Told<ReflectionView, undefined, ReflectionBody>;
    "POST /reflections/share": Told<Listing<ReflectionLine>>;
    "GET /reflections/{reflection_id}": Told<ReflectionView, One>;
    "PATCH /reflections/{reflection_id}": Told<ReflectionView, One, ReflectionPatch, true>;
    "DELETE /reflections/{reflection_id}": Told<undefined, One>;
    "POST /reflections/{reflection_id}/share": Told<ReflectionView, One>;
    "POST /reflections/{reflection_id}/unshare": Told<ReflectionView, One>;
    "POST /reflections/{reflection_id}/seen": Told<ReflectionView, One>;
    "POST /reflections/{reflection_id}/poster": Told<PostView, One, { content_type: string }>;
    "GET /reflections/{reflection_id}/playback": Told<PlaybackView, One>;
    "GET /reflections/{reflection_id}/transcript": Told<TranscriptView, One>;
    "GET /reflections/{reflection_id}/comments": Told<Listing<CommentView>, One, undefined, false, { cursor?: string }>;
    "POST /reflections/{reflection_id}/comments": Told<CommentView, One, { text: string; at_ms?: number }>;
    "DELETE /reflections/{reflection_id}/comments/{comment_id}": Told<undefined, OneComment>;
    "POST /reflections/{reflection_id}/tracks": Told<TrackView, One, { kind: TrackKind; content_type: string }>;
    "GET /reflections/{reflection_id}/tracks/{track_id}": Told<TrackView, OneTrack>;
    "DELETE /reflections/{reflection_id}/tracks/{track_id}": Told<undefined, OneTrack>;
    "POST /reflections/{reflection_id}/tracks/{track_id}/parts": Told<
      { items: SignedPart[] },
      OneTrack,
      { part_numbers: number[] }
    >;
    "GET /reflections/{reflection_id}/tracks/{track_id}/parts": Told<{ items: StoredPart[] }, OneTrack>;
    "POST /reflections/{reflection_id}/tracks/{track_id}/complete": Told<TrackView, OneTrack, { duration_ms: number }>;
  }
}
