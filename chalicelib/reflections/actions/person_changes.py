"""What is left to do when someone gets another manager. The former one sees nothing from that transaction on."""

from __future__ import annotations

from chalicelib.kernel.command import JobContext, perform_each
from chalicelib.kernel.jobs import at
from chalicelib.kernel.policy import Actor
from chalicelib.people import actions as people
from chalicelib.people.jobs import PersonChanged
from chalicelib.people.rules.changes import MANAGER
from chalicelib.reflections import mails, store
from chalicelib.reflections.actions.common import write_mail
from chalicelib.reflections.actions.lifecycle import share_again
from chalicelib.reflections.jobs import INDEX_SHARED, IndexShared, ShareEarlier

_SHARED_AT_ONCE = 20


def person_changed(context: JobContext, params: PersonChanged) -> None:
    """Let what someone said go from their former manager, with whom the words lie that found it.

    Most people of an import have no reflection at all: that is looked at first, and is one row.
    """
    owner_id = params.person_id
    if MANAGER in params.changed and store.mine(context.reads, owner_id, limit=1, after=None).rows:
        context.plan(at(context.now, INDEX_SHARED, IndexShared(owner_id=owner_id)))


def share_earlier_page(context: JobContext, params: ShareEarlier) -> str | None:
    """Share a page of what an earlier manager could see with the one of today, who gets an email at the end, once."""
    owner = people.find(context.reads, [params.owner_id]).get(params.owner_id)
    if owner is None or (owner.manager_id, owner.manager_term) != (params.manager_id, params.term):
        return None
    actor = Actor(id=owner.id, name=owner.name)
    page = store.mine(context.reads, owner.id, limit=_SHARED_AT_ONCE, after=context.cursor)
    perform_each(context, actor, [store.reflection_of(row).id for row in page.rows], share_again)
    if page.after is None:
        _tell(context, owner.id, params.manager_id)
    return page.after


def _tell(context: JobContext, owner_id: str, manager_id: str) -> None:
    known = people.find(context.reads, [owner_id, manager_id])
    if owner_id in known and manager_id in known:
        to, names = known[manager_id], {"owner": known[owner_id].name, "owner_id": owner_id}
        write_mail(context, mails.EARLIER_SHARED, to, **names)
