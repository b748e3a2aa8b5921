"""Every kind of job that a feature declares is done by the feature that its name says."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from chalicelib.kernel.jobs import Job
from chalicelib.wiring import FEATURES, feature, handler_of

ROOT = Path(__file__).resolve().parents[2] / "chalicelib"
DECLARING = sorted(name for name in FEATURES if (ROOT / name / "jobs.py").exists())


def jobs_of(name: str) -> list[Job[Any]]:
    declared = vars(import_module(f"chalicelib.{name}.jobs")).values()
    return [one for one in declared if isinstance(one, Job)]


@pytest.mark.parametrize("name", DECLARING)
def test_each_declared_job_has_somebody_who_does_it(name: str) -> None:
    assert jobs_of(name)
    for job in jobs_of(name):
        handler = handler_of(job.kind)
        assert handler.job == job
        assert callable(handler.work)


def test_a_kind_that_nobody_declares_is_unknown_to_every_feature() -> None:
    for name in FEATURES:
        with pytest.raises(KeyError):
            feature(name).job(f"{name}.nothing_of_the_kind")


def test_no_kind_is_declared_twice() -> None:
    kinds = [job.kind for name in DECLARING for job in jobs_of(name)]
    assert len(kinds) == len(set(kinds))


def test_what_follows_the_directory_is_done_also_while_a_feature_is_switched_off() -> None:
    followers = [found() for name in FEATURES if (found := feature(name).person_changed) is not None]
    assert followers
    assert all(job.always for job in followers)
