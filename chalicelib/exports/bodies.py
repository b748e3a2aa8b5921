"""What is sent to the routes of exports."""

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.exports.rules import ExportKind
from chalicelib.people.actions import PersonId


class ExportBody(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What to export. `person_id`: whose data; one's own without it."""

    kind: ExportKind
    person_id: PersonId | UnsetType = UNSET
