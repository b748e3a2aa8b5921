"""Accounts on a pool that answers: the fake of the tests and ministack's Cognito say the same."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.accounts import AccountChange, Accounts, CognitoAccounts
from infra.local import ministack
from infra.local.clients import Clients
from infra.local.resources import made_by_cloudformation
from infra.local.template import Template
from tests.fake_accounts import FakeAccounts
from tests.local.server import Running
from tests.media import PARAMETERS


@pytest.fixture(scope="module")
def cognito(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CognitoAccounts]:
    """The product's own, at the pool that the template makes."""
    folder: Path = tmp_path_factory.mktemp("accounts")
    with ministack.start(folder / "ministack", log=folder / "log") as others, pytest.MonkeyPatch.context() as env:
        template = Template(PARAMETERS)
        made_by_cloudformation(template, Clients("", others.url))
        for variable, value in ministack.CREDENTIALS.items():
            env.setenv(variable, value)
        env.setenv("AWS_DEFAULT_REGION", ministack.REGION)
        env.setenv("AWS_ENDPOINT_URL", others.url)
        yield CognitoAccounts(clients.cognito(), template.made["UserPool"]["Ref"])


@pytest.fixture(params=["fake", "ministack"])
def pool(request: pytest.FixtureRequest, cognito: CognitoAccounts) -> Accounts:
    return cognito if request.param == "ministack" else FakeAccounts()


def fresh() -> str:
    return f"{secrets.token_hex(6)}@example.test"


def test_an_account_is_there_once_under_its_address_and_its_subject(pool: Accounts) -> None:
    address = fresh()
    subject = pool.create(address)
    assert subject
    assert pool.create(address) == ""
    assert pool.find(address) == pool.find(subject) == (subject, True, False, False)
    assert pool.find(fresh()) is None


def test_an_account_moves_with_its_subject(pool: Accounts) -> None:
    before, after = fresh(), fresh()
    subject = pool.create(before)
    assert pool.move(subject, after) is AccountChange.DONE
    assert pool.find(before) is None
    found = pool.find(after)
    assert found is not None
    assert found.subject == subject
    assert pool.take_over(subject, before) is AccountChange.DONE


def test_an_account_is_disabled_enabled_and_deleted(pool: Accounts) -> None:
    address = fresh()
    subject = pool.create(address)
    for change, enabled in ((pool.disable, False), (pool.disable, False), (pool.enable, True)):
        assert change(subject) is AccountChange.DONE
        found = pool.find(address)
        assert found is not None
        assert found.enabled is enabled
    assert pool.remove(subject) is AccountChange.DONE
    assert pool.find(address) is None
    for change in (pool.disable, pool.enable, pool.remove):
        assert change(subject) is AccountChange.GONE
    assert pool.move(subject, fresh()) is AccountChange.GONE


def test_a_second_factor_is_asked_for_and_no_longer(pool: Accounts) -> None:
    """ministack keeps it for itself: what Cognito says of it afterwards is in tests/kernel."""
    subject = pool.create(fresh())
    for wanted in (True, False):
        assert pool.ask_second_factor(subject, wanted=wanted) is AccountChange.DONE
    assert pool.ask_second_factor("nobody", wanted=True) is AccountChange.GONE


def test_an_invitation_of_the_local_run_is_in_its_mailbox(server: Running) -> None:
    hr, ann = server.person("hr@example.test"), fresh()
    lines = f"email,name,time_zone\n{ann},Ann Anders,Europe/Oslo\n"
    assert hr.post("/people/import?dry_run=false", lines, Content_Type="text/csv").status == 200
    (who,) = [one["id"] for one in hr.get(f"/people?query={ann}").body["items"]]
    answer = hr.post(f"/people/{who}/invite")
    assert answer.status == 200, answer.content
    server.settle()
    (mail,) = server.mails(ann)
    assert mail["subject"] == "You can sign in to your reviews"
    assert hr.get(f"/people/{who}").body["account"]["state"] == "invited"
    assert hr.post(f"/people/{who}/leave").status == 200
    server.settle()
    assert hr.get(f"/people/{who}").body["account"]["state"] == "disabled"
