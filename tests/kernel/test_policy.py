"""How an actor stands to a review: deny by default, the subject first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.policy import (
    HR_ADMIN,
    HR_ASSISTANT,
    SYSTEM,
    Actor,
    ActorKind,
    Relationship,
    either,
    hr,
    hr_admin,
    public,
    relationships,
    scope,
    signed_in,
)

CHAIN = ("ceo", "vp")


def _stands(actor: Actor) -> frozenset[Relationship]:
    return relationships(
        actor, subject_id="subject", reviewer_id="reviewer", reviewer_chain=CHAIN, contributor_ids=("peer",)
    )


def _person(name: str, *roles: str, chain: tuple[str, ...] = ()) -> Actor:
    return Actor(id=name, name=name, roles=frozenset(roles), chain=chain)


def test_each_party_has_its_standing() -> None:
    assert _stands(_person("subject")) == {Relationship.SUBJECT}
    assert _stands(_person("reviewer")) == {Relationship.REVIEWER}
    assert _stands(_person("peer")) == {Relationship.CONTRIBUTOR}
    assert _stands(_person("vp")) == {Relationship.UPLINE}
    assert _stands(_person("other", HR_ADMIN)) == {Relationship.HR_ADMIN}
    assert _stands(_person("other", HR_ASSISTANT)) == {Relationship.HR_STATUS}
    assert _stands(_person("other")) == {Relationship.OUTSIDER}


def test_somebody_may_stand_in_two_ways() -> None:
    assert _stands(_person("vp", HR_ADMIN)) == {Relationship.UPLINE, Relationship.HR_ADMIN}


def test_being_the_subject_overrides_every_other_role() -> None:
    assert _stands(_person("subject", HR_ADMIN, HR_ASSISTANT)) == {Relationship.SUBJECT}


def test_hr_admins_do_not_open_the_content_of_people_above_them() -> None:
    assert _stands(_person("other", HR_ADMIN, chain=("ceo", "subject"))) == {Relationship.HR_STATUS}


def test_an_hr_admin_opens_nothing_about_somebody_above_whatever_else_they_are() -> None:
    below = ("ceo", "subject")
    assert _stands(_person("vp", HR_ADMIN, chain=below)) == {Relationship.HR_STATUS}, "not as upline"
    assert _stands(_person("peer", HR_ADMIN, chain=below)) == {Relationship.HR_STATUS, Relationship.CONTRIBUTOR}
    assert _stands(_person("reviewer", HR_ADMIN, chain=below)) == {Relationship.HR_STATUS, Relationship.WRITER}
    assert _stands(_person("vp", chain=below)) == {Relationship.UPLINE}, "it is the role that closes it"


def test_a_machine_sees_status_at_most() -> None:
    machine = Actor(id="client:x", name="x", kind=ActorKind.CLIENT, scopes=frozenset({"cycles:read"}))
    assert _stands(machine) == {Relationship.HR_STATUS}
    assert _stands(Actor(id="client:x", name="x", kind=ActorKind.CLIENT)) == {Relationship.OUTSIDER}
    assert _stands(SYSTEM) == {Relationship.OUTSIDER}
    assert _stands(Actor(id="reviewer", name="x", kind=ActorKind.CLIENT)) == {Relationship.OUTSIDER}


@given(st.sets(st.sampled_from([HR_ADMIN, HR_ASSISTANT])), st.lists(st.sampled_from(["ceo", "vp", "subject", "x"])))
def test_nobody_gets_more_about_themselves_by_a_role(roles: set[str], chain: list[str]) -> None:
    assert _stands(_person("subject", *roles, chain=tuple(chain))) == {Relationship.SUBJECT}


def test_the_gates_of_routes() -> None:
    machine = Actor(id="client:x", name="x", kind=ActorKind.CLIENT, scopes=frozenset({"cycles:read"}))
    assert signed_in.allows(_person("a"))
    assert not signed_in.allows(machine)
    assert hr_admin.allows(_person("a", HR_ADMIN))
    assert not hr_admin.allows(_person("a", HR_ASSISTANT))
    assert hr.allows(_person("a", HR_ASSISTANT))
    assert not hr.allows(_person("a"))
    assert not hr.allows(replace(machine, roles=frozenset({HR_ADMIN}))), "a role is a person's"
    assert not hr_admin.allows(replace(machine, roles=frozenset({HR_ADMIN})))
    assert not scope("cycles:read").allows(replace(_person("a"), scopes=frozenset({"cycles:read"}))), (
        "a scope a machine's"
    )
    assert scope("cycles:read").allows(machine)
    assert not scope("people:write").allows(machine)
    gate = either(hr, scope("cycles:read"))
    assert gate.allows(machine)
    assert gate.name == "hr or cycles:read"
    assert public.anonymous
    assert public.allows(SYSTEM)


def test_a_gate_can_say_in_the_document_whom_the_rule_behind_it_lets_in() -> None:
    narrow = signed_in.narrowed("the reviewee")
    assert (narrow.who, narrow.name) == ("the reviewee", signed_in.name)
    assert narrow.allows(_person("ada"))
