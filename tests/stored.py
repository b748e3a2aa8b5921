"""S3 that tells of what it has, and a worker that does what is due, for worlds of routes."""

from __future__ import annotations

from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.jobs import Message
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import feature, handler_of, wiring
from tests.api.client import World


def deliver(world: World) -> None:
    """S3 tells of the newest version of every object that there is."""
    for key, versions in list(world.bucket.objects.items()):
        keep = feature(key.split("/")[1]).stored
        assert keep is not None, key
        keep(wiring(), key, versions[-1].id, len(versions[-1].content))


def work(world: World) -> None:
    """Do all that is due, until nothing is left."""
    for _ in range(20):
        timetable.tick(wiring())
        messages, world.queue.messages[:] = list(world.queue.messages), []
        if not messages:
            return
        for message in messages:
            timetable.run(wiring(), decode(encode(message), Message), handler_of)
    raise AssertionError("there is always more to do")
