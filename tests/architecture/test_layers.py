"""What the contracts of import-linter cannot say: which parts of a feature others may use, and what a rule may."""

import ast
import sys
from graphlib import CycleError, TopologicalSorter

from chalicelib.wiring import FEATURES
from tests.architecture.source import chalicelib, modules, product

KERNEL_OF_RULES = {"addresses", "days", "email", "errors", "jobs", "policy", "screens"}
# The emails that a feature declares are as pure as a rule.
PURE = {"rules", "mails"}
MEETING_POINTS = PURE | {"actions", "jobs"}
# The two modules that put everything together.
TOP = {"wiring"}
# The sentences of all codes, which anything may say.
BASE = {"words"}


def parts_of(name: str) -> tuple[str, str]:
    """Feature and part of a dotted name under chalicelib."""
    parts = [*name.split("."), "", ""]
    return parts[1], parts[2]


def is_meeting_fine(feature: str, name: str) -> bool:
    """The feature itself, the kernel, what puts all together, or what another feature offers."""
    met, part = parts_of(name)
    return met in {feature, "kernel", *TOP, *BASE} or part in MEETING_POINTS


def is_rule_import_fine(name: str) -> bool:
    """Standard library, what is pure in the kernel, and rules of any feature."""
    if not name.startswith("chalicelib."):
        return name.split(".", maxsplit=1)[0] in sys.stdlib_module_names
    feature, part = parts_of(name)
    return feature in BASE or part in (KERNEL_OF_RULES if feature == "kernel" else PURE)


def test_rules_import_the_standard_library_and_rules_only() -> None:
    rules = [module for module in chalicelib() if module.part in PURE]
    strange = {(module.name, name) for module in rules for name in module.imports() if not is_rule_import_fine(name)}
    assert rules
    assert not strange


def test_emails_are_declared_by_what_is_light() -> None:
    """Rules that name a kind load its declaration, and so does the mailer."""
    fine = {"chalicelib.kernel.screens", "chalicelib.mail.rules.MailKind", "chalicelib.mail.rules.MailTopic"}
    for module in chalicelib():
        if module.part == "mails":
            assert {name for name in module.imports() if name.startswith("chalicelib.")} <= fine, module.name


def test_features_meet_through_actions_and_rules_only() -> None:
    past_the_door = {
        (module.name, name)
        for module in chalicelib()
        if module.feature not in TOP
        for name in module.imports()
        if name.startswith("chalicelib.") and not is_meeting_fine(module.feature, name)
    }
    assert not past_the_door


def test_the_kernel_imports_no_feature() -> None:
    for module in chalicelib():
        if module.feature == "kernel":
            named = {parts_of(name)[0] for name in module.imports() if name.startswith("chalicelib.")}
            assert named <= {"kernel", *BASE}, module.name


def test_app_names_which_features_answer_and_nothing_else() -> None:
    (app,) = modules("app.py")
    assert len(app.text.splitlines()) <= 60
    assert set(app.imports()) == {"gc", "chalicelib.kernel.http.api.Api", "chalicelib.wiring.feature"}
    with_routes = {module.feature for module in chalicelib() if "routes" in module.part}
    with_events = {module.feature for module in chalicelib() if module.part == "events"}
    named = {node.value for node in ast.walk(app.tree) if isinstance(node, ast.Constant)}
    assert with_routes | with_events - {"kernel"} <= named


def test_every_feature_declares_itself_and_loads_nothing_by_that() -> None:
    """Everything else of it is imported inside the functions that need it."""
    declared = {
        module.feature: module for module in chalicelib() if module.part == "feature" and module.feature != "kernel"
    }
    assert set(declared) == {module.feature for module in chalicelib()} - {"kernel", "wiring", "words", ""}
    assert set(declared) == set(FEATURES)
    for module in declared.values():
        of_ours = {name for name in module.loads() if name.startswith("chalicelib.")}
        assert of_ours == {"chalicelib.kernel.feature.Feature"}, module.name
        assert not [node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)], module.name


def test_the_wiring_loads_no_feature() -> None:
    """It stands on the kernel; a feature is imported by the case that answers for it."""
    (wiring,) = modules("chalicelib/wiring.py")
    assert [name for name in wiring.loads() if name.startswith("chalicelib.") and parts_of(name)[0] != "kernel"] == []


def test_no_modules_load_each_other_in_a_circle() -> None:
    """Layers keep features apart; inside of a part, too, each module stands on others that do not stand on it."""
    names = {module.name for module in product()}
    loads = {
        module.name: {name if name in names else name.rpartition(".")[0] for name in module.loads()} & names
        for module in product()
    }
    try:
        TopologicalSorter({name: found - {name} for name, found in loads.items()}).prepare()
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None
