"""Where it is kept who made a reflection when: `P#{person}` / `E#RHYTHM`, right after the desk's rows (`D#…`).

So home reads it with the desk: it is the newest row of that range.
"""

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.table import Key, Row
from chalicelib.rhythm.rules import Made

PLACE = "E#RHYTHM"


def rhythm_key(person_id: str) -> Key:
    """Where the last reflection of somebody is named."""
    return Key(f"P#{person_id}", PLACE)


def row(person_id: str, made: Made) -> Row:
    """The row of `made`."""
    return Row(key=rhythm_key(person_id), body=encode(made))


def made_of(stored: Row) -> Made:
    """What a stored row says."""
    return decode(stored.body, Made)
