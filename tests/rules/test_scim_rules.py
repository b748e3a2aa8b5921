"""What a user and a group say, whose the keys are, which part is answered, and who comes in."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.company.rules import Company, Zones
from chalicelib.kernel.errors import Conflict, Malformed
from chalicelib.kernel.policy import Actor, ActorKind, Maker
from chalicelib.people.rules import Person, PersonStatus, ZoneFrom
from chalicelib.scim.rules import users
from chalicelib.scim.rules.claims import KeyClaim, KeyHolders, claimed, refuse_another
from chalicelib.scim.rules.schemas import ENTERPRISE, GROUPS, USER, USERS
from chalicelib.scim.rules.spellings import Spelling, User, sent_resource
from chalicelib.scim.rules.time_zones import zoned

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = "http://x/Users"
ADA = Person(id="ada", name="Ada Byron", email="ada@x.test", external_id="7", time_zone="Europe/Oslo")
LEFT = replace(ADA, status=PersonStatus.LEFT, left_at=NOW)


def _spelling(**resource: Any) -> Spelling:
    return Spelling(person_id="ada", resource=resource, changed_at=NOW, version=2)


# ---------------------------------------------------------------- users


@pytest.mark.parametrize(
    ("person", "name"),
    [
        (replace(ADA, user_name="byron"), "byron"),
        (ADA, "ada@x.test"),
        (replace(ADA, email=""), "7"),
        (replace(ADA, email="", external_id=""), "ada"),
    ],
)
def test_everybody_has_a_user_name(person: Person, name: str) -> None:
    assert users.derived(person, AT)["userName"] == name


def test_a_person_as_a_user() -> None:
    person = replace(ADA, manager_id="bob", manager_name="Bob", department="D", location="Oslo", scim_id="k")
    found = users.derived(person, AT)
    assert found["name"] == {"formatted": "Ada Byron", "givenName": "Ada", "familyName": "Byron"}
    assert found[ENTERPRISE] == {
        "employeeNumber": "7",
        "department": "D",
        "manager": {"value": "bob", "$ref": f"{AT}/bob"},
    }
    assert found["addresses"][0]["locality"] == "Oslo"
    assert found["externalId"] == "k"
    bare = users.derived(Person(id="x", name="Cher"), AT)
    assert bare == {
        "userName": "x",
        "name": {"formatted": "Cher", "familyName": "Cher"},
        "displayName": "Cher",
        "active": True,
    }


def test_a_version_grows_with_either() -> None:
    assert User(replace(ADA, version=3), None).version == 3
    assert User(replace(ADA, version=3), _spelling()).version == 5


def test_what_was_written_is_shown_as_far_as_it_holds() -> None:
    written = _spelling(
        userName="ADA@x.test",
        displayName="  Ada Byron ",
        title="Countess",
        emails=[{"value": "Ada@X.test"}],
        timezone="europe/OSLO",
        **{ENTERPRISE: {"employeeNumber": "7", "department": "Old"}},
    )
    shown = users.shown(replace(ADA, department="New"), written, AT)
    assert (shown["userName"], shown["displayName"]) == ("ADA@x.test", "  Ada Byron ")
    assert (shown["emails"], shown["timezone"]) == ([{"value": "Ada@X.test"}], "europe/OSLO")
    assert "title" not in shown
    assert shown[ENTERPRISE] == {"employeeNumber": "7", "department": "New"}
    other = users.shown(replace(ADA, email="new@x.test", name="Ada King", time_zone="Asia/Tokyo"), written, AT)
    assert (other["userName"], other["displayName"], other["timezone"]) == ("new@x.test", "Ada King", "Asia/Tokyo")


def test_what_cannot_be_read_any_more_is_not_shown() -> None:
    shown = users.shown(ADA, _spelling(userName="=x", title="=1", emails=[{"value": "none"}]), AT)
    assert (shown["userName"], shown["displayName"]) == ("ada@x.test", "Ada Byron")


def test_a_zone_that_follows_from_rules_is_not_shown() -> None:
    derived = replace(ADA, zone_from=ZoneFrom.COMPANY)
    assert "timezone" not in users.shown(derived, None, AT)
    assert "timezone" not in users.shown(derived, _spelling(), AT)
    assert users.shown(ADA, _spelling(), AT)["timezone"] == "Europe/Oslo"


def test_of_a_leaver_all_that_was_written_is_shown() -> None:
    whole = replace(_spelling(userName="a", title="Later"), whole=True)
    assert users.shown(LEFT, whole, AT) == {"userName": "a", "title": "Later", "active": False}
    assert users.shown(ADA, whole, AT)["userName"] == "ada@x.test"
    assert "active" not in users.shown(LEFT, replace(whole, silent=True), AT)


@pytest.mark.parametrize(
    ("old", "new", "values"),
    [
        ({}, {"title": "T"}, {"title": "T"}),
        ({"title": "T"}, {}, {"title": ""}),
        ({"title": "T"}, {"title": "T"}, {"title": "T"}),
        ({}, {"name": {"givenName": " A ", "familyName": "B"}}, {"name": "A B"}),
        ({}, {"displayName": " ", "name": {"formatted": "F", "givenName": "A"}}, {"name": "F"}),
        ({}, {"addresses": [{"locality": "X", "type": "home"}]}, {}),
        ({}, {"addresses": [{"locality": "X"}]}, {"location": "X"}),
        ({}, {ENTERPRISE: {"department": "D"}}, {"department": "D"}),
        ({}, {"externalId": "k"}, {"scim_id": "k"}),
    ],
)
def test_what_is_said(old: dict[str, Any], new: dict[str, Any], values: dict[str, str]) -> None:
    assert dict(users.said(old, new).values) == values


def test_what_is_said_as_before_is_no_change() -> None:
    found = users.said({"title": "T", "userType": "A"}, {"title": "T", "userType": "B"}, changes_only=True)
    assert dict(found.values) == {"employment_type": "B"}
    manager = {ENTERPRISE: {"manager": {"value": "bob"}}}
    assert users.said(manager, manager, changes_only=True).manager is None
    assert users.said(manager, manager).manager == "bob"
    assert users.said(manager, {}).manager == ""
    assert users.said({"userName": "a@x.test"}, {"userName": "a"}, keeps=frozenset({"email"})).values == {}
    assert users.not_the_providers({}) == {"email"}
    assert users.not_the_providers({"userName": "a"}) == frozenset()


def test_a_name_is_the_user_name_where_nothing_else_is_said() -> None:
    said = users.said({"displayName": "Ada"}, {})
    assert users.laid_on(ADA, said, "byron").name == "byron"
    with pytest.raises(Malformed):
        users.laid_on(ADA, said, "=x")
    for wrong in ("", "x" * 300, "a\u0000"):
        with pytest.raises(Malformed):
            users.user_name({"userName": wrong})


def test_a_user_name_is_kept_where_it_is_not_the_address() -> None:
    assert users.kept_name("ADA@x.test", "ada@x.test") == ""
    assert users.kept_name("other@x.test", "ada@x.test") == "other@x.test"
    assert users.kept_name("=ada", "ada@x.test") == "=ada"
    assert users.kept_name("ada", "") == "ada"


def test_the_basis_of_a_patch_has_only_what_was_said() -> None:
    assert users.basis(ADA, None, AT).keys() == {"userName", "name", "timezone", "active", ENTERPRISE}
    assert "emails" in users.basis(replace(ADA, user_name="byron"), None, AT)
    written = _spelling(userName="ada@x.test", displayName="Ada Byron", emails=[{"value": "ada@x.test"}])
    assert {"displayName", "emails"} <= users.basis(ADA, written, AT).keys()


def test_what_follows_from_something_else_is_shown_as_long_as_that_is_as_it_was() -> None:
    shown, basis = users.shown(ADA, None, AT), users.basis(ADA, None, AT)
    assert users.completed(basis | {"title": "T"}, basis, shown) == shown | {"title": "T"}
    renamed = basis | {"userName": "x", "name": {"givenName": "A"}}
    assert users.completed(renamed, basis, shown).keys() & {"displayName", "emails"} == set()
    assert users.completed({}, {}, {}) == {}
    assert users.completed(shown, shown, shown) == shown


def test_what_is_kept_of_a_patched_user() -> None:
    before = {"userName": "a", "title": "T", "userType": "U", ENTERPRISE: {"department": "D", "employeeNumber": "7"}}
    after = {"userName": "a", "title": "X", "userType": "U", ENTERPRISE: {"department": "D", "employeeNumber": "8"}}
    assert users.kept(before, after, {"userType": "U"}) == {
        "title": "X",
        "userType": "U",
        ENTERPRISE: {"employeeNumber": "8"},
    }
    many = {
        "emails": [{"value": "h", "type": "home"}, {"value": "w"}],
        "addresses": [{"locality": "h", "type": "home"}],
    }
    assert users.trimmed(many) == {"emails": [{"value": "w"}]}
    assert users.trimmed({"emails": [{"value": "h", "type": "home"}]}) == {}
    assert users.trimmed({"addresses": [{"locality": "Oslo"}]}) == {"addresses": [{"locality": "Oslo"}]}
    with_bob = users.with_manager({"userName": "a"}, replace(ADA, manager_id="bob"), AT)
    assert with_bob[ENTERPRISE]["manager"]["value"] == "bob"
    assert users.with_manager({"userName": "a"}, ADA, AT) == {"userName": "a"}
    assert users.schemas_of({}) == [USER]
    assert users.schemas_of({ENTERPRISE: {}}) == [USER, ENTERPRISE]


# ---------------------------------------------------------------- keys

NEW = Person(id="new", name="New", email="ada@x.test", external_id="7")
NOBODY = KeyHolders(by_name=(), by_email=None, by_employee_id=None, by_scim_id=None)
GONE = replace(LEFT, scim_deleted=True)
NAMED = replace(GONE, email="", user_name="byron")


def _claim(wanted: Person = NEW, *, new: bool = True, reuse: bool = False, **found: Any) -> KeyClaim:
    return claimed(replace(NOBODY, **found), wanted, new=new, reuse_addresses=reuse)


def _taken(wanted: Person = NEW, *, new: bool = True, reuse: bool = False, **found: Any) -> str:
    with pytest.raises(Conflict) as refused:
        _claim(wanted, new=new, reuse=reuse, **found)
    assert refused.value.code == "uniqueness"
    return refused.value.detail


def test_keys_that_are_nobodys_are_free() -> None:
    assert _claim() == KeyClaim()


def test_keys_of_somebody_active_are_theirs() -> None:
    _taken(by_name=(ADA,))
    _taken(by_email=ADA)
    _taken(by_scim_id=ADA)
    _taken(by_employee_id=ADA)


def test_a_leaver_comes_back_with_address_and_employee_id() -> None:
    assert _claim(by_name=(LEFT,), by_email=LEFT, by_employee_id=LEFT, by_scim_id=LEFT) == KeyClaim(back=LEFT)
    assert _claim(by_name=(NAMED,), by_employee_id=NAMED) == KeyClaim(back=NAMED)
    other = replace(NAMED, id="other")
    assert _claim(by_email=LEFT, by_scim_id=other) == KeyClaim(back=LEFT, scim_id_from=other)


def test_a_leavers_address_passes_on_only_where_hr_allows_it() -> None:
    stranger = replace(NEW, external_id="8")
    assert "left on 2026-03-02" in _taken(stranger, by_email=LEFT)
    assert "who left." in _taken(stranger, by_email=replace(LEFT, left_at=None))
    assert _claim(stranger, reuse=True, by_name=(LEFT,), by_email=LEFT) == KeyClaim(reuse=True)
    assert _claim(stranger, reuse=True, by_email=GONE, by_scim_id=GONE) == KeyClaim(reuse=True)
    other = replace(NAMED, id="other")
    both = _claim(stranger, reuse=True, by_name=(other,), by_email=LEFT, by_scim_id=other)
    assert both == KeyClaim(reuse=True, names_from=other, scim_id_from=other)
    _taken(replace(NEW, external_id=""), by_email=replace(LEFT, external_id=""))
    _taken(NEW, new=False, by_email=LEFT)


def test_an_employee_id_alone_brings_nobody_back() -> None:
    assert "employeeNumber" in _taken(by_employee_id=LEFT)


def test_a_name_that_leads_to_no_sign_in_is_free_once_deleted() -> None:
    stranger = replace(NEW, external_id="8")
    assert _claim(stranger, by_name=(NAMED,)) == KeyClaim(names_from=NAMED)
    kept = replace(NAMED, scim_deleted=False)
    assert "userName" in _taken(stranger, by_name=(kept,))
    assert _claim(stranger, reuse=True, by_name=(kept,)) == KeyClaim(names_from=kept)
    _taken(stranger, reuse=True, by_name=(LEFT,))
    _taken(stranger, by_name=(NAMED, replace(NAMED, id="other")))
    assert "externalId" in _taken(stranger, by_scim_id=LEFT)
    assert _claim(stranger, by_scim_id=GONE) == KeyClaim(scim_id_from=GONE)


# ---------------------------------------------------------------- zones

MAKER = Maker(id="hr", name="HR")
MACHINE = Actor(id="scim:1", name="Okta", kind=ActorKind.CLIENT, time_zone="Asia/Tokyo", maker=MAKER)
MAPPED = Company(time_zone="Europe/Paris", zones=Zones(locations={"Oslo": "Europe/Oslo"}))


def test_the_zone_of_somebody_whose_provider_says_none() -> None:
    new = Person(id="n", name="N", location="Oslo")
    assert zoned(None, new, MAPPED, MACHINE).time_zone == "Europe/Oslo"
    assert zoned(None, replace(new, location=""), MAPPED, MACHINE).zone_from is ZoneFrom.COMPANY
    assert zoned(None, new, Company(), MACHINE).time_zone == "Asia/Tokyo"
    assert zoned(None, new, Company(), replace(MACHINE, maker=None)) == new
    given = replace(new, time_zone="Asia/Tokyo", zone_from=ZoneFrom.GIVEN)
    assert zoned(None, given, MAPPED, MACHINE) == given
    assert zoned(new, new, MAPPED, MACHINE) == new
    taken_back = replace(given, zone_from=ZoneFrom.UNSET)
    assert zoned(given, taken_back, MAPPED, MACHINE).time_zone == "Europe/Oslo"
    kept = zoned(given, taken_back, Company(), MACHINE)
    assert (kept.time_zone, kept.zone_from) == ("Asia/Tokyo", ZoneFrom.COMPANY)


def test_a_zone_that_is_taken_back_is_not_given_any_more() -> None:
    new = users.laid_on(ADA, users.said({}, {"timezone": "asia/tokyo"}), "a")
    assert (new.time_zone, new.zone_from) == ("Asia/Tokyo", ZoneFrom.GIVEN)
    given = replace(ADA, zone_from=ZoneFrom.GIVEN)
    assert users.laid_on(given, users.said({"timezone": "x"}, {}), "a").zone_from is ZoneFrom.UNSET
    derived = replace(ADA, zone_from=ZoneFrom.COMPANY)
    assert users.laid_on(derived, users.said({"timezone": "x"}, {}), "a").zone_from is ZoneFrom.COMPANY


# ---------------------------------------------------------------- schemas


def test_attributes_are_found_in_any_case() -> None:
    found = USERS.attribute("", "USERNAME")
    assert found is not None
    assert found.part("x") is None
    assert USERS.attribute(ENTERPRISE, "department") is not None
    assert GROUPS.attribute("", "department") is None
    assert GROUPS.schema_of(ENTERPRISE) is None
    assert USERS.schema_of(ENTERPRISE.upper()) == ENTERPRISE


def test_what_is_published_is_what_is_kept() -> None:
    emails = USERS.attribute("", "emails")
    assert emails is not None
    published = emails.published()
    assert (published["multiValued"], [part["name"] for part in published["subAttributes"]]) == (
        True,
        ["value", "type", "primary"],
    )
    manager = USERS.attribute(ENTERPRISE, "manager")
    assert manager is not None
    assert manager.published()["subAttributes"][1]["referenceTypes"] == ["User"]


@pytest.mark.parametrize(
    ("has", "wants", "same"),
    [
        (("4", "Lia"), ("4", "Lia"), True),
        (("4", "Lia"), ("4", "Zed"), True),
        (("4", "Lia"), ("", "LÍA"), True),
        (("", "Lia"), ("5", "Lia"), True),
        (("", "Lia"), ("", "Lia"), True),
        (("4", "Lia"), ("5", "Lia"), False),
        (("4", "Lia"), ("", "Zed"), False),
        (("", "Lia"), ("5", "Zed"), False),
        (("", "Lia"), ("", "Zed"), False),
    ],
)
def test_a_leaver_comes_back_as_themselves_alone(has: tuple[str, str], wants: tuple[str, str], same: bool) -> None:
    leaver, wanted = (Person(id="LIA", name=name, external_id=number) for number, name in (has, wants))
    if same:
        refuse_another(leaver, wanted)
    else:
        with pytest.raises(Conflict):
            refuse_another(leaver, wanted)


def test_what_only_the_directory_has_said_stays_with_a_leaver_whom_a_put_describes() -> None:
    left = replace(LEFT, title="Designer", department="Design")
    found = users.with_unsaid({"userName": "ada@x.test"}, User(left, _spelling(userName="ada@x.test")), AT)
    assert (found["userName"], found["title"]) == ("ada@x.test", "Designer")
    assert found[ENTERPRISE]["department"] == "Design"
    said = users.with_unsaid(
        {"userName": "ada", "emails": [{"value": "a@x.test", "primary": True}]}, User(left, None), AT
    )
    assert [one["value"] for one in said["emails"]] == ["a@x.test"]
    kept = users.with_unsaid({"userName": "ada"}, User(left, None), AT)
    assert [one["value"] for one in kept["emails"]] == ["ada@x.test"]
    assert sent_resource(None) == {}
