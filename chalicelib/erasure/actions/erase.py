"""An approved erasure is carried out, page by page."""

from __future__ import annotations

from chalicelib.audit import actions as audit
from chalicelib.audit import rules as trail
from chalicelib.erasure import rules, store
from chalicelib.erasure.actions import requests, walk
from chalicelib.erasure.actions.walk import Declared, Place
from chalicelib.erasure.jobs import ERASE, ErasePerson
from chalicelib.erasure.rules import Erasure, ErasureState, QueriedRange
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.erasure import FORMER, Erased, retold
from chalicelib.kernel.errors import Unavailable
from chalicelib.kernel.jobs import at
from chalicelib.kernel.storage.table import Row
from chalicelib.people import actions as people
from chalicelib.people.actions.erasure import erased_person, import_runs


def erase(context: JobContext, params: ErasePerson) -> str | None:
    """Begin an erasure, go on with it, or end it once a round found nothing."""
    erasure = store.find_erasure(context.reads, params.person_id)
    if erasure is None:
        return None
    if erasure.state is ErasureState.APPROVED and erasure.version == params.version:
        return _begin(context, erasure)
    if erasure.state is not ErasureState.RUNNING:
        return None
    place = decode(context.cursor, Place) if context.cursor else Place()
    erased = Erased(person_id=erasure.person.id, names=erasure.names, keys=erasure.keys)
    if not walk.go_on(context.runtime, _declared(), erased, place):
        return encode(place)
    _purge(context, erased)
    if place.changed:
        return encode(Place(rounds=place.rounds + 1))
    _end(context, erasure, erased, place)
    return None


def _begin(context: JobContext, erasure: Erasure) -> str | None:
    """Take the person out of the directory, so that nothing new can be said of them, and begin to look."""
    person = people.find(context.reads, [erasure.person.id]).get(erasure.person.id)
    cause = "hold" if store.find_hold(context.reads, erasure.person.id) else "back" if person and person.active else ""
    if cause:
        requests.stop(context, erasure, cause)
        return None
    if import_runs(context):
        later = at(context.now + rules.PUT_OFF, ERASE, ErasePerson(erasure.person.id, erasure.version))
        context.plan(later)
        return None
    erased = erased_person(person) if person else Erased(person_id=erasure.person.id, names=(erasure.person.name,))
    for _, plan in requests.plans():
        if plan.begun is not None:
            plan.begun(context, erased)
    store.save_erasure(context.changes, rules.begun(erasure, names=erased.names, keys=erased.keys))
    return encode(Place())


def _declared() -> Declared:
    plans = [plan for _, plan in requests.plans()]
    ranges = [spec for plan in plans for spec in plan.ranges]
    return Declared(ranges, {name: one for plan in plans for name, one in plan.lists.items()})


def _folders(context: JobContext, erased: Erased) -> list[str]:
    company = context.runtime.settings.company
    folders = (folder for _, plan in requests.plans() for folder in plan.folders)
    return [f"{company}/{folder.format(person=erased.person_id)}" for folder in folders]


def _purge(context: JobContext, erased: Erased) -> None:
    """Remove every version of the person's files; it is fine to do so again in each round."""
    for folder in _folders(context, erased):
        context.runtime.bucket.purge(folder)
        if context.runtime.bucket.sizes(folder):
            raise Unavailable(case="removing")


def _end(context: JobContext, erasure: Erasure, erased: Erased, place: Place) -> None:
    """Say in the trail and in the erasure's own row what was read, and forget there what was looked for."""
    read = [walk.keys_of(spec) for spec in _declared().ranges]
    ranges = tuple(QueriedRange(keys=keys, rows=place.rows.get(keys, 0)) for keys in dict.fromkeys(read))
    files = tuple(QueriedRange(keys=f"s3: {folder}") for folder in _folders(context, erased))
    queried = (*ranges, *files)
    done = rules.done(
        erasure,
        former=FORMER,
        reason=str(retold(erasure.reason, erased)),
        queried=queried,
        rounds=place.rounds,
        now=context.now,
    )
    store.save_erasure(context.changes, done)
    entry = trail.of(
        context.actor,
        "erased",
        subject_id=erasure.person.id,
        object_kind="person",
        object_id=erasure.person.id,
        detail={"rounds": place.rounds, "queried": "; ".join(one.keys for one in queried)},
    )
    audit.record(context, entry)


def forget_in_erasure(command: Command, row: Row, erased: Erased) -> None:
    """Let erasures of others, and holds, not name a person who asked for them. The own row ends with the erasure."""
    from chalicelib.kernel.erasure import rename

    if row.key.sk != erased.person_id:
        rename(command, row, erased)
