"""All sentences, each under `section.code`."""

from collections.abc import Mapping

from chalicelib.words.fields import ENDED, FIELDS, FILES, NOTICES, PARTICIPANTS, RECORDINGS, WORDS
from chalicelib.words.problems import PROBLEMS

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "problem": PROBLEMS,
    "field": FIELDS,
    "file": FILES,
    "recording": RECORDINGS,
    "notice": NOTICES,
    "plan": PARTICIPANTS,
    "ended": ENDED,
}
SENTENCES: Mapping[str, str] = {
    f"{section}.{code}": form for section, forms in SECTIONS.items() for code, form in forms.items()
}

__all__ = ["SECTIONS", "SENTENCES", "WORDS"]
