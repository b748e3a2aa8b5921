"""What the service says to people, in one place: each code has one sentence, filled with its parameters.

`catalogue` holds the sentences. The web client phrases the same codes from its own catalogue, in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Param = str | int | float | Sequence[str]
"""Data to fill a sentence with: a name, a number, a date as ISO writes it, or words of the API."""

_ALSO = ("file", "problem", "field")
"""Where a code is looked up that its own section does not have: a file is also refused for what its place says."""
_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")


def sentence(section: str, code: str, params: Mapping[str, Param]) -> str:
    """Return the English sentence of a code. `params["case"]` chooses between several sentences.

    Words of the API come as a list, also where there is one; `{name:or}` joins them with "or". `{name:time}` is
    a number of milliseconds as players show it.
    """
    from chalicelib.words.catalogue import SENTENCES, WORDS

    def filled(hole: re.Match[str]) -> str:
        value, how = params.get(hole[1], hole[0]), hole[2]
        if isinstance(value, int):
            return _clock(value) if how == "time" else f"{value:,}"
        if isinstance(value, str | float):
            return str(value)
        return (" or " if how == "or" else ", ").join(WORDS.get(one, _plain(one)) for one in value)

    keys = [f"{one}.{code}" for one in (section, *_ALSO)]
    known = [key for key in (*(f"{key}.{params.get('case')}" for key in keys[:1]), *keys) if key in SENTENCES]
    form = known[0] if known else code
    form = f"{form}.one" if params.get("n") == 1 and f"{form}.one" in SENTENCES else form
    return _HOLE.sub(filled, SENTENCES.get(form, _plain(form)))


def _clock(milliseconds: int) -> str:
    """ "3:05"."""
    minutes, seconds = divmod(milliseconds // 1_000, 60)
    return f"{minutes}:{seconds:02}"


def _plain(word: str) -> str:
    return word.replace("_", " ")
