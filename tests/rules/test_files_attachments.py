"""Files beside something: their names, how many there may be, and what becomes of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.files import rules
from chalicelib.files.rules import Attachment, AttachmentList, AttachmentPlace, AttachmentProblem, FileState, KeptFile
from chalicelib.files.rules.types import DOCX, JPEG, PDF, TXT
from chalicelib.kernel.errors import Conflict, Invalid

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
PLACE = AttachmentPlace(owner_id="ada", subject_id="review", part="self")
EMPTY = AttachmentList(place=PLACE, feature="reviews")
BAD = AttachmentProblem(code="empty")


def file(name: str, state: FileState = FileState.READY, **more: object) -> Attachment:
    told = {"author_id": "ada", "begun_at": NOW, "state": state, "key": f"k/{name}", "size": 3} | more
    return Attachment(id=name, name=name, content_type=TXT, **told)  # type: ignore[arg-type]


def attachment_list(*files: Attachment) -> AttachmentList:
    return replace(EMPTY, files=files)


@pytest.mark.parametrize(
    ("given_name", "content_type", "kept"),
    [
        ("plan.pdf", PDF, "plan.pdf"),
        ("Plan.PDF", PDF, "Plan.PDF"),
        ("../../etc/plan.pdf", PDF, "plan.pdf"),
        ("C:\\Users\\ada\\plan.pdf", PDF, "plan.pdf"),
        ("plan\x00\x1f\u200b.pdf", PDF, "plan.pdf"),
        ("plan\u202efdp.exe", PDF, "planfdp.exe.pdf"),
        ("plan.html", TXT, "plan.html.txt"),
        ("notes.md", TXT, "notes.md"),
        ("photo.jpeg", JPEG, "photo.jpeg"),
        ("photo.png", JPEG, "photo.png.jpg"),
        ("plan", DOCX, "plan.docx"),
        (".pdf", PDF, "pdf.pdf"),
        (" a \u00a0 b .pdf", PDF, "a b.pdf"),
        ("Zeugnis fu\u0308r Jo\u0308rg.pdf", PDF, "Zeugnis für Jörg.pdf"),
        ("評価.pdf", PDF, "評価.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_plain_and_ends_as_its_kind_does(given_name: str, content_type: str, kept: str) -> None:
    assert rules.clean_name(given_name, content_type) == kept


@pytest.mark.parametrize("nothing", ["", " ", "...", "a/", "\u202e\u2066", "\x07"])
def test_a_name_in_which_there_is_nothing_to_read_is_refused(nothing: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.clean_name(nothing, PDF)
    assert [error.pointer for error in refused.value.errors] == ["/name"]


@given(st.text(max_size=400))
def test_whatever_it_is_called_the_name_is_short_and_safe(name: str) -> None:
    try:
        clean = rules.clean_name(name, PDF)
    except Invalid:
        return
    assert 0 < len(clean) <= 200
    assert clean.lower().endswith(".pdf")
    assert not set("/\\\r\n\0\u202e") & set(clean)
    assert rules.clean_name(clean, PDF) == clean


def test_a_type_is_taken_without_its_parameters_or_not_at_all() -> None:
    assert rules.checked_type("Text/Plain; charset=utf-8") == TXT
    with pytest.raises(Invalid) as refused:
        rules.checked_type("text/html")
    assert refused.value.errors[0].pointer == "/content_type"


def test_there_are_only_so_many_files() -> None:
    two = attachment_list(file("a"), file("b", FileState.UPLOADING))
    assert [one.id for one in rules.begun(two, file("c"), most=3, unused=3).files] == ["a", "b", "c"]
    with pytest.raises(Conflict) as refused:
        rules.begun(two, file("c"), most=2, unused=2)
    assert refused.value.code == "too_many_files"


def test_what_lies_beside_nothing_yet_is_counted_on_its_own() -> None:
    used = file("a", loose=True, beside="comment")
    waits = file("b", loose=True)
    assert (used.unused, waits.unused, file("c").unused) == (False, True, False)
    assert rules.begun(attachment_list(used, waits), file("c", loose=True), most=9, unused=2).file("c")
    with pytest.raises(Conflict):
        rules.begun(attachment_list(used, waits), file("c", loose=True), most=9, unused=1)


def test_refused_files_take_no_room_and_the_oldest_go() -> None:
    bad = [file(f"bad{n}", FileState.REFUSED) for n in range(12)]
    after = rules.begun(attachment_list(*bad, file("a")), file("b"), most=2, unused=2)
    assert [one.id for one in after.files] == [*(f"bad{n}" for n in range(2, 12)), "a", "b"]


def test_a_file_is_taken_as_what_was_found_or_refused_with_the_reason() -> None:
    begun = attachment_list(file("a", FileState.UPLOADING), file("b", FileState.UPLOADING))
    good = rules.taken(begun, begun.files[0], size=9, version="v", sha256="sum")
    assert good.ready == (file("a", size=9, version="v", sha256="sum"),)
    assert rules.kept(good) == (KeptFile(id="a", name="a", size=9, sha256="sum"),)
    assert rules.kept(None) == ()
    bad = rules.refused(good, good.files[1], BAD)
    assert bad.file("b") == file("b", FileState.REFUSED, problem=BAD)
    assert bad.file("a") == good.file("a")
    assert bad.file("c") is None
    assert rules.without(bad, {"a", "b"}).files == ()


def test_files_are_put_under_something_once_by_name() -> None:
    lying = attachment_list(file("a", loose=True), file("b", loose=True), file("c", loose=True))
    after, used = rules.put_beside(lying, ["c", "a"], "comment")
    assert [(one.id, one.beside) for one in used] == [("c", "comment"), ("a", "comment")]
    assert [one.beside for one in after.files] == ["comment", "", "comment"]


def test_only_good_files_that_wait_are_put_under_something() -> None:
    lying = attachment_list(
        file("good", loose=True),
        file("coming", FileState.UPLOADING, loose=True),
        file("used", loose=True, beside="other"),
        file("fixed"),
    )
    with pytest.raises(Invalid) as refused:
        rules.put_beside(lying, ["good", "coming", "used", "fixed", "unknown", "good"], "comment")
    assert [error.pointer for error in refused.value.errors] == [f"/attachment_ids/{n}" for n in (1, 2, 3, 4, 5)]


def test_readers_see_what_is_ready_and_who_sent_it_sees_all() -> None:
    for state in FileState:
        assert rules.visible_to(file("a", state), "ada", reader=False)
        assert rules.visible_to(file("a", state), "ben", reader=True) is (state is FileState.READY)
        assert not rules.visible_to(file("a", state), "ben", reader=False)


def test_a_form_lives_for_a_quarter_of_an_hour() -> None:
    assert rules.form_ends(file("a")) == NOW + timedelta(minutes=15)
    assert rules.FORM_LIVES < rules.GIVEN_UP


def test_what_others_attached_stays_theirs_and_is_nobody_elses() -> None:
    handed = rules.handed_over(attachment_list(file("old.txt"), file("new.txt", author_id="ben")), "ben")
    assert [(one.name, one.aside) for one in handed.files] == [("old.txt", True), ("new.txt", False)]
