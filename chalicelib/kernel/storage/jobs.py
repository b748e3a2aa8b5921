"""Where planned jobs are kept: partition `T`, sorted by instant, so that one query answers "what is due?".

What was tried in vain too often lies in `T-PARKED`, where no one takes it and a person can look at it.
"""

from chalicelib.kernel.clock import instant_text
from chalicelib.kernel.codec import decode
from chalicelib.kernel.jobs import Message, PlannedJob
from chalicelib.kernel.storage.table import Key, Row

DUE, PARKED = "T", "T-PARKED"


def key_of(job: PlannedJob | Message, partition: str = DUE) -> Key:
    """Return where a job is kept; a message points to the same place."""
    at = "" if job.due_at is None else instant_text(job.due_at)
    return Key(partition, f"{at}#{job.kind}#{job.ref}")


def row(job: PlannedJob, partition: str = DUE) -> Row:
    """Return the row of a job."""
    return Row.of(key_of(job, partition), job, version=job.version)


def job_of(stored: Row) -> PlannedJob:
    """Return the job of a stored row; its parameters as they were stored."""
    return decode(stored.body, PlannedJob)
