"""Features above the directory hear of a change of somebody, each by a job of its own."""

from collections.abc import Iterator

import pytest

from chalicelib.kernel.feature import Feature
from chalicelib.kernel.jobs import Job
from chalicelib.kernel.policy import SYSTEM
from chalicelib.people.actions import person_changes
from chalicelib.people.jobs import PersonChanged
from chalicelib.wiring import FEATURES, feature, handler_of, wiring
from tests.api.client import World
from tests.api.people_world import company
from tests.jobs import context_of

OBJECTIVES = Job("objectives.person_changed", PersonChanged)


@pytest.fixture
def world() -> Iterator[World]:
    with company() as world:
        yield world


def test_each_feature_that_asks_for_it_gets_a_job_of_its_own_about_somebody_who_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared = {
        "rollout": Feature("rollout", person_changed=lambda: Job("rollout.person_changed", PersonChanged)),
        "objectives": Feature("objectives", person_changed=lambda: OBJECTIVES),
        "audit": Feature("audit"),
    }
    monkeypatch.setattr(person_changes, "feature_names", lambda: tuple(declared))
    monkeypatch.setattr(person_changes, "feature", declared.__getitem__)
    context, params = context_of(wiring()), PersonChanged(person_id="ANN", changed=("left",), version=4)
    assert context.actor == SYSTEM
    assert handler_of("people.changed").work(context, params) is None
    assert [(job.kind, job.params, job.due_at) for job in context.planned] == [
        ("rollout.person_changed", params, world.now),
        ("objectives.person_changed", params, world.now),
    ]


def test_whoever_asks_for_changes_of_people_does_the_job_under_its_own_name() -> None:
    for name in FEATURES:
        asks = feature(name).person_changed
        if asks is not None:
            job = asks()
            assert (job.kind, job.params) == (f"{name}.person_changed", PersonChanged)
            assert handler_of(job.kind).job == job
