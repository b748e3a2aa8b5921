"""What a launch would do."""

from dataclasses import dataclass

from chalicelib.cycles.rules import Pair, PlannedMail, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """A part of what a launch would do, and where the next part begins."""

    pairs: list[Pair]
    problems: list[PlanProblem]
    mails: list[PlannedMail]
    after: str | None
