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
from tests.api.attachments_desk import MANAGERS, OWN, TEXT, begun, listed, pass_, refused
from tests.api.client import Reply
from tests.api.reviews_world import HOME, ID, Office, office, ok
from tests.reviews_company import ADA, BEN, CLEO, HANA, NILS, NOW, OTTO, actor, cycle, day


@pytest.fixture
def desk() -> Iterator[Office]:
    with office(cycle(attachments=True)) as opened:
        yield opened


def test_files_follow_the_guards_of_the_side(desk: Office) -> None:
    file_id = desk.attach(ADA, "self")
    desk.write_self()
    desk.share_self()
    refused(desk.announce(ADA, "self"), 409, "already_shared")
    refused(desk(ADA).delete(f"{OWN}/{file_id}"), 409, "already_shared")
    desk.write_manager()
    desk.at(day(18))
    refused(desk.announce(BEN, "manager"), 409, "deadline_passed")
    desk.at(NOW)
    desk.share_manager()
    desk.attach(BEN, "manager")
    ok(desk(ADA).post(f"{HOME}/sign"))
    refused(desk.announce(BEN, "manager"), 409, "signed")
    refused(desk(BEN).delete(f"{MANAGERS}/{desk.file_ids('manager')[0]}"), 409, "signed")


def test_a_file_beside_a_shared_assessment_is_an_edit_of_it(desk: Office) -> None:
    """Visible at once, a new version once the last was read, one email in half an hour."""
    desk.share_both()
    assert ok(desk(ADA).get(f"{HOME}/manager")).json["version"] == 1
    form = begun(desk, BEN, "manager")
    whole = ok(desk(ADA).get(HOME)).json
    assert ok(desk(ADA).get(f"{HOME}/manager")).json == whole["manager"] | {"actions": whole["actions"]}
    assert desk.told("manager_edited") == []
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    assert desk.told("manager_edited") == ["Ada"]
    seen = ok(desk(ADA).get(f"{HOME}/manager")).json
    assert seen["version"] == 2
    assert [one["name"] for one in seen["attachments"]] == ["plan.txt"]
    assert desk(BEN).delete(f"{MANAGERS}/{form['attachment_id']}").status == 204
    gone = ok(desk(ADA).get(f"{HOME}/manager")).json
    assert (gone["version"], gone["attachments"]) == (3, [])
    assert desk.told("manager_edited") == ["Ada"]


def test_each_shared_version_says_which_files_there_were(desk: Office) -> None:
    def files(n: int) -> list[str]:
        row = desk.world.table.rows[store.version_key(ID, SideName.MANAGER, n)]
        return [one.name for one in store.version_of(row).files]

    desk.write_manager()
    desk.attach(BEN, "manager", "first.txt")
    desk.share_manager()
    ok(desk(ADA).get(HOME))
    desk.attach(BEN, "manager", "second.txt")
    desk.write_manager("More")
    assert (files(1), files(2)) == (["first.txt"], ["first.txt", "second.txt"])


def test_a_self_assessment_shared_while_a_file_is_on_its_way_gets_it_without_a_mail(desk: Office) -> None:
    desk.write_self()
    form = begun(desk)
    desk.share_self()
    assert listed(desk, BEN, "self") == []
    mails = len(desk.mails())
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    assert listed(desk, BEN, "self") == [("plan.txt", "ready")]
    assert ok(desk(BEN).get(f"{HOME}/self")).json["version"] == 2
    assert len(desk.mails()) == mails


def test_nothing_is_added_to_what_was_signed(desk: Office) -> None:
    desk.share_both()
    form = begun(desk, BEN, "manager")
    ok(desk(ADA).post(f"{HOME}/sign"))
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    seen = ok(desk(BEN).get(f"{MANAGERS}/{form['attachment_id']}")).json
    assert (seen["state"], seen["problem"]["code"]) == ("refused", "signed")
    assert listed(desk, ADA, "manager") == []
    desk.work()
    assert desk.world.bucket.below("") == []


def test_a_signature_that_comes_while_a_file_is_looked_at_wins(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.share_both()
    form = begun(desk, BEN, "manager")
    desk.world.bucket.post(form, TEXT)
    look = desk.world.bucket.read
    signed: list[Reply] = []

    def read(*asked: Any) -> bytes:
        if not signed:
            signed.append(ok(desk(ADA).post(f"{HOME}/sign")))
        return look(*asked)

    monkeypatch.setattr(desk.world.bucket, "read", read)
    stored.deliver(desk.world)
    assert listed(desk, BEN, "manager") == [("plan.txt", "refused")]
    assert desk.told("manager_edited") == []


def test_a_reviewer_who_is_replaced_while_announcing_a_file_announces_none(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is signed, and then the review is someone else's."""
    sign = desk.world.bucket.sign_post
    moved: list[Reply] = []

    def sign_post(*asked: Any, **how: Any) -> Any:
        if not moved:
            moved.append(ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id})))
        return sign(*asked, **how)

    monkeypatch.setattr(desk.world.bucket, "sign_post", sign_post)
    assert desk.announce(BEN, "manager").json["code"] == "reassigned"
    assert desk.file_ids("manager") == []


def test_a_file_that_is_deleted_while_it_is_looked_at_stays_deleted(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    look = desk.world.bucket.read

    def read(*asked: Any) -> bytes:
        desk(ADA).delete(f"{OWN}/{form['attachment_id']}")
        return look(*asked)

    monkeypatch.setattr(desk.world.bucket, "read", read)
    stored.deliver(desk.world)
    assert desk.file_ids("self") == []
    assert desk.world.bucket.below("") == []


def test_a_bucket_that_is_away_is_asked_again_later(desk: Office) -> None:
    form = begun(desk)
    desk.world.bucket.post(form, TEXT)
    desk.world.bucket.broken = True
    with pytest.raises(Unavailable):
        stored.deliver(desk.world)
    assert desk(ADA).get(f"{OWN}/{form['attachment_id']}").status == 503
    desk.world.bucket.broken = False
    pass_(desk, minutes=1)
    assert listed(desk, ADA, "self") == [("plan.txt", "ready")]


def test_a_review_that_is_gone_takes_no_file(desk: Office) -> None:
    form = begun(desk)
    del desk.world.table.rows[store.head_key(ID)]
    desk.world.bucket.post(form, TEXT)
    stored.deliver(desk.world)
    desk.work()
    assert desk.world.bucket.below("") == []


def test_a_draft_that_is_reassigned_leaves_no_file_to_the_next_reviewer(desk: Office) -> None:
    """Nor to anybody else: they stay with who put them there, like the text."""
    desk.write_manager()
    secret = desk.attach(BEN, "manager", "secret.txt")
    slow = begun(desk, BEN, "manager", name="slow.txt")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(desk, NILS, "manager") == []
    kept = desk.attach(NILS, "manager", "fresh.txt")
    desk.world.bucket.post(slow, TEXT)
    pass_(desk, minutes=21)
    assert listed(desk, NILS, "manager") == [("fresh.txt", "ready")]
    assert len(desk.world.bucket.below("")) == 3
    for reader in (NILS, CLEO, HANA, ADA):
        assert desk(reader).get(f"{MANAGERS}/{secret}").status in {403, 404}
    assert desk(NILS).delete(f"{MANAGERS}/{secret}").status == 404
    assert "download_url" in ok(desk(BEN).get(f"{MANAGERS}/{secret}")).json
    assert mine(desk, BEN) == [("secret.txt", "ready"), ("slow.txt", "ready")]
    assert mine(desk, NILS) == [("fresh.txt", "ready")]
    assert kept not in {secret, slow["attachment_id"]}
    assert (desk(BEN).get(HOME).status, desk(OTTO).get(MANAGERS).status) == (403, 404)
    assert desk(ADA).get(MANAGERS).status == 403


def mine(desk: Office, person: Person) -> list[tuple[str, str]]:
    """What someone has put beside the manager's assessment."""
    return [(one["name"], one["state"]) for one in ok(desk(person).get(f"{MANAGERS}?limit=5")).json["items"]]


def test_files_that_stayed_with_their_author_are_back_when_the_review_is(desk: Office) -> None:
    desk.attach(BEN, "manager", "plan.txt")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    for number in range(10):
        desk.attach(NILS, "manager", f"{number}.txt")
    assert desk.announce(NILS, "manager").status == 409
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": BEN.id}))
    assert listed(desk, BEN, "manager") == [("plan.txt", "ready")]
    assert len(mine(desk, NILS)) == 5


def test_a_late_file_of_a_reviewer_before_is_no_edit_of_what_another_has_shared(desk: Office) -> None:
    slow = begun(desk, BEN, "manager")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    ok(desk.save(NILS, "manager", {"answers": {"good": "<p>New</p>"}}))
    ok(desk(NILS).post(f"{HOME}/manager/share"))
    ok(desk(ADA).get(HOME))
    desk.world.bucket.post(slow, TEXT)
    stored.deliver(desk.world)
    assert desk.told("manager_edited") == []
    assert ok(desk(ADA).get(f"{HOME}/manager")).json["version"] == 1


def test_who_takes_over_is_answered_what_is_stored(desk: Office) -> None:
    desk.attach(BEN, "manager", "secret.txt")
    told = ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": HANA.id})).json
    assert told["manager"]["attachments"] == ok(desk(HANA).get(HOME)).json["manager"]["attachments"] == []


def test_what_is_shared_keeps_its_files_when_the_reviewer_changes(desk: Office) -> None:
    desk.share_both()
    desk.attach(BEN, "manager")
    ok(desk(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))
    assert listed(desk, ADA, "manager") == listed(desk, NILS, "manager") == [("plan.txt", "ready")]


def test_every_file_that_hr_is_given_is_on_record(desk: Office) -> None:
    desk.write_manager()
    file_id = desk.attach(BEN, "manager")
    reads = [row.body for k, row in desk.world.table.rows.items() if '"read_content"' in row.body]
    assert reads == []
    ok(desk(HANA).get(f"{MANAGERS}/{file_id}"))
    ok(desk(CLEO).get(f"{MANAGERS}/{file_id}"))
    (entry,) = [row.body for row in desk.world.table.rows.values() if '"read_content"' in row.body]
    for said in (HANA.id, "manager_attachment", file_id, '"disclosed":false'):
        assert said in entry


def test_names_of_files_are_on_record_for_hr_even_where_nothing_is_written(desk: Office) -> None:
    desk.attach(BEN, "manager")
    ok(desk(HANA).get(HOME))
    routes = [row.body for row in desk.world.table.rows.values() if '"read_content"' in row.body]
    assert len(routes) == 1


def test_who_left_gets_no_file(desk: Office) -> None:
    desk.share_both()
    file_id = desk.attach(BEN, "manager")
    ok(desk(BEN).get(f"{MANAGERS}/{file_id}"))
    row = desk.world.table.rows[people.person_key(BEN.id)]
    old = people.person_of(row)
    changes = Changes("left")
    people.write(changes, old, replace(old, status=PersonStatus.LEFT))
    desk.world.table.commit(changes)
    assert desk(BEN).get(f"{MANAGERS}/{file_id}").status == 403
    assert desk(OTTO).get(f"{MANAGERS}/{file_id}").status == 404


def test_a_review_with_files_is_still_read_in_two_calls(desk: Office) -> None:
    desk.share_both()
    desk.attach(BEN, "manager")
    ok(desk(ADA).get(HOME))
    desk.world.table.calls.clear()
    ok(desk(ADA).get(HOME))
    assert desk.world.table.calls.total() == 2


def test_an_erased_review_keeps_no_file(desk: Office) -> None:
    desk.attach(ADA, "self")
    desk.attach(BEN, "manager")

    def erase(command: Command) -> None:
        attachments.forget_files(command, found(command.reads, command.actor, ID, command.now))

    perform(wiring(), actor(HANA), erase)
    desk.work()
    assert desk.world.bucket.below("") == []
    assert desk.file_ids("self") == desk.file_ids("manager") == []
