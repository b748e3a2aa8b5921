"""Who writes: `perform` alone commits, and whatever reaches outside of the table says here why it may, and when."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from tests.architecture.source import Module, chalicelib

TABLE_WRITES = frozenset({"commit", "put_many", "count"})
MAY_WRITE = {
    ("chalicelib.kernel.command", "commit", "commit"): "the one commit, which `perform` alone asks for",
    ("chalicelib.kernel.storage.quota", "spend_at_once", "count"): "counts what is asked, also where nothing follows",
    ("chalicelib.scim.actions.admission", "admitted", "count"): "counts what is asked, also where nothing follows",
    ("chalicelib.people.actions.imports", "stage", "put_many"): (
        "a plan is larger than a transaction: nothing leads to it before the run that names it, and it expires"
    ),
}
GATEWAYS = {
    "bucket": frozenset({"begin", "complete", "abort", "send_part", "write", "rewrite", "remove", "purge"}),
    "transcriber": frozenset({"start", "forget"}),
    "accounts": frozenset({"create", "take_over", "move", "enable", "disable", "remove", "ask_second_factor"}),
    "queue": frozenset({"send"}),
    "mail_gateway": frozenset({"send"}),
}
ALIASES = {"_pool": "accounts", "pool": "accounts"}
CLAIMED = "its job's row is the claim, the progress of the job settles it, and a second turn does no harm"
NAMED = "the row names the object since an earlier commit; another turn writes the same there"
MAY_REACH_OUTSIDE = {
    ("chalicelib.kernel.command", "send_now", "queue"): "after the commit; where it fails the tick asks",
    ("chalicelib.timetable.actions", "_hand_over", "queue"): "asks for committed jobs, before each is leased by itself",
    ("chalicelib.mail.actions.delivery", "_send", "mail_gateway"): "claimed in one commit, settled in the next",
    ("chalicelib.files.actions.stored_objects", "purge_files", "bucket"): CLAIMED,
    ("chalicelib.files.actions.stored_objects", "remove_object_version", "bucket"): CLAIMED,
    ("chalicelib.files.actions.attachment_verification", "_examined", "bucket"): NAMED,
    ("chalicelib.reflections.actions.upload_verification", "_copied", "bucket"): NAMED,
    ("chalicelib.reflections.actions.upload_verification", "_poster_arrived", "bucket"): (
        "under the key that the browser sent to; S3 tells of what is written as of any other picture"
    ),
    ("chalicelib.reflections.actions.captions", "start_captions", "transcriber"): CLAIMED,
    ("chalicelib.reflections.actions.captions", "transcribed", "transcriber"): "after the commit that took its work in",
    (
        "chalicelib.reflections.actions.caption_versions",
        "store_captions",
        "bucket",
    ): "after the commit that named it",
    ("chalicelib.reflections.actions.caption_versions", "write_captions", "bucket"): NAMED,
    ("chalicelib.reflections.actions.recording", "_begun", "bucket"): (
        "an upload that no row names holds nothing, and the bucket's lifecycle aborts it"
    ),
    (
        "chalicelib.reflections.actions.recording",
        "_join",
        "bucket",
    ): "a part of an upload that its row names",
    (
        "chalicelib.reflections.actions.recording",
        "_refuse_oversized",
        "bucket",
    ): "a refusal follows",
    ("chalicelib.reflections.actions.recording", "_assemble", "bucket"): (
        "of an upload that its row names; a call that died half-way finds the object made"
    ),
    ("chalicelib.people.actions.erasure", "remove", "accounts"): CLAIMED,
    ("chalicelib.erasure.actions.erase", "_purge", "bucket"): CLAIMED,
    ("chalicelib.people.actions.accounts", "_carry_out", "accounts"): CLAIMED,
    ("chalicelib.people.actions.accounts", "_created", "accounts"): CLAIMED,
    ("chalicelib.people.actions.accounts", "_taken_over", "accounts"): CLAIMED,
    ("chalicelib.people.actions.accounts", "_moved_past", "accounts"): CLAIMED,
    ("chalicelib.people.actions.accounts", "_settle", "accounts"): CLAIMED,
}


class Use(NamedTuple):
    """Where something of the table or of a gateway is used: the module, the innermost function, and what."""

    module: str
    function: str
    what: str


def innermost(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Every node with the name of the innermost function around it."""
    waiting: list[tuple[str, ast.AST]] = [("", tree)]
    while waiting:
        name, node = waiting.pop()
        yield name, node
        inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else name
        waiting += [(inner, child) for child in ast.iter_child_nodes(node)]


def last(node: ast.expr) -> str:
    """The last name of `a.b.c`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def outside(module: Module) -> bool:
    """Whether the module is neither a gateway itself nor the table, and no rules, which know of neither."""
    return module.part != "rules" and not module.name.startswith(
        ("chalicelib.kernel.aws", "chalicelib.kernel.storage.dynamo")
    )


def table_writes(modules: Iterator[Module]) -> set[Use]:
    return {
        Use(module.name, function, node.attr)
        for module in modules
        for function, node in innermost(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in TABLE_WRITES and last(node.value) in {"table", "_table"}
    }


def effects(modules: Iterator[Module]) -> set[Use]:
    found = set()
    for module in modules:
        for function, node in innermost(module.tree):
            if isinstance(node, ast.Attribute):
                gateway = ALIASES.get(last(node.value), last(node.value))
                if node.attr in GATEWAYS.get(gateway, ()):
                    found.add(Use(module.name, function, gateway))
    return found


def renamed(modules: Iterator[Module]) -> Iterator[tuple[str, str]]:
    """Gateways that are given a name under which the rules here would not find them."""
    for module in modules:
        for function, node in innermost(module.tree):
            if not isinstance(node, ast.Assign):
                continue
            targets, values = node.targets[0], node.value
            pairs = (
                zip(targets.elts, values.elts, strict=True)
                if isinstance(targets, ast.Tuple) and isinstance(values, ast.Tuple)
                else [(targets, values)]
            )
            for target, value in pairs:
                gateway = value.attr if isinstance(value, ast.Attribute) else ""
                named = ALIASES.get(last(target), last(target))
                if gateway in {*GATEWAYS, "table"} and last(value.value) == "runtime" and named != gateway:  # type: ignore[attr-defined]
                    yield module.name, function


def sources() -> Iterator[Module]:
    return (module for module in chalicelib() if outside(module))


def test_perform_alone_commits_and_who_else_writes_says_why() -> None:
    unknown = table_writes(sources()) - {Use(*one) for one in MAY_WRITE}
    assert not unknown, "collect it in the command: command.changes.put, command.plan"


def test_who_reaches_outside_says_what_happens_when_it_dies() -> None:
    unknown = effects(sources()) - {Use(*one) for one in MAY_REACH_OUTSIDE}
    assert not unknown, "claim in one commit, do it in a job, settle in the next; or name it here with a reason"


def test_every_reason_is_still_needed() -> None:
    assert {Use(*one) for one in MAY_WRITE} <= table_writes(sources())
    assert {Use(*one) for one in MAY_REACH_OUTSIDE} <= effects(sources())


def test_a_gateway_keeps_its_name_wherever_it_is_used() -> None:
    assert not list(renamed(sources()))


def test_jobs_are_sent_after_a_commit_only() -> None:
    users = {
        (module.name, function)
        for module in sources()
        for function, node in innermost(module.tree)
        if isinstance(node, ast.Name) and node.id == "send_now"
    }
    assert users == {("chalicelib.kernel.command", "wake"), ("chalicelib.timetable.actions", "run")}


@pytest.mark.parametrize("gateway", GATEWAYS)
def test_every_operation_of_a_gateway_that_changes_something_is_known(gateway: str) -> None:
    from chalicelib.kernel import runtime
    from chalicelib.kernel.aws import accounts, bucket, ses, transcriber

    protocols: dict[str, type] = {
        "bucket": bucket.Bucket,
        "transcriber": transcriber.Transcriber,
        "accounts": accounts.Accounts,
        "queue": runtime.Queue,
        "mail_gateway": ses.MailGateway,
    }
    looks = {"head", "read", "sizes", "parts", "state", "name_of", "find"}
    offered = {name for name in vars(protocols[gateway]) if not name.startswith("_")}
    assert {one for one in offered - looks if not one.startswith("sign_")} == GATEWAYS[gateway]
