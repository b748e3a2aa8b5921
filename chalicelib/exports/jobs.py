"""Kinds of job of exports."""

import msgspec

from chalicelib.kernel.jobs import Job


class MakeExport(msgspec.Struct, frozen=True):
    """An export that is to be made, part by part."""

    export_id: str


class WithdrawExports(msgspec.Struct, frozen=True):
    """Somebody about whom no exports may be left."""

    person_id: str


MAKE = Job("exports.make", MakeExport)
WITHDRAW = Job("exports.withdraw", WithdrawExports, always=True)
