"""Ids, cursors, settings, the doors of events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.kernel import ids
from chalicelib.kernel.clock import instant_text, system_clock
from chalicelib.kernel.errors import Invalid
from chalicelib.kernel.events import each_record
from chalicelib.kernel.settings import Issuer, Settings
from chalicelib.kernel.storage.cursor import seal, unseal

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_ids_sort_by_creation_and_have_one_form() -> None:
    made = [ids.new_id(NOW + timedelta(milliseconds=n)) for n in range(50)]
    assert made == sorted(made)
    assert len(set(made)) == 50
    assert all(ids.is_id(one) for one in made)
    assert not ids.is_id("x" * 26)
    assert not ids.is_id(made[0][:-1])
    assert ids.created_at(made[7]) == NOW + timedelta(milliseconds=7)


def test_the_same_parts_give_the_same_id() -> None:
    assert ids.digest_id(NOW, "a", "b") == ids.digest_id(NOW, "a", "b") != ids.digest_id(NOW, "ab")
    assert ids.digest("a", "b") != ids.digest("ab")


def test_instants_sort_as_text() -> None:
    assert instant_text(NOW) == "2026-03-02T09:00:00.000000Z"
    assert system_clock().tzinfo is UTC


@pytest.mark.parametrize(
    "spoil", [lambda c: c[:-2], lambda c: "A" + c[1:], lambda _: "", lambda _: "é", lambda c: c * 2]
)
def test_a_cursor_that_was_touched_is_refused(spoil: Any) -> None:
    cursor = seal("secret", "place", "after")
    assert unseal("secret", "place", cursor) == "after"
    with pytest.raises(Invalid):
        unseal("secret", "place", spoil(cursor))
    with pytest.raises(Invalid):
        unseal("secret", "elsewhere", cursor)


def test_settings_come_from_the_environment() -> None:
    env = {
        "THROUGHLINE_COMPANY": "acme",
        "THROUGHLINE_TABLE": "t",
        "THROUGHLINE_CURSOR_SECRET": "s",
        "THROUGHLINE_BASE_URL": "https://x.test",
        "THROUGHLINE_ISSUERS": '[{"issuer": "https://i.test", "audience": ["a"], "jwks_url": "https://i.test/keys"}]',
    }
    settings = Settings.from_env(env)
    assert settings.issuers == (Issuer(issuer="https://i.test", audience=("a",), jwks_url="https://i.test/keys"),)
    assert (settings.base_url, settings.stage) == ("https://x.test", "dev")
    with pytest.raises(KeyError, match="THROUGHLINE_TABLE"):
        Settings.from_env({"THROUGHLINE_COMPANY": "acme"})


def test_one_bad_record_never_stops_the_rest() -> None:
    done: list[str] = []

    def work(record: Any) -> None:
        if record["id"] == "bad":
            raise ValueError("content of a review")
        done.append(record["id"])

    answer = each_record([{"id": "a"}, {"id": "bad"}, {"id": "b"}], lambda r: str(r["id"]), work)
    assert done == ["a", "b"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": "bad"}]}
