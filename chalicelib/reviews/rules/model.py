"""What a review is made of. Stored as they stand: a new field needs a default."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from chalicelib.cycles.rules import RatingValue
from chalicelib.files.rules import KeptFile
from chalicelib.people.rules import Ref

Answers = dict[str, Any]
"""What was answered, by the question's id; the questionnaire says which shape each value has."""


class ReviewState(StrEnum):
    """Where a review stands. SCHEDULED is never stored: it is an open one whose day has not come."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    LOCKED = "locked"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class SideName(StrEnum):
    """The two assessments of a review."""

    SELF = "self"
    MANAGER = "manager"


class SideState(StrEnum):
    """Where one side stands; HIDDEN was shared and then unshared."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    SHARED = "shared"
    HIDDEN = "hidden"
    NOT_PROVIDED = "not_provided"


class Party(StrEnum):
    """Who signs."""

    REVIEWEE = "reviewee"
    REVIEWER = "reviewer"


ReviewRole = Literal["reviewee", "reviewer", "contributor"]
"""In which role someone has a review in their list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A date that ends at `at`. `locks_at` is later by the grace, which authors are not told of."""

    day: date
    at: datetime
    locks_at: datetime
    extended_to: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """A copy of the cycle's timeline in this pair's time zones, with what was granted to them alone."""

    own: Deadline
    manager: Deadline
    sign: Deadline

    def of(self, side: SideName) -> Deadline:
        """Return the deadline of one side."""
        return self.own if side is SideName.SELF else self.manager


@dataclass(frozen=True, kw_only=True, slots=True)
class SideRead:
    """The other party opened this version of a side, for the first time then."""

    version: int
    reader_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SideHead:
    """One side without its text: what lists, tasks and guards need. `given_up_from`: its state before NOT_PROVIDED.

    `author` wrote what is there now. `share_version` counts what readers could see; 0 before the first share.
    `complete`: nothing required is missing. `edit_mail_at`: when the reader was last told of an edit.
    """

    author: Ref
    state: SideState = SideState.NOT_STARTED
    complete: bool = False
    share_version: int = 0
    shared_at: datetime | None = None
    shared_by: Ref | None = None
    first_shared_at: datetime | None = None
    reads: tuple[SideRead, ...] = ()
    edit_mail_at: datetime | None = None
    given_up_from: SideState | None = None

    @property
    def shared(self) -> bool:
        """Whether the other party may read it now."""
        return self.state is SideState.SHARED

    @property
    def written(self) -> bool:
        """Whether there is anything that could be shared."""
        return self.state in {SideState.DRAFT, SideState.HIDDEN, SideState.SHARED}

    @property
    def current_reads(self) -> tuple[SideRead, ...]:
        """Who opened the version that is visible now."""
        return tuple(r for r in self.reads if r.version == self.share_version)


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """A party's signature under certain versions of both sides; a revoked one stays on record."""

    party: Party
    person: Ref
    at: datetime
    comment: str = ""
    self_version: int = 0
    manager_version: int = 0
    revoked_at: datetime | None = None
    revoked_by: Ref | None = None
    revoked_reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjustment:
    """A change of the rating from above, with its reason; the reviewee never sees these."""

    before: RatingValue | None
    after: RatingValue
    reason: str
    by: Ref
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PastReviewer:
    """Someone who was the reviewer until `until`."""

    person: Ref
    until: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Contributor:
    """A further reviewer; `begun` once something was written, `done` once they say so."""

    person: Ref
    begun: bool = False
    done: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Nudged:
    """The last nudge of a person about one task."""

    person_id: str
    task: str
    on: date


class EndingCause(StrEnum):
    """Why a review was withdrawn without anybody giving a reason."""

    LEFT = "left"
    REMOVED = "removed"
    CYCLE_CANCELLED = "cycle_cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewEnding:
    """Why a review ended without both signatures: HR's reason, or a `cause` that needs no words of anybody."""

    by: Ref
    at: datetime
    reason: str
    cause: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """The head of a review: everything but the texts.

    `state` is what is stored; ask `state_at`. `rating` copies the manager side's for lists above the reviewee.
    `shard` is its part of the cycle's index. `zone`: in which all dates end where the cycle names one.
    `reviewer_left_at`: since when the review waits for another reviewer.
    `version` counts the stored row's changes, and no reviewee may learn it: it moves when the manager drafts.
    """

    id: str
    cycle_id: str
    cycle_name: str
    questionnaire_id: str
    shard: int = 0
    reviewee: Ref
    reviewer: Ref
    department: str = ""
    reviewee_zone: str = "UTC"
    reviewer_zone: str = "UTC"
    zone: str = ""
    created_at: datetime
    opens_at: datetime
    deadlines: Deadlines
    closes_at: datetime
    share_from: datetime | None = None
    state: ReviewState = ReviewState.OPEN
    own: SideHead
    manager: SideHead
    done: bool = False
    done_first_at: datetime | None = None
    rating: RatingValue | None = None
    adjustments: tuple[Adjustment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    revoked: tuple[Signature, ...] = ()
    reopened: int = 0
    completed_at: datetime | None = None
    completed_unsigned: ReviewEnding | None = None
    withdrawn: ReviewEnding | None = None
    contributors: tuple[Contributor, ...] = ()
    past_reviewers: tuple[PastReviewer, ...] = ()
    past_contributor_ids: tuple[str, ...] = ()
    nudges: tuple[Nudged, ...] = ()
    reviewer_left_at: datetime | None = None
    version: int = 0

    def side(self, name: SideName) -> SideHead:
        """Return the head of one side."""
        return self.own if name is SideName.SELF else self.manager

    def author_of(self, side: SideName) -> Ref:
        """Return who may write this side now (what is there may still be of a reviewer before)."""
        return self.reviewee if side is SideName.SELF else self.reviewer

    def state_at(self, now: datetime) -> ReviewState:
        """Return the state as the API shows it."""
        return ReviewState.SCHEDULED if self.state is ReviewState.OPEN and now < self.opens_at else self.state

    def signed_by(self, party: Party) -> bool:
        """Return whether this party's signature stands."""
        return any(s.party is party for s in self.signatures)

    @property
    def own_zone(self) -> str:
        """The zone of its dates: of the day it opens, the self-assessment's deadline, the signatures', the end."""
        return self.zone or self.reviewee_zone

    @property
    def manager_zone(self) -> str:
        """The zone in which the manager's dates end."""
        return self.zone or self.reviewer_zone

    @property
    def signable(self) -> bool:
        """Whether both sides are on the table (or HR decided that the self-assessment will not come)."""
        return self.manager.shared and (self.own.shared or self.own.state is SideState.NOT_PROVIDED)

    def contributor(self, person_id: str) -> Contributor | None:
        """Return what is known of someone who writes a further section."""
        return next((one for one in self.contributors if one.person.id == person_id), None)

    @property
    def without_reviewer(self) -> bool:
        """Whether its reviewer has left while something is still to be done by them."""
        unfinished = self.state in {ReviewState.OPEN, ReviewState.LOCKED} and not self.signed_by(Party.REVIEWER)
        return self.reviewer_left_at is not None and unfinished

    @property
    def cancelled(self) -> bool:
        """Whether it ended because its cycle was cancelled."""
        return self.withdrawn is not None and self.withdrawn.cause == EndingCause.CYCLE_CANCELLED

    @property
    def contributor_ids(self) -> frozenset[str]:
        """The ids of those who write further sections."""
        return frozenset(c.person.id for c in self.contributors)


def renamed(review: Review, person: Ref) -> Review:
    """`review` with someone's new name wherever it says who they are now; signatures keep the name of their time."""

    def now(kept: Ref) -> Ref:
        return person if kept.id == person.id else kept

    return replace(
        review,
        reviewee=now(review.reviewee),
        reviewer=now(review.reviewer),
        own=replace(review.own, author=now(review.own.author)),
        manager=replace(review.manager, author=now(review.manager.author)),
        contributors=tuple(replace(one, person=now(one.person)) for one in review.contributors),
        past_reviewers=tuple(replace(one, person=now(one.person)) for one in review.past_reviewers),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupEntry:
    """A line of a side's list of backups; the text is in `Backup`."""

    n: int
    at: datetime
    author_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """An answer speaks of a reflection, at a moment of it or as a whole. Shown to those who see the reflection."""

    question_id: str
    reflection_id: str
    at_ms: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """The text of one side, or of one contributor's part. Only its author learns `version`."""

    review_id: str
    side: str
    author: Ref
    answers: Answers = field(default_factory=dict)
    rating: RatingValue | None = None
    position: dict[str, float] | None = None
    citations: tuple[Citation, ...] = ()
    saved_at: datetime | None = None
    backups: tuple[BackupEntry, ...] = ()
    last_backup: int = 0
    version: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """The text of a side as it was at one moment, numbered."""

    review_id: str
    side: SideName
    n: int
    author: Ref
    at: datetime
    answers: Answers = field(default_factory=dict)
    rating: RatingValue | None = None
    position: dict[str, float] | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShareVersion(Snapshot):
    """What readers could see of a side. `files`: what lay beside it, by the sum of its bytes."""

    contributions: dict[str, Answers] = field(default_factory=dict)
    files: tuple[KeptFile, ...] = ()
    version: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup(Snapshot):
    """A side as it was before or after a save, for its author alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """A reviewer's private notes; never in a row that is read for the reviewee."""

    review_id: str
    author: Ref
    text: str = ""
    saved_at: datetime | None = None
    version: int = 0
