"""Foreign issuers are counted by name, in little memory, and handed out at most once a minute."""

from chalicelib.kernel.identity import ForeignIssuers


def test_tokens_of_an_issuer_are_counted_together() -> None:
    foreign = ForeignIssuers()
    foreign.note("https://a.test", 10)
    foreign.note("https://b.test", 11)
    foreign.note("https://a.test", 12)
    assert [(one.issuer, one.count, one.last_at) for one in foreign.pending()] == [
        ("https://b.test", 1, 11),
        ("https://a.test", 2, 12),
    ]


def test_they_are_taken_once_a_minute() -> None:
    foreign = ForeignIssuers()
    foreign.note("https://a.test", 10)
    assert [one.count for one in foreign.take(10)] == [1]
    foreign.note("https://a.test", 11)
    assert foreign.take(69) == []
    foreign.note("https://a.test", 12)
    assert [one.count for one in foreign.take(70)] == [2]
    assert foreign.pending() == []


def test_a_flood_of_names_keeps_the_latest_few() -> None:
    foreign = ForeignIssuers()
    for n in range(500):
        foreign.note(f"{n:03d}" + "x" * 5000, n)
    assert len(foreign.pending()) == 50
    assert {len(one.issuer) for one in foreign.pending()} == {200}
    assert foreign.pending()[-1].issuer.startswith("499")
