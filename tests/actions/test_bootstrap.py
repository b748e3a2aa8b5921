"""A fresh deployment gets its first HR admin by a command."""

import pytest

from infra.bootstrap import main
from tests.fakes import MemoryTable


def test_the_first_admin_is_written_once(capsys: pytest.CaptureFixture[str]) -> None:
    table = MemoryTable()
    assert main(["Ada@Example.test", "Ada Byron"], table) == 0
    rows = dict(table.rows)
    assert main(["ada@example.test", "Somebody Else"], table) == 0
    assert table.rows == rows
    assert capsys.readouterr().out.count("ada@example.test is Ada Byron, with the roles hr_admin") == 2


@pytest.mark.parametrize("arguments", [[], ["ada@example.test"], ["not an address", "Ada"], ["ada@example.test", ""]])
def test_a_slip_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    table = MemoryTable()
    assert main(arguments, table) == 2
    assert not table.rows
    assert capsys.readouterr().err


def test_the_first_admin_is_invited_where_the_stack_has_a_pool() -> None:
    table = MemoryTable()
    for times in (1, 2):
        assert main(["hr@x.test", "Hanna HR"], table, has_pool=True) == 0
        assert len([key for key in table.rows if "people.update_account" in key.sk]) == times
    assert len([key for key in table.rows if key.pk.startswith("ACC#")]) == 1
