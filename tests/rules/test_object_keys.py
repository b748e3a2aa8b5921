"""The names of stored objects: what a key of ours says, and what is not one."""

import pytest

from chalicelib.files.rules import AttachmentPlace
from chalicelib.files.rules import object_keys as files
from chalicelib.reflections.rules import object_keys as reflections
from chalicelib.reflections.rules.object_keys import ObjectPlace

PLACE = AttachmentPlace(owner_id="ada", subject_id="review", part="self")


def test_the_key_of_an_attachment_says_beside_what_it_lies() -> None:
    key = files.new_key("acme", PLACE, "file", "pdf")
    assert files.place_of(key) == (PLACE, "file")
    assert key.startswith(files.subject_folder("acme", "ada", "review"))
    assert key.startswith(files.folder_of(key))
    assert key != files.new_key("acme", PLACE, "file", "pdf")


@pytest.mark.parametrize(
    "key",
    ["", "acme/files/ada/review-self/file", "acme/other/ada/review-self/file/x.pdf",
     "acme/files//review-self/file/x.pdf", "acme/files/ada/review/file/x.pdf", "acme/files/ada/review-/file/x.pdf"],
)  # fmt: skip
def test_what_is_no_key_of_an_attachment_says_nothing(key: str) -> None:
    assert files.place_of(key) is None


def test_the_key_of_a_recording_says_whose_it_is() -> None:
    key = reflections.new_key("acme", "ada", "one", "track", "webm")
    assert reflections.place_of(key) == ObjectPlace("ada", "one", "track")
    assert key.startswith(reflections.folder("acme", "ada", "one"))
    assert reflections.captions_of("track") == "captions-track"
    assert not reflections.is_piece(key)


def test_a_picture_that_is_begun_later_sorts_after_the_one_before() -> None:
    first, later = (reflections.poster_key("acme", "ada", "one", poster_id, "webp") for poster_id in ("01A", "01B"))
    assert first < later
    assert reflections.place_of(first) == ObjectPlace("ada", "one", reflections.POSTER)


def test_a_piece_lies_below_its_recording_and_is_nothing_of_its_own() -> None:
    key = reflections.new_key("acme", "ada", "one", reflections.pieces_of("track"), "part")
    assert reflections.is_piece(key)
    assert reflections.place_of(key) is None


@pytest.mark.parametrize("key", ["", "acme/files/ada/one/track/x.webm", "acme/reflections/ada//track/x.webm"])
def test_what_is_no_key_of_a_reflection_says_nothing(key: str) -> None:
    assert reflections.place_of(key) is None
