"""A command for many reviews, as the person who gave it sees it."""

from datetime import datetime
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from chalicelib.cycles.rules import Run, RunCommand, RunOutcome
from chalicelib.people.actions import PersonRef, person_ref
from chalicelib.rollout.rules.run_results import RunResult


class RunView(Struct, frozen=True, kw_only=True):
    """How far a command for many reviews is. `unchanged`: there was nothing to do; `mails`: how many went out."""

    id: str
    command: RunCommand
    cycle_id: str | UnsetType = UNSET
    state: Literal["running", "done"]
    begun_at: datetime
    done: int
    unchanged: int
    refused: int
    mails: int


class RunResultView(Struct, frozen=True, kw_only=True):
    """What became of one review; `code` and `detail` say why it was not done."""

    review_id: str
    person: PersonRef
    outcome: Literal["done", "unchanged", "refused"]
    code: str | UnsetType = UNSET
    detail: str | UnsetType = UNSET
    params: dict[str, Any] | UnsetType = UNSET


def run_view(run: Run) -> RunView:
    """Return how far a run is."""
    return RunView(
        id=run.id,
        command=run.command,
        cycle_id=run.cycle_id or UNSET,
        state="done" if run.done else "running",
        begun_at=run.begun_at,
        done=run.outcomes.get(RunOutcome.DONE, 0),
        unchanged=run.outcomes.get(RunOutcome.UNCHANGED, 0),
        refused=run.outcomes.get(RunOutcome.REFUSED, 0),
        mails=run.mails,
    )


def result_view(of: RunResult) -> RunResultView:
    """Return what became of one review."""
    return RunResultView(
        review_id=of.review_id,
        person=person_ref(of.person),
        outcome=of.outcome.value,
        code=of.code or UNSET,
        detail=of.detail if of.code else UNSET,
        params=dict(of.params) if of.code else UNSET,
    )
