"""A fresh deployment gets its first HR admin by a command."""

import pytest

from chalicelib.kernel.runtime import current
from infra.bootstrap import main
from tests.api.client import world_of
from tests.fake_accounts import FakeAccounts


def test_the_first_admin_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    with world_of() as world:
        assert main(["Ada@Example.test", "Ada Byron"], current()) == 0
        rows = dict(world.table.rows)
        assert main(["ada@example.test", "Somebody Else"], current()) == 0
        assert world.table.rows == rows
    assert capsys.readouterr().out.count("ada@example.test is Ada Byron, with the roles hr_admin") == 2


@pytest.mark.parametrize("arguments", [[], ["ada@example.test"], ["not an address", "Ada"], ["ada@example.test", ""]])
def test_a_slip_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with world_of() as world:
        assert main(arguments, current()) == 2
        assert not world.table.rows
    assert capsys.readouterr().err


def test_the_first_admin_is_invited_where_the_stack_has_a_pool() -> None:
    with world_of(accounts=FakeAccounts()) as world:
        for times in (1, 2):
            assert main(["hr@x.test", "Hanna HR"], current()) == 0
            assert len([key for key in world.table.rows if "people.update_account" in key.sk]) == times
        assert len([key for key in world.table.rows if key.pk.startswith("ACC#")]) == 1
