"""Which engine the table is in: chosen at the first start of a data directory, recorded there and kept."""

from contextlib import ExitStack
from pathlib import Path

from infra.local import dynoxide, ministack
from infra.local.atomic_file import keep
from infra.local.dynoxide import Engine, NoBinary
from infra.local.progress import say

DYNOXIDE, MINISTACK = "dynoxide", "ministack"


class EngineMissing(Exception):
    """The engine that the data was written with cannot be had."""


def start_engines(data_dir: Path, logs: Path, stack: ExitStack) -> tuple[Engine, Engine]:
    """(the table's engine, everything else's)."""
    say("starting queues, mail and events (ministack)")
    others = stack.enter_context(ministack.start(data_dir / "ministack", log=logs / "ministack.log"))
    written_with = recorded(data_dir)
    if written_with == MINISTACK:
        say("the table stays in ministack, with which it was written")
        return others, others
    try:
        say("starting the table (dynoxide)")
        table = stack.enter_context(dynoxide.start(data_dir / "table", log=logs / "dynoxide.log"))
    except NoBinary as reason:
        if written_with == DYNOXIDE:
            raise EngineMissing(
                f"the data in {data_dir} was written with dynoxide, which cannot be had now ({reason}); "
                "start again when it can, or choose another DATA_DIR"
            ) from None
        say(f"{reason}: the table is ministack's, slower with many rows and saved every ten seconds only")
        keep(data_dir / "engine", MINISTACK)
        return others, others
    keep(data_dir / "engine", DYNOXIDE)
    return table, others


def recorded(data_dir: Path) -> str:
    """The engine that the data was written with, or "" where there is none; found out where it is not recorded."""
    record = data_dir / "engine"
    if record.exists():
        return record.read_text().strip()
    if (data_dir / "table" / "table.db").exists():
        return DYNOXIDE
    return MINISTACK if _tables(data_dir / "ministack") else ""


def _tables(folder: Path) -> bool:
    """Whether ministack has kept a table there, before engines were recorded."""
    state = folder / "state" / "dynamodb.json"
    return state.exists() and b'"throughline-' in state.read_bytes()
