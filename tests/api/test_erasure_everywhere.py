"""Somebody with everything is erased: then every row of the table and every object of the bucket is looked through."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.audit.routes import routes as audit
from chalicelib.cards.rules import Card
from chalicelib.cards.store import row as card_row
from chalicelib.company.routes import routes as company
from chalicelib.cycles import store as cycles
from chalicelib.cycles.rules import Participants, Run, RunOutcome
from chalicelib.erasure.routes import routes as erasure
from chalicelib.kernel.storage.table import ABSENT, Changes, Key, Row
from chalicelib.people.routes.people import routes as people
from chalicelib.people.rules import PersonStatus, ref
from chalicelib.people.rules.accounts import InvitationRun, UninvitedPerson, UninvitedReason
from chalicelib.people.store import accounts
from chalicelib.people.store import people as directory
from chalicelib.reflections.routes import routes as reflections
from chalicelib.rollout.rules.launch_results import Failure, LaunchResult
from chalicelib.rollout.rules.run_results import RunResult
from chalicelib.rollout.store import launch_results, run_results
from chalicelib.scim import store as scim
from chalicelib.scim.rules.groups import Group
from chalicelib.scim.rules.spellings import Spelling
from chalicelib.tasks.rules import HomeTask
from chalicelib.tasks.store import row as task_row
from tests import stored
from tests.api.people_world import imported
from tests.api.reviews_world import HOME, ID, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, BEN, CORA, CYCLE_ID, EVERYBODY, HANA, HUGO, NILS, actor, cycle

ABOUT = ("CANARY-SELF", "CANARY-MANAGER", "CANARY-PART", "CANARY-NOTE")
"""What was written about Ada, by whomever."""
ID_STAYS = {"U", "ERASURES", "DAY", "L", "M", "RUN", "P", "HR", "S", "IMPORT"}
"""The id stays in the trail, the erasure, counts and emails to HR; and in the chain of managers of who was below."""


@pytest.fixture
def api() -> Iterator[ReviewsApi]:
    with reviews_api(cycle(attachments=True), None, erasure, people, company, audit, reflections) as world:
        write_everything(world)
        seed_everything(world)
        yield world


def write_everything(api: ReviewsApi) -> None:
    """A review with all its texts, files, notes, signatures; a reflection; emails; imports; refused sign-ins."""
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))
    ok(api.save(CORA, "contribution", {"answers": {"good": "CANARY-PART"}}))
    api.write_self("CANARY-SELF")
    api.write_manager("CANARY-MANAGER")
    ok(api.save(BEN, "notes", {"text": "<p>CANARY-NOTE</p>"}))
    api.attach(ADA, "self")
    api.attach(BEN, "manager")
    api.share_self()
    api.share_manager()
    ok(api(ADA).post(f"{HOME}/sign", {"comment": "Fine"}))
    one = ok(api(ADA).post("/reflections", {"title": "CANARY-SELF", "prompts": {"went_well": "CANARY-SELF"}})).json[
        "id"
    ]
    ok(api(ADA).post(f"/reflections/{one}/share"))
    ok(api(BEN).post(f"/reflections/{one}/comments", {"text": "CANARY-MANAGER"}))
    api.work()
    file = "".join(f"{one.email},{one.name},UTC,Paris\n" for one in EVERYBODY)
    ok(imported(api(HANA), f"email,name,time_zone,location\n{file}", "?reuse_addresses=true"))
    api.work()


def seed_everything(api: ReviewsApi) -> None:
    """What has no short way through the API: results, runs, groups, cards and tasks of others that name Ada."""
    now, table = api.world.now, api.world.table
    failure = Failure(person_id=ADA.id, name=ADA.name, reason="no_manager", params={})
    other = Failure(person_id=NILS.id, name=NILS.name, reason="left", params={"name": "Ada"})
    run = Run(id=f"01{'Z' * 24}", command="nudge", by=ADA.id, begun_at=now)
    outcome = RunResult(review_id=ID, person=ref(ADA), outcome=RunOutcome.REFUSED)
    invitations = InvitationRun(
        id=f"01{'Y' * 24}",
        actor=actor(HANA),
        begun_at=now,
        person_ids=(ADA.id, NILS.id),
        declined=(UninvitedPerson(person=ref(ADA), reason=UninvitedReason.LEFT),),
    )
    group = Group(id=f"01{'G' * 24}", name="Designers", created_at=now, changed_at=now, version=1)
    task = HomeTask(
        person_id=NILS.id, kind="x.y", ref="1", subject=ref(ADA), due_at=now, from_=now, link="/", time_zone="UTC"
    )
    card = Card(owner_id=NILS.id, at=now, kind="x.y", id="1", title="Thanks from Ada", link="/")
    changes = Changes("seed")
    changes.put(launch_results.page_row(CYCLE_ID, 1, LaunchResult(failed=(failure, other))))
    changes.put(Row.of(cycles.roster_key(CYCLE_ID), cycles.Roster(participants=Participants(also=(ADA.id, NILS.id)))))
    cycles.put_run(changes, run, ABSENT)
    changes.put(run_results.row(run, outcome))
    changes.put(accounts.run_row(invitations))
    scim.put_group(changes, None, group, (ADA.id, NILS.id))
    changes.put(scim.spelling_row(Spelling(person_id=ADA.id, resource={"name": "Ada"}, changed_at=now, version=1)))
    changes.put_all([task_row(task), card_row(card)])
    table.commit(changes)


def leave_and_erase(api: ReviewsApi, person: Any) -> Any:
    """Hana is the only one who may approve: the other HR admin was below."""
    ok(api(HANA).post(f"/people/{person.id}/leave"))
    api.work()
    api(person).get("/me")  # is refused, and noted for HR
    at = f"/people/{person.id}/erase"
    ok(api(HANA).post(at, {"reason": "Asked by letter", "confirm_name": person.name}))
    ok(api(HANA).post(f"{at}/approve"))
    api.world.now += timedelta(days=8)
    stored.work(api.world)
    return ok(api(HANA).get(at)).json


def places(api: ReviewsApi, *words: str) -> set[str]:
    """Where in the table one of these words stands, as whole words: `Ada` is not in `Adam`."""
    found = set()
    for key, row in api.world.table.rows.items():
        text = f"{key} {row.index1} {row.index2} {row.body}"
        if any(word in text for word in words):
            found.add(f"{key.pk} / {key.sk}")
    return found


def sorts(found: set[str]) -> set[str]:
    return {place.partition("#")[0].partition(" ")[0] for place in found}


def test_there_is_something_everywhere_before(api: ReviewsApi) -> None:
    found = sorts(places(api, "Ada", "ada@example.test"))
    assert {"P", "C", "M", "E", "S", "U", "IMPORT", "RUN", "INVITE", "SCIM"} <= found


def test_of_whom_everything_was_there_nothing_is_left_but_the_id(api: ReviewsApi) -> None:
    done = leave_and_erase(api, ADA)
    assert done["state"] == "done"
    assert places(api, "Ada", "ada@example.test", *ABOUT) == set()
    left = places(api, ADA.id)
    assert sorts(left) <= ID_STAYS
    of_others = {place.partition(" ")[0] for place in left if place.startswith("P#")}
    assert of_others == {f"P#{HUGO.id}", f"P#{NILS.id}"}, "who was below, and who has a task that named them"
    assert not [key for key in api.world.bucket.objects if ADA.id in key]
    table = api.world.table
    assert json.loads(table.rows[cycles.roster_key(CYCLE_ID)].body)["participants"]["also"] == [NILS.id]
    assert "a former colleague" in table.rows[Key(f"C#{CYCLE_ID}", "PG#000001")].body


def test_what_somebody_wrote_about_others_stays_by_a_former_colleague(api: ReviewsApi) -> None:
    leave_and_erase(api, BEN)
    assert places(api, "Ben", "ben@example.test", "CANARY-NOTE") == set()
    about_me = ok(api(ADA).get(HOME)).json
    assert about_me["reviewer"]["name"] == "a former colleague"
    side = ok(api(ADA).get(f"{HOME}/manager"))
    assert "CANARY-MANAGER" in side.text
    ada = ok(api(HANA).get(f"/people/{ADA.id}")).json
    assert ada["name"] == "Ada"
    people_of = directory.find(_reads(api), [ADA.id])[ADA.id]
    assert people_of.manager_name == "a former colleague"
    assert people_of.status is PersonStatus.ACTIVE
    moved = api(HANA).put(f"/people/{ADA.id}", {"manager_id": NILS.id}, match=str(people_of.version))
    assert ok(moved).json["manager"]["name"] == "Nils", "a report of theirs gets another manager as ever"


def _reads(api: ReviewsApi) -> Any:
    from chalicelib.kernel.storage.table import Reads

    return Reads(api.world.table)
