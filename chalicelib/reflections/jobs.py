"""Kinds of job that follow from reflections."""

import msgspec

from chalicelib.kernel.jobs import Job
from chalicelib.people.jobs import PersonChanged


class TrackParams(msgspec.Struct, frozen=True):
    """A recording."""

    reflection_id: str
    track_id: str


class WriteCaptions(msgspec.Struct, frozen=True):
    """`key`: of the object that the corrected captions become."""

    reflection_id: str
    key: str


class IndexReflection(msgspec.Struct, frozen=True):
    """`version`: of the reflection when it was asked for; 0: it is gone."""

    reflection_id: str
    version: int = 0


class IndexShared(msgspec.Struct, frozen=True):
    """`owner_id`: whose reflections."""

    owner_id: str


class DropReflection(msgspec.Struct, frozen=True):
    """`tracks`: the recordings that were put under comments."""

    reflection_id: str
    tracks: tuple[str, ...] = ()


class RetainReflection(msgspec.Struct, frozen=True):
    """One reflection."""

    reflection_id: str


class ShareEarlier(msgspec.Struct, frozen=True):
    """`manager_id`, `term`: the manager to whom the owner agreed, and for how long that holds."""

    owner_id: str
    manager_id: str
    term: int


CHECK_TRACK = Job("reflections.check_track", TrackParams)
"""Look whether a recording is as it should be by now."""
START_CAPTIONS = Job("reflections.start_captions", TrackParams)
"""Have what is said in a recording written down."""
WRITE_CAPTIONS = Job("reflections.write_captions", WriteCaptions)
"""Store the captions that an owner corrected, where that was not done at once."""
TAKE_CAPTIONS = Job("reflections.take_captions", TrackParams)
"""Ask whether the captions of a recording are there."""
INDEX = Job("reflections.index", IndexReflection)
"""Let the words that lead to a reflection be those that it has now, for those who see it now."""
INDEX_SHARED = Job("reflections.index_shared", IndexShared)
"""Let what someone shares be found by those alone who see it now."""
DROP = Job("reflections.drop", DropReflection)
"""Remove what is left of a deleted reflection."""
RETAIN = Job("reflections.retain", RetainReflection)
"""Hold a reflection against the company's retention."""
SHARE_EARLIER = Job("reflections.share_earlier", ShareEarlier)
"""Share what an earlier manager could see with the one of today."""
PERSON_CHANGED = Job("reflections.person_changed", PersonChanged, always=True)
"""Let what a former manager could see go from them."""
