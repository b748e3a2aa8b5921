"""How far a command for many reviews is."""

from datetime import UTC, datetime

from chalicelib.cycles.rules import Run, RunOutcome, stepped

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_run_counts_what_became_of_its_reviews_and_stays_done() -> None:
    run = Run(id="R", command="nudge", by="P", begun_at=BEGUN)
    page = stepped(run, [RunOutcome.DONE, RunOutcome.REFUSED, RunOutcome.DONE])
    assert (page.outcomes, page.done, page.version) == ({"done": 2, "refused": 1}, False, 2)
    sent = stepped(stepped(page, [RunOutcome.DONE]), mails=3, done=True)
    assert (sent.outcomes["done"], sent.mails, sent.done) == (3, 3, True)
    assert stepped(sent, mails=1).done
