"""Who gets through the route of each route of reviews: anonymous, an outsider, a party without the right, allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from chalicelib.people.rules import Person
from chalicelib.reviews.routes import routes
from tests.api.reviews_world import HOME, ReviewsApi, ok, reviews_api
from tests.reviews_company import ADA, ASA, BEN, CLEO, CORA, HANA, HUGO, NILS, OTTO, cycle, day

CALM = cycle(calibration=True, hr_reads_notes=True, attachments=True)
PLAN = {"name": "plan.txt", "content_type": "text/plain", "size": 20}
WHY = {"reason": "Agreed with both"}


def nothing(_: ReviewsApi) -> None:
    """As launched."""


def drafts(api: ReviewsApi) -> None:
    api.write_self()
    api.write_manager(rating=2)


def shared(api: ReviewsApi) -> None:
    api.share_both()


def reassigned(api: ReviewsApi) -> None:
    api.write_manager()
    ok(api(HANA).post(f"{HOME}/reassign", {"reviewer_id": NILS.id}))


def signed(api: ReviewsApi) -> None:
    api.share_both()
    ok(api(ADA).post(f"{HOME}/sign"))


def self_shared(api: ReviewsApi) -> None:
    api.write_self()
    api.share_self()


def asked_cora(api: ReviewsApi) -> None:
    ok(api(BEN).post(f"{HOME}/contributors", {"person_id": CORA.id}))


def files(api: ReviewsApi) -> None:
    drafts(api)
    api.attach(ADA, "self")
    api.attach(BEN, "manager")


def files_shared(api: ReviewsApi) -> None:
    files(api)
    api.share_self()
    api.share_manager()


def late(api: ReviewsApi) -> None:
    api.at(day(25))


class Entry(NamedTuple):
    """One route: what must be behind us, who may, and which parties may not."""

    method: str
    path: str
    body: dict[str, Any] | None
    before: Callable[[ReviewsApi], None]
    allowed: tuple[Person, ...]
    refused: tuple[Person, ...]


DOORS = [
    Entry("GET", "", None, drafts, (ADA, BEN, CLEO, HANA, HUGO, ASA), ()),
    Entry("GET", "/information", None, drafts, (ADA, BEN, CLEO, HANA, HUGO, ASA), ()),
    Entry("GET", "/resources", None, drafts, (ADA, BEN, CLEO, HANA, HUGO, ASA), ()),
    Entry("GET", "/self", None, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self", None, shared, (ADA, BEN, CLEO, HANA), (HUGO, ASA)),
    Entry("PUT", "/self", {"answers": {"good": "x"}}, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/manager", None, drafts, (BEN, CLEO, HANA), (ADA, HUGO, ASA)),
    Entry("GET", "/manager", None, shared, (ADA, BEN, CLEO, HANA), (HUGO, ASA)),
    Entry("PUT", "/manager", {"answers": {"good": "x"}}, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/self/share", None, drafts, (ADA,), (BEN, CLEO)),
    Entry("POST", "/self/share", None, drafts, (HANA,), (BEN, CLEO)),
    Entry("POST", "/self/unshare", None, self_shared, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/manager/share", None, drafts, (BEN,), (ADA, CLEO)),
    Entry("POST", "/manager/unshare", None, shared, (BEN,), (ADA, CLEO)),
    Entry("POST", "/manager/done", {}, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/self/attachments", PLAN, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/manager/attachments", PLAN, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self/attachments/{attachment_id}", None, files, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self/attachments/{attachment_id}", None, files_shared, (ADA, BEN, CLEO, HANA), (HUGO, ASA)),
    Entry("GET", "/manager/attachments/{attachment_id}", None, files, (BEN, CLEO, HANA), (ADA, HUGO, ASA)),
    Entry("GET", "/manager/attachments/{attachment_id}", None, files_shared, (ADA, BEN, CLEO, HANA), (HUGO, ASA)),
    Entry("DELETE", "/self/attachments/{attachment_id}", None, files, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("DELETE", "/manager/attachments/{attachment_id}", None, files, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self/attachments", None, files, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/manager/attachments", None, files, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self/backups", None, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/manager/backups", None, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/self/backups/1", None, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/manager/backups/1", None, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/self/backups/1/restore", None, drafts, (ADA,), (BEN, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/manager/backups/1/restore", None, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/notes", None, drafts, (BEN, HANA), (ADA, CLEO, HUGO, ASA)),
    Entry("PUT", "/notes", {"text": "Hm"}, drafts, (BEN,), (ADA, CLEO, HANA, HUGO, ASA)),
    Entry("GET", "/contribution", None, asked_cora, (CORA,), (ADA, BEN, CLEO, HANA, HUGO, ASA)),
    Entry("PUT", "/contribution", {"answers": {"good": "x"}}, asked_cora, (CORA,), (ADA, BEN, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/contribution/done", {}, asked_cora, (CORA,), (ADA, BEN, CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/contributors", {"person_id": NILS.id}, nothing, (BEN,), (ADA, CLEO, HUGO, ASA)),
    Entry("DELETE", f"/contributors/{CORA.id}", None, asked_cora, (BEN,), (ADA, CLEO, HUGO, ASA)),
    Entry("POST", "/sign", {"comment": "Fair"}, shared, (ADA, BEN), (CLEO, HANA, HUGO, ASA)),
    Entry("POST", "/revoke-signatures", WHY, signed, (HANA,), (ADA, BEN, CLEO, HUGO, ASA)),
    Entry("POST", "/complete", WHY, late, (HANA,), (ADA, BEN, CLEO, HUGO, ASA)),
    Entry("POST", "/extend", {"side": "self", "until": "2026-03-20"}, nothing, (HANA,), (ADA, BEN, CLEO, HUGO, ASA)),
    Entry("POST", "/reassign", {"reviewer_id": NILS.id}, nothing, (HANA,), (ADA, BEN, CLEO, HUGO, ASA)),
    Entry("GET", "/former", None, reassigned, (BEN,), (ADA, NILS, HANA, HUGO, ASA)),
    Entry("POST", "/withdraw", WHY, nothing, (ASA,), (ADA, BEN, CLEO)),
    Entry("POST", "/adjust-rating", {"rating": 3} | WHY, drafts, (CLEO, HANA), (ADA, BEN, HUGO, ASA)),
    Entry("POST", "/nudge", None, nothing, (ASA,), (ADA,)),
    Entry("POST", "/mark-not-provided", None, nothing, (HANA,), (ADA, BEN, CLEO, HUGO, ASA)),
]


def request(api: ReviewsApi, route: Entry, person: Person | None, match: str | None = None) -> int:
    caller = api(person) if person else api.world.anonymous()
    headers = {"if-match": match} if match is not None else {}
    ids = api.file_ids(route.path.split("/")[1]) if "{" in route.path else []
    path = route.path.replace("{attachment_id}", ids[0] if ids else "none")
    return caller.send(route.method, HOME + path, route.body, headers).status


def etag(api: ReviewsApi, route: Entry, person: Person) -> str | None:
    """What an allowed writer would send; for everyone else any tag does."""
    if route.method != "PUT":
        return None
    found = api(person).get(HOME + route.path)
    return found.headers.get("etag", '"1"')


@pytest.mark.parametrize("route", DOORS, ids=[f"{d.method} {d.path or '/'} {d.before.__name__}" for d in DOORS])
def test_each_route_lets_in_only_whom_the_product_names(route: Entry) -> None:
    """[131, 119, 56] 401 without a token, 404 to an outsider, 403 to a party, and then the real thing."""
    with reviews_api(CALM) as api:
        route.before(api)
        assert request(api, route, None, '"0"') == 401
        assert request(api, route, OTTO, '"0"') == 404
        for person in route.refused:
            assert request(api, route, person, '"0"') == 403, person.name
        for person in route.allowed:
            assert request(api, route, person, etag(api, route, person)) in {200, 201, 204}, person.name


def test_no_route_is_missing_above() -> None:
    knocked = {(d.method, d.path.replace(CORA.id, "{person_id}").replace("/1", "/{n}")) for d in DOORS}
    known = {(e.method, e.path.removeprefix("/reviews/{review_id}")) for e in routes.routes}
    assert known - knocked == {("GET", "/reviews"), ("GET", "/reviews/former"), ("GET", "/team")}


MACHINE_DOORS = [d for d in DOORS if d.path not in {"", "/information", "/withdraw", "/nudge"}]


@pytest.mark.parametrize("route", MACHINE_DOORS, ids=lambda d: f"{d.method} {d.path}")
def test_no_scope_reads_or_writes_content(route: Entry) -> None:
    with reviews_api(CALM) as api:
        route.before(api)
        for machine in (api.watching, api.running):
            headers = {"if-match": '"1"', "idempotency-key": "k"}
            assert machine.send(route.method, HOME + route.path, route.body, headers).status == 403


def test_a_machine_sees_the_status_of_a_review_and_may_run_it() -> None:
    with reviews_api() as api:
        api.share_both()
        seen = ok(api.watching.get(HOME)).json
        assert seen["self"] == {"state": "shared", "locked": False, "shared_at": seen["self"]["shared_at"]}
        assert "answers" not in seen["manager"]
        assert "rating" not in seen["manager"]
        assert seen["actions"] == []
        assert "withdraw" in ok(api.running.get(HOME)).json["actions"]
        assert api.watching.post(f"{HOME}/withdraw", WHY, idempotency_key="a").status == 403
        assert api.running.post(f"{HOME}/withdraw", WHY).status == 422
        assert ok(api.running.post(f"{HOME}/withdraw", WHY, idempotency_key="b")).json["state"] == "withdrawn"


@pytest.mark.parametrize("wrong", ["nothing", "x" * 52, HOME[9:-1] + "Z"])
def test_an_unknown_review_is_unknown_to_everybody(wrong: str) -> None:
    with reviews_api() as api:
        for person in (ADA, HANA, OTTO):
            assert api(person).get(f"/reviews/{wrong}").status == 404
