"""The product's table of actions: who may do what, under which guards. `check` and `actions_of` both read it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.kernel.errors import Conflict, NotAllowed
from chalicelib.reviews.rules import guards as g
from chalicelib.reviews.rules.context import ActorRole, ReviewContext
from chalicelib.reviews.rules.guards import Guard
from chalicelib.reviews.rules.visibility import unseen


class ReviewAction(StrEnum):
    """What can be done with a review, as its list of actions names it."""

    SAVE_SELF = "save_self"
    SHARE_SELF = "share_self"
    UNSHARE_SELF = "unshare_self"
    SAVE_MANAGER = "save_manager"
    SHARE_MANAGER = "share_manager"
    UNSHARE_MANAGER = "unshare_manager"
    MARK_DONE = "mark_done"
    UNMARK_DONE = "unmark_done"
    SAVE_NOTES = "save_notes"
    SAVE_CONTRIBUTION = "save_contribution"
    MARK_CONTRIBUTION_DONE = "mark_contribution_done"
    UNMARK_CONTRIBUTION_DONE = "unmark_contribution_done"
    SIGN = "sign"
    REVOKE_SIGNATURES = "revoke_signatures"
    COMPLETE = "complete"
    EXTEND = "extend"
    REASSIGN = "reassign"
    WITHDRAW = "withdraw"
    ADJUST_RATING = "adjust_rating"
    NUDGE = "nudge"
    MARK_NOT_PROVIDED = "mark_not_provided"
    ADD_CONTRIBUTOR = "add_contributor"
    REMOVE_CONTRIBUTOR = "remove_contributor"


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of the table: these people may, where every guard lets them."""

    verb: ReviewAction
    who: frozenset[ActorRole]
    guards: tuple[Guard, ...]


def _line(verb: ReviewAction, who: set[ActorRole], *guards: Guard) -> TableLine:
    return TableLine(verb, frozenset(who), guards)


_HR = {ActorRole.HR, ActorRole.HR_ADMIN}
_RUNS_IT = {*_HR, ActorRole.AUTOMATION}
_ADMIN = {ActorRole.HR_ADMIN}
_ABOVE = {ActorRole.UPLINE, *_ADMIN}
_REVIEWER = {ActorRole.REVIEWER}
_REVIEWEE = {ActorRole.REVIEWEE}
_CONTRIBUTOR = {ActorRole.CONTRIBUTOR}

TABLE: tuple[TableLine, ...] = (
    _line(ReviewAction.SAVE_SELF, _REVIEWEE, g.opened, g.self_not_shared, g.self_expected, g.self_in_time),
    _line(ReviewAction.SHARE_SELF, _REVIEWEE, g.opened, g.self_not_shared, g.self_expected, g.self_in_time),
    _line(ReviewAction.SHARE_SELF, _HR, g.opened, g.self_not_shared, g.self_expected, g.self_written),
    _line(ReviewAction.UNSHARE_SELF, _REVIEWEE, g.opened, g.self_shared, g.self_in_time),
    _line(ReviewAction.SAVE_MANAGER, _REVIEWER, g.opened, g.manager_editable),
    _line(ReviewAction.SHARE_MANAGER, _REVIEWER, g.opened, g.manager_not_shared, g.share_from_reached),
    _line(ReviewAction.SHARE_MANAGER, _HR, g.opened, g.manager_not_shared, g.share_from_reached, g.manager_written),
    _line(ReviewAction.UNSHARE_MANAGER, {*_REVIEWER, *_HR}, g.opened, g.manager_shared, g.manager_in_time),
    _line(ReviewAction.MARK_DONE, _REVIEWER, g.done_box_on, g.opened, g.manager_written, g.not_done),
    _line(ReviewAction.UNMARK_DONE, _REVIEWER, g.done_box_on, g.opened, g.is_done),
    _line(ReviewAction.SAVE_NOTES, _REVIEWER, g.notes_on, g.cycle_kept, g.not_withdrawn),
    _line(ReviewAction.SAVE_CONTRIBUTION, _CONTRIBUTOR, g.opened, g.manager_editable),
    _line(ReviewAction.MARK_CONTRIBUTION_DONE, _CONTRIBUTOR, g.opened, g.manager_not_shared, g.contribution_not_done),
    _line(ReviewAction.UNMARK_CONTRIBUTION_DONE, _CONTRIBUTOR, g.opened, g.manager_not_shared, g.contribution_done),
    _line(ReviewAction.SIGN, _REVIEWEE, g.begun, g.both_shared, g.reviewee_unsigned),
    _line(ReviewAction.SIGN, _REVIEWER, g.begun, g.both_shared, g.reviewer_unsigned),
    _line(ReviewAction.REVOKE_SIGNATURES, _ADMIN, g.cycle_kept, g.finished),
    _line(ReviewAction.COMPLETE, _ADMIN, g.cycle_kept, g.unfinished, g.sign_by_passed),
    _line(ReviewAction.EXTEND, _ADMIN, g.pending),
    _line(ReviewAction.REASSIGN, _ADMIN, g.reviewer_open),
    _line(ReviewAction.WITHDRAW, _RUNS_IT, g.not_archived, g.unfinished),
    _line(
        ReviewAction.ADJUST_RATING,
        {ActorRole.UPLINE, *_ADMIN},
        g.calibrating,
        g.opened,
        g.manager_not_shared,
        g.manager_written,
    ),
    _line(ReviewAction.NUDGE, {ActorRole.REVIEWER, ActorRole.UPLINE, *_RUNS_IT}, g.begun, g.somebody_to_nudge),
    _line(ReviewAction.MARK_NOT_PROVIDED, _ADMIN, g.unsigned, g.self_not_shared, g.self_expected),
    _line(ReviewAction.ADD_CONTRIBUTOR, {*_REVIEWER, *_ADMIN}, g.unsigned, g.manager_not_shared),
    _line(ReviewAction.REMOVE_CONTRIBUTOR, {*_REVIEWER, *_ADMIN}, g.unsigned, g.manager_not_shared),
)


def check(context: ReviewContext, verb: ReviewAction) -> None:
    """Let the actor do this, or refuse: unknown to an outsider, not allowed to a party, a conflict by the state."""
    if context.outsider:
        raise unseen(context)
    lines = [line for line in TABLE if line.verb is verb]
    named = [line for line in lines if not line.who.isdisjoint(context.roles)]
    if not named:
        raise NotAllowed(case="only", who=_people(lines))
    refusals = [_refusal(line, context) for line in named]
    if all(refusals):
        raise next(refusal for refusal in refusals if refusal)


def may(context: ReviewContext, verb: ReviewAction) -> bool:
    """Return whether the actor may do this now."""
    return any(
        line.verb is verb and not line.who.isdisjoint(context.roles) and _refusal(line, context) is None
        for line in TABLE
    )


def who_may(verb: ReviewAction) -> frozenset[ActorRole]:
    """Return who may do this at all, whatever the state."""
    return frozenset(one for line in TABLE if line.verb is verb for one in line.who)


def actions_of(context: ReviewContext) -> tuple[ReviewAction, ...]:
    """Return everything that the actor may do now, in the order of the table."""
    return tuple(verb for verb in ReviewAction if may(context, verb))


def _refusal(line: TableLine, context: ReviewContext) -> Conflict | None:
    return next((refusal for guard in line.guards if (refusal := guard(context))), None)


def _people(lines: list[TableLine]) -> list[str]:
    """Return who may do it: where HR is named at all, its admins and systems need no mention."""
    who = {one for line in lines for one in line.who}
    spoken = who - {ActorRole.HR_ADMIN, ActorRole.AUTOMATION} if ActorRole.HR in who else who
    return [one.value for one in ActorRole if one in spoken]
