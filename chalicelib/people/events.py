"""The directory's kinds of work on the queue; `chalicelib.wiring` hands them to the worker."""

from collections.abc import Mapping

from chalicelib.people.actions.changing import RECHAIN
from chalicelib.people.actions.following import import_people, rechain
from chalicelib.people.actions.importing import IMPORT
from chalicelib.timetable.actions import Handler

HANDLERS: Mapping[str, Handler] = {IMPORT: import_people, RECHAIN: rechain}
