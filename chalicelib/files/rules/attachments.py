"""Files beside something that people write: how many, under which names, and what becomes of each.

A list holds the files beside one thing: a side of a review, or what one person adds to the talk under a reflection.
Who may do what with it is decided by the feature whose thing it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.files.rules.types import DOCUMENTS, EXTENSIONS, base_of
from chalicelib.kernel.errors import Conflict, Fault, FieldError, Invalid, fault
from chalicelib.words import sentence

LONGEST_NAME = 200
FORM_LIVES = timedelta(minutes=15)
"""How long a browser may send the file, from when it was announced."""
GIVEN_UP = timedelta(minutes=20)
"""Nothing that was signed can bring bytes in anymore."""
KEPT_REFUSED = 10
MOST_A_DAY = 200
"""So many files one person may announce on one day (UTC), beside whatever."""

_ALSO: Mapping[str, frozenset[str]] = {"jpg": frozenset({"jpeg"}), "txt": frozenset({"text", "md", "log"})}
_PATH = re.compile(r"[/\\]")


class FileState(StrEnum):
    """UPLOADING: announced, and not looked at yet. READY: stored, and what it is said to be."""

    UPLOADING = "uploading"
    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentProblem:
    """Why a file was not taken."""

    code: str

    @property
    def detail(self) -> str:
        """The English sentence, which says what to do."""
        return sentence("file", self.code, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentPlace:
    """Beside what a file lies: in whose partition, of which thing, and which part of it."""

    owner_id: str
    subject_id: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One file. `version` pins the stored object that was examined.

    `loose`: its uploader will put it under something later; `beside` is then what that was. `aside`: it is its
    uploader's alone, who writes there no more.
    """

    id: str
    name: str
    content_type: str
    size: int
    key: str
    author_id: str
    begun_at: datetime
    state: FileState = FileState.UPLOADING
    version: str = ""
    sha256: str = ""
    problem: AttachmentProblem | None = None
    loose: bool = False
    beside: str = ""
    aside: bool = False

    @property
    def unused(self) -> bool:
        """Whether it still lies beside nothing."""
        return self.loose and not self.beside

    @property
    def ready(self) -> bool:
        """Whether it can be read."""
        return self.state is FileState.READY


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentList:
    """The files beside one thing, in the order in which they came. `feature`: the one that decides about them."""

    place: AttachmentPlace
    feature: str
    files: tuple[Attachment, ...] = ()
    version: int = 0

    def file(self, file_id: str) -> Attachment | None:
        """Return the file of this id."""
        return next((one for one in self.files if one.id == file_id), None)

    @property
    def ready(self) -> tuple[Attachment, ...]:
        """What readers see."""
        return tuple(one for one in self.files if one.ready and not one.aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file as it was beside a version of something: enough to say later that it was this one."""

    id: str
    name: str
    size: int
    sha256: str


def kept(attachment_list: AttachmentList | None) -> tuple[KeptFile, ...]:
    """Return what readers of a list have of it now."""
    files = attachment_list.ready if attachment_list else ()
    return tuple(KeptFile(id=one.id, name=one.name, size=one.size, sha256=one.sha256) for one in files)


def checked_type(content_type: str) -> str:
    """Return the type without parameters, or Invalid where such files are not taken."""
    base = base_of(content_type)
    if base not in DOCUMENTS:
        raise Invalid([FieldError("/content_type", fault("unknown_type", allowed=sorted(DOCUMENTS)))])
    return base


def clean_name(name: str, content_type: str) -> str:
    """`name` without folders, without what cannot be seen or turns the text around, with an extension of its type.

    So no one saves, under the name of one kind of file, another one.
    """
    last = _PATH.split(unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if unicodedata.category(one)[0] == "Z" else one for one in last if not _hidden(one))
    plain = " ".join(visible.split()).strip(" .")
    if not plain:
        raise Invalid([FieldError("/name", fault("required"))])
    extension = EXTENSIONS[content_type]
    stem, _, given = plain.rpartition(".")
    if not stem or given.lower() not in {extension, *_ALSO.get(extension, ())}:
        stem, given = plain, extension
    return f"{stem[: LONGEST_NAME - len(given) - 1].rstrip(' .')}.{given}"


def _hidden(letter: str) -> bool:
    """Controls, marks of direction, halves of letters, and what no letter is."""
    return unicodedata.category(letter)[0] == "C"


def begun(attachment_list: AttachmentList, new: Attachment, *, most: int, unused: int) -> AttachmentList:
    """Return the list with a file that is announced. `unused`: how many may lie there beside nothing."""
    good = [one for one in attachment_list.files if one.state is not FileState.REFUSED]
    for count, limit in ((sum(not one.aside for one in good), most), (sum(one.unused for one in good), unused)):
        if count >= limit:
            raise Conflict("too_many_files", most=limit)
    refused = [one for one in attachment_list.files if one.state is FileState.REFUSED][-KEPT_REFUSED:]
    stay = [one for one in attachment_list.files if one in good or one in refused]
    return replace(attachment_list, files=(*stay, new))


def taken(attachment_list: AttachmentList, file: Attachment, *, size: int, version: str, sha256: str) -> AttachmentList:
    """Return the list once a stored object was found to be what it is said to be."""
    good = replace(file, state=FileState.READY, size=size, version=version, sha256=sha256)
    return _with(attachment_list, good)


def refused(attachment_list: AttachmentList, file: Attachment, problem: AttachmentProblem) -> AttachmentList:
    """Return the list with a file that is not taken, and why."""
    return _with(attachment_list, replace(file, state=FileState.REFUSED, problem=problem))


def _with(attachment_list: AttachmentList, file: Attachment) -> AttachmentList:
    return replace(attachment_list, files=tuple(file if one.id == file.id else one for one in attachment_list.files))


def without(attachment_list: AttachmentList, file_ids: Collection[str]) -> AttachmentList:
    """Return the list without these."""
    return replace(attachment_list, files=tuple(one for one in attachment_list.files if one.id not in file_ids))


def put_beside(
    attachment_list: AttachmentList, file_ids: Sequence[str], what: str
) -> tuple[AttachmentList, tuple[Attachment, ...]]:
    """Return the list once its uploader put these files under something, and the files; each once, only good ones."""
    found = [attachment_list.file(one) for one in file_ids]
    errors = [
        FieldError(f"/attachment_ids/{at}", problem)
        for at, one in enumerate(found)
        if (problem := _unfit(one, file_ids[:at]))
    ]
    if errors:
        raise Invalid(errors)
    used = tuple(replace(one, beside=what) for one in found if one is not None)
    for one in used:
        attachment_list = _with(attachment_list, one)
    return attachment_list, used


def _unfit(file: Attachment | None, before: Sequence[str]) -> Fault | None:
    if file is None or not file.unused:
        return fault("unknown_file")
    if not file.ready:
        return fault("file_not_ready")
    return fault("repeated") if file.id in before else None


def form_ends(file: Attachment) -> datetime:
    """Return until when its bytes may be sent."""
    return file.begun_at + FORM_LIVES


def visible_to(file: Attachment, person_id: str, *, reader: bool) -> bool:
    """Return whether someone who sees the thing sees this file: who sent it, at any time; readers, once it is good."""
    return file.author_id == person_id or (reader and file.ready and not file.aside)


def handed_over(attachment_list: AttachmentList, author_id: str) -> AttachmentList:
    """Return the list once someone else writes there: what others put there stays theirs, and is no one else's."""
    return replace(
        attachment_list, files=tuple(replace(one, aside=one.author_id != author_id) for one in attachment_list.files)
    )
