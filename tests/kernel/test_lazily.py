"""Packages whose names are loaded one by one: each name is there, and asking for one loads no other."""

import subprocess
import sys

import pytest

from chalicelib.reviews import actions
from tests.architecture.source import ROOT


@pytest.mark.parametrize("name", actions.__all__)
def test_every_name_is_where_it_is_said_to_be(name: str) -> None:
    assert getattr(actions, name).__name__.lower().lstrip("_") == name.lower()


def test_what_is_not_there_is_missed_by_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nobody'"):
        _ = actions.nobody


def test_home_loads_no_command_of_reviews() -> None:
    code = "import sys, app; app.app.load('home'); print([m for m in sys.modules if 'reviews.actions.' in m])"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env={}, check=False)
    assert run.stdout.strip() == "['chalicelib.reviews.actions.vacancies']", run.stderr
