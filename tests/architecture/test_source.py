"""Rules of the source: sizes, and what may never stand in it."""

import ast

import pytest

from tests.architecture.source import Module, chalicelib, modules, product

EVERYTHING = modules("app.py", "chalicelib", "infra", "bench", "tests")
LINES_A_FILE = 400
LINES_A_FUNCTION = 50


def names(module: Module) -> set[str]:
    """Every name and attribute that the module mentions."""
    named = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    return named | {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda m: m.name)
def test_files_and_functions_are_short(module: Module) -> None:
    assert len(module.text.splitlines()) <= LINES_A_FILE
    for function in module.functions():
        lines = (function.end_lineno or 0) - function.lineno + 1
        assert lines <= LINES_A_FUNCTION, f"{function.name} has {lines} lines"


@pytest.mark.parametrize("module", product(), ids=lambda m: m.name)
def test_nothing_reaches_out_while_being_imported(module: Module) -> None:
    """A cold start pays for what an import does, and a test cannot swap what has already happened."""
    for node in module.at_import():
        if isinstance(node, ast.Attribute | ast.Name):
            word = ast.unparse(node)
            assert not word.startswith(("os.environ", "os.getenv", "boto3", "botocore.session")), word


@pytest.mark.parametrize("module", product(), ids=lambda m: m.name)
def test_the_table_is_never_scanned(module: Module) -> None:
    assert not names(module) & {"scan", "Scan", "rate_limited_scan"}
    constants = {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}
    assert "Scan" not in constants


def test_every_query_states_a_key_condition() -> None:
    """The one place that builds a Query gives it a condition on the sort key and a page's size."""
    (dynamo,) = (module for module in chalicelib() if module.name == "chalicelib.kernel.dynamo")
    assert dynamo.text.count('"Query"') == 1
    for stated in ("KeyConditionExpression", '"Limit"', "#s > :a", "begins_with(#s", "#s BETWEEN"):
        assert stated in dynamo.text


@pytest.mark.parametrize("module", product(), ids=lambda m: m.name)
def test_no_name_says_nothing(module: Module) -> None:
    assert not set(module.name.split(".")) & {"utils", "util", "helpers", "helper", "misc", "managers"}


@pytest.mark.parametrize(
    "module", [m for m in modules("tests") if not m.name.startswith("tests.local.")], ids=lambda m: m.name
)
def test_no_test_waits_for_the_clock(module: Module) -> None:
    """But for those of the local cloud, which wait for processes to start."""
    calls = {ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}
    assert not calls & {"time.sleep", "sleep"}
