"""The emails of a command for many reviews: one a person, with a list where it concerns several of theirs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chalicelib.cycles.rules import Run, Stage
from chalicelib.kernel import screens
from chalicelib.kernel.codec import encode
from chalicelib.kernel.ids import digest_id
from chalicelib.mail import actions as mail
from chalicelib.mail.rules import Mail, MailKind, OpenTask
from chalicelib.people.rules import Person
from chalicelib.reviews import mails as reviews_mails
from chalicelib.reviews.actions import schedule
from chalicelib.reviews.actions.loaded_review import LoadedReview
from chalicelib.reviews.rules import Notification, Review, SideName, open_tasks
from chalicelib.rollout import mails as rollout_mails
from chalicelib.rollout.rules.run_results import OwedMail, RunResult

MOST_LINES = 200
LISTS = {
    reviews_mails.NUDGE.name: rollout_mails.NUDGE_LIST,
    reviews_mails.EXTENDED.name: rollout_mails.EXTENDED_LIST,
    reviews_mails.SELF_SHARED.name: rollout_mails.SELF_SHARED_LIST,
    reviews_mails.MANAGER_SHARED_FOR_YOU.name: rollout_mails.MANAGER_SHARED_LIST,
    rollout_mails.DEADLINE_MOVED.name: rollout_mails.DEADLINE_MOVED,
}
"""Which mail says several of a kind at once; of the other kinds no one gets two from one command."""


def owed_mail(loaded: LoadedReview, notifications: Iterable[Notification]) -> tuple[OwedMail, ...]:
    """Return the emails of one review as they are kept until all reviews are done."""
    return tuple(
        OwedMail(kind=one.kind.name, to=one.to.id, params=dict(one.params), line=_line(loaded, one))
        for one in notifications
        if one.to
    )


def _line(loaded: LoadedReview, notification: Notification) -> OpenTask | None:
    review = loaded.review
    if notification.kind is reviews_mails.EXTENDED:
        side = notification.params["side"]
        due_at = schedule.deadline_of(review, Stage(side)).at
        zone = review.manager_zone if side == SideName.MANAGER else review.own_zone
        words = reviews_mails.SIDES[side]
        return _open(review, kind=side, words=words, due_at=due_at, zone=zone, state="open", late=False)
    wanted = notification.params.get("task")
    for task in open_tasks(review, loaded.context.now):
        if notification.to is not None and (task.person.id, task.kind) == (notification.to.id, wanted):
            late = task.due_at <= loaded.context.now
            words = reviews_mails.TASKS[task.kind]
            return _open(
                review, kind=task.kind, words=words, due_at=task.due_at, zone=task.zone, state=task.state, late=late
            )
    return None


def _open(review: Review, **said: Any) -> OpenTask:
    about: dict[str, Any] = {
        "reviewee_id": review.reviewee.id,
        "reviewee": review.reviewee.name,
        "cycle": review.cycle_name,
    }
    return OpenTask(**about, **said, link=screens.at(screens.REVIEW, review_id=review.id))


def by_person(results: Iterable[RunResult]) -> dict[str, list[OwedMail]]:
    """Return what each person is to hear of a run, in the order of their ids."""
    found: dict[str, list[OwedMail]] = {}
    for result in results:
        for owed in result.mails:
            found.setdefault(owed.to, []).append(owed)
    return dict(sorted(found.items()))


def mails(run: Run, to: Person, owed: Sequence[OwedMail]) -> list[Mail]:
    """Return the emails to one person: one of each kind. No one hears of what they did themselves."""
    if not to.active or to.id == run.by:
        return []
    return [
        mail
        for kind in dict.fromkeys(one.kind for one in owed)
        for mail in _of_kind(run, to, kind, [one for one in owed if one.kind == kind])
    ]


def _of_kind(run: Run, to: Person, kind: str, owed: Sequence[OwedMail]) -> list[Mail]:
    listed = LISTS.get(kind)
    if listed is None or (len(owed) == 1 and listed.name != kind):
        return [_mail(run, to, mail.kind_of(kind), one.params, str(at)) for at, one in enumerate(owed)]
    return [_mail(run, to, listed, _list(run, listed, owed))]


def _list(run: Run, kind: MailKind, owed: Sequence[OwedMail]) -> dict[str, str]:
    """Return what the email with a list says: what there is to do, or whose assessments it is about."""
    said = kind.needs | kind.may
    known = owed[0].params | {"cycle_id": run.cycle_id}
    common = {name: text for name, text in known.items() if name in said}
    if any(one.params.get("readers") != common.get("readers") for one in owed):
        common.pop("readers", None)
    if "people" in said:
        return common | {"people": "\n".join(sorted(one.params["reviewee"] for one in owed))}
    lines = sorted((one.line for one in owed if one.line), key=lambda line: (line.due_at, line.reviewee.casefold()))
    return common | {"open": encode(lines[:MOST_LINES]), "count": str(len(lines))}


def _mail(run: Run, to: Person, kind: MailKind, params: Mapping[str, str], *about: str) -> Mail:
    return Mail(
        kind=kind,
        to_person_id=to.id,
        to_name=to.name,
        to_address=to.email,
        time_zone=to.time_zone,
        mail_id=digest_id(run.begun_at, run.id, to.id, kind.name, *about),
        params=params,
    )
