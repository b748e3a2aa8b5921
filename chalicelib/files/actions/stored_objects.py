"""Stored objects go: now, and again when nothing that is on its way can arrive any more."""

from datetime import timedelta

from chalicelib.files.jobs import PURGE, REMOVE_VERSION, ObjectVersion, Purge
from chalicelib.files.rules import GIVEN_UP, object_keys
from chalicelib.kernel.command import Command, JobContext
from chalicelib.kernel.jobs import at


def purge(command: Command, prefix: str, *after: timedelta) -> None:
    """Let every object below `prefix` go, `after` such times from now; without any, now and once uploads are over."""
    times = after or (timedelta(), GIVEN_UP)
    command.plan(*(at(command.now + one, PURGE, Purge(prefix=prefix)) for one in times))


def purge_all(command: Command, owner_id: str, subject_id: str) -> None:
    """Let everything go that was ever stored beside a thing (withdrawn, erased, deleted); its rows are `rows_of`."""
    purge(command, object_keys.subject_folder(command.runtime.settings.company, owner_id, subject_id))


def remove_version(command: Command, key: str, version: str) -> None:
    """Let one version of an object go once this is committed; the one before it is the newest again."""
    command.plan(at(command.now, REMOVE_VERSION, ObjectVersion(key=key, version=version)))


def purge_files(context: JobContext, params: Purge) -> None:
    """Remove every version of everything below a prefix."""
    context.runtime.bucket.purge(params.prefix)


def remove_object_version(context: JobContext, params: ObjectVersion) -> None:
    """Remove one version of an object."""
    context.runtime.bucket.remove(params.key, params.version)
