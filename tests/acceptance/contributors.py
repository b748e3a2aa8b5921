"""Further reviewers."""

from collections.abc import Mapping
from typing import Any

from tests.acceptance.company import Caller, Somebody


def add_contributor(hr: Caller, review_id: str, person: Somebody) -> None:
    """Ask someone to contribute."""
    hr.post(f"/reviews/{review_id}/contributors", {"person_id": person.id}).ok()


def contribute(calls: Caller, review_id: str, answers: Mapping[str, Any]) -> None:
    """Write the contribution."""
    calls.save(f"/reviews/{review_id}/contribution", {"answers": answers}).ok()
