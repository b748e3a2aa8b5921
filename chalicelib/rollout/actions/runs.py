"""A command for many reviews, page by page: each review in its own transaction, then one email a person.

What a review's own transaction did is written in it, so that a page that is carried out twice does nothing twice and
reports the same; the emails follow when all reviews are done, and say in one list what concerns someone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from chalicelib.cycles import actions as cycles
from chalicelib.cycles.rules import Run, RunOutcome, stepped
from chalicelib.kernel.command import Command, JobContext, perform_one
from chalicelib.kernel.errors import Invalid, NotAllowed, Refusal
from chalicelib.kernel.policy import Actor
from chalicelib.kernel.storage.table import ABSENT
from chalicelib.people import actions as people
from chalicelib.people.rules import Person, Ref, ref
from chalicelib.reviews.actions import review_rows
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.rules import Notification
from chalicelib.rollout.actions import review_pages, run_mails
from chalicelib.rollout.rules.run_results import RunResult
from chalicelib.rollout.store import run_results

Act = Callable[[Command, str], LoadedReview | None]
"""What is done to one review; None: there was nothing to do that anybody asks for."""
Pages = Callable[[str | None], tuple[list[str], str | None]]
"""The next reviews from a cursor on, and where the page after them begins."""
MAILS = "mails#"
PEOPLE = 40
_OWED = "owed"

NOTHING_TO_DO = frozenset({"no_open_task", "nudged_today", "already_shared", "later_date", "complete", "withdrawn"})
"""Refusals that say that a review is already where the command would bring it, or past it."""


def over(context: JobContext, run_id: str, actor: Actor | None, pages: Pages, act: Act) -> str | None:
    """Carry out the next page of a run, and its emails after the last one; return where it goes on."""
    run = cycles.find_run(context.reads, run_id)
    if context.cursor is not None and context.cursor.startswith(MAILS):
        return _mail_page(context, run, int(context.cursor.removeprefix(MAILS)))
    if actor is None:
        cycles.put_run(context, stepped(run, done=True))
        return None
    ids, further = pages(context.cursor)
    found = _page(context, run, actor, ids, act)
    context.changes.put_all(run_results.row(run, one) for one in found if one.outcome is not RunOutcome.DONE)
    cycles.put_run(context, stepped(run, [one.outcome for one in found]))
    return f"{MAILS}0" if further is None else further


def _page(context: JobContext, run: Run, actor: Actor, ids: Sequence[str], act: Act) -> list[RunResult]:
    before = run_results.already(context.reads, run, ids)
    wanted = {one: _to_be_done(one) for one in ids}
    names = people.find(context.reads, (one.person.id for one in wanted.values()))
    return [before.get(key) or _one(context, run, actor, _named(one, names), act) for key, one in wanted.items()]


def _to_be_done(review_id: str) -> RunResult:
    subject = Ref(id=review_rows.reviewee_of(review_id), name="")
    return RunResult(review_id=review_id, person=subject, outcome=RunOutcome.DONE)


def _named(done: RunResult, known: Mapping[str, Person]) -> RunResult:
    """With the name of whom the review is about, where someone has this id at all."""
    found = known.get(done.person.id)
    return done if found is None else replace(done, person=ref(found))


def _one(context: JobContext, run: Run, actor: Actor, done: RunResult, act: Act) -> RunResult:
    kept: list[RunResult] = []

    def attempt(command: Command, one: str) -> None:
        notifications: list[Notification] = []
        command.gathered = notifications
        loaded = act(command, one)
        kept[:] = [] if loaded is None else [replace(done, mails=run_mails.owed_mail(loaded, notifications))]
        command.changes.put_all([run_results.row(run, result) for result in kept], ABSENT)

    refusal = perform_one(context, actor, done.review_id, attempt)
    if refusal is not None:
        return _refused(run, done, refusal)
    return kept[0] if kept else replace(done, outcome=RunOutcome.UNCHANGED)


def _refused(run: Run, done: RunResult, refusal: Refusal) -> RunResult:
    outcome = RunOutcome.UNCHANGED if refusal.code in NOTHING_TO_DO else RunOutcome.REFUSED
    if isinstance(refusal, NotAllowed) and done.person.id == run.by:
        return replace(done, outcome=outcome, code="own_review")
    named = refusal.errors if isinstance(refusal, Invalid) and refusal.code == "invalid" else ()
    said = named[0].fault if named else refusal
    return replace(done, outcome=outcome, code=said.code, params=said.params)


def _mail_page(context: JobContext, run: Run, at: int) -> str | None:
    owed = context.memory.get(_OWED) or run_mails.by_person(run_results.everything_done(context.runtime.table, run))
    context.memory[_OWED] = owed
    page = list(owed)[at : at + PEOPLE]
    known = people.find(context.reads, page)
    mails = [one for to in page if to in known for one in run_mails.mails(run, known[to], owed[to])]
    review_pages.post(context, mails)
    end = at + PEOPLE
    through = end >= len(owed)
    cycles.put_run(context, stepped(run, mails=len(mails), done=through))
    return None if through else f"{MAILS}{end}"
