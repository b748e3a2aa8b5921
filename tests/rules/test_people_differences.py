"""What an import would change, as someone reads it before it is done."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from chalicelib.kernel.policy import HR_ADMIN, HR_ASSISTANT
from chalicelib.people.rules.differences import ChangeKind, FieldChange, differences
from tests.reviews_company import ADA, BEN, CORA


def revision(old: Any, new: Any) -> Any:
    return SimpleNamespace(old=old, new=new)


def plan(**parts: Any) -> Any:
    return cast(Any, SimpleNamespace(**{"left": (), "updated": (), "created": ()} | parts))


def test_leavers_come_first_then_changes_then_who_is_new() -> None:
    changes = {"created": (None, ADA), "left": (CORA, CORA), "updated": (BEN, BEN)}
    told = list(differences(plan(**{kind: (revision(*pair),) for kind, pair in changes.items()})))
    assert [(one.fate, one.person) for one in told] == [
        (ChangeKind.LEFT, CORA),
        (ChangeKind.UPDATED, BEN),
        (ChangeKind.CREATED, ADA),
    ]


def test_people_of_one_fate_are_in_the_order_of_their_names() -> None:
    told = differences(plan(created=(revision(None, BEN), revision(None, ADA))))
    assert [one.person.name for one in told] == ["Ada", "Ben"]


def test_each_changed_field_is_told_before_and_after_and_the_others_are_not() -> None:
    new = replace(
        ADA, title="Lead", manager_name="Cleo", start_date=date(2026, 1, 5), roles=frozenset({HR_ADMIN, HR_ASSISTANT})
    )
    (told,) = differences(plan(updated=(revision(ADA, new),)))
    assert set(told.fields) == {
        FieldChange(field="title", before="", after="Lead"),
        FieldChange(field="manager", before="", after="Cleo"),
        FieldChange(field="start_date", before="", after="2026-01-05"),
        FieldChange(field="roles", before="", after="hr_admin, hr_assistant"),
    }
