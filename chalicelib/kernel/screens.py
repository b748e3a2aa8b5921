"""Where the client shows what: the one place on the server that knows the paths of its screens.

A path with `{names}` is filled in by `at`. Each feature of the client declares its screens, in its `routes.ts`;
`tests/architecture/test_links.py` compares the two.
"""

from typing import Final
from urllib.parse import quote

HOME: Final = "/"
REVIEWS: Final = "/reviews"
REVIEW: Final = "/reviews/{review_id}"
FORMER_REVIEW: Final = "/reviews/{review_id}/former"
TEAM_IN_CYCLE: Final = "/team?cycle_id={cycle_id}"
REFLECTION: Final = "/reflections/{reflection_id}"
NEW_REFLECTION: Final = "/reflections/new"
SHARED_REFLECTIONS: Final = "/reflections?role=manager&owner_id={owner_id}"
PERSON: Final = "/people/{person_id}"
HELD_CHANGES: Final = "/people/held"
IMPORT: Final = "/hr/import"
CYCLE: Final = "/hr/cycles/{cycle_id}"
WITHOUT_REVIEWER: Final = "/hr/cycles/{cycle_id}?without_reviewer=true"
SETTINGS: Final = "/settings"
UNSUBSCRIBE: Final = "/unsubscribe?token={token}"


def at(screen: str, **names: str) -> str:
    """Return the path of `screen` for these ids."""
    return screen.format_map({name: quote(text, safe="") for name, text in names.items()})
