"""Kinds of job of erasure."""

import msgspec

from chalicelib.kernel.jobs import Job


class ErasePerson(msgspec.Struct, frozen=True):
    """Who is erased. `version`: of the erasure when it was approved; one that was cancelled since has another."""

    person_id: str
    version: int


ERASE = Job("erasure.erase", ErasePerson)
"""Erase somebody, page by page, until nothing is left."""
