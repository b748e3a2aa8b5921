"""What the directory hands out of a person's data: their own entry, as they read it, and their settings."""

from __future__ import annotations

from chalicelib.kernel.export import ExportContext, ExportDocument, ExportPage
from chalicelib.people.actions import directory
from chalicelib.people.views.people import person_view
from chalicelib.people.views.settings import settings_view

SIGNING_IN = "How {name} signs in: the sign-in service keeps that; only a fingerprint of the login is kept here."


def export_page(context: ExportContext, _cursor: str | None) -> ExportPage:
    """Return the one page that there is. What people set for themselves HR sees nowhere."""
    person = directory.load(context.reads, context.actor.id)
    entry = person_view(person, directory.chain_of(context.reads, person), context.actor)
    value = {"person": entry, "settings": settings_view(person)} if context.own else {"person": entry}
    document = ExportDocument(name="person.json", title=person.name, value=value)
    return ExportPage(documents=[document], left_out=[SIGNING_IN])
