"""A refused input has each of its faults named by place."""

from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.http.validation_errors import validation_errors


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """Of a scale."""

    value: int
    label: str = ""


class Plan(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Nested, optional and limited."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    opens_on: date
    scale: Annotated[list[Step], msgspec.Meta(min_length=1)] | None = None
    days: list[int] | msgspec.UnsetType = msgspec.UNSET


FINE = {"name": "a", "opens_on": "2026-12-01"}


def pointers(value: object) -> list[str]:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(value, Plan)
    return [fault.pointer for fault in validation_errors(value, Plan, caught.value)]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({}, ["/name", "/opens_on"]),
        ({**FINE, "x": 1, "y": 2}, ["/x", "/y"]),
        ({"name": "", "opens_on": "soon", "z": 0}, ["/z", "/name", "/opens_on"]),
        (
            {**FINE, "scale": [{"value": "a"}, {}, {"value": 1, "q": 1}]},
            ["/scale/0/value", "/scale/1/value", "/scale/2/q"],
        ),
        ({**FINE, "scale": []}, ["/scale"]),
        ({**FINE, "days": [1, "x", None]}, ["/days/1", "/days/2"]),
        ({**FINE, "scale": "x", "days": {}}, ["/scale", "/days"]),
        ([], [""]),
        (None, [""]),
    ],
)
def test_every_fault_is_named(value: object, told: list[str]) -> None:
    assert pointers(value) == told


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["name", "opens_on", "scale", "days", "value", "x"]), inner)
        ),
    )
)
def test_what_is_refused_is_never_refused_without_a_reason(value: Any) -> None:
    try:
        msgspec.convert(value, Plan)
    except msgspec.ValidationError as error:
        found = validation_errors(value, Plan, error)
        assert found
        assert all(fault.detail.endswith(".") for fault in found)
