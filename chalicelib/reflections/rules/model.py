"""What a reflection is: a title, prompts, recordings, and with whom its owner shares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from chalicelib.files.rules.verdicts import Notice
from chalicelib.people.rules import Ref
from chalicelib.words import sentence


class ReflectionState(StrEnum):
    """HIDDEN: taken back after sharing."""

    DRAFT = "draft"
    SHARED = "shared"
    HIDDEN = "hidden"


class TrackKind(StrEnum):
    """What was recorded. The microphone is in the screen's file; both are played in step."""

    SCREEN = "screen"
    CAMERA = "camera"


class TrackState(StrEnum):
    """How far a recording has come. Only PLAYABLE ones, whose stored object was examined, can be watched."""

    UPLOADING = "uploading"
    CHECKING = "checking"
    PLAYABLE = "playable"
    REFUSED = "refused"


class CaptionState(StrEnum):
    """What has become of the captions. OFF also where no one speaks or the company wants none."""

    OFF = "off"
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingProblem:
    """Why a recording cannot be taken."""

    code: str
    params: Mapping[str, int | str] = field(default_factory=dict)

    @property
    def detail(self) -> str:
        """The English sentence, which says what to do."""
        return sentence("recording", self.code, self.params)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the company allows for one recording: bytes and milliseconds."""

    max_bytes: int
    max_duration_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From one moment of a recording until another."""

    from_ms: int
    until_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One recording. `version` pins the stored object that was examined; `upload_id` is S3's while it uploads.

    `duration_ms` is what the client measured until the object was examined, then what was found in it. `announced`:
    how many bytes it will have, where that was said when it began. `take`: the client's name of the recording of
    which this is one file; `offset_ms`: when its first frame was recorded, on the one clock of that recording;
    `off`: when its camera was switched off or gone, in its own time.
    `copy_key`: where a copy will be that is as it should be; `pieced`: whether it came in pieces, too.
    """

    id: str
    kind: TrackKind
    content_type: str
    key: str
    upload_id: str
    created_at: datetime
    limits: Limits
    state: TrackState = TrackState.UPLOADING
    size: int = 0
    version: str = ""
    duration_ms: int | None = None
    has_audio: bool = False
    problem: RecordingProblem | None = None
    announced: int = 0
    take: str = ""
    offset_ms: int | None = None
    ended_by: str = ""
    off: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()
    copy_key: str = ""
    pieced: bool = False

    @property
    def settled(self) -> bool:
        """Whether it has been examined, for better or worse."""
        return self.state in {TrackState.PLAYABLE, TrackState.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    """The three questions, answered in rich text as far as someone likes."""

    went_well: str = ""
    did_not: str = ""
    improve: str = ""

    @property
    def answered(self) -> bool:
        """Whether there is an answer to any of them."""
        return bool(self.went_well or self.did_not or self.improve)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A mark in the recording."""

    at_ms: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """Captions of the track that is heard: where the WebVTT lies once they are ready. `edition`: how often written."""

    state: CaptionState = CaptionState.OFF
    track_id: str = ""
    key: str = ""
    version: str = ""
    language: str = ""
    asked_at: datetime | None = None
    edition: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A recording that one of the two adds to the talk, in a manager's `term`; under no comment yet without one."""

    track: Track
    author: Ref
    term: int
    comment_id: str = ""
    captions: Captions = Captions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """The picture shown before the recording plays."""

    key: str
    version: str
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedWith:
    """With whom it is shared: a manager, and which of their times as the owner's manager (`Person.manager_term`)."""

    person: Ref
    term: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMark:
    """An instant for one person: last seen, or last told."""

    person_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentCount:
    """How much was said in one manager's term. What was said in another one is between the two of then."""

    term: int
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """A reflection without its comments. `edition` counts what its owner wrote, `version` the stored row's changes."""

    id: str
    owner: Ref
    title: str
    created_at: datetime
    period: str = ""
    objective_ids: tuple[str, ...] = ()
    prompts: Prompts = Prompts()
    chapters: tuple[Chapter, ...] = ()
    state: ReflectionState = ReflectionState.DRAFT
    shared_at: datetime | None = None
    shared_with: tuple[SharedWith, ...] = ()
    tracks: tuple[Track, ...] = ()
    captions: Captions = Captions()
    poster: Poster | None = None
    talks: tuple[CommentCount, ...] = ()
    last_comments: tuple[PersonMark, ...] = ()
    seen: tuple[PersonMark, ...] = ()
    told: tuple[PersonMark, ...] = ()
    replies: tuple[Reply, ...] = ()
    edition: int = 1
    version: int = 0

    def track(self, track_id: str) -> Track | None:
        """Return the track of this id, of the reflection itself or of a reply."""
        every = (*self.tracks, *(reply.track for reply in self.replies))
        return next((track for track in every if track.id == track_id), None)

    def reply(self, track_id: str) -> Reply | None:
        """Return the reply of which this is the track; None for a track of the reflection itself."""
        return next((reply for reply in self.replies if reply.track.id == track_id), None)

    def captions_of(self, track_id: str) -> Captions:
        """Return the captions of a track: a reply has its own, of the others one is listened to."""
        reply = self.reply(track_id)
        return reply.captions if reply else self.captions

    @property
    def playable(self) -> tuple[Track, ...]:
        """What can be watched: of each kind at most one."""
        return tuple(track for track in self.tracks if track.state is TrackState.PLAYABLE)

    def comments_for(self, reader_id: str) -> int:
        """Return how many comments this reader sees: the owner all, a manager those of their own term."""
        if reader_id == self.owner.id:
            return sum(talk.comments for talk in self.talks)
        term = max((shared.term for shared in self.shared_with if shared.person.id == reader_id), default=None)
        return sum(talk.comments for talk in self.talks if talk.term == term)

    @property
    def duration_ms(self) -> int | None:
        """How long it plays."""
        lengths = [track.duration_ms for track in self.playable if track.duration_ms is not None]
        return max(lengths, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFile:
    """A file beside a comment, as it was attached."""

    id: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What one of the two said in a manager's `term`; `at_ms`: about which moment of the recording."""

    id: str
    author: Ref
    text: str
    at: datetime
    term: int = 0
    at_ms: int | None = None
    files: tuple[CommentFile, ...] = ()
    track_ids: tuple[str, ...] = ()


def marked(marks: tuple[PersonMark, ...], person_id: str, at: datetime) -> tuple[PersonMark, ...]:
    """`marks` with a new instant for this person."""
    return (*(mark for mark in marks if mark.person_id != person_id), PersonMark(person_id=person_id, at=at))


def mark_of(marks: tuple[PersonMark, ...], person_id: str) -> datetime | None:
    """Return the instant of this person."""
    return next((mark.at for mark in marks if mark.person_id == person_id), None)
