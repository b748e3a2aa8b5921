"""Who is who: the readers that other features and the routes use. None of them scans."""

from collections.abc import Iterable, Iterator

from chalicelib.kernel.errors import FieldError, Invalid, NotFound, fault
from chalicelib.kernel.policy import HR_ADMIN
from chalicelib.kernel.storage.table import Reads, Table, position_of
from chalicelib.people.rules import Person, PersonStatus, path_of
from chalicelib.people.rules.search import PersonCard, card_of, first_match, query_words
from chalicelib.people.store import people

_SEARCHED = 400
_PAGE = 500

Cards = tuple[list[PersonCard], str | None]
"""A page, and where the next one goes on."""


def find(reads: Reads, person_ids: Iterable[str]) -> dict[str, Person]:
    """Return the people of `person_ids` who exist, by id; leavers too. Costs nothing for what was read before."""
    return people.find(reads, person_ids)


def load(reads: Reads, person_id: str) -> Person:
    """Return the person, or NotFound."""
    found = people.find(reads, [person_id]).get(person_id)
    if found is None:
        raise NotFound
    return found


def unknown(pointer: str) -> Invalid:
    """Return the refusal of an input that names someone who is not there."""
    return Invalid([FieldError(pointer, fault("unknown_person"))])


def chain_of(reads: Reads, person: Person) -> list[Person]:
    """Return the managers above, the own one first."""
    found = people.find(reads, person.chain)
    return [found[above] for above in reversed(person.chain) if above in found]


def directory_page(table: Table, *, limit: int, after: str | None) -> tuple[list[Person], str | None]:
    """Return one page of everyone who works here, managers before those below them."""
    page = people.everybody(Reads(table), status=PersonStatus.ACTIVE, limit=limit, after=after)
    return [people.person_of(row) for row in page.rows], page.after


def directory_position(person: Person) -> str:
    """Return where `directory_page` goes on after this person, in the middle of a page."""
    return people.position(person)


def everybody(reads: Reads, *statuses: PersonStatus) -> Iterator[Person]:
    """Everyone in the directory, or those with one of `statuses`; a call a page."""
    for status in statuses or PersonStatus:
        after, more = None, True
        while more:
            page = people.everybody(reads, status=status, limit=_PAGE, after=after)
            yield from (people.person_of(row) for row in page.rows)
            after, more = page.after, page.after is not None


def subtree(
    reads: Reads, person: Person, *, limit: int = 100, after: str | None = None
) -> tuple[list[Person], str | None]:
    """Return one page of everyone below `person`, at any depth: one range of the tree."""
    page = people.everybody(reads, status=PersonStatus.ACTIVE, limit=limit, after=after, below=path_of(person))
    return [found for row in page.rows if (found := people.person_of(row)).id != person.id], page.after


def reports(
    reads: Reads, manager_id: str, *, limit: int = 100, after: str | None = None
) -> tuple[list[Person], str | None]:
    """Return one page of those who report to `manager_id`, by name."""
    page = people.reports(reads, manager_id, limit=limit, after=after)
    return [people.person_of(row) for row in page.rows], page.after


def has_reports(reads: Reads, person_id: str) -> bool:
    """Return whether anybody reports to this person."""
    return bool(people.reports(reads, person_id, limit=1, after=None).rows)


def hr_people(reads: Reads) -> list[Person]:
    """Return everyone with an HR role who works here; one call."""
    page = people.hr(reads)
    found = page.rows
    while page.after is not None:
        page = people.hr(reads, after=page.after)
        found = [*found, *page.rows]
    return [people.person_of(row) for row in found]


def hr_admins(reads: Reads) -> list[Person]:
    """Return the HR admins who work here; one call."""
    return [person for person in hr_people(reads) if HR_ADMIN in person.roles]


def listed(
    reads: Reads,
    *,
    status: PersonStatus = PersonStatus.ACTIVE,
    manager_id: str | None = None,
    limit: int,
    after: str | None,
) -> Cards:
    """Return one page of everyone with `status`, or of those of them who report to `manager_id`."""
    if manager_id is not None and status is PersonStatus.ACTIVE:
        page = people.reports(reads, manager_id, limit=limit, after=after)
    else:
        page = people.everybody(reads, status=status, limit=limit, after=after)
    cards = [card_of(people.person_of(row)) for row in page.rows]
    return [card for card in cards if manager_id in (None, card.manager_id)], page.after


def search(
    reads: Reads,
    query: str,
    *,
    status: PersonStatus = PersonStatus.ACTIVE,
    manager_id: str | None = None,
    limit: int,
    after: str | None,
) -> Cards:
    """Return one page of those whose name or address has words that begin so; one call, whatever the company's size."""
    words = query_words(query)
    if not words:
        return [], None
    # Further words and a manager leave few of those who are found by the first word alone.
    looked_at = _SEARCHED if len(words) > 1 or manager_id is not None else min(2 * limit, _SEARCHED)
    page = people.words(reads, words[0], limit=looked_at, after=after)
    found: list[PersonCard] = []
    for row in page.rows:
        card = people.card_row(row)
        wanted = card.status is status and manager_id in (None, card.manager_id)
        if wanted and first_match(card, words) == people.word_of(row):
            found.append(card)
        if len(found) == limit:
            ends = row is page.rows[-1] and page.after is None
            return found, None if ends else position_of(row, None)
    return found, page.after
