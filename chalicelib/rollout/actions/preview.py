"""The rehearsal of a launch: everything that would happen, from the same plan, and nothing written."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.cycles import rules
from chalicelib.cycles.rules import Cycle, PlannedMail, PlannedMailKind
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import Reads
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, PersonStatus
from chalicelib.rollout.actions import launch
from chalicelib.rollout.rules.launch_results import Rehearsal


def rehearse(reads: Reads, actor: Actor, cycle: Cycle, now: datetime, *, limit: int, after: str | None) -> Rehearsal:
    """Say what a launch now would do: `limit` pairs a page; problems, and what HR is told, with the first page."""
    directory = {person.id: person for person in people.everybody(reads, PersonStatus.ACTIVE)}
    named = people.find(reads, rules.named_ids(cycle.participants))
    known = directory | named
    participants = [person for person in known.values() if rules.takes_part(cycle.participants, person)]
    pairs, problems = rules.plan(participants, known, _busy(reads, cycle, participants))
    begin = int(after or 0)
    end = begin + limit
    mails = [*rules.mails_of(cycle, pairs, slice(begin, end), now)]
    if not begin:
        launcher = people.find(reads, [actor.id]).values()
        mails += (PlannedMail(to=person, kind=PlannedMailKind.LAUNCH_FINISHED, at=now) for person in launcher)
        mails += rules.digests_of(cycle, pairs, people.hr_people(reads), now)
    return Rehearsal(
        pairs=pairs[begin:end],
        problems=[] if begin else problems,
        mails=mails,
        after=str(end) if end < len(pairs) else None,
    )


def _busy(reads: Reads, cycle: Cycle, participants: Iterable[Person]) -> frozenset[str]:
    elsewhere = launch.other_heads(launch.other_cycles(reads, cycle), (person.id for person in participants))
    return launch.busy_in(reads.fetch(*elsewhere), elsewhere)
