"""Rules of the source: sizes, and what may never stand in it."""

import ast

from tests.architecture.source import Module, chalicelib, modules, product

LINES_A_FILE = 400
LINES_A_FUNCTION = 50
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "misc", "managers"}
REACHES_OUT = ("os.environ", "os.getenv", "boto3", "botocore.session")


def names(module: Module) -> set[str]:
    """Every name and attribute that the module mentions."""
    named = {node.id for node in ast.walk(module.tree) if isinstance(node, ast.Name)}
    return named | {node.attr for node in ast.walk(module.tree) if isinstance(node, ast.Attribute)}


def constants(module: Module) -> set[object]:
    """Every literal that stands in the module."""
    return {node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant)}


def test_files_are_short() -> None:
    everything = modules("app.py", "chalicelib", "infra", "bench", "tests")
    long = {module.name: lines for module in everything if (lines := len(module.text.splitlines())) > LINES_A_FILE}
    assert not long


def test_functions_are_short() -> None:
    everything = modules("app.py", "chalicelib", "infra", "bench", "tests")
    long = {
        f"{module.name}.{function.name}": lines
        for module in everything
        for function in module.functions()
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LINES_A_FUNCTION
    }
    assert not long


def test_nothing_reaches_out_while_being_imported() -> None:
    """A cold start pays for what an import does, and a test cannot swap what has already happened."""
    reaching = {
        module.name: word
        for module in product()
        for node in module.at_import()
        if isinstance(node, ast.Attribute | ast.Name) and (word := ast.unparse(node)).startswith(REACHES_OUT)
    }
    assert not reaching


def test_the_table_is_never_scanned() -> None:
    scanning = [
        module.name
        for module in product()
        if names(module) & {"scan", "Scan", "rate_limited_scan"} or "Scan" in constants(module)
    ]
    assert not scanning


def test_every_query_states_a_key_condition() -> None:
    """The one place that builds a Query gives it a condition on the sort key and a page's size."""
    assert [module.name for module in chalicelib() if "Query" in constants(module)] == [
        "chalicelib.kernel.storage.dynamo"
    ]
    (dynamo,) = (module for module in chalicelib() if module.name == "chalicelib.kernel.storage.dynamo")
    assert dynamo.text.count('"Query"') == 1
    for stated in ("KeyConditionExpression", '"Limit"', "#s > :a", "begins_with(#s", "#s BETWEEN"):
        assert stated in dynamo.text


def test_every_name_says_something() -> None:
    assert not [module.name for module in product() if set(module.name.split(".")) & SAYS_NOTHING]


WAITS = ("tests.local.", "tests.browser.", "tests.acceptance.")


def test_no_test_waits_for_the_clock() -> None:
    """But for those of the local cloud and of the browser, which wait for processes of their own."""
    waiting = [
        module.name
        for module in modules("tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"time.sleep", "sleep"}
    ]
    assert not [
        name for name in waiting if not name.startswith(("tests.local.", "tests.browser.", "tests.acceptance."))
    ]


def test_a_class_name_means_one_thing() -> None:
    """Also because it is the name of a schema in the API's document: a second one would bring the module's path in."""
    where: dict[str, list[str]] = {}
    for module in chalicelib():
        for node in module.tree.body:  # a class in a class (PynamoDB's Meta) is named by both
            if isinstance(node, ast.ClassDef):
                where.setdefault(node.name, []).append(module.name)
    assert not {name: places for name, places in where.items() if len(places) > 1}
