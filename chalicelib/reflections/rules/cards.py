"""A reflection in the line of time of its owner: what stands there of it, and who may see that."""

from __future__ import annotations

from chalicelib.cards.rules import Card
from chalicelib.kernel import screens
from chalicelib.people.rules import Person
from chalicelib.reflections.rules.model import Reflection, ReflectionState


def card_of(reflection: Reflection, words: str) -> Card:
    """Return the card of a reflection, a draft's too. `words`: its answers, without markup."""
    return Card(
        owner_id=reflection.owner.id,
        at=reflection.created_at,
        kind="reflections.reflection",
        id=reflection.id,
        title=reflection.title,
        words=words,
        state=reflection.state.value,
        link=screens.at(screens.REFLECTION, reflection_id=reflection.id),
        seen_by=_seen_by(reflection),
    )


def _seen_by(reflection: Reflection) -> dict[str, str]:
    """Return the last manager with whom it is shared, and in which term: in an earlier one nobody sees it anymore."""
    last = max(reflection.shared_with, key=lambda shared: shared.term, default=None)
    return {} if last is None else {"manager": last.person.id, "term": str(last.term)}


def shows_card(card: Card, actor_id: str, owner: Person) -> bool:
    """Return whether someone may see a reflection's card: whoever sees the reflection."""
    if actor_id == owner.id:
        return True
    now = {"manager": actor_id, "term": str(owner.manager_term)}
    return actor_id == owner.manager_id and card.state == ReflectionState.SHARED and card.seen_by == now
