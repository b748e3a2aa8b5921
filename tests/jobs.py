"""Jobs as tests plan and do them: without a worker, one page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import msgspec

from chalicelib.kernel.command import JobContext, perform
from chalicelib.kernel.jobs import Job, PlannedJob
from chalicelib.kernel.policy import SYSTEM
from chalicelib.kernel.runtime import Runtime
from chalicelib.kernel.storage.table import Changes, Reads, Table


@dataclass
class Waiting:
    """A queue of which nothing is taken."""

    messages: list[Mapping[str, Any]] = field(default_factory=list)

    def send(self, messages: Sequence[Mapping[str, Any]], delay_seconds: int = 0) -> None:
        self.messages += messages


def runtime_on(table: Table, now: datetime) -> Runtime:
    """A runtime with a table, a clock and a queue, and nothing else, for tests of actions."""
    return cast(Runtime, SimpleNamespace(table=table, clock=lambda: now, queue=Waiting()))


def plan(runtime: Runtime, *planned: PlannedJob) -> None:
    """Plan jobs as something that happened, and ask for those that are due."""
    perform(runtime, SYSTEM, lambda command: command.plan(*planned))


class Named(msgspec.Struct, frozen=True):
    """The parameters of a job of tests: what it is about."""

    ref: str = ""


KIND = Job("test.kind", Named)


def context_of(runtime: Runtime, cursor: str | None = None, reads: Reads | None = None) -> JobContext:
    """A page of some job, as of now."""
    now = runtime.clock()
    return JobContext(
        runtime=runtime,
        actor=SYSTEM,
        now=now,
        reads=reads or Reads(runtime.table),
        changes=Changes("op"),
        ref="",
        due_at=now,
        cursor=cursor,
    )
