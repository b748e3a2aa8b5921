"""A company whose people export their data: what is in a finished export, as a reader of the zip files finds it."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZipFile

from tests.api.client import Caller, Reply, World
from tests.stored import work


def asked(caller: Caller, **body: Any) -> Reply:
    """Ask for an export; the answer."""
    return caller.post("/exports", {"kind": "person"} | body)


def ready(world: World, caller: Caller, **body: Any) -> dict[str, Any]:
    """Ask for an export and let it be made; the export with its links."""
    begun = asked(caller, **body)
    assert begun.status == 202, begun.text
    work(world)
    found = caller.get(f"/exports/{begun.json['id']}")
    assert (found.status, found.json["state"]) == (200, "ready"), found.text
    answer: dict[str, Any] = found.json
    return answer


def unzipped(world: World, export: dict[str, Any]) -> dict[str, bytes]:
    """The files of all parts, by name; no two may have one name."""
    files: dict[str, bytes] = {}
    for part in export["parts"]:
        with ZipFile(io.BytesIO(world.bucket.fetch(part["url"]))) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                assert name not in files
                files[name] = archive.read(name)
    return files


def exported(world: World, caller: Caller, **body: Any) -> dict[str, bytes]:
    """The files of a new export."""
    return unzipped(world, ready(world, caller, **body))


def parsed(files: dict[str, bytes], name: str) -> Any:
    """A JSON file of an export."""
    return json.loads(files[name])
