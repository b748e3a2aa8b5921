"""Users as a provider keeps them: who is made, who comes back, what is held, and what stays with HR."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.api.people_world import HR
from tests.api.scim_world import ENTERPRISE, USERS, Provisioned, provisioned, refusal


@pytest.fixture
def provided() -> Iterator[Provisioned]:
    with provisioned() as made:
        yield made


def _replace(path: str, value: Any) -> dict[str, Any]:
    return {"op": "replace", "path": path, "value": value}


# ---------------------------------------------------------------- making


def test_a_new_user_is_a_person_of_the_directory(provided: Provisioned) -> None:
    reply = provided.user(
        displayName="Nia New",
        externalId="ext-1",
        title="Rep",
        userType="Employee",
        timezone="europe/oslo",
        emails=[{"value": "Nia@X.test", "type": "work", "primary": True}],
        addresses=[{"type": "home", "locality": "Home"}, {"type": "work", "locality": "Oslo"}],
        **{
            ENTERPRISE: {
                "employeeNumber": "99",
                "department": "Sales",
                "manager": {"value": provided.id_of("mia@x.test")},
            }
        },
    )
    assert reply.status == 201
    made = reply.json
    assert reply.headers["location"] == made["meta"]["location"] == f"http://localhost:8000/api{USERS}/{made['id']}"
    assert reply.etag == made["meta"]["version"]
    assert reply.etag.startswith('W/"')
    assert made["schemas"] == ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE]
    assert made["emails"][0]["value"] == "Nia@X.test"
    assert made["addresses"] == [{"type": "work", "locality": "Oslo"}]
    assert made["timezone"] == "europe/oslo"
    person = provided.person(made["id"])
    wanted = {"name": "Nia New", "email": "nia@x.test", "title": "Rep", "department": "Sales", "location": "Oslo"}
    assert wanted | {"external_id": "99", "time_zone": "Europe/Oslo", "employment_type": "Employee"} == {
        name: person[name] for name in (*wanted, "external_id", "time_zone", "employment_type")
    }
    assert person["manager"]["name"] == "Mía Müller"
    assert provided.world.as_("nia@x.test").get("/me").json["id"] == made["id"]


def test_an_address_is_the_primary_one_else_the_one_for_work_else_the_user_name(provided: Provisioned) -> None:
    home = {"value": "at@home.test", "type": "home"}
    cases: list[tuple[dict[str, Any], str]] = [
        (
            {"userName": "u1", "emails": [{"value": "w1@x.test", "type": "work"}, home | {"primary": True}]},
            "at@home.test",
        ),
        (
            {"userName": "u2", "emails": [{**home, "value": "h2@home.test"}, {"value": "w2@x.test", "type": "Work"}]},
            "w2@x.test",
        ),
        ({"userName": "u3", "emails": [{"value": "w3@x.test"}]}, "w3@x.test"),
        ({"userName": "U4@x.test", "emails": [{**home, "value": "h4@home.test"}]}, "u4@x.test"),
        ({"userName": "u5@x.test"}, "u5@x.test"),
        ({"userName": "u6", "emails": [{**home, "value": "h6@home.test"}]}, ""),
    ]
    for body, email in cases:
        made = provided.user(**body)
        assert made.status == 201, made.text
        assert provided.person(made.json["id"])["email"] == email
    assert "emails" not in provided.get(made.json["id"]).json  # a private address is no one's business here


def test_a_user_name_that_is_no_address_is_taken(provided: Provisioned) -> None:
    made = provided.user(userName="nia.new").json
    assert provided.person(made["id"])["email"] == ""
    assert provided.get(made["id"]).json["userName"] == "nia.new"
    assert refusal(provided.user(userName="NIA.new"), 409, "uniqueness")


def test_what_is_not_known_here_is_passed_over(provided: Provisioned) -> None:
    reply = provided.user(
        preferredLanguage="nb",
        phoneNumbers=[{"value": 7}],
        roles=[{"value": "hr_admin"}],
        entitlements=["x"],
        id="mine",
        **{"urn:example:custom": {"x": 1}, "nickName": None},
    )
    assert reply.status == 201
    assert reply.json["id"] != "mine"
    assert provided.person(reply.json["id"])["roles"] == []


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({"userName": ""}, "userName"),
        ({"userName": None}, "userName"),
        ({"userName": "x" * 300}, "userName"),
        ({"active": "maybe"}, "active"),
        ({"timezone": "Moon/Base"}, "timezone"),
        ({"emails": [{"value": "no address", "primary": True}]}, "emails"),
        ({"title": "=1+1"}, "title"),
        ({"displayName": "x" * 300}, "displayName"),
        ({"externalId": "x" * 300}, "externalId"),
        ({ENTERPRISE: {"manager": {"value": "nobody"}}}, "manager"),
        ({ENTERPRISE: {"manager": "x" * 300}}, "manager"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_value_that_cannot_be_taken_is_named(provided: Provisioned, body: dict[str, Any], names: str) -> None:
    assert refusal(provided.user(**body), 400, "invalidValue").startswith(names)


def test_the_manager_by_any_key_that_names_one(provided: Provisioned) -> None:
    mia = provided.id_of("mia@x.test")
    provided.patch(mia, _replace("externalId", "okta-mia"), _replace("userName", "mia"))
    for number, key in enumerate([mia, "MIA", "Mia@X.test", "2", "okta-mia"]):
        made = provided.user(userName=f"n{number}", **{ENTERPRISE: {"manager": {"value": key}}})
        assert made.json[ENTERPRISE]["manager"]["value"] == mia, key
    assert provided.user(userName="2x", **{ENTERPRISE: {"employeeNumber": "okta-mia"}}).status == 201
    refused = provided.user(userName="n9", **{ENTERPRISE: {"manager": {"value": "okta-mia"}}})
    assert "more than one" in refusal(refused, 400, "invalidValue")


def test_the_zone_follows_from_what_hr_has_set(provided: Provisioned) -> None:
    """Else it is that of the token's maker; a machine that no one made has to say one."""
    first = provided.user(userName="z1").json["id"]
    assert provided.person(first)["time_zone"] == provided.person(provided.id_of(HR))["time_zone"]
    machine = provided.world.as_client("hris", "people:write")
    assert "zone" in refusal(machine.post(USERS, {"userName": "z2"}), 400, "invalidValue")
    assert machine.post(USERS, {"userName": "z2", "timezone": "Asia/Tokyo"}).status == 201
    provided.set(time_zone="Europe/Paris", zones={"locations": {"Lima": "America/Lima"}})
    assert provided.person(machine.post(USERS, {"userName": "z3"}).json["id"])["time_zone"] == "Europe/Paris"
    lima = provided.user(userName="z4", addresses=[{"type": "work", "locality": "lima"}]).json["id"]
    assert provided.person(lima)["time_zone"] == "America/Lima"
    assert "timezone" not in provided.get(lima).json
    assert provided.patch(lima, _replace("timezone", "Asia/Tokyo")).json["timezone"] == "Asia/Tokyo"
    assert provided.person(lima)["time_zone"] == "Asia/Tokyo"
    assert "timezone" not in provided.patch(lima, {"op": "remove", "path": "timezone"}).json
    assert provided.person(lima)["time_zone"] == "America/Lima"


# ---------------------------------------------------------------- keys


def test_keys_of_those_who_work_here_are_theirs(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    provided.patch(ann, _replace("externalId", "ann-key"))
    for body in (
        {"userName": "ann@x.test"},
        {"userName": "n1", "emails": [{"value": "ANN@x.test"}]},
        {"userName": "n2", ENTERPRISE: {"employeeNumber": "3"}},
        {"userName": "n3", "externalId": "ann-key"},
    ):
        refusal(provided.user(**body), 409, "uniqueness")
    bob = provided.id_of("bob@x.test")
    for path, value in (
        ("userName", "Ann@x.test"),
        ('emails[type eq "work"].value', "ann@x.test"),
        ("employeeNumber", "3"),
        ("externalId", "ann-key"),
    ):
        refusal(provided.patch(bob, _replace(path, value)), 409, "uniqueness")
    assert provided.person(bob)["email"] == "bob@x.test"


def _left(provided: Provisioned, **given: Any) -> str:
    """Someone made, then deleted."""
    body = {"userName": "lea@x.test", ENTERPRISE: {"employeeNumber": "4711"}} | given
    made: str = provided.user(**body).json["id"]
    assert provided.provider.delete(f"{USERS}/{made}").status == 204
    return made


def test_a_deleted_user_has_left_and_is_found_by_nobody(provided: Provisioned) -> None:
    made = _left(provided)
    assert provided.get(made).status == 404
    assert provided.patch(made, _replace("title", "x")).status == 404
    assert provided.provider.delete(f"{USERS}/{made}").status == 404
    for text in ('userName eq "lea@x.test"', f'id eq "{made}"', "active eq false"):
        assert provided.provider.get(f"{USERS}?filter={text.replace(' ', '%20')}").json["totalResults"] == 0
    assert provided.person(made)["status"] == "left"


def test_the_same_employee_with_the_same_address_comes_back(provided: Provisioned) -> None:
    made = _left(provided, externalId="old")
    again = provided.user(
        userName="LEA@x.test", externalId="new", title="Back", **{ENTERPRISE: {"employeeNumber": "4711"}}
    )
    assert (again.status, again.json["id"], again.json["active"]) == (201, made, True)
    assert again.json["externalId"] == "new"
    person = provided.person(made)
    assert (person["status"], person["title"], person["email"]) == ("active", "Back", "lea@x.test")
    assert provided.get(made).status == 200


def test_a_return_asked_for_twice_is_answered_twice(provided: Provisioned) -> None:
    made = _left(provided)
    body = {"userName": "lea@x.test", ENTERPRISE: {"employeeNumber": "4711"}}
    for _ in range(2):
        reply = provided.provider.post(USERS, body, idempotency_key="back")
        assert (reply.status, reply.json["id"]) == (201, made)


def test_a_leaver_may_come_back_as_one_who_has_left(provided: Provisioned) -> None:
    made = _left(provided)
    again = provided.user(userName="lea@x.test", active=False, **{ENTERPRISE: {"employeeNumber": "4711"}})
    assert (again.status, again.json["id"], again.json["active"]) == (201, made, False)
    assert provided.get(made).json["active"] is False


def test_an_address_of_a_leaver_does_not_pass_on_by_itself(provided: Provisioned) -> None:
    made = _left(provided)
    for other in ({}, {ENTERPRISE: {"employeeNumber": "4712"}}):
        assert "left" in refusal(provided.user(userName="lea@x.test", **other), 409, "uniqueness")
        refusal(provided.user(userName="n", emails=[{"value": "lea@x.test"}], **other), 409, "uniqueness")
    refusal(provided.user(userName="other@x.test", **{ENTERPRISE: {"employeeNumber": "4711"}}), 409, "uniqueness")
    provided.set(scim={"reuse_addresses": True})
    new = provided.user(userName="lea@x.test", **{ENTERPRISE: {"employeeNumber": "4712"}})
    assert new.status == 201
    assert new.json["id"] != made
    assert provided.person(made)["email"] == ""
    assert provided.id_of("lea@x.test") == new.json["id"]


def test_a_name_that_is_no_address_is_free_once_it_is_deleted(provided: Provisioned) -> None:
    """It leads to no sign-in; RFC 7644, section 3.6."""
    made = _left(provided, userName="lea", externalId="lea-key")
    new = provided.user(userName="LEA", externalId="lea-key")
    assert new.status == 201
    assert new.json["id"] != made
    gone = provided.user(userName="leo", externalId="leo-key").json["id"]
    provided.patch(gone, _replace("active", False))
    assert "left" in refusal(provided.user(userName="leo"), 409, "uniqueness")
    assert "left" in refusal(provided.user(userName="leo2", externalId="leo-key"), 409, "uniqueness")


# ---------------------------------------------------------------- changing


def test_what_the_provider_never_mentioned_stays_as_hr_has_it(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    body = {"userName": "ann@x.test", "displayName": "Ann A.", "active": True, "title": "Lead"}
    assert provided.provider.put(f"{USERS}/{ann}", body).status == 200
    person = provided.person(ann)
    assert (person["name"], person["title"], person["department"]) == ("Ann A.", "Lead", "Sales")
    assert (person["manager"]["name"], person["external_id"], person["location"]) == ("Mía Müller", "3", "Bergen")
    del body["title"], body["displayName"]
    assert provided.provider.put(f"{USERS}/{ann}", body).status == 200
    person = provided.person(ann)
    assert (person["title"], person["name"]) == ("", "ann@x.test")


def test_hrs_own_change_is_shown_until_the_provider_says_otherwise(provided: Provisioned) -> None:
    made = provided.user(displayName="Nia New", title="Rep", name={"givenName": "Nia", "familyName": "New"}).json["id"]
    seen = provided.hr.get(f"/people/{made}")
    changed = {"name": "Nia Newer", "title": "Lead", "location": "Oslo"}
    assert provided.hr.put(f"/people/{made}", changed, match=seen.etag).status == 200
    shown = provided.get(made).json
    assert (shown["displayName"], shown["title"]) == ("Nia Newer", "Lead")
    assert shown["addresses"] == [{"locality": "Oslo", "type": "work", "primary": True}]
    assert provided.patch(made, _replace("name.familyName", "Newest")).json["name"]["familyName"] == "Newest"
    assert provided.person(made)["name"] == "Nia Newest"
    assert provided.person(made)["title"] == "Lead"


def test_a_patch_that_changes_nothing_writes_nothing(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    before = provided.get(ann).etag
    assert provided.patch(ann, _replace("title", "Rep"), _replace("active", "True")).etag == before
    assert provided.patch(ann, _replace("nickName", "x")).etag == before


def test_a_new_name_is_the_new_address_only_where_it_is_one(provided: Provisioned) -> None:
    ann, made = provided.id_of("ann@x.test"), provided.user(userName="nia@x.test").json["id"]
    for user_id in (ann, made):
        provided.patch(user_id, _replace("userName", f"{user_id}@y.test"))
        assert provided.person(user_id)["email"] == f"{user_id}@y.test".lower()
    bob = provided.id_of("bob@x.test")
    provided.patch(bob, _replace("title", "Lead"))
    assert provided.patch(bob, _replace("userName", "bob")).json["userName"] == "bob"
    assert provided.person(bob)["email"] == "bob@x.test"
    assert provided.patch(made, _replace("userName", "nia")).json["userName"] == "nia"
    assert provided.person(made)["email"] == ""


def test_versions_are_honoured_and_not_demanded(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    old = provided.get(ann).etag
    patch = {"Operations": [_replace("title", "Lead")]}
    new = provided.provider.patch(f"{USERS}/{ann}", patch, match=old)
    assert new.status == 200
    stale = provided.provider.patch(f"{USERS}/{ann}", patch, match=old)
    assert (stale.status, stale.json["status"], stale.etag) == (412, "412", new.etag)
    assert provided.provider.patch(f"{USERS}/{ann}", patch, match="*").status == 200
    assert provided.provider.put(f"{USERS}/{ann}", {"userName": "ann@x.test"}, match=old).status == 412
    assert provided.provider.delete(f"{USERS}/{ann}", if_match=old).status == 412
    seen = provided.provider.get(f"{USERS}/{ann}", if_none_match=f'W/"x", {new.etag}')
    assert (seen.status, seen.text, seen.etag) == (304, "", new.etag)
    assert provided.provider.get(f"{USERS}/{ann}", if_none_match=old).status == 200
    assert provided.provider.get(f"{USERS}/{ann}", if_none_match="*").status == 304


def test_as_much_is_answered_as_is_asked_for(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    few = provided.provider.get(
        f"{USERS}/{ann}?attributes=userName,name.givenName,{ENTERPRISE}:manager.displayName"
    ).json
    assert few.keys() == {"schemas", "id", "userName", "name", ENTERPRISE}
    assert (few["name"], few[ENTERPRISE]) == ({"givenName": "Ann"}, {"manager": {"displayName": "Mía Müller"}})
    rest = provided.provider.get(f"{USERS}/{ann}?excludedAttributes=emails,name.formatted,{ENTERPRISE}").json
    assert not {"emails", ENTERPRISE} & rest.keys()
    assert "formatted" not in rest["name"]
    reply = provided.provider.patch(f"{USERS}/{ann}?attributes=title", {"Operations": [_replace("title", "X")]})
    assert reply.json.keys() == {"schemas", "id", "title"}


def test_somebody_who_left_is_kept_up_to_date_for_the_day_they_come_back(provided: Provisioned) -> None:
    ann = provided.id_of("ann@x.test")
    assert provided.patch(ann, _replace("active", False)).json["active"] is False
    top = provided.id_of("top@x.test")
    changed = provided.patch(
        ann,
        _replace("title", "Lead"),
        _replace("manager", top),
        _replace("externalId", "a"),
        {"op": "remove", "path": "department"},
    )
    assert (changed.json["title"], changed.json["externalId"], changed.json["active"]) == ("Lead", "a", False)
    assert changed.json[ENTERPRISE]["manager"]["value"] == top
    assert provided.provider.get(f'{USERS}?filter=externalId%20eq%20"a"').json["totalResults"] == 1
    assert (changed.json["displayName"], changed.json["emails"][0]["value"]) == ("Ann Anders", "ann@x.test")
    assert provided.person(ann)["title"] == "Rep"
    refusal(provided.patch(ann, _replace("timezone", "Moon/Base")), 400, "invalidValue")
    assert provided.patch(ann, _replace("active", "True")).json["title"] == "Lead"
    person = provided.person(ann)
    assert (person["status"], person["title"], person["department"]) == ("active", "Lead", "")
    assert person["manager"]["name"] == "Tora Top"
    assert person["time_zone"] == "Europe/Oslo"


def test_a_user_may_be_made_as_one_who_has_left(provided: Provisioned) -> None:
    made = provided.user(active=False, title="Rep", timezone="Asia/Tokyo").json
    assert made["active"] is False
    assert provided.person(made["id"])["status"] == "left"
    assert provided.world.as_("new@x.test").get("/me").status == 403
    assert provided.patch(made["id"], _replace("active", True)).json["active"] is True
    assert provided.world.as_("new@x.test").get("/me").status == 200


def test_nobody_manages_themselves_and_no_circle_closes(provided: Provisioned) -> None:
    mia = provided.id_of("mia@x.test")
    refusal(provided.patch(mia, _replace("manager", mia)), 400, "invalidValue")
    refusal(provided.patch(mia, _replace("manager", provided.id_of("ann@x.test"))), 400, "invalidValue")
