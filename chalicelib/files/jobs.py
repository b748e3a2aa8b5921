"""Kinds of job that follow from stored files."""

import msgspec

from chalicelib.kernel.jobs import Job


class CheckAttachment(msgspec.Struct, frozen=True):
    """`key`: of the attachment's object."""

    key: str


class Purge(msgspec.Struct, frozen=True):
    """`prefix`: of the keys of all objects that go; a whole key is the prefix of its own object."""

    prefix: str


class ObjectVersion(msgspec.Struct, frozen=True):
    """One version of the object at `key`."""

    key: str
    version: str


CHECK_ATTACHMENT = Job("files.check_attachment", CheckAttachment)
"""Look whether an attachment is as it should be by now."""
PURGE = Job("files.purge", Purge)
"""Remove every version of everything below a prefix."""
REMOVE_VERSION = Job("files.remove_version", ObjectVersion)
"""Remove one version of an object."""
