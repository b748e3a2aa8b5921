"""Reviews in an export: one's own as one reads them, and what one wrote about others; of all else not a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from chalicelib.exports.routes import of_people, routes
from chalicelib.kernel.storage.table import Changes, Reads
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.store import people as people_store
from tests.api.exports_world import exported, parsed
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CORA, HANA, NILS, OTTO, cycle

SELF, SECRET, DRAFT, NOTE, PART = "Selfish words", "Between managers", "Half a thought", "Mind the gap", "From aside"


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(cycle(attachments=True, private_notes=True), None, routes, of_people) as api:
        yield api


def files_of(api: ReviewsApi, person: Person, **body: str) -> dict[str, bytes]:
    """What is in an export that someone asks for of their own data."""
    return exported(api.world, api(person), **body)


def text_of(files: dict[str, bytes]) -> str:
    """Every word of it, names of files included."""
    return "\n".join([*files, *(content.decode("utf-8", "replace") for content in files.values())])


def only(files: dict[str, bytes], folder: str, ending: str = ".json") -> str:
    (name,) = [one for one in files if one.startswith(folder) and one.endswith(ending)]
    return name


def write_all(api: ReviewsApi) -> None:
    """Each of the two writes; the manager shares nothing yet."""
    api.write_self(f"<p>{SELF}</p>")
    ok(api.save(BEN, "manager", {"answers": {"good": f"<p>{DRAFT}</p>", "risk": f"<p>{SECRET}</p>"}}))
    ok(api.save(BEN, "notes", {"text": f"<p>{NOTE}</p>"}))


def contribute(api: ReviewsApi) -> None:
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
    ok(api.save(CORA, "contribution", {"answers": {"good": f"<p>{PART}</p>"}}))


def test_a_draft_of_the_manager_and_their_notes_are_not_in_the_reviewees_export(api: ReviewsApi) -> None:
    write_all(api)
    contribute(api)
    files = files_of(api, ADA)
    review = parsed(files, only(files, "reviews/"))["review"]
    assert review["self"]["answers"] == {"good": f"<p>{SELF}</p>"}
    assert "manager" not in review
    for word in (DRAFT, SECRET, NOTE, PART):
        assert word not in text_of(files)
    assert not [name for name in files if name.startswith("written/")]


def test_what_is_shared_is_in_it_but_for_answers_that_are_kept_from_the_reviewee(api: ReviewsApi) -> None:
    write_all(api)
    contribute(api)
    api.share_self()
    api.share_manager()
    ok(api(ADA).get(HOME))
    ok(api(ADA).post(f"{HOME}/sign", {"comment": "Fair enough"}))
    files = files_of(api, ADA)
    document = parsed(files, only(files, "reviews/"))
    assert document["review"]["manager"]["answers"] == {"good": f"<p>{DRAFT}</p>"}
    assert document["review"]["contributions"][0]["answers"] == {"good": f"<p>{PART}</p>"}
    assert document["review"]["signatures"][0]["comment"] == "Fair enough"
    assert [one["answers"] for one in document["shared_versions"]] == [{"good": f"<p>{SELF}</p>"}]
    page = files["index.html"].decode()
    for word in (SELF, DRAFT, PART, "What went well?", "Fair enough"):
        assert word in page
    for word in (SECRET, NOTE, "Will they leave?"):
        assert word not in text_of(files)


def test_what_was_taken_back_is_not_in_it(api: ReviewsApi) -> None:
    write_all(api)
    api.share_manager()
    ok(api(ADA).get(HOME))
    ok(api(BEN).post(f"{HOME}/manager/unshare"))
    assert DRAFT not in text_of(files_of(api, ADA))


def test_a_reviewer_gets_what_they_wrote_and_nothing_of_the_reviewees(api: ReviewsApi) -> None:
    write_all(api)
    contribute(api)
    api.share_self()
    files = files_of(api, BEN)
    written = parsed(files, only(files, "written/reviews/"))
    assert written["manager"]["answers"] == {"good": f"<p>{DRAFT}</p>", "risk": f"<p>{SECRET}</p>"}
    assert written["notes"]["text"] == f"<p>{NOTE}</p>"
    assert written["reviewee"]["name"] == "Ada"
    assert not [name for name in files if name.startswith("reviews/")]
    assert SELF not in text_of(files)
    assert PART not in text_of(files)


def test_a_contributor_gets_their_part_alone(api: ReviewsApi) -> None:
    write_all(api)
    contribute(api)
    files = files_of(api, CORA)
    written = parsed(files, only(files, "written/reviews/"))
    assert written["contribution"]["answers"] == {"good": f"<p>{PART}</p>"}
    assert "manager" not in written
    for word in (SELF, DRAFT, SECRET, NOTE):
        assert word not in text_of(files)


def test_a_reviewer_before_gets_what_stays_with_them(api: ReviewsApi) -> None:
    write_all(api)
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    files = files_of(api, BEN)
    kept = parsed(files, only(files, "written/reviews/", ".former.json"))
    assert kept["review"]["notes"]["text"] == f"<p>{NOTE}</p>"
    assert SELF not in text_of(files)
    for other in (NILS, OTTO):
        assert NOTE not in text_of(files_of(api, other))
        assert DRAFT not in text_of(files_of(api, other))


@pytest.mark.parametrize("person", [OTTO, HANA])
def test_a_role_adds_nothing_to_ones_own_export(api: ReviewsApi, person: Person) -> None:
    write_all(api)
    api.share_self()
    files = files_of(api, person)
    assert not [name for name in files if name.startswith(("reviews/", "written/"))]
    for word in (SELF, DRAFT, SECRET, NOTE):
        assert word not in text_of(files)


def test_files_go_with_the_side_that_they_are_beside(api: ReviewsApi) -> None:
    write_all(api)
    api.attach(ADA, "self", "mine.txt", b"All that we plan")
    api.attach(BEN, "manager", "theirs.txt", b"Others plan as well")
    mine = files_of(api, ADA)
    assert mine[only(mine, "reviews/", ".txt")] == b"All that we plan"
    theirs = files_of(api, BEN)
    assert theirs[only(theirs, "written/", ".txt")] == b"Others plan as well"
    api.share_manager()
    shared = files_of(api, ADA)
    assert b"Others plan as well" in shared.values()


def left(api: ReviewsApi, person: Person) -> None:
    found = people_store.find(Reads(api.world.table), [person.id])[person.id]
    changes = Changes("left")
    people_store.write(changes, found, replace(found, status=PersonStatus.LEFT))
    api.world.table.commit(changes)


def test_hr_gets_of_a_leaver_what_both_may_read(api: ReviewsApi) -> None:
    write_all(api)
    left(api, ADA)
    files = files_of(api, HANA, person_id=ADA.id)
    for word in (SELF, DRAFT, SECRET, NOTE):
        assert word not in text_of(files)


def test_hr_gets_of_a_leaver_what_was_shared_on_both_sides(api: ReviewsApi) -> None:
    write_all(api)
    api.share_self()
    api.share_manager()
    left(api, ADA)
    files = files_of(api, HANA, person_id=ADA.id)
    text = text_of(files)
    assert SELF in text
    assert DRAFT in text
    assert SECRET not in text
    assert NOTE not in text
    document = parsed(files, only(files, "reviews/"))
    assert (document["shared_versions"], document["backups"]) == ([], [])


def test_hr_gets_nothing_that_a_leaver_wrote_about_others(api: ReviewsApi) -> None:
    write_all(api)
    left(api, BEN)
    text = text_of(files_of(api, HANA, person_id=BEN.id))
    for word in (SELF, DRAFT, SECRET, NOTE):
        assert word not in text
