// Made by web/generate.py from the OpenAPI document: change the API, then `make web-types`. Do not edit.

/** Why an account is not what the directory says: another one has the address, or its owner has yet to agree. */
export type AccountProblem = "" | "address_taken" | "other_address";

/** How far someone's account is: ACTIVE since its owner first signed in, DISABLED when they left. */
export type AccountState = "active" | "disabled" | "invited" | "none";

/** Someone's account in the company's own sign-in pool.

    `problem`: another account there has the address, or its owner, who signs in with another one, has yet to agree. */
export interface AccountView {
  state: AccountState;
  at: string | null;
  problem: AccountProblem;
}

/** What changes of accounts. `automatic`: also those who have none yet get one, and an invitation. */
export interface AccountsBody {
  automatic?: boolean;
}

/** Whether people get their account in the company's own sign-in pool by themselves. */
export interface AccountsView {
  automatic: boolean;
}

/** Who would get a mail. */
export interface AddresseeView {
  id: string;
  name: string;
  email: string;
}

/** Another rating, and why. */
export interface AdjustBody {
  rating: number;
  reason: string;
}

/** A change of the rating from above. */
export interface AdjustmentView {
  before: number | null;
  after: number;
  reason: string;
  by: PersonRef;
  at: string;
}

/** A file that will be uploaded: PDF, PNG, JPEG, Word, Excel, PowerPoint or plain text. */
export interface AttachmentBody {
  name: string;
  content_type: string;
  size: number;
}

/** A file with what to do until `expires_at`: POST `fields`, then the file as `file`, to `url`; or download it. */
export interface AttachmentDetail {
  attachment_id: string;
  name: string;
  content_type: string;
  size: number;
  state: FileState;
  problem?: FileProblemView;
  url?: string;
  fields?: Record<string, string>;
  download_url?: string;
  expires_at?: string;
}

/** A file beside something: uploading, ready or refused; the latter two for who sent it. */
export interface AttachmentView {
  attachment_id: string;
  name: string;
  content_type: string;
  size: number;
  state: FileState;
  problem?: FileProblemView;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface AttachmentViewList {
  items: AttachmentView[];
  next: string | null;
}

/** What changes of attachments. */
export interface AttachmentsBody {
  reflections?: boolean;
}

/** Whether files may be attached in a conversation under a reflection. */
export interface AttachmentsView {
  reflections: boolean;
}

/** Who reads each part, so far as the caller may know of it. Who is not named never does.

    `comment`: of a signature. `withheld`: questions whose answer by others the reviewee never reads. */
export interface AudienceView {
  self: ReaderView[];
  manager?: ReaderView[];
  contributions?: ReaderView[];
  notes?: ReaderView[];
  comment: ReaderView[];
  withheld?: string[];
}

/** Who acted. */
export interface AuditActor {
  id: string;
  name: string;
}

/** What was acted upon: its class and id. */
export interface AuditObject {
  kind: string;
  id: string;
}

/** A backup, by its number. */
export interface BackupItem {
  n: number;
  at: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface BackupItemList {
  items: BackupItem[];
  next: string | null;
}

/** What one's side said then. */
export interface BackupView {
  n: number;
  at: string;
  answers: Record<string, unknown>;
  rating?: number;
  position?: PositionView;
}

/** A review in HR's list, and what the caller may do. What the caller may not see of it is absent. */
export interface BoardItem {
  id: string;
  reviewee: PersonRef;
  reviewer: PersonRef;
  department: string;
  state: ReviewState;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  self: SideStatusView;
  manager?: SideStatusView;
  rating?: number;
  signed: Party[];
  without_reviewer?: boolean;
  deadlines: DeadlinesView;
  actions: ReviewAction[];
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface BoardItemList {
  items: BoardItem[];
  next: string | null;
}

/** What has become of the captions. OFF also where no one speaks or the company wants none. */
export type CaptionState = "failed" | "off" | "ready" | "waiting";

/** Whether there are captions: off, waiting, ready or failed. */
export interface CaptionsView {
  state: CaptionState;
  language?: string;
}

/** One thing in somebody's line of time. `kind`: what it is, such as `reflection`; `words`: its first words. */
export interface CardItem {
  kind: string;
  id: string;
  at: string;
  title: string;
  words: string;
  state: string;
  link: string;
}

/** What changed since the reader last opened this side. */
export interface ChangesView {
  read_version: number;
  questions: string[];
  rating: boolean;
  position: boolean;
}

/** A mark in the recording. */
export interface ChapterBody {
  at_ms: number;
  title: string;
}

/** A mark in the recording. */
export interface ChapterView {
  at_ms: number;
  title: string;
}

/** The overall position: two labelled axes, each 0…1. */
export interface Chart {
  x_label: string;
  y_label: string;
}

/** The overall position on two labelled axes. */
export interface ChartBody {
  x_label: string;
  y_label: string;
}

/** The two axes of the overall position. */
export interface ChartView {
  x_label: string;
  y_label: string;
}

/** One option; an id is given where there is none. */
export interface ChoiceBody {
  label: string;
  id?: string | null;
}

/** One option. */
export interface ChoiceView {
  id: string;
  label: string;
}

/** An answer speaks of a reflection of the reviewee that the writer sees, at a moment of it or as a whole. */
export interface CitationBody {
  question_id: string;
  reflection_id: string;
  at_ms?: number | null;
}

/** An answer speaks of a reflection, at a moment of it or as a whole. */
export interface CitationView {
  question_id: string;
  reflection_id: string;
  title: string;
  at_ms?: number;
}

/** What a column of a file was read as; null where it was passed over. The first column is 1. */
export interface ColumnRead {
  column: number;
  heading: string;
  field: string | null;
  reason: string;
  instead?: string;
}

/** Why a column is read, or passed over. */
export type ColumnReason = "another_column" | "chosen" | "ignored" | "read" | "unknown";

/** A column of the file, the first being 1, and what it was read as; null where it was passed over, and why.

    `instead`: the heading of the column that was read in its place. */
export interface ColumnView {
  column: number;
  heading: string;
  field: string | null;
  reason: ColumnReason;
  instead?: string;
}

/** What one has to say, about a moment of the recording or in general. */
export interface CommentBody {
  text?: string;
  at_ms?: number | null;
  attachment_ids?: string[];
  track_ids?: string[];
}

/** A comment, with what the caller may do with it. */
export interface CommentView {
  id: string;
  author: PersonRef;
  text: string;
  at: string;
  attachments: AttachmentView[];
  actions: "delete"[];
  at_ms?: number;
  video?: VideoView;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface CommentViewList {
  items: CommentView[];
  next: string | null;
}

/** What changes; what is absent stays. `features`: those named are switched on or off. */
export interface CompanyBody {
  reflections?: ReflectionsBody;
  attachments?: AttachmentsBody;
  time_zone?: string | null;
  zones?: ZonesBody;
  scim?: ScimBody;
  accounts?: AccountsBody;
  features?: Record<string, boolean>;
}

/** What holds for everyone. `time_zone`: of those whom nothing else gives one; null until it is set.

    `features`: which of those that can be switched off are on. `actions`: "save" for those who may change it.
    `accounts` is absent where people have theirs elsewhere. */
export interface CompanyView {
  reflections: ReflectionsView;
  attachments: AttachmentsView;
  time_zone: string | null;
  zones: ZonesView;
  scim: ScimView;
  features: Record<string, boolean>;
  actions: "save"[];
  accounts?: AccountsView;
}

/** How long the recording is, as the recorder measured it, when it began, and why it ended; as far as known. */
export interface CompleteBody {
  duration_ms?: number;
  offset_ms?: number;
  ended_by?: "camera_ended" | "closed" | "device_full" | "limit" | "microphone_ended" | "recorder_failed" | "screen_ended" | "silent" | "size_limit" | "stopped";
  off?: SpanBody[];
}

/** Someone to ask about the process; `email` where they have one. */
export interface ContactView {
  id: string;
  name: string;
  email?: string;
}

/** What a contributor saves. */
export interface ContributionBody {
  answers: Record<string, unknown>;
}

/** A contributor's part of the manager's assessment; the tag only for its author.

    `changed`: since the reader last opened the manager's side. */
export interface ContributionView {
  author: PersonRef;
  answers: Record<string, unknown>;
  done?: boolean;
  changed?: ChangesView;
  saved_at?: string;
  etag?: string;
  actions?: ReviewAction[];
}

/** Who is asked for a part. */
export interface ContributorBody {
  person_id: string;
}

/** Someone who writes a part of the manager's assessment. `done`: they say so; not for the reviewee. */
export interface ContributorView {
  id: string;
  name: string;
  done?: boolean;
}

/** What is different in the copy. */
export interface CopyBody {
  name?: string | null;
  timeline?: TimelinePatch;
}

/** The copy's title, where it is to differ. */
export interface CopyQuestionnaireBody {
  title?: string | null;
}

/** A line that is said from `at_ms` until `until_ms`. */
export interface CueBody {
  at_ms: number;
  until_ms: number;
  text: string;
}

/** A line that is said from `at_ms` until `until_ms`. */
export interface CueView {
  at_ms: number;
  until_ms: number;
  text: string;
}

/** A new cycle. */
export interface CycleBody {
  name: string;
  questionnaire_id: string;
  participants: ParticipantsBody;
  timeline: TimelineBody;
  options?: OptionsBody;
  instructions?: string;
}

/** What the company chose for this cycle.

    `overall_first`: the rating and the chart stand above the questions. `hr_contacts`: ids of the people to ask about
    the process. */
export interface CycleOptions {
  ratings?: Ratings | null;
  chart_2d?: Chart | null;
  overall_first?: boolean;
  private_notes?: boolean;
  done_box?: boolean;
  attachments?: boolean;
  self_visible?: SelfVisible;
  calibration?: boolean;
  meeting_prompt?: boolean;
  follow_manager?: boolean;
  hr_reads_notes?: boolean;
  hr_contacts?: string[];
  reminders?: CycleReminders;
}

/** What changes of a cycle; parts of `timeline` and `options` may be sent alone, `participants` are replaced.

    `confirm_past`: a date that has passed is meant. */
export interface CyclePatch {
  name?: string;
  questionnaire_id?: string;
  participants?: ParticipantsBody;
  timeline?: TimelinePatch;
  options?: OptionsBody;
  instructions?: string;
  confirm_past?: boolean;
}

/** How far the stages of a cycle are. `as_of`: when that was counted. */
export interface CycleProgress {
  self: StageCount;
  manager: StageCount;
  signed: StageCount;
  as_of: string;
}

/** A cycle, by name. */
export interface CycleRef {
  id: string;
  name: string;
}

/** When reminders go, counted in days from a deadline; `at` is a local time, "HH:MM". */
export interface CycleReminders {
  days_before?: number[];
  days_after?: number[];
  at?: string;
}

/** A cycle in the list; `progress` once it is launched and counted. */
export interface CycleRow {
  id: string;
  name: string;
  state: CycleState;
  questionnaire_id: string;
  timeline: TimelineView;
  created_at: string;
  launched_at: string | null;
  progress?: CycleProgress;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface CycleRowList {
  items: CycleRow[];
  next: string | null;
}

/** draft → launching → scheduled|open → closed → archived, or cancelled. */
export type CycleState = "archived" | "cancelled" | "closed" | "draft" | "launching" | "open" | "scheduled";

/** A cycle with all that HR set, and what the caller may do with it now.

    `run_id`: where its dates were just moved, the run that carries them into the reviews. */
export interface CycleView {
  id: string;
  name: string;
  state: CycleState;
  questionnaire_id: string;
  timeline: TimelineView;
  created_at: string;
  launched_at: string | null;
  participants: ParticipantsView;
  options: CycleOptions;
  instructions: string;
  copied_from: string | null;
  actions: ("add_participants" | "archive" | "cancel" | "close" | "copy" | "extend" | "launch" | "nudge" | "patch" | "rehearse" | "remove_participant" | "share")[];
  run_id?: string;
}

/** A date that ends at the instant `at`, in a zone; `extended` where this review alone has more time. */
export interface DeadlineView {
  date: string;
  at: string;
  time_zone: string;
  extended?: boolean;
}

/** When each side ends, and when both are to have signed. */
export interface DeadlinesView {
  self: DeadlineView;
  manager: DeadlineView;
  sign: DeadlineView;
}

/** How many reviews of one department stand where. */
export interface DepartmentView {
  department: string;
  self: Record<string, number>;
  manager: Record<string, number>;
  signed: Record<string, number>;
}

/** What would happen to one person: "created", "updated" or "left"; `about` says who that is. */
export interface DifferenceView {
  fate: "created" | "left" | "updated";
  name: string;
  about: string;
  fields: FieldChangeView[];
}

/** The done box, ticked or cleared. */
export interface DoneBody {
  done?: boolean;
}

/** What its owner can save of a reflection; the links end at `expires_at`. */
export interface DownloadView {
  items: SavedView[];
  expires_at: string;
  captions?: SavedView;
}

/** Why a review ended without both signatures. `cause`: a code, where `reason` is not what someone wrote. */
export interface EndingView {
  by: PersonRef;
  at: string;
  reason?: string;
  cause?: "left" | "removed" | "cycle_cancelled";
}

/** Who did what, when, about whom; never the text of anything. */
export interface EntryView {
  id: string;
  at: string;
  actor: AuditActor;
  action: string;
  subject_id: string;
  object: AuditObject;
  reason?: string;
  detail?: Record<string, string | number | boolean>;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface EntryViewList {
  items: EntryView[];
  next: string | null;
}

/** Why somebody is erased, and their name, typed by hand. The reason is kept: it should not name anybody. */
export interface EraseBody {
  reason: string;
  confirm_name: string;
}

/** What can be done with an erasure. */
export type ErasureAction = "approve" | "cancel";

/** How far an erasure is. From RUNNING on there is no way back. */
export type ErasureState = "approved" | "asked" | "cancelled" | "done" | "running";

/** How far somebody's erasure is. `begins_at`: until then it can be cancelled.

    `queried`: the proof, once it is done.
    `approvers`: the HR admins who may approve it; nobody, where who asked is the only one, who may do so then. */
export interface ErasureView {
  person: PersonRef;
  state: ErasureState;
  reason: string;
  asked_by: PersonRef;
  asked_at: string;
  actions: ErasureAction[];
  approvers: PersonRef[];
  approved_by?: PersonRef;
  begins_at?: string;
  cancelled_by?: PersonRef;
  ended_at?: string;
  queried?: QueriedView[];
}

/** One page of users and groups. */
export interface EverythingList {
  schemas: string[];
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: Record<string, unknown>[];
}

/** What to export. `person_id`: whose data; one's own without it. */
export interface ExportBody {
  kind: ExportKind;
  person_id?: string;
}

/** An export in a list. `expires_at`: when its files are deleted, once it is ready. */
export interface ExportItem {
  id: string;
  kind: ExportKind;
  person: PersonRef;
  state: ExportState;
  asked_at: string;
  expires_at?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface ExportItemList {
  items: ExportItem[];
  next: string | null;
}

/** What is exported. PERSON: everything of one person. */
export type ExportKind = "person";

/** One file of an export: `bytes` long, with its SHA-256 in hex. `url`: to download it, for five minutes. */
export interface ExportPartView {
  name: string;
  bytes: number;
  sha256: string;
  url: string;
}

/** How far an export is. EXPIRED is never stored: it is a ready one whose files are gone. */
export type ExportState = "expired" | "failed" | "queued" | "ready" | "running";

/** An export with its files, as long as they are there. */
export interface ExportView {
  id: string;
  kind: ExportKind;
  person: PersonRef;
  state: ExportState;
  asked_at: string;
  expires_at?: string;
  parts: ExportPartView[];
}

/** More time for one side, until the end of a date; of all reviews or of those named. */
export interface ExtendAllBody {
  side: "manager" | "self" | "sign";
  until: string;
  person_ids?: string[] | null;
}

/** More time, until the end of a date. */
export interface ExtendBody {
  side: "manager" | "self" | "sign";
  until: string;
}

/** Someone who takes part and has no review. */
export interface FailureView {
  person_id: string;
  name: string;
  reason: string;
  detail: string;
  params: Record<string, unknown>;
}

/** One field before and after, as text; empty where there is nothing. */
export interface FieldChangeView {
  field: string;
  before: string;
  after: string;
}

/** One field that is wrong: `pointer` is a JSON pointer into the body, or the name of a parameter.

    `code` is stable; `params` are the numbers, names and dates of its sentence, which `detail` is in English. */
export interface FieldProblem {
  pointer: string;
  detail: string;
  code: string;
  params: Record<string, unknown>;
}

/** Why a file was not taken, and what to do. */
export interface FileProblemView {
  code: string;
  detail: string;
  params: Record<string, unknown>;
}

/** UPLOADING: announced, and not looked at yet. READY: stored, and what it is said to be. */
export type FileState = "ready" | "refused" | "uploading";

/** Who takes part: all conditions together; a list of values means any of them. */
export interface FilterBody {
  department?: string | string[] | null;
  location?: string | string[] | null;
  employment_type?: string | string[] | null;
  joined_before?: string | null;
}

/** An issuer that this company does not use, and how many of its tokens came. Whose they were no one knows. */
export interface ForeignView {
  issuer: string;
  count: number;
  last_at: string;
}

/** Why a login is forgotten; it is in the audit trail. */
export interface ForgetBody {
  reason: string;
}

/** Something that can be chosen, ticked or rated. */
export interface FormChoiceView {
  id: string;
  label: string;
}

/** A question of the form; what follows `required` depends on its kind. */
export interface FormQuestionView {
  id: string;
  kind: QuestionKind;
  text: string;
  for: QuestionAudience;
  required: boolean;
  help?: string;
  reviewee_sees_manager_answer: boolean;
  scale?: RatingStepView[];
  choices?: FormChoiceView[];
  items?: FormChoiceView[];
  values?: FormChoiceView[];
  unit?: string;
  min?: number;
  max?: number;
  x_label?: string;
  y_label?: string;
}

/** A group of questions. */
export interface FormSectionView {
  title: string;
  intro: string;
  questions: FormQuestionView[];
}

/** The questionnaire, as the form of this review. */
export interface FormView {
  id: string;
  title: string;
  sections: FormSectionView[];
}

/** The cycle, by name, with what is needed to read an overall rating and position. */
export interface FormerCycle {
  id: string;
  name: string;
  ratings?: RatingStepView[];
  chart_2d?: ChartView;
}

/** A review that the caller wrote until `until`; nothing of how it went on. */
export interface FormerItem {
  id: string;
  cycle: CycleRef;
  reviewee: PersonRef;
  until: string;
  link: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface FormerItemList {
  items: FormerItem[];
  next: string | null;
}

/** What stays with a former reviewer: their notes and files; their versions are their backups of the manager's side.

    `questionnaire`: the questions of the manager, without which no version could be read. */
export interface FormerView {
  id: string;
  cycle: FormerCycle;
  questionnaire: FormView;
  reviewee: PersonRef;
  until: string;
  notes?: NotesView;
  attachments: AttachmentView[];
}

/** Days of grace, side by side. */
export interface GraceBody {
  self?: number;
  manager?: number;
}

/** One page of groups. */
export interface GroupList {
  schemas: string[];
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: ScimGroup[];
}

/** `status` is "ok" when the table answers. */
export interface Health {
  status: "ok";
}

/** A row that waits for another HR admin; the person stays as they were. `id`: in the list of what waits.

    `row`: 0 for someone who would leave because the file does not name them. */
export interface HeldLineView {
  row: number;
  pointer: string;
  person: PersonRef;
  code: string;
  detail: string;
  params: Record<string, unknown>;
  id: string;
}

/** A change that waits. `kind`: of a file, "scim", or "role" that was given. `reason`: of who asked for it.

    `row`: of the file. `actions`: what this reader may do about it. */
export interface HeldView {
  id: string;
  kind: "leave" | "role" | "row" | "scim";
  person: PersonRef;
  fields: FieldChangeView[];
  reason: "about_a_role_holder" | "about_somebody_above" | "about_yourself" | "role_given";
  actions: ("confirm" | "discard")[];
  asked_by?: PersonRef;
  asked_at?: string;
  row?: number;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface HeldViewList {
  items: HeldView[];
  next: string | null;
}

/** Why nothing about somebody may be erased. */
export interface HoldBody {
  reason: string;
}

/** Of whom nothing may be erased, and why. */
export interface HoldView {
  person: PersonRef;
  reason: string;
  by: PersonRef;
  at: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface HoldViewList {
  items: HoldView[];
  next: string | null;
}

/** Where everyone begins: `tasks` by due date, then the current reviews in both roles.

    `more`: where a feature has so many tasks that home lists the first forty only. */
export interface HomeView {
  tasks: TaskView[];
  more?: MoreTasks[];
  my_reviews: ReviewAboutMe[];
  to_write: ReviewToWrite[];
}

/** How far a file is. Only an uploaded one is read later than it is asked for: it may still be refused.

    `previewed`: it was to be read only. */
export type ImportState = "done" | "previewed" | "reading" | "refused" | "running";

/** What an import does, or would do. `missing`: who is not in the file, the first 10,000 of
    `missing_count`; `failed`: whom it could not change.

    `held`: what another HR admin has to confirm. `notes`: rows that change nothing, or more than they say, and why.
    `columns`: what each column was read as. `zones`: how many have their time zone from where.

    `rows` of the file, `pages` of people to write and `pages_done` of them: how far it is. An uploaded file is
    "reading" until it is "refused" (see `problems`), "previewed", or "running".

    `confirm_leaving`: how many would leave, where the import wants to be told that this is so.

    `differences`: in a dry run of a file without problems, the first of them. */
export interface ImportView {
  created: number;
  updated: number;
  unchanged: number;
  missing: PersonRef[];
  missing_count: number;
  left: number;
  problems: ProblemView[];
  rows?: number;
  pages?: number;
  pages_done?: number;
  held: HeldLineView[];
  notes: ProblemView[];
  columns: ColumnView[];
  zones: ImportZonesView;
  confirm_leaving?: number;
  id?: string;
  state?: ImportState;
  failed?: PersonRef[];
  differences?: DifferenceView[];
}

/** How many have their time zone from where: given in the file, by location, department or company, or as it was. */
export interface ImportZonesView {
  given?: number;
  location?: number;
  department?: number;
  company?: number;
  kept?: number;
}

/** Everything about where a review stands, without what is in it: looking at it is no reading. */
export interface InformationView {
  id: string;
  cycle: CycleRef;
  reviewee: PersonRef;
  reviewer: PersonRef;
  state: ReviewState;
  opens_at: string;
  closes_at: string;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  deadlines: DeadlinesView;
  self: SideInformation;
  manager?: SideInformation;
  signatures: SignatureView[];
  waiting: WaitingView[];
  past_reviewers: PastReviewerView[];
  without_reviewer?: boolean;
}

/** Whom to invite: some by their ids, again until they have signed in, or everyone who has no account. */
export interface InvitationsBody {
  person_ids?: string[] | null;
  everyone?: boolean;
}

/** How far invitations are. `passed_over` counts all who got none, `not_invited` names the first of them. */
export interface InvitationsView {
  id: string;
  state: "done" | "running";
  invited: number;
  passed_over: number;
  not_invited: UninvitedView[];
}

/** Who takes part, too. */
export interface JoinBody {
  person_ids: string[];
}

/** What became of someone who was to be added: in, in again, in already, or not; then `reason` says why. */
export interface JoinedView {
  person_id: string;
  name: string;
  outcome: "added" | "back" | "refused" | "unchanged";
  reason?: string;
  detail?: string;
  params?: Record<string, unknown>;
}

/** What someone is part of. `about`, `to_write`, `contributions`: reviews that are not finished.

    Reviews about them are withdrawn, those they write wait for another reviewer, contributions not begun are not
    asked for anymore; `reports` have no manager who works here. `only_hr_admin`: they cannot leave before another
    one is named. `more`: there are more reviews, or more reports, than were counted. */
export interface LeavingView {
  about: number;
  to_write: number;
  contributions: number;
  reports: number;
  only_hr_admin: boolean;
  more: boolean;
}

/** Whether someone has signed in, and by which issuers; `forgotten`: HR forgot it, the next sign-in binds again. */
export interface LoginView {
  state: "bound" | "forgotten" | "none";
  issuers: string[];
}

/** What the email provider last told us about the address. */
export type MailProblem = "bounced" | "complained" | "none";

/** How far an email has come. UNKNOWN: the provider's answer was lost; PARKED: HR has to look at it. */
export type MailState = "claimed" | "dropped" | "parked" | "retried" | "sent" | "unknown" | "waiting";

/** What emails a person can switch off, in groups. An email of no topic is one that the process needs. */
export type MailTopic = "hr_reports" | "reflections" | "reminders" | "review_news";

/** An email that could not be sent. `problem` is a code: "no_address", "bounced_general", "MessageRejected" … */
export interface MailView {
  id: string;
  kind: string;
  to: Recipient;
  state: MailState;
  problem: string;
  created_at: string;
  settled_at?: string;
  retried_as?: string;
  actions: "retry"[];
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface MailViewList {
  items: MailView[];
  next: string | null;
}

/** What a reviewer saves; what is not sent stays. */
export interface ManagerBody {
  answers?: Record<string, unknown>;
  rating?: number | null;
  position?: Position | null;
  citations?: CitationBody[];
}

/** A mark in a recording. */
export interface MarkView {
  at_ms: number;
  title: string;
}

/** Who is signed in. `sign_in_address`: the account's, where it is not the directory's.

    `display_time_zone`: in which times are shown, by their own setting. */
export interface Me {
  id: string;
  name: string;
  email: string;
  person: PersonRef;
  title: string;
  department: string;
  location: string;
  time_zone: string;
  display_time_zone: string;
  roles: ("hr_admin" | "hr_assistant")[];
  unconfirmed_roles: ("hr_admin" | "hr_assistant")[];
  manager: PersonRef | null;
  has_reports: boolean;
  features: Record<string, boolean>;
  sign_in_address?: string;
}

/** How many tasks of a feature there are beyond those that are listed. */
export interface MoreTasks {
  feature: string;
  count: number;
}

/** A person or a cycle. */
export interface NamedThing {
  id: string;
  name: string;
}

/** Private notes, rich text. */
export interface NotesBody {
  text: string;
}

/** Private notes; the tag only for their author. */
export interface NotesView {
  text: string;
  author?: PersonRef;
  saved_at?: string;
  etag?: string;
  actions?: ReviewAction[];
}

/** Something that the person who recorded it should know of a recording that was taken. */
export interface NoticeView {
  code: string;
  params: Record<string, number | string>;
}

/** Whom to nudge: everyone with an open task, or those named. */
export interface NudgeBody {
  person_ids?: string[] | null;
}

/** In which reviews those with an open task are nudged. */
export interface NudgeTeamBody {
  review_ids: string[];
}

/** What the company chooses for a cycle; what is not sent keeps its value, at first the default. */
export interface OptionsBody {
  ratings?: RatingsBody | null;
  chart_2d?: ChartBody | null;
  overall_first?: boolean;
  private_notes?: boolean;
  done_box?: boolean;
  attachments?: boolean;
  self_visible?: "after_manager" | "at_once";
  calibration?: boolean;
  meeting_prompt?: boolean;
  follow_manager?: boolean;
  hr_reads_notes?: boolean;
  hr_contacts?: string[];
  reminders?: RemindersBody;
}

/** A review to be. */
export interface PairView {
  reviewee: PersonRef;
  reviewer: PersonRef;
}

/** Exactly one of the three. */
export interface ParticipantsBody {
  everyone?: boolean;
  filter?: FilterBody | null;
  person_ids?: string[] | null;
}

/** Who takes part, as it was asked for; `added` and `left_out` are single people since. */
export interface ParticipantsView {
  everyone?: boolean;
  filter?: FilterBody;
  person_ids?: string[];
  added?: string[];
  left_out?: string[];
}

/** Which parts will be uploaded next, and their sizes. */
export interface PartsBody {
  part_numbers: number[];
  sizes?: number[];
}

/** Who signs. */
export type Party = "reviewee" | "reviewer";

/** A review of the same person before this one. `ended_at`: its cycle is over; `time_zone` as in a review. */
export interface PastReviewItem {
  id: string;
  cycle: CycleRef;
  reviewer: PersonRef;
  state: ReviewState;
  opens_at: string;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  link: string;
}

/** Who was the reviewer until when. */
export interface PastReviewerView {
  person: PersonRef;
  until: string;
}

/** A PATCH (RFC 7644, section 3.5.2). */
export interface PatchBody {
  Operations: PatchOperation[];
  schemas?: string[];
}

/** One operation: `add`, `replace` or `remove`, in any case; without a path the value is an object. */
export interface PatchOperation {
  op: string;
  path?: string;
  value?: unknown;
}

/** What changes of a person; what is absent stays, null clears. `status` active: someone who left is back. */
export interface PersonBody {
  name?: string;
  email?: string | null;
  manager_id?: string | null;
  manager_email?: string | null;
  title?: string | null;
  department?: string | null;
  location?: string | null;
  time_zone?: string | null;
  employment_type?: string | null;
  start_date?: string | null;
  roles?: ("hr_admin" | "hr_assistant")[];
  external_id?: string | null;
  status?: "active";
}

/** Someone in a list; the address is for HR. */
export interface PersonLine {
  id: string;
  name: string;
  title: string;
  department: string;
  location: string;
  manager: PersonRef | null;
  status: PersonStatus;
  email?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface PersonLineList {
  items: PersonLine[];
  next: string | null;
}

/** Someone by name. */
export interface PersonRef {
  id: string;
  name: string;
}

/** Whether someone still works here. */
export type PersonStatus = "active" | "left";

/** A profile. `chain`: the managers above, the own one first. From `email` on: for HR and oneself.

    `unconfirmed_roles`: those of `roles` that open no content until another HR admin confirms them. `login`: for HR. */
export interface PersonView {
  id: string;
  name: string;
  title: string;
  department: string;
  location: string;
  manager: PersonRef | null;
  chain: PersonRef[];
  status: PersonStatus;
  actions: ("confirm_roles" | "forget_login" | "invite" | "leave" | "save")[];
  email?: string;
  time_zone?: string;
  employment_type?: string;
  start_date?: string | null;
  time_zone_from?: ZoneFrom;
  roles?: ("hr_admin" | "hr_assistant")[];
  unconfirmed_roles?: ("hr_admin" | "hr_assistant")[];
  external_id?: string;
  left_at?: string;
  mail_trouble?: MailProblem;
  login?: LoginView;
  account?: AccountView;
}

/** A stretch of a part that is not full yet. */
export interface PieceBody {
  part_number: number;
  at: number;
  size: number;
}

/** A stretch of a part: `size` bytes from `at` on. */
export interface PieceView {
  part_number: number;
  at: number;
  size: number;
}

/** Which pieces will be uploaded next. */
export interface PiecesBody {
  items: PieceBody[];
}

/** Why someone cannot take part. */
export type PlanProblemCode = "in_open_cycle" | "left" | "manager_loop" | "no_email" | "no_manager" | "unknown_time_zone";

/** Why someone would have no review. */
export interface PlanProblemView {
  code: PlanProblemCode;
  person_id: string;
  name: string;
  detail: string;
  params: Record<string, unknown>;
}

/** What an email is about that can be told before a launch. */
export type PlannedMailKind = "cycle_closed" | "digest" | "kickoff_manager" | "kickoff_self" | "launch_finished" | "reminder";

/** An email that would go out at an instant, unless its task is done by then. */
export interface PlannedMailView {
  to: AddresseeView;
  kind: PlannedMailKind;
  at: string;
}

/** What a player needs; the addresses end at `expires_at`. The first track leads: all times are its own. */
export interface PlaybackView {
  tracks: PlayingView[];
  expires_at: string;
  chapters: ChapterView[];
  captions_url?: string;
  poster_url?: string;
}

/** One recording to be played. `offset_ms`: when it began, on the clock that it shares with the other one.

    `off`: when its camera was switched off or gone, in its own time: black, and not worth showing. */
export interface PlayingView {
  track_id: string;
  kind: TrackKind;
  content_type: string;
  url: string;
  offset_ms: number;
  off: SpanView[];
  has_audio: boolean;
  duration_ms?: number;
}

/** A place on the chart. */
export interface Position {
  x: number;
  y: number;
}

/** A place on the chart. */
export interface PositionView {
  x: number;
  y: number;
}

/** The picture that will be uploaded. */
export interface PosterBody {
  content_type: string;
}

/** A form for the picture: POST `fields`, then the file as `file`, to `url`. */
export interface PosterView {
  url: string;
  fields: Record<string, string>;
  expires_at: string;
}

/** A choice to be counted; without a filter everyone. */
export interface PreviewBody {
  filter?: FilterBody | null;
}

/** How many people a choice means, the first of them by name, and by which values the directory can be filtered. */
export interface PreviewView {
  count: number;
  people: PersonRef[];
  departments: ValueCount[];
  locations: ValueCount[];
  employment_types: ValueCount[];
}

/** Why a request was not carried out. `code` is stable; `ask` names people of the company who can help.

    `params`: the numbers, names and dates of the code's sentence, which `detail` is in English. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  params: Record<string, unknown>;
  errors?: FieldProblem[];
  problems?: RowProblem[];
  columns?: ColumnRead[];
  current?: unknown;
  ask?: string[];
}

/** One thing wrong with a row, or a note; the header is row 1, `pointer` names the column, `code` is stable. */
export interface ProblemView {
  row: number;
  pointer: string;
  code: string;
  detail: string;
  params: Record<string, unknown>;
}

/** How far a cycle is. `expected` is not known before everyone was counted.

    `people`: what became of each of those who were just added to a running cycle. `run`: the command for many
    reviews that was just given; what became of each of them is asked there. */
export interface ProgressView {
  cycle_id: string;
  state: CycleState;
  expected: number | null;
  created: number;
  failed: FailureView[];
  people?: JoinedView[];
  run?: RunView;
  stages?: StagesView;
}

/** The three questions; each may stay empty, and one that is not sent stays as it is. */
export interface PromptsBody {
  went_well?: string;
  did_not?: string;
  improve?: string;
}

/** The three questions, rich text. */
export interface PromptsView {
  went_well: string;
  did_not: string;
  improve: string;
}

/** A range of stored rows that was read at the end: nothing of the person was left in its `rows`. */
export interface QueriedView {
  keys: string;
  rows: number;
}

/** Whose side a question stands on (`for` in the API). */
export type QuestionAudience = "both" | "manager" | "self";

/** A question. `rating` and `values` need `scale`, choices `choices`, `checklist` `items`, a chart both labels. */
export interface QuestionBody {
  kind: QuestionKind;
  text: string;
  for?: QuestionAudience;
  id?: string | null;
  help?: string | null;
  required?: boolean;
  reviewee_sees_manager_answer?: boolean;
  scale?: ScalePointBody[] | null;
  choices?: ChoiceBody[] | null;
  items?: ChoiceBody[] | null;
  values?: ChoiceBody[] | null;
  unit?: string | null;
  min?: number | null;
  max?: number | null;
  x_label?: string | null;
  y_label?: string | null;
}

/** The kinds of question; each has its own shape of answer. */
export type QuestionKind = "checklist" | "multi_choice" | "number" | "position_2d" | "rating" | "rich_text" | "single_choice" | "values";

/** A question; what its kind does not have is absent. */
export interface QuestionView {
  id: string;
  kind: QuestionKind;
  text: string;
  for: QuestionAudience;
  required: boolean;
  reviewee_sees_manager_answer: boolean;
  help?: string;
  scale?: ScalePointView[];
  choices?: ChoiceView[];
  items?: ChoiceView[];
  values?: ChoiceView[];
  unit?: string;
  min?: number;
  max?: number;
  x_label?: string;
  y_label?: string;
}

/** A form as HR designs it. */
export interface QuestionnaireBody {
  title: string;
  sections: SectionBody[];
}

/** A questionnaire in a list. `used`: a cycle uses it, so it can only be copied. */
export interface QuestionnaireLine {
  id: string;
  title: string;
  edition: number;
  used: boolean;
  questions: number;
  created_at?: string;
  copied_from?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface QuestionnaireLineList {
  items: QuestionnaireLine[];
  next: string | null;
}

/** A questionnaire. `edition` counts copies; `used`: a cycle uses it, so it can only be copied. */
export interface QuestionnaireView {
  id: string;
  title: string;
  edition: number;
  used: boolean;
  sections: SectionView[];
  actions: ("copy" | "save")[];
  created_at?: string;
  copied_from?: string;
}

/** One step of the overall rating. */
export interface RatingPoint {
  value: number;
  label: string;
}

/** One step of the overall rating. */
export interface RatingPointBody {
  value: number;
  label: string;
}

/** One step of the overall rating. */
export interface RatingStepView {
  value: number;
  label: string;
}

/** The overall rating, from the lowest step to the highest. */
export interface Ratings {
  scale: RatingPoint[];
}

/** The overall rating, from the lowest step to the highest. */
export interface RatingsBody {
  scale: RatingPointBody[];
}

/** Who read which version first when; for the author. */
export interface ReadView {
  version: number;
  reader: PersonRef;
  at: string;
}

/** From when on someone reads: now, or once this has been shared. */
export type ReadableFrom = "both_shared" | "manager_shared" | "now" | "self_shared";

/** Who may read, in a review: `author` wrote it, where that is neither of the two. */
export type ReaderRole = "author" | "hr" | "reviewee" | "reviewer" | "upline";

/** A role that reads, and from when on: `now`, or once the self-assessment, the manager's side or both are shared.

    `upline`: the managers above the reviewer. `author`: of a contribution. */
export interface ReaderView {
  who: ReaderRole;
  when: ReadableFrom;
}

/** Why. */
export interface ReasonBody {
  reason: string;
}

/** Who reviews from now on. */
export interface ReassignBody {
  reviewer_id: string;
}

/** Whom an email is for, and the address that was tried. */
export interface Recipient {
  id: string;
  name: string;
  address: string;
}

/** Why a recording was refused, and what to do; `params`: what another sentence about `code` needs. */
export interface RecordingProblemView {
  code: string;
  detail: string;
  params: Record<string, number | string>;
}

/** What can be done with a reflection, as its list of actions names it. */
export type ReflectionAction = "caption" | "comment" | "delete" | "download" | "edit" | "record" | "share" | "unshare";

/** A new reflection. */
export interface ReflectionBody {
  title: string;
  period?: string | null;
  objective_ids?: string[];
  prompts?: PromptsBody;
}

/** A reflection of the reviewee, from the time that the review is about. */
export interface ReflectionItem {
  id: string;
  title: string;
  created_at: string;
  chapters: MarkView[];
  comments: number;
  link: string;
  period?: string;
  shared_at?: string;
  duration_ms?: number;
}

/** A reflection in a list. `former`: with whom I share it, where my manager of today sees it only once I agree. */
export interface ReflectionLine {
  id: string;
  owner: PersonRef;
  title: string;
  state: ReflectionState;
  created_at: string;
  new: boolean;
  comments: number;
  has_captions: boolean;
  former?: PersonRef[];
  period?: string;
  shared_at?: string;
  duration_ms?: number;
  poster_url?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface ReflectionLineList {
  items: ReflectionLine[];
  next: string | null;
}

/** What changes; what is not sent stays. */
export interface ReflectionPatch {
  title?: string;
  period?: string | null;
  objective_ids?: string[];
  prompts?: PromptsBody;
  chapters?: ChapterBody[];
}

/** HIDDEN: taken back after sharing. */
export type ReflectionState = "draft" | "hidden" | "shared";

/** A reflection, with what the caller may do with it. `etag` is that of what its owner wrote. `replies`: what the
    caller has recorded for a comment, and put under none yet. */
export interface ReflectionView {
  id: string;
  owner: PersonRef;
  title: string;
  objective_ids: string[];
  prompts: PromptsView;
  state: ReflectionState;
  created_at: string;
  new: boolean;
  comments: number;
  tracks: TrackView[];
  replies: TrackView[];
  chapters: ChapterView[];
  captions: CaptionsView;
  has_poster: boolean;
  etag: string;
  actions: ReflectionAction[];
  period?: string;
  shared_at?: string;
  shared_with?: PersonRef[];
  duration_ms?: number;
}

/** What changes of reflections. `retention_days`: null keeps them. */
export interface ReflectionsBody {
  rhythm?: Rhythm;
  max_minutes?: number;
  max_megabytes?: number;
  retention_days?: number | null;
  captions?: boolean;
}

/** How reflections are made and kept. `retention_days`: null where they are kept until someone deletes them. */
export interface ReflectionsView {
  rhythm: Rhythm;
  max_minutes: number;
  max_megabytes: number;
  retention_days: number | null;
  captions: boolean;
}

/** Who was not let in though the token was good. `count`: how often it was noted, every ten minutes at most. */
export interface RefusalView {
  address: string;
  issuer: string;
  reason: SignInRefusal;
  count: number;
  first_at: string;
  last_at: string;
}

/** One page of refused sign-ins of the last 30 days, the latest first; with each page all foreign issuers. */
export interface RefusalsView {
  items: RefusalView[];
  next: string | null;
  foreign: ForeignView[];
}

/** What a launch would do: a page of pairs with their emails; all problems are on the first page. */
export interface RehearsalView {
  pairs: PairView[];
  problems: PlanProblemView[];
  mails: PlannedMailView[];
  next: string | null;
}

/** When reminders go. */
export interface RemindersBody {
  days_before?: number[];
  days_after?: number[];
  at?: string;
}

/** Whether this reader still gets reminders. */
export interface RemindersView {
  reminders: boolean;
}

/** What is at hand while writing. Reflections: for the reviewee, and for a reviewer with whom they are shared.

    `cards`: whatever else there is of the reviewee since the review before, as far as the caller may see it. */
export interface ResourcesView {
  past_reviews: PastReviewItem[];
  reflections?: ReflectionItem[];
  cards: CardItem[];
}

/** A current review about me. `manager_shared`: whether there is something to read from my reviewer.

    `ended_at`: its cycle has just ended; `time_zone`: in which the days of this and of `opens_at` are meant. */
export interface ReviewAboutMe {
  id: string;
  cycle: NamedThing;
  reviewer: NamedThing;
  state: ReviewState;
  opens_at: string;
  ended_at?: string;
  time_zone: string;
  self_state: SideState;
  manager_shared: boolean;
  link: string;
}

/** What can be done with a review, as its list of actions names it. */
export type ReviewAction = "add_contributor" | "adjust_rating" | "complete" | "extend" | "mark_contribution_done" | "mark_done" | "mark_not_provided" | "nudge" | "reassign" | "remove_contributor" | "revoke_signatures" | "save_contribution" | "save_manager" | "save_notes" | "save_self" | "share_manager" | "share_self" | "sign" | "unmark_contribution_done" | "unmark_done" | "unshare_manager" | "unshare_self" | "withdraw";

/** What the cycle says that matters in its reviews: the header of the form and what is switched on. */
export interface ReviewCycleView {
  id: string;
  name: string;
  state: CycleState;
  instructions: string;
  private_notes: boolean;
  hr_reads_notes: boolean;
  done_box: boolean;
  attachments: boolean;
  meeting_prompt: boolean;
  calibration: boolean;
  self_visible: SelfVisible;
  overall_first: boolean;
  hr_contacts: ContactView[];
  ratings?: RatingStepView[];
  chart_2d?: ChartView;
  share_from?: string;
}

/** A review in one's own list, with one's roles in it. `ended_at`: its cycle is over.

    `time_zone`: in which the days of `opens_at` and `ended_at` are meant. */
export interface ReviewItem {
  id: string;
  cycle: CycleRef;
  reviewee: PersonRef;
  reviewer: PersonRef;
  roles: ("contributor" | "reviewee" | "reviewer")[];
  state: ReviewState;
  opens_at: string;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  deadlines: DeadlinesView;
  self: SideStatusView;
  manager?: SideStatusView;
  signed: Party[];
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface ReviewItemList {
  items: ReviewItem[];
  next: string | null;
}

/** Where a review stands. SCHEDULED is never stored: it is an open one whose day has not come. */
export type ReviewState = "complete" | "locked" | "open" | "scheduled" | "withdrawn";

/** A current review that I write, or contribute to; instants as in a review about me. */
export interface ReviewToWrite {
  id: string;
  cycle: NamedThing;
  reviewee: NamedThing;
  role: "contributor" | "reviewer";
  state: ReviewState;
  opens_at: string;
  ended_at?: string;
  time_zone: string;
  self_shared: boolean;
  manager_state: SideState;
  link: string;
}

/** A review as the caller may see it; what the caller may not see is absent. `ended_at`: its cycle is over.

    `time_zone`: in which the days of `opens_at` and `ended_at` are meant. `cancelled`: by its cycle.
    `without_reviewer`: the reviewer has left, and HR is choosing who will review.
    `manager_taken_back`: to the reviewee, that the manager's side was shared with them and is not anymore. */
export interface ReviewView {
  id: string;
  cycle: ReviewCycleView;
  questionnaire: FormView;
  reviewee: PersonRef;
  reviewer: PersonRef;
  department: string;
  state: ReviewState;
  opens_at: string;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  deadlines: DeadlinesView;
  self?: SideView;
  manager?: SideView;
  without_reviewer?: boolean;
  contributors?: ContributorView[];
  manager_taken_back?: boolean;
  contributions?: ContributionView[];
  notes?: NotesView;
  signatures: SignatureView[];
  revoked_signatures: SignatureView[];
  adjustments?: AdjustmentView[];
  completed_at?: string;
  completed_unsigned?: EndingView;
  withdrawn?: EndingView;
  audience: AudienceView;
  actions: ReviewAction[];
}

/** How often everyone is asked for a reflection. */
export type Rhythm = "monthly" | "off" | "two_weeks" | "weekly";

/** One thing wrong with a row of a file; the header is row 1, `pointer` names the column, `code` is stable. */
export interface RowProblem {
  row: number;
  pointer: string;
  detail: string;
  code: string;
  params: Record<string, unknown>;
}

/** What became of one review; `code` and `detail` say why it was not done. */
export interface RunResultView {
  review_id: string;
  person: PersonRef;
  outcome: "done" | "refused" | "unchanged";
  code?: string;
  detail?: string;
  params?: Record<string, unknown>;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface RunResultViewList {
  items: RunResultView[];
  next: string | null;
}

/** How far a command for many reviews is. `unchanged`: there was nothing to do; `mails`: how many went out. */
export interface RunView {
  id: string;
  command: "extend" | "move_dates" | "nudge" | "share";
  cycle_id?: string;
  state: "done" | "running";
  begun_at: string;
  done: number;
  unchanged: number;
  refused: number;
  mails: number;
}

/** A file to be saved: its link makes browsers do so, under this name. */
export interface SavedView {
  name: string;
  url: string;
  content_type: string;
  track_id?: string;
  kind?: TrackKind;
  size?: number;
}

/** One step of a rating scale. */
export interface ScalePointBody {
  value: number;
  label: string;
}

/** One step of a rating scale. */
export interface ScalePointView {
  value: number;
  label: string;
}

/** What changes of SCIM. `assistant_group`: the group whose members are HR assistants; "" for none.

    `reuse_addresses`: someone new may have the address of someone who left. */
export interface ScimBody {
  assistant_group?: string;
  reuse_addresses?: boolean;
}

/** An address. */
export interface ScimEmail {
  value: string;
  type?: string;
  primary?: boolean;
}

/** What a company says of someone. `employee_number`: the employee ID of the directory. */
export interface ScimEnterprise {
  employeeNumber?: string;
  department?: string;
  manager?: ScimManager | null;
}

/** Why a request was not carried out (RFC 7644, section 3.12). `scim_type`: which kind of bad input it was. */
export interface ScimError {
  schemas: string[];
  status: string;
  detail: string;
  scimType?: string;
}

/** A group that the provider pushes (RFC 7643, section 4.2). */
export interface ScimGroup {
  displayName: string;
  schemas?: string[];
  id?: string;
  externalId?: string;
  members?: ScimMember[];
  meta?: ScimMeta | null;
}

/** The manager, by the id of their user; answered with `$ref` and `displayName`. */
export interface ScimManager {
  value: string;
  "$ref"?: string;
  displayName?: string;
}

/** A user in a group, by id. */
export interface ScimMember {
  value: string;
  "$ref"?: string;
}

/** Of what type a resource is, where it is, and which version. */
export interface ScimMeta {
  resourceType?: string;
  created?: string;
  lastModified?: string;
  location?: string;
  version?: string;
}

/** The parts of a name. */
export interface ScimName {
  formatted?: string;
  givenName?: string;
  familyName?: string;
}

/** A place of work. */
export interface ScimPlace {
  locality: string;
  type?: string;
  primary?: boolean;
}

/** What a token is for: "Okta", for one. It is the name under which its changes stand in the trail. */
export interface ScimTokenBody {
  name: string;
}

/** A token. `token`: what the provider sends; shown only by the request that makes it. `used_at`: to the hour. */
export interface ScimTokenView {
  id: string;
  name: string;
  created_at: string;
  made_by: PersonRef;
  used_at?: string;
  token?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface ScimTokenViewList {
  items: ScimTokenView[];
  next: string | null;
}

/** Someone in the directory (RFC 7643, section 4.1). Other attributes and schemas are passed over. */
export interface ScimUser {
  userName: string;
  schemas?: string[];
  id?: string;
  externalId?: string;
  name?: ScimName | null;
  displayName?: string;
  title?: string;
  userType?: string;
  timezone?: string;
  active?: boolean;
  emails?: ScimEmail[];
  addresses?: ScimPlace[];
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"?: ScimEnterprise | null;
  meta?: ScimMeta | null;
}

/** What a provider may do by SCIM: the group that makes HR assistants, "" for none; and addresses of leavers. */
export interface ScimView {
  assistant_group: string;
  reuse_addresses: boolean;
}

/** A query as a POST (RFC 7644, section 3.4.3). */
export interface SearchBody {
  schemas?: string[];
  filter?: string;
  attributes?: string[];
  excludedAttributes?: string[];
  startIndex?: number;
  count?: number;
}

/** A group of questions under a title. */
export interface SectionBody {
  title: string;
  intro?: string | null;
  questions: QuestionBody[];
}

/** A group of questions under a title. */
export interface SectionView {
  title: string;
  questions: QuestionView[];
  intro?: string;
}

/** What a reviewee saves. */
export interface SelfBody {
  answers: Record<string, unknown>;
  citations?: CitationBody[];
}

/** When the reviewer may read a shared self-assessment. */
export type SelfVisible = "after_manager" | "at_once";

/** A part that has arrived. */
export interface SentPartView {
  part_number: number;
  size: number;
}

/** What has arrived; what a resumed upload goes on from: the parts, and the pieces of the part after them. */
export interface SentParts {
  items: SentPartView[];
  pieces: PieceView[];
}

/** `time_zone`: in which times are shown, null for one's own. `mails`: topics that are not named stay. */
export interface SettingsBody {
  time_zone: string | null;
  mails: Record<string, boolean>;
}

/** One's own settings. `own_time_zone` is the directory's, in which deadlines end.

    `mails` names what can be switched off: every other email is one that the process needs. */
export interface SettingsView {
  time_zone: string | null;
  own_time_zone: string;
  mails: Record<string, boolean>;
}

/** What to share on behalf of its authors. */
export interface ShareAllBody {
  side?: "manager" | "self";
  person_ids?: string[] | null;
}

/** What is confirmed: that one recording lacks much of the other one, or that some never came whole (it goes). */
export interface ShareBody {
  confirm?: ("unequal_tracks" | "unfinished")[];
}

/** How far a side is. `version`: how often it was shared; `reads`: who opened which version first when. */
export interface SideInformation {
  state: SideState;
  locked: boolean;
  done?: boolean;
  version: number;
  shared_at?: string;
  reads?: ReadView[];
}

/** Where one side stands; HIDDEN was shared and then unshared. */
export type SideState = "draft" | "hidden" | "not_provided" | "not_started" | "shared";

/** Where one side stands. */
export interface SideStatusView {
  state: SideState;
  locked: boolean;
  done?: boolean;
}

/** One side, as far as the caller sees it. `locked`: its deadline is past.

    `attachments` where the cycle has them; `citations` of reflections that the caller sees, where there are some.
    `actions`: of the whole review, where the side is answered by itself. */
export interface SideView {
  state: SideState;
  locked: boolean;
  author?: PersonRef;
  answers?: Record<string, unknown>;
  rating?: number;
  position?: PositionView;
  citations?: CitationView[];
  attachments?: AttachmentView[];
  done?: boolean;
  version?: number;
  shared_at?: string;
  saved_at?: string;
  complete?: boolean;
  reads?: ReadView[];
  changed?: ChangesView;
  etag?: string;
  actions?: ReviewAction[];
}

/** A signature, with a final comment (rich text) if there is something left to say. */
export interface SignBody {
  comment?: string | null;
}

/** Why someone whose token is good is not let in; the code of the refusal. */
export type SignInRefusal = "address_not_verified" | "left" | "login_bound" | "not_in_directory" | "second_factor_required";

/** A signature; a revoked one says when, by whom and why.

    The versions of both sides that it stands under, and which of the other's side was `read` before it: for the two
    parties and those above who may open the review. No `self_version`: there was no self-assessment. */
export interface SignatureView {
  party: Party;
  person: PersonRef;
  at: string;
  comment?: string;
  self_version?: number;
  manager_version?: number;
  read?: VersionReadView;
  revoked_at?: string;
  revoked_by?: PersonRef;
  revoked_reason?: string;
}

/** Where a part is to be PUT, until when. `size`: S3 takes exactly so many bytes; absent where none was stated. */
export interface SignedPartView {
  part_number: number;
  url: string;
  expires_at: string;
  size?: number;
}

/** The addresses that were asked for. */
export interface SignedParts {
  items: SignedPartView[];
}

/** Where a piece is to be PUT, until when: exactly so many bytes. */
export interface SignedPieceView {
  part_number: number;
  at: number;
  size: number;
  url: string;
  expires_at: string;
}

/** The addresses that were asked for. */
export interface SignedPieces {
  items: SignedPieceView[];
}

/** From one moment of a recording until another. */
export interface SpanBody {
  from_ms: number;
  until_ms: number;
}

/** From one moment of a recording until another. */
export interface SpanView {
  from_ms: number;
  until_ms: number;
}

/** How many reviews are through a stage, of how many: no self-assessment is expected where HR gave it up. */
export interface StageCount {
  done: number;
  total: number;
}

/** How many reviews stand where, by each of the three stages. `as_of`: when they were counted. */
export interface StagesView {
  self: Record<string, number>;
  manager: Record<string, number>;
  signed: Record<string, number>;
  reviews: Record<string, number>;
  departments: DepartmentView[];
  as_of: string;
}

/** What someone has to do. */
export type TaskKind = "contribute" | "share_manager" | "share_self" | "sign" | "write_manager" | "write_self";

/** Something still to do. `state`: "open", "draft", "hidden", or "locked" once the deadline is past.

    `subject`: whom it is about; of a signature, the other party. `cycle` and `review_id`: where it is about a review.
    `time_zone`: the one in which the day of `due_at` is meant. */
export interface TaskView {
  kind: string;
  subject: NamedThing;
  cycle?: NamedThing;
  review_id?: string;
  count?: number;
  due_at: string;
  time_zone: string;
  state: "draft" | "hidden" | "locked" | "open";
  link: string;
}

/** Someone below the caller; `direct` where they report to the caller.

    `reviewed_by`: who reviews them, where that is no one below the caller, who sees nothing of the review then. */
export interface TeamItem {
  person: PersonRef;
  title: string;
  department: string;
  direct: boolean;
  manager?: PersonRef;
  review?: TeamReview;
  reviewed_by?: PersonRef;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface TeamItemList {
  items: TeamItem[];
  next: string | null;
}

/** Where the review of someone below stands, and what the caller may do with it. */
export interface TeamReview {
  id: string;
  cycle: CycleRef;
  reviewer: PersonRef;
  state: ReviewState;
  ended_at?: string;
  cancelled?: boolean;
  time_zone: string;
  self: SideStatusView;
  manager?: SideStatusView;
  rating?: number;
  rating_label?: string;
  signed: Party[];
  deadlines: DeadlinesView;
  actions: ReviewAction[];
}

/** Dates; each ends at 24:00 in each person's own zone, or in `time_zone`. `share_from` is for calibration only. */
export interface TimelineBody {
  opens_on: string;
  self_due_on: string;
  manager_due_on: string;
  share_from?: string | null;
  sign_due_on: string;
  closes_on: string;
  time_zone?: string | null;
  grace_days?: number | GraceBody | null;
}

/** The dates that change. */
export interface TimelinePatch {
  opens_on?: string;
  self_due_on?: string;
  manager_due_on?: string;
  share_from?: string | null;
  sign_due_on?: string;
  closes_on?: string;
  time_zone?: string | null;
  grace_days?: number | GraceBody | null;
}

/** The dates. */
export interface TimelineView {
  opens_on: string;
  self_due_on: string;
  manager_due_on: string;
  share_from: string | null;
  sign_due_on: string;
  closes_on: string;
  time_zone: string | null;
  grace_days: number | GraceBody;
}

/** A recording that will be uploaded, with the type that the recorder says (codecs may follow). */
export interface TrackBody {
  kind: "camera" | "screen";
  content_type: string;
  size?: number;
  take?: string;
  offset_ms?: number;
  reply?: boolean;
}

/** What was recorded. The microphone is in the screen's file; both are played in step. */
export type TrackKind = "camera" | "screen";

/** How far a recording has come. Only PLAYABLE ones, whose stored object was examined, can be watched. */
export type TrackState = "checking" | "playable" | "refused" | "uploading";

/** One recording: uploading, checking, playable or refused. */
export interface TrackView {
  track_id: string;
  kind: TrackKind;
  content_type: string;
  state: TrackState;
  created_at: string;
  part_size: number;
  piece_size: number;
  max_bytes: number;
  max_duration_ms: number;
  has_audio: boolean;
  reply: boolean;
  notices: NoticeView[];
  size?: number;
  duration_ms?: number;
  offset_ms?: number;
  take?: string;
  ended_by?: "stopped" | "limit" | "size_limit" | "screen_ended" | "camera_ended" | "microphone_ended" | "silent" | "recorder_failed" | "device_full" | "closed";
  problem?: RecordingProblemView;
}

/** What is said, as its owner corrects it: all of it. */
export interface TranscriptBody {
  cues: CueBody[];
  language?: string;
}

/** One version of what is said. */
export interface TranscriptVersion {
  version: number;
  source: "machine" | "owner";
  cues: number;
  at?: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface TranscriptVersionList {
  items: TranscriptVersion[];
  next: string | null;
}

/** What is said in a recording: as it was heard (`machine`), or as its owner corrected it. */
export interface TranscriptView {
  cues: CueView[];
  version: number;
  source: "machine" | "owner";
  language?: string;
  at?: string;
}

/** Why someone gets no invitation. */
export type UninvitedReason = "invited" | "left" | "no_address" | "signed_in";

/** Someone who got no invitation: "left", "no_address", "signed_in" already, or "invited" before. */
export interface UninvitedView {
  person: PersonRef;
  reason: UninvitedReason;
}

/** A file of exactly `size` bytes. */
export interface UploadBody {
  size: number;
}

/** What a client POSTs to `url` as multipart/form-data: `fields` first, then the file as `file`. */
export interface UploadFormView {
  url: string;
  fields: Record<string, string>;
}

/** An announced file. `upload`: absent once the form's time is over. */
export interface UploadView {
  id: string;
  expires_at: string;
  upload?: UploadFormView;
}

/** One page of users. */
export interface UserList {
  schemas: string[];
  totalResults: number;
  startIndex: number;
  itemsPerPage: number;
  Resources: ScimUser[];
}

/** A value that people in the directory have, and how many of them. */
export interface ValueCount {
  value: string;
  count: number;
}

/** A version of the other's side, and when it was first opened. */
export interface VersionReadView {
  version: number;
  at: string;
}

/** The recordings of a comment: being checked, playable, or refused. */
export interface VideoView {
  state: "checking" | "playable" | "refused";
  tracks: TrackView[];
  captions: CaptionsView;
}

/** What the review waits for: who has to do what. `state` as in a task. */
export interface WaitingView {
  kind: TaskKind;
  person: PersonRef;
  due_at: string;
  time_zone: string;
  state: "draft" | "hidden" | "locked" | "open";
}

/** One thing of the caller's. `kind`: what it is, such as `reflection`; `sub`: which sort of it. */
export interface YearItem {
  kind: string;
  sub?: string;
  id: string;
  at: string;
  title: string;
  state?: string;
  link: string;
}

/** One page of a list; `next` is the cursor of the page after it, or null at the end. */
export interface YearItemList {
  items: YearItem[];
  next: string | null;
}

/** Where someone's time zone came from: one that was given is never overridden by what HR maps. */
export type ZoneFrom = "company" | "department" | "given" | "location" | "unset";

/** IANA zones by the name of a location or department, whatever its case and accents; each replaces its kind. */
export interface ZonesBody {
  locations?: Record<string, string>;
  departments?: Record<string, string>;
}

/** IANA zones of those who have none of their own, by location, else by department. */
export interface ZonesView {
  locations: Record<string, string>;
  departments: Record<string, string>;
}

export interface Routes {
  /** Who did and who read what; about oneself: who opened which part of one's file */
  "GET /audit": { path: undefined; query: { subject_id?: string; actor_id?: string; limit?: number; cursor?: string }; body: undefined; match: false; answer: EntryViewList };
  /** What the company has set */
  "GET /company": { path: undefined; query: undefined; body: undefined; match: false; answer: CompanyView };
  /** Set what holds for the whole company */
  "PATCH /company": { path: undefined; query: undefined; body: CompanyBody; match: true; answer: CompanyView };
  /** The tokens of providers */
  "GET /company/scim-tokens": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: ScimTokenViewList };
  /** Make a token with which a provider keeps the directory up to date */
  "POST /company/scim-tokens": { path: undefined; query: undefined; body: ScimTokenBody; match: false; answer: ScimTokenView };
  /** Delete a token: no one comes in with it anymore */
  "DELETE /company/scim-tokens/{token_id}": { path: { token_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A token of a provider */
  "GET /company/scim-tokens/{token_id}": { path: { token_id: string }; query: undefined; body: undefined; match: false; answer: ScimTokenView };
  /** All cycles, newest first */
  "GET /cycles": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: CycleRowList };
  /** Set up a cycle */
  "POST /cycles": { path: undefined; query: undefined; body: CycleBody; match: false; answer: CycleView };
  /** Count whom a choice of participants means */
  "POST /cycles/preview": { path: undefined; query: undefined; body: PreviewBody; match: false; answer: PreviewView };
  /** One cycle */
  "GET /cycles/{cycle_id}": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: CycleView };
  /** Change a cycle, or move its deadlines */
  "PATCH /cycles/{cycle_id}": { path: { cycle_id: string }; query: undefined; body: CyclePatch; match: true; answer: CycleView };
  /** Put an ended cycle away */
  "POST /cycles/{cycle_id}/archive": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: CycleView };
  /** Cancel a cycle */
  "POST /cycles/{cycle_id}/cancel": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: CycleView };
  /** Close a cycle before its date */
  "POST /cycles/{cycle_id}/close": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: CycleView };
  /** Copy a cycle as the next one */
  "POST /cycles/{cycle_id}/copy": { path: { cycle_id: string }; query: undefined; body: CopyBody; match: false; answer: CycleView };
  /** Give many reviews more time */
  "POST /cycles/{cycle_id}/extend": { path: { cycle_id: string }; query: undefined; body: ExtendAllBody; match: false; answer: ProgressView };
  /** Launch a cycle */
  "POST /cycles/{cycle_id}/launch": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: ProgressView };
  /** Nudge everyone with an open task */
  "POST /cycles/{cycle_id}/nudge": { path: { cycle_id: string }; query: undefined; body: NudgeBody; match: false; answer: ProgressView };
  /** Add people to a cycle */
  "POST /cycles/{cycle_id}/participants": { path: { cycle_id: string }; query: undefined; body: JoinBody; match: false; answer: ProgressView };
  /** Take someone out of a cycle */
  "DELETE /cycles/{cycle_id}/participants/{person_id}": { path: { cycle_id: string; person_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** How far a cycle is */
  "GET /cycles/{cycle_id}/progress": { path: { cycle_id: string }; query: undefined; body: undefined; match: false; answer: ProgressView };
  /** What a launch would do */
  "POST /cycles/{cycle_id}/rehearse": { path: { cycle_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: RehearsalView };
  /** The reviews of a cycle */
  "GET /cycles/{cycle_id}/reviews": { path: { cycle_id: string }; query: { limit?: number; cursor?: string; status?: "complete" | "locked" | "open" | "scheduled" | "withdrawn"; stage?: "manager_begun" | "manager_done" | "manager_not_begun" | "self_begun" | "self_done" | "self_not_begun" | "signed_begun" | "signed_done" | "signed_not_begun"; department?: string; manager_id?: string; query?: string; without_reviewer?: boolean; sort?: "-department" | "-name" | "-rating" | "-status" | "department" | "name" | "rating" | "status" }; body: undefined; match: false; answer: BoardItemList };
  /** Share one side of all reviews on behalf of its authors */
  "POST /cycles/{cycle_id}/share": { path: { cycle_id: string }; query: undefined; body: ShareAllBody; match: false; answer: ProgressView };
  /** My exports */
  "GET /exports": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: ExportItemList };
  /** Export a person's data */
  "POST /exports": { path: undefined; query: undefined; body: ExportBody; match: false; answer: ExportView };
  /** Delete an export */
  "DELETE /exports/{export_id}": { path: { export_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** An export, with links to its files */
  "GET /exports/{export_id}": { path: { export_id: string }; query: undefined; body: undefined; match: false; answer: ExportView };
  /** Whether the service is well */
  "GET /health": { path: undefined; query: undefined; body: undefined; match: false; answer: Health };
  /** Who is on hold */
  "GET /holds": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: HoldViewList };
  /** What I still have to do, and my current reviews */
  "GET /home": { path: undefined; query: undefined; body: undefined; match: false; answer: HomeView };
  /** What an unsubscribe link is for */
  "GET /mail/unsubscribe": { path: undefined; query: { token: string }; body: undefined; match: false; answer: RemindersView };
  /** Stop reminders (one click, RFC 8058); notices about a process go on */
  "POST /mail/unsubscribe": { path: undefined; query: { token: string }; body: string; match: false; answer: RemindersView };
  /** Emails that could not be sent */
  "GET /mails": { path: undefined; query: { state?: "parked"; limit?: number; cursor?: string }; body: undefined; match: false; answer: MailViewList };
  /** An email that could not be sent */
  "GET /mails/{mail_id}": { path: { mail_id: string }; query: undefined; body: undefined; match: false; answer: MailView };
  /** Send a parked email again, to the address that the directory has now */
  "POST /mails/{mail_id}/retry": { path: { mail_id: string }; query: undefined; body: undefined; match: false; answer: MailView };
  /** Who is signed in */
  "GET /me": { path: undefined; query: undefined; body: undefined; match: false; answer: Me };
  /** My settings */
  "GET /me/settings": { path: undefined; query: undefined; body: undefined; match: false; answer: SettingsView };
  /** Change my settings */
  "PUT /me/settings": { path: undefined; query: undefined; body: SettingsBody; match: true; answer: SettingsView };
  /** Sign in with the address that the directory has by now */
  "POST /me/sign-in-address": { path: undefined; query: undefined; body: undefined; match: false; answer: Me };
  /** This document (OpenAPI 3.1) */
  "GET /openapi.json": { path: undefined; query: undefined; body: undefined; match: false; answer: Record<string, unknown> };
  /** Search people by name or address, or list them */
  "GET /people": { path: undefined; query: { query?: string; status?: PersonStatus; manager_id?: string; limit?: number; cursor?: string }; body: undefined; match: false; answer: PersonLineList };
  /** Changes and roles that wait for a second HR admin */
  "GET /people/held": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: HeldViewList };
  /** Carry out a change that waits */
  "POST /people/held/{held_id}/confirm": { path: { held_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** Discard a change that waits */
  "POST /people/held/{held_id}/discard": { path: { held_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** Import the directory's CSV, all or nothing */
  "POST /people/import": { path: undefined; query: { dry_run?: boolean; deactivate_missing?: boolean; reuse_addresses?: boolean; confirm_leaving?: number; dates?: "dmy" | "mdy"; columns?: string }; body: string; match: false; answer: ImportView };
  /** How far an import is */
  "GET /people/imports/{import_id}": { path: { import_id: string }; query: undefined; body: undefined; match: false; answer: ImportView };
  /** Invite some people, or everyone who has no account yet */
  "POST /people/invitations": { path: undefined; query: undefined; body: InvitationsBody; match: false; answer: InvitationsView };
  /** How far invitations are */
  "GET /people/invitations/{run_id}": { path: { run_id: string }; query: undefined; body: undefined; match: false; answer: InvitationsView };
  /** Announce a file of the directory that is larger than a request */
  "POST /people/uploads": { path: undefined; query: undefined; body: UploadBody; match: false; answer: UploadView };
  /** An announced file, with the form to send it */
  "GET /people/uploads/{upload_id}": { path: { upload_id: string }; query: undefined; body: undefined; match: false; answer: UploadView };
  /** Import an uploaded file, all or nothing */
  "POST /people/uploads/{upload_id}/import": { path: { upload_id: string }; query: { charset?: string; dry_run?: boolean; deactivate_missing?: boolean; reuse_addresses?: boolean; confirm_leaving?: number; dates?: "dmy" | "mdy"; columns?: string }; body: undefined; match: false; answer: ImportView };
  /** A profile */
  "GET /people/{person_id}": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** Change one person */
  "PUT /people/{person_id}": { path: { person_id: string }; query: { reuse_addresses?: boolean }; body: PersonBody; match: true; answer: PersonView };
  /** Confirm a role that was given: from now on it opens content */
  "POST /people/{person_id}/confirm-roles": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** How far someone's erasure is */
  "GET /people/{person_id}/erase": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: ErasureView };
  /** Ask to erase someone who left */
  "POST /people/{person_id}/erase": { path: { person_id: string }; query: undefined; body: EraseBody; match: false; answer: ErasureView };
  /** Approve an erasure */
  "POST /people/{person_id}/erase/approve": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: ErasureView };
  /** Cancel an erasure */
  "POST /people/{person_id}/erase/cancel": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: ErasureView };
  /** My newest export of a person's data */
  "GET /people/{person_id}/export": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: ExportView };
  /** Forget how someone signs in */
  "POST /people/{person_id}/forget-login": { path: { person_id: string }; query: undefined; body: ForgetBody; match: false; answer: PersonView };
  /** Remove the hold on someone */
  "DELETE /people/{person_id}/hold": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** The hold on someone */
  "GET /people/{person_id}/hold": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: HoldView };
  /** Put someone on hold */
  "PUT /people/{person_id}/hold": { path: { person_id: string }; query: undefined; body: HoldBody; match: true; answer: HoldView };
  /** Give someone an account and mail the invitation, again where they have one */
  "POST /people/{person_id}/invite": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** Mark someone as left: they lose all access at once */
  "POST /people/{person_id}/leave": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: PersonView };
  /** What follows when someone leaves */
  "GET /people/{person_id}/leaving": { path: { person_id: string }; query: undefined; body: undefined; match: false; answer: LeavingView };
  /** Who reports to someone, by name */
  "GET /people/{person_id}/reports": { path: { person_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: PersonLineList };
  /** All questionnaires, the newest first */
  "GET /questionnaires": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: QuestionnaireLineList };
  /** Design a questionnaire */
  "POST /questionnaires": { path: undefined; query: undefined; body: QuestionnaireBody; match: false; answer: QuestionnaireView };
  /** A questionnaire */
  "GET /questionnaires/{questionnaire_id}": { path: { questionnaire_id: string }; query: undefined; body: undefined; match: false; answer: QuestionnaireView };
  /** Change a questionnaire that no cycle uses yet */
  "PUT /questionnaires/{questionnaire_id}": { path: { questionnaire_id: string }; query: undefined; body: QuestionnaireBody; match: true; answer: QuestionnaireView };
  /** Copy a questionnaire as its next edition */
  "POST /questionnaires/{questionnaire_id}/copy": { path: { questionnaire_id: string }; query: undefined; body: CopyQuestionnaireBody; match: false; answer: QuestionnaireView };
  /** My reflections, and what is shared with me */
  "GET /reflections": { path: undefined; query: { limit?: number; cursor?: string; role?: "manager" | "owner"; owner_id?: string; query?: string }; body: undefined; match: false; answer: ReflectionLineList };
  /** Begin a reflection */
  "POST /reflections": { path: undefined; query: undefined; body: ReflectionBody; match: false; answer: ReflectionView };
  /** Let the manager of today see what an earlier one could */
  "POST /reflections/share": { path: undefined; query: undefined; body: undefined; match: false; answer: ReflectionLineList };
  /** Delete a reflection with every copy */
  "DELETE /reflections/{reflection_id}": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A reflection */
  "GET /reflections/{reflection_id}": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: ReflectionView };
  /** Change what is written in a reflection */
  "PATCH /reflections/{reflection_id}": { path: { reflection_id: string }; query: undefined; body: ReflectionPatch; match: true; answer: ReflectionView };
  /** Send a file for a comment */
  "POST /reflections/{reflection_id}/attachments": { path: { reflection_id: string }; query: undefined; body: AttachmentBody; match: false; answer: AttachmentDetail };
  /** Take a file of one's own away */
  "DELETE /reflections/{reflection_id}/attachments/{attachment_id}": { path: { reflection_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A file of the talk */
  "GET /reflections/{reflection_id}/attachments/{attachment_id}": { path: { reflection_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: AttachmentDetail };
  /** What was said about a reflection */
  "GET /reflections/{reflection_id}/comments": { path: { reflection_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: CommentViewList };
  /** Say something about a reflection */
  "POST /reflections/{reflection_id}/comments": { path: { reflection_id: string }; query: undefined; body: CommentBody; match: false; answer: CommentView };
  /** Delete a comment of one's own */
  "DELETE /reflections/{reflection_id}/comments/{comment_id}": { path: { reflection_id: string; comment_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A comment */
  "GET /reflections/{reflection_id}/comments/{comment_id}": { path: { reflection_id: string; comment_id: string }; query: undefined; body: undefined; match: false; answer: CommentView };
  /** Links to play a recorded reply by */
  "GET /reflections/{reflection_id}/comments/{comment_id}/playback": { path: { reflection_id: string; comment_id: string }; query: undefined; body: undefined; match: false; answer: PlaybackView };
  /** What is said in a recorded reply */
  "GET /reflections/{reflection_id}/comments/{comment_id}/transcript": { path: { reflection_id: string; comment_id: string }; query: undefined; body: undefined; match: false; answer: TranscriptView };
  /** Links to save one's reflection by */
  "GET /reflections/{reflection_id}/download": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: DownloadView };
  /** Links to play a reflection by */
  "GET /reflections/{reflection_id}/playback": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: PlaybackView };
  /** A form for the picture of a reflection */
  "POST /reflections/{reflection_id}/poster": { path: { reflection_id: string }; query: undefined; body: PosterBody; match: false; answer: PosterView };
  /** Note that one has looked */
  "POST /reflections/{reflection_id}/seen": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: ReflectionView };
  /** Share a reflection with one's manager */
  "POST /reflections/{reflection_id}/share": { path: { reflection_id: string }; query: undefined; body: ShareBody; match: false; answer: ReflectionView };
  /** Begin to upload a recording */
  "POST /reflections/{reflection_id}/tracks": { path: { reflection_id: string }; query: undefined; body: TrackBody; match: false; answer: TrackView };
  /** Discard a recording */
  "DELETE /reflections/{reflection_id}/tracks/{track_id}": { path: { reflection_id: string; track_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** How far a recording has come */
  "GET /reflections/{reflection_id}/tracks/{track_id}": { path: { reflection_id: string; track_id: string }; query: undefined; body: undefined; match: false; answer: TrackView };
  /** All parts are there */
  "POST /reflections/{reflection_id}/tracks/{track_id}/complete": { path: { reflection_id: string; track_id: string }; query: undefined; body: CompleteBody; match: false; answer: TrackView };
  /** The parts that have arrived */
  "GET /reflections/{reflection_id}/tracks/{track_id}/parts": { path: { reflection_id: string; track_id: string }; query: undefined; body: undefined; match: false; answer: SentParts };
  /** Addresses for the next parts */
  "POST /reflections/{reflection_id}/tracks/{track_id}/parts": { path: { reflection_id: string; track_id: string }; query: undefined; body: PartsBody; match: false; answer: SignedParts };
  /** Addresses for pieces of a part that is not full yet */
  "POST /reflections/{reflection_id}/tracks/{track_id}/pieces": { path: { reflection_id: string; track_id: string }; query: undefined; body: PiecesBody; match: false; answer: SignedPieces };
  /** What is said in a reflection */
  "GET /reflections/{reflection_id}/transcript": { path: { reflection_id: string }; query: { version?: number }; body: undefined; match: false; answer: TranscriptView };
  /** Correct what is said in one's reflection */
  "PUT /reflections/{reflection_id}/transcript": { path: { reflection_id: string }; query: undefined; body: TranscriptBody; match: true; answer: TranscriptView };
  /** The versions of what is said in one's reflection */
  "GET /reflections/{reflection_id}/transcript/versions": { path: { reflection_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: TranscriptVersionList };
  /** Take a reflection back */
  "POST /reflections/{reflection_id}/unshare": { path: { reflection_id: string }; query: undefined; body: undefined; match: false; answer: ReflectionView };
  /** Reviews, mine or of a person */
  "GET /reviews": { path: undefined; query: { limit?: number; cursor?: string; role?: "contributor" | "reviewee" | "reviewer"; status?: "complete" | "locked" | "open" | "scheduled" | "withdrawn"; cycle_id?: string; year?: number; reviewee_id?: string }; body: undefined; match: false; answer: ReviewItemList };
  /** Reviews that I wrote before */
  "GET /reviews/former": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: FormerItemList };
  /** A review, as far as I may see it */
  "GET /reviews/{review_id}": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Adjust the rating in calibration */
  "POST /reviews/{review_id}/adjust-rating": { path: { review_id: string }; query: undefined; body: AdjustBody; match: false; answer: ReviewView };
  /** Complete a review unsigned */
  "POST /reviews/{review_id}/complete": { path: { review_id: string }; query: undefined; body: ReasonBody; match: false; answer: ReviewView };
  /** My part of the manager's assessment */
  "GET /reviews/{review_id}/contribution": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ContributionView };
  /** Save my part of the manager's assessment */
  "PUT /reviews/{review_id}/contribution": { path: { review_id: string }; query: undefined; body: ContributionBody; match: true; answer: ContributionView };
  /** Say that my part is done, or go on writing */
  "POST /reviews/{review_id}/contribution/done": { path: { review_id: string }; query: undefined; body: DoneBody; match: false; answer: ReviewView };
  /** Ask somebody for a part */
  "POST /reviews/{review_id}/contributors": { path: { review_id: string }; query: undefined; body: ContributorBody; match: false; answer: ReviewView };
  /** Ask someone no longer */
  "DELETE /reviews/{review_id}/contributors/{person_id}": { path: { review_id: string; person_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** More time for this review */
  "POST /reviews/{review_id}/extend": { path: { review_id: string }; query: undefined; body: ExtendBody; match: false; answer: ReviewView };
  /** What I keep of a review that I wrote before */
  "GET /reviews/{review_id}/former": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: FormerView };
  /** Where a review stands, without what is in it */
  "GET /reviews/{review_id}/information": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: InformationView };
  /** The manager's assessment */
  "GET /reviews/{review_id}/manager": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: SideView };
  /** Save the manager's assessment */
  "PUT /reviews/{review_id}/manager": { path: { review_id: string }; query: undefined; body: ManagerBody; match: true; answer: SideView };
  /** My files beside the manager's assessment */
  "GET /reviews/{review_id}/manager/attachments": { path: { review_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: AttachmentViewList };
  /** Attach a file to the manager's assessment */
  "POST /reviews/{review_id}/manager/attachments": { path: { review_id: string }; query: undefined; body: AttachmentBody; match: false; answer: AttachmentDetail };
  /** Take a file away from the manager's assessment */
  "DELETE /reviews/{review_id}/manager/attachments/{attachment_id}": { path: { review_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A file beside the manager's assessment */
  "GET /reviews/{review_id}/manager/attachments/{attachment_id}": { path: { review_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: AttachmentDetail };
  /** My backups of the manager's assessment */
  "GET /reviews/{review_id}/manager/backups": { path: { review_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: BackupItemList };
  /** One of my backups of the manager's assessment */
  "GET /reviews/{review_id}/manager/backups/{n}": { path: { review_id: string; n: string }; query: undefined; body: undefined; match: false; answer: BackupView };
  /** Take up a backup of the manager's assessment */
  "POST /reviews/{review_id}/manager/backups/{n}/restore": { path: { review_id: string; n: string }; query: undefined; body: undefined; match: false; answer: SideView };
  /** Tick or clear the done box */
  "POST /reviews/{review_id}/manager/done": { path: { review_id: string }; query: undefined; body: DoneBody; match: false; answer: ReviewView };
  /** Share the manager's assessment with the reviewee */
  "POST /reviews/{review_id}/manager/share": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Take the manager's assessment back */
  "POST /reviews/{review_id}/manager/unshare": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Go on without the self-assessment */
  "POST /reviews/{review_id}/mark-not-provided": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** My private notes */
  "GET /reviews/{review_id}/notes": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: NotesView };
  /** Save my private notes */
  "PUT /reviews/{review_id}/notes": { path: { review_id: string }; query: undefined; body: NotesBody; match: true; answer: NotesView };
  /** Remind those with an open task */
  "POST /reviews/{review_id}/nudge": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Another reviewer */
  "POST /reviews/{review_id}/reassign": { path: { review_id: string }; query: undefined; body: ReassignBody; match: false; answer: ReviewView };
  /** What helps to write this review */
  "GET /reviews/{review_id}/resources": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ResourcesView };
  /** Reopen a signed review */
  "POST /reviews/{review_id}/revoke-signatures": { path: { review_id: string }; query: undefined; body: ReasonBody; match: false; answer: ReviewView };
  /** The self-assessment */
  "GET /reviews/{review_id}/self": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: SideView };
  /** Save the self-assessment */
  "PUT /reviews/{review_id}/self": { path: { review_id: string }; query: undefined; body: SelfBody; match: true; answer: SideView };
  /** My files beside the self-assessment */
  "GET /reviews/{review_id}/self/attachments": { path: { review_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: AttachmentViewList };
  /** Attach a file to the self-assessment */
  "POST /reviews/{review_id}/self/attachments": { path: { review_id: string }; query: undefined; body: AttachmentBody; match: false; answer: AttachmentDetail };
  /** Take a file away from the self-assessment */
  "DELETE /reviews/{review_id}/self/attachments/{attachment_id}": { path: { review_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: undefined };
  /** A file beside the self-assessment */
  "GET /reviews/{review_id}/self/attachments/{attachment_id}": { path: { review_id: string; attachment_id: string }; query: undefined; body: undefined; match: false; answer: AttachmentDetail };
  /** My backups of the self-assessment */
  "GET /reviews/{review_id}/self/backups": { path: { review_id: string }; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: BackupItemList };
  /** One of my backups of the self-assessment */
  "GET /reviews/{review_id}/self/backups/{n}": { path: { review_id: string; n: string }; query: undefined; body: undefined; match: false; answer: BackupView };
  /** Take up a backup of the self-assessment */
  "POST /reviews/{review_id}/self/backups/{n}/restore": { path: { review_id: string; n: string }; query: undefined; body: undefined; match: false; answer: SideView };
  /** Share the self-assessment */
  "POST /reviews/{review_id}/self/share": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Take the self-assessment back */
  "POST /reviews/{review_id}/self/unshare": { path: { review_id: string }; query: undefined; body: undefined; match: false; answer: ReviewView };
  /** Sign, with a final comment if there is one */
  "POST /reviews/{review_id}/sign": { path: { review_id: string }; query: undefined; body: SignBody; match: false; answer: ReviewView };
  /** Withdraw a review */
  "POST /reviews/{review_id}/withdraw": { path: { review_id: string }; query: undefined; body: ReasonBody; match: false; answer: ReviewView };
  /** How far a command for many reviews is */
  "GET /runs/{run_id}": { path: { run_id: string }; query: undefined; body: undefined; match: false; answer: RunView };
  /** What became of each review, and why not */
  "GET /runs/{run_id}/results": { path: { run_id: string }; query: { limit?: number; cursor?: string; outcome?: "done" | "refused" | "unchanged" }; body: undefined; match: false; answer: RunResultViewList };
  /** Search users and groups at once */
  "POST /scim/v2/.search": { path: undefined; query: undefined; body: SearchBody; match: false; answer: string };
  /** List groups, or look them up */
  "GET /scim/v2/Groups": { path: undefined; query: { attributes?: string; excludedAttributes?: string; filter?: string; startIndex?: number; count?: number }; body: undefined; match: false; answer: string };
  /** Make a group */
  "POST /scim/v2/Groups": { path: undefined; query: { attributes?: string; excludedAttributes?: string }; body: ScimGroup; match: false; answer: string };
  /** List groups by a POST */
  "POST /scim/v2/Groups/.search": { path: undefined; query: undefined; body: SearchBody; match: false; answer: string };
  /** Delete a group */
  "DELETE /scim/v2/Groups/{group_id}": { path: { group_id: string }; query: undefined; body: undefined; match: true; answer: undefined };
  /** A group */
  "GET /scim/v2/Groups/{group_id}": { path: { group_id: string }; query: { attributes?: string; excludedAttributes?: string }; body: undefined; match: false; answer: string };
  /** Change a group */
  "PATCH /scim/v2/Groups/{group_id}": { path: { group_id: string }; query: undefined; body: PatchBody; match: true; answer: undefined };
  /** Replace a group */
  "PUT /scim/v2/Groups/{group_id}": { path: { group_id: string }; query: { attributes?: string; excludedAttributes?: string }; body: ScimGroup; match: true; answer: string };
  /** Which resources there are */
  "GET /scim/v2/ResourceTypes": { path: undefined; query: undefined; body: undefined; match: false; answer: string };
  /** A type of resource */
  "GET /scim/v2/ResourceTypes/{type_id}": { path: { type_id: string }; query: undefined; body: undefined; match: false; answer: string };
  /** Which attributes there are */
  "GET /scim/v2/Schemas": { path: undefined; query: undefined; body: undefined; match: false; answer: string };
  /** A schema */
  "GET /scim/v2/Schemas/{schema_id}": { path: { schema_id: string }; query: undefined; body: undefined; match: false; answer: string };
  /** What of SCIM is supported */
  "GET /scim/v2/ServiceProviderConfig": { path: undefined; query: undefined; body: undefined; match: false; answer: string };
  /** List users, or look them up */
  "GET /scim/v2/Users": { path: undefined; query: { attributes?: string; excludedAttributes?: string; filter?: string; startIndex?: number; count?: number }; body: undefined; match: false; answer: string };
  /** Make a user, or bring a leaver back */
  "POST /scim/v2/Users": { path: undefined; query: { attributes?: string; excludedAttributes?: string }; body: ScimUser; match: false; answer: string };
  /** List users by a POST */
  "POST /scim/v2/Users/.search": { path: undefined; query: undefined; body: SearchBody; match: false; answer: string };
  /** Delete a user: they have left */
  "DELETE /scim/v2/Users/{user_id}": { path: { user_id: string }; query: undefined; body: undefined; match: true; answer: undefined };
  /** A user */
  "GET /scim/v2/Users/{user_id}": { path: { user_id: string }; query: { attributes?: string; excludedAttributes?: string }; body: undefined; match: false; answer: string };
  /** Change a user */
  "PATCH /scim/v2/Users/{user_id}": { path: { user_id: string }; query: { attributes?: string; excludedAttributes?: string }; body: PatchBody; match: true; answer: string };
  /** Replace a user */
  "PUT /scim/v2/Users/{user_id}": { path: { user_id: string }; query: { attributes?: string; excludedAttributes?: string }; body: ScimUser; match: true; answer: string };
  /** Nothing */
  "GET /scim/v2/{anything}": { path: { anything: string }; query: undefined; body: undefined; match: false; answer: string };
  /** Who was not let in, and why */
  "GET /sign-in-refusals": { path: undefined; query: { limit?: number; cursor?: string }; body: undefined; match: false; answer: RefusalsView };
  /** Everyone below me, directly or not, with their review */
  "GET /team": { path: undefined; query: { limit?: number; cursor?: string; cycle_id?: string; status?: "complete" | "locked" | "open" | "scheduled" | "withdrawn"; manager_id?: string; query?: string; sort?: "name" | "rating" | "status" }; body: undefined; match: false; answer: TeamItemList };
  /** Nudge those with an open task in several reviews of my team */
  "POST /team/nudge": { path: undefined; query: undefined; body: NudgeTeamBody; match: false; answer: RunView };
  /** Everything of mine in one list */
  "GET /year": { path: undefined; query: { query?: string; kind?: string; from?: string; to?: string; limit?: number; cursor?: string }; body: undefined; match: false; answer: YearItemList };
}
