"""Files beside the two sides: the guards of the side, its readers, its versions, and who comes in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.kernel.command import Command, perform
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.storage.table import Changes
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.people.store import people
from chalicelib.reviews import store
from chalicelib.reviews.actions import attachments
from chalicelib.reviews.actions.loaded_review import found
from chalicelib.reviews.rules import SideName
from chalicelib.wiring import wiring
from tests import stored
from tests.api.attachments_world import MANAGERS, OWN, TEXT, begun, listed, pass_, refused
from tests.api.client import Reply
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CLEO, HANA, NILS, NOW, OTTO, actor, cycle, day


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(cycle(attachments=True)) as opened:
        yield opened


def test_files_follow_the_guards_of_the_side(api: ReviewsApi) -> None:
    file_id = api.attach(ADA, "self")
    api.write_self()
    api.share_self()
    refused(api.announce(ADA, "self"), 409, "already_shared")
    refused(api(ADA).delete(f"{OWN}/{file_id}"), 409, "already_shared")
    api.write_manager()
    api.at(day(18))
    refused(api.announce(BEN, "manager"), 409, "deadline_passed")
    api.at(NOW)
    api.share_manager()
    api.attach(BEN, "manager")
    ok(api(ADA).post(f"{HOME}/sign"))
    refused(api.announce(BEN, "manager"), 409, "signed")
    refused(api(BEN).delete(f"{MANAGERS}/{api.file_ids('manager')[0]}"), 409, "signed")


def test_a_file_beside_a_shared_assessment_is_an_edit_of_it(api: ReviewsApi) -> None:
    """Visible at once, a new version once the last was read, one email in half an hour."""
    api.share_both()
    assert ok(api(ADA).get(f"{HOME}/manager")).json["version"] == 1
    form = begun(api, BEN, "manager")
    whole = ok(api(ADA).get(HOME)).json
    assert ok(api(ADA).get(f"{HOME}/manager")).json == whole["manager"] | {"actions": whole["actions"]}
    assert api.told("manager_edited") == []
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    assert api.told("manager_edited") == ["Ada"]
    seen = ok(api(ADA).get(f"{HOME}/manager")).json
    assert seen["version"] == 2
    assert [one["name"] for one in seen["attachments"]] == ["plan.txt"]
    assert api(BEN).delete(f"{MANAGERS}/{form['attachment_id']}").status == 204
    gone = ok(api(ADA).get(f"{HOME}/manager")).json
    assert (gone["version"], gone["attachments"]) == (3, [])
    assert api.told("manager_edited") == ["Ada"]


def test_each_shared_version_says_which_files_there_were(api: ReviewsApi) -> None:
    def files(n: int) -> list[str]:
        row = api.world.table.rows[store.version_key(ID, SideName.MANAGER, n)]
        return [one.name for one in store.version_of(row).files]

    api.write_manager()
    api.attach(BEN, "manager", "first.txt")
    api.share_manager()
    ok(api(ADA).get(HOME))
    api.attach(BEN, "manager", "second.txt")
    api.write_manager("More")
    assert (files(1), files(2)) == (["first.txt"], ["first.txt", "second.txt"])


def test_a_self_assessment_shared_while_a_file_is_on_its_way_gets_it_without_a_mail(api: ReviewsApi) -> None:
    api.write_self()
    form = begun(api)
    api.share_self()
    assert listed(api, BEN, "self") == []
    mails = len(api.mails())
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    assert listed(api, BEN, "self") == [("plan.txt", "ready")]
    assert ok(api(BEN).get(f"{HOME}/self")).json["version"] == 2
    assert len(api.mails()) == mails


def test_nothing_is_added_to_what_was_signed(api: ReviewsApi) -> None:
    api.share_both()
    form = begun(api, BEN, "manager")
    ok(api(ADA).post(f"{HOME}/sign"))
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    seen = ok(api(BEN).get(f"{MANAGERS}/{form['attachment_id']}")).json
    assert (seen["state"], seen["problem"]["code"]) == ("refused", "signed")
    assert listed(api, ADA, "manager") == []
    api.work()
    assert api.world.bucket.below("") == []


def test_a_signature_that_comes_while_a_file_is_looked_at_wins(
    api: ReviewsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.share_both()
    form = begun(api, BEN, "manager")
    api.world.bucket.post(form, TEXT)
    look = api.world.bucket.read
    signed: list[Reply] = []

    def read(*asked: Any) -> bytes:
        if not signed:
            signed.append(ok(api(ADA).post(f"{HOME}/sign")))
        return look(*asked)

    monkeypatch.setattr(api.world.bucket, "read", read)
    stored.deliver(api.world)
    assert listed(api, BEN, "manager") == [("plan.txt", "refused")]
    assert api.told("manager_edited") == []


def test_a_reviewer_who_is_replaced_while_announcing_a_file_announces_none(
    api: ReviewsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is signed, and then the review is someone else's."""
    sign = api.world.bucket.sign_post
    moved: list[Reply] = []

    def sign_post(*asked: Any, **how: Any) -> Any:
        if not moved:
            moved.append(ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id})))
        return sign(*asked, **how)

    monkeypatch.setattr(api.world.bucket, "sign_post", sign_post)
    assert api.announce(BEN, "manager").json["code"] == "reassigned"
    assert api.file_ids("manager") == []


def test_a_file_that_is_deleted_while_it_is_looked_at_stays_deleted(
    api: ReviewsApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begun(api)
    api.world.bucket.post(form, TEXT)
    look = api.world.bucket.read

    def read(*asked: Any) -> bytes:
        api(ADA).delete(f"{OWN}/{form['attachment_id']}")
        return look(*asked)

    monkeypatch.setattr(api.world.bucket, "read", read)
    stored.deliver(api.world)
    assert api.file_ids("self") == []
    stored.work(api.world)
    assert api.world.bucket.below("") == []


def test_a_bucket_that_is_away_is_asked_again_later(api: ReviewsApi) -> None:
    form = begun(api)
    api.world.bucket.post(form, TEXT)
    api.world.bucket.broken = True
    with pytest.raises(Unavailable):
        stored.deliver(api.world)
    assert api(ADA).get(f"{OWN}/{form['attachment_id']}").status == 503
    api.world.bucket.broken = False
    pass_(api, minutes=1)
    assert listed(api, ADA, "self") == [("plan.txt", "ready")]


def test_a_review_that_is_gone_takes_no_file(api: ReviewsApi) -> None:
    form = begun(api)
    del api.world.table.rows[store.head_key(ID)]
    api.world.bucket.post(form, TEXT)
    stored.deliver(api.world)
    api.work()
    assert api.world.bucket.below("") == []


def test_a_draft_that_is_reassigned_leaves_no_file_to_the_next_reviewer(api: ReviewsApi) -> None:
    """Nor to anybody else: they stay with who put them there, like the text."""
    api.write_manager()
    secret = api.attach(BEN, "manager", "secret.txt")
    slow = begun(api, BEN, "manager", name="slow.txt")
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(api, NILS, "manager") == []
    kept = api.attach(NILS, "manager", "fresh.txt")
    api.world.bucket.post(slow, TEXT)
    pass_(api, minutes=21)
    assert listed(api, NILS, "manager") == [("fresh.txt", "ready")]
    assert len(api.world.bucket.below("")) == 3
    for reader in (NILS, CLEO, HANA, ADA):
        assert api(reader).get(f"{MANAGERS}/{secret}").status in {403, 404}
    assert api(NILS).delete(f"{MANAGERS}/{secret}").status == 404
    assert "download_url" in ok(api(BEN).get(f"{MANAGERS}/{secret}")).json
    assert mine(api, BEN) == [("secret.txt", "ready"), ("slow.txt", "ready")]
    assert mine(api, NILS) == [("fresh.txt", "ready")]
    assert kept not in {secret, slow["attachment_id"]}
    assert (api(BEN).get(HOME).status, api(OTTO).get(MANAGERS).status) == (403, 404)
    assert api(ADA).get(MANAGERS).status == 403


def mine(api: ReviewsApi, person: Person) -> list[tuple[str, str]]:
    """What someone has put beside the manager's assessment."""
    return [(one["name"], one["state"]) for one in ok(api(person).get(f"{MANAGERS}?limit=5")).json["items"]]


def test_files_that_stayed_with_their_author_are_back_when_the_review_is(api: ReviewsApi) -> None:
    api.attach(BEN, "manager", "plan.txt")
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    for number in range(10):
        api.attach(NILS, "manager", f"{number}.txt")
    assert api.announce(NILS, "manager").status == 409
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert listed(api, BEN, "manager") == [("plan.txt", "ready")]
    assert len(mine(api, NILS)) == 5


def test_a_late_file_of_a_reviewer_before_is_no_edit_of_what_another_has_shared(api: ReviewsApi) -> None:
    slow = begun(api, BEN, "manager")
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    ok(api.save(NILS, "manager", {"answers": {"good": "<p>New</p>"}}))
    ok(api(NILS).post(f"{HOME}/manager/share"))
    ok(api(ADA).get(HOME))
    api.world.bucket.post(slow, TEXT)
    stored.deliver(api.world)
    assert api.told("manager_edited") == []
    assert ok(api(ADA).get(f"{HOME}/manager")).json["version"] == 1


def test_who_takes_over_is_answered_what_is_stored(api: ReviewsApi) -> None:
    api.attach(BEN, "manager", "secret.txt")
    told = ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": HANA.id})).json
    assert told["manager"]["attachments"] == ok(api(HANA).get(HOME)).json["manager"]["attachments"] == []


def test_what_is_shared_keeps_its_files_when_the_reviewer_changes(api: ReviewsApi) -> None:
    api.share_both()
    api.attach(BEN, "manager")
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(api, ADA, "manager") == listed(api, NILS, "manager") == [("plan.txt", "ready")]


def test_every_file_that_hr_is_given_is_on_record(api: ReviewsApi) -> None:
    api.write_manager()
    file_id = api.attach(BEN, "manager")
    reads = [row.body for k, row in api.world.table.rows.items() if '"read_content"' in row.body]
    assert reads == []
    ok(api(HANA).get(f"{MANAGERS}/{file_id}"))
    ok(api(CLEO).get(f"{MANAGERS}/{file_id}"))
    (entry,) = [row.body for row in api.world.table.rows.values() if '"read_content"' in row.body]
    for said in (HANA.id, "manager_attachment", file_id, '"disclosed":false'):
        assert said in entry


def test_names_of_files_are_on_record_for_hr_even_where_nothing_is_written(api: ReviewsApi) -> None:
    api.attach(BEN, "manager")
    ok(api(HANA).get(HOME))
    routes = [row.body for row in api.world.table.rows.values() if '"read_content"' in row.body]
    assert len(routes) == 1


def test_who_left_gets_no_file(api: ReviewsApi) -> None:
    api.share_both()
    file_id = api.attach(BEN, "manager")
    ok(api(BEN).get(f"{MANAGERS}/{file_id}"))
    row = api.world.table.rows[people.person_key(BEN.id)]
    old = people.person_of(row)
    changes = Changes("left")
    people.write(changes, old, replace(old, status=PersonStatus.LEFT))
    api.world.table.commit(changes)
    assert api(BEN).get(f"{MANAGERS}/{file_id}").status == 403
    assert api(OTTO).get(f"{MANAGERS}/{file_id}").status == 404


def test_a_review_with_files_is_still_read_in_two_calls(api: ReviewsApi) -> None:
    api.share_both()
    api.attach(BEN, "manager")
    ok(api(ADA).get(HOME))
    api.world.table.calls.clear()
    ok(api(ADA).get(HOME))
    assert api.world.table.calls.total() == 2


def test_an_erased_review_keeps_no_file(api: ReviewsApi) -> None:
    api.attach(ADA, "self")
    api.attach(BEN, "manager")

    def erase(command: Command) -> None:
        attachments.forget_files(command, found(command.reads, command.actor, ID, command.now))

    perform(wiring(), actor(HANA), erase)
    api.work()
    assert api.world.bucket.below("") == []
    assert api.file_ids("self") == api.file_ids("manager") == []
