"""Lambda loads an event's handler from its own module: app.py never runs there."""

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.kernel.jobs import Job
from tests.architecture.source import ROOT, chalicelib

HANDLERS = [module.name for module in chalicelib() if module.name.endswith(".events") and module.feature != "kernel"]
CHECK = """
import sys, importlib
module = importlib.import_module({name!r})
assert "app" not in sys.modules, "it needs app.py"
heavy = {{"boto3", "jinja2", "pydantic", "aws_xray_sdk", "cryptography.x509"}} & set(sys.modules)
assert not heavy, f"it imports {{heavy}} before it is asked for them"
"""


@pytest.mark.parametrize("name", HANDLERS)
def test_a_handler_imports_without_the_app(name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CHECK.format(name=name)], cwd=ROOT, capture_output=True, text=True, env={}, check=False
    )
    assert run.returncode == 0, run.stderr


def declared_jobs() -> list[Job[Any]]:
    found = [
        import_module(module.name) for module in chalicelib() if module.part == "jobs" and module.feature != "kernel"
    ]
    return [value for module in found for value in vars(module).values() if isinstance(value, Job)]


@pytest.mark.parametrize("job", declared_jobs(), ids=lambda job: job.kind)
def test_every_kind_of_job_is_done_by_the_feature_that_it_names(job: Job[Any]) -> None:
    handler = wiring.handler_of(job.kind)
    assert handler.job == job
    assert callable(handler.work)


def test_the_functions_are_the_ones_that_the_template_lays_itself_over() -> None:
    import app

    handlers = {"tick", "work", "outbox", "mail_events", "stored", "transcribed"}
    assert {source.name for source in app.app.event_sources} == handlers


def test_a_runtime_is_made_without_boto3() -> None:
    """Whoever asks nothing of S3, SQS and the others does not load their clients."""
    check = "import sys; from chalicelib.wiring import build; build(); assert 'boto3' not in sys.modules"
    names = ("THROUGHLINE_COMPANY", "THROUGHLINE_TABLE", "THROUGHLINE_CURSOR_SECRET", "THROUGHLINE_USER_POOL")
    settings = dict.fromkeys((*names, "AWS_DEFAULT_REGION"), "x")
    run = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, env=settings, check=False
    )
    assert run.returncode == 0, run.stderr
