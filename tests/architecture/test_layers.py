"""What the contracts of import-linter cannot say: which parts of a noun others may use, and what a rule may."""

import ast
import sys

import pytest

from tests.architecture.source import Module, chalicelib, modules

KERNEL_OF_RULES = {"errors", "policy"}
# `mail.kinds` is the list of mails, as pure as a rule.
PURE = {"rules", "kinds"}
MEETING_POINTS = PURE | {"actions"}
# The two modules that put everything together.
TOP = {"wiring"}


def parts_of(name: str) -> tuple[str, str]:
    """Noun and part of a dotted name under chalicelib."""
    parts = [*name.split("."), "", ""]
    return parts[1], parts[2]


def is_rule_import_fine(name: str) -> bool:
    """Standard library, errors and policy of the kernel, and rules of any noun."""
    if not name.startswith("chalicelib."):
        return name.split(".", maxsplit=1)[0] in sys.stdlib_module_names
    noun, part = parts_of(name)
    return part in (KERNEL_OF_RULES if noun == "kernel" else PURE)


@pytest.mark.parametrize("module", [m for m in chalicelib() if m.part in PURE], ids=lambda m: m.name)
def test_rules_import_the_standard_library_and_rules_only(module: Module) -> None:
    strange = [name for name in module.imports() if not is_rule_import_fine(name)]
    assert not strange


@pytest.mark.parametrize("module", [m for m in chalicelib() if m.noun not in TOP], ids=lambda m: m.name)
def test_nouns_meet_through_actions_and_rules_only(module: Module) -> None:
    met = [name for name in module.imports() if name.startswith("chalicelib.")]
    strangers = [name for name in met if parts_of(name)[0] not in {module.noun, "kernel", *TOP}]
    past_the_door = [name for name in strangers if parts_of(name)[1] not in MEETING_POINTS]
    assert not past_the_door


def test_the_kernel_imports_no_noun() -> None:
    for module in chalicelib():
        if module.noun == "kernel":
            named = {parts_of(name)[0] for name in module.imports() if name.startswith("chalicelib.")}
            assert named <= {"kernel"}, module.name


def test_app_only_names_what_the_nouns_offer() -> None:
    (app,) = modules("app.py")
    assert len(app.text.splitlines()) <= 60
    assert set(app.imports()) == {"gc", "chalicelib.kernel.http.api.Api"}
    offered = {module.name for module in chalicelib() if module.name.endswith(("routes", "events"))}
    named = {node.value for node in ast.walk(app.tree) if isinstance(node, ast.Constant)}
    assert offered - named == {"chalicelib.kernel.events"}
