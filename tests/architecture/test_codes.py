"""Every code that the service answers has one sentence, filled with what it is raised with."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chalicelib.kernel import errors
from chalicelib.words.catalogue import SECTIONS
from chalicelib.words.problems import CODES
from tests.architecture.source import ROOT, chalicelib
from tests.mail_world import KINDS

INHERENT = {"NotAllowed": "not_allowed", "NotFound": "not_found", "NotAuthenticated": "not_authenticated"}
ALWAYS = {"Throttled": "throttled", "Unavailable": "unavailable"}
FIRST = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.Refusal) and name not in {"Invalid", *ALWAYS}
}
HELPERS = {"fault": ("field", 0), "_misplaced": ("field", 0), "ManagerProblem": ("field", 1), "_unless": ("problem", 1)}
"""What makes a fault or a refusal of the code at this place."""
NOT_DATA = {"case", "ask", "errors", "rows", "columns", "retry_after", "code", "current", "etag"}
DEVELOPERS = {"observe"}
"""`observe.fault` is a log line."""


@dataclass(frozen=True)
class Raised:
    """A code with the parameters of one place in the source."""

    section: str
    code: str
    case: str = ""
    params: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        return f"{self.code}.{self.case}" if self.case else self.code


def _raised() -> Iterator[Raised]:
    for module in chalicelib():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call):
                yield from _of(node)


def _of(call: ast.Call) -> Iterator[Raised]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in DEVELOPERS:
        return
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    code, section = None, "problem"
    if name in FIRST:
        code = _text(call.args[0]) if call.args else INHERENT.get(name)
    elif name in ALWAYS:
        code = ALWAYS[name]
    elif name == "Invalid":
        code = _text(call.args[1]) if len(call.args) > 1 else _text(given.get("code")) or "invalid"
    elif name in HELPERS and len(call.args) > HELPERS[name][1]:
        section, at = HELPERS[name]
        code = _text(call.args[at])
    if code:
        case = _text(given.get("case")) or (_text(call.args[2]) if name == "_unless" and len(call.args) > 2 else "")
        yield Raised(section, code, case or "", frozenset(given) - NOT_DATA)


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _holes(form: str) -> set[str]:
    return set(re.findall(r"\{(\w+)(?::\w+)?\}", form))


def _written() -> set[str]:
    """Every short text in the code: a code may be kept in a table, or made of a verdict, before it is raised."""
    return {
        node.value
        for module in chalicelib()
        if module.path.parent.name != "words"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _forms(section: str) -> Mapping[str, str]:
    return SECTIONS[section]


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert sorted(f"{one.section}.{one.key}" for one in _raised() if one.key not in _forms(one.section)) == []


def test_every_sentence_is_filled_with_what_its_code_is_raised_with() -> None:
    wrong = [
        (f"{one.section}.{one.key}", _holes(_forms(one.section)[one.key]) - one.params)
        for one in _raised()
        if one.key in _forms(one.section)
    ]
    assert [(key, missing) for key, missing in wrong if missing] == []


def test_every_sentence_belongs_to_a_code_that_exists() -> None:
    words = _written()
    for section, forms in SECTIONS.items():
        unknown = [key for key in forms if not set(key.removesuffix(".one").split(".")) <= words]
        assert (section, unknown) == (section, [])


def test_every_code_of_a_problem_has_a_sentence_without_a_case() -> None:
    assert [key for key in SECTIONS["problem"] if key.split(".")[0] not in CODES] == []


def test_every_sentence_ends_as_one() -> None:
    for forms in SECTIONS.values():
        assert [key for key, form in forms.items() if not form.endswith((".", "{said}"))] == []


def test_the_client_says_what_each_kind_of_email_is_about() -> None:
    texts = (ROOT / "web/src/features/mail/text/en/kinds.ts").read_text()
    named = re.findall(r'"mail\.kind\.([a-z_.]+)":', texts)
    assert sorted(named) == sorted(kind.name for kind in KINDS)
