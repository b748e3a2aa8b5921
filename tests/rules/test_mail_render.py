"""What emails say, in text and HTML."""

import html
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.codec import encode
from chalicelib.kernel.email import RenderedMail
from chalicelib.mail import rules
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.rules import Mail, MailTopic, OpenTask
from chalicelib.mail.views.render import day, moment, one_line, written
from chalicelib.reviews import mails as reviews_mails
from chalicelib.rollout import mails as rollout_mails
from tests.mail_world import ANA, BO, KINDS, a_mail, open_task, stored

UNSUBSCRIBE = "https://r.test/unsubscribe?token=T"


def rendered(mail: Mail) -> RenderedMail:
    kept = stored(mail)
    unsubscribe = UNSUBSCRIBE if kept.is_reminder else None
    return written(kept, mail.kind, base_url="https://r.test", company="Acme", unsubscribe=unsubscribe)


class Reader(HTMLParser):
    """Collects the words and the tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_renders_with_greeting_link_and_company_in_both_parts(kind: rules.MailKind) -> None:
    mail = a_mail(kind)
    email = rendered(mail)
    assert email.subject
    assert "{" not in email.subject + email.text
    assert email.text.startswith("Hello Ana Lima,\n")
    assert f"https://r.test{stored(mail).link}" in email.text
    assert f'href="{html.escape("https://r.test" + stored(mail).link)}"' in email.html
    assert "Acme" in email.text
    assert "Acme" in email.html


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_renders_with_the_params_that_it_needs_alone(kind: rules.MailKind) -> None:
    mail = a_mail(kind)
    bare = a_mail(kind, params={})
    needed = {name: text for name, text in mail.params.items() if name in kind.needs}
    email = rendered(
        Mail(kind=kind, to_person_id=bare.to_person_id, to_name="Ana", to_address="a@b.test", params=needed)
    )
    assert email.text
    assert email.html


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_reminders_and_nothing_else_say_how_to_stop_them(kind: rules.MailKind) -> None:
    email = rendered(a_mail(kind))
    stoppable = kind in (REMINDER, reviews_mails.NUDGE, rollout_mails.NUDGE_LIST)
    assert (UNSUBSCRIBE in email.text) == stoppable
    assert (UNSUBSCRIBE in email.html) == stoppable


def test_the_managers_kickoff_says_whom_until_when_and_with_which_guidelines() -> None:
    """[42] Kickoff email to managers: who to review, timeline, general guidelines."""
    email = rendered(a_mail(rollout_mails.KICKOFF_MANAGER))
    for words in ("Bo Dahl", "Cleo Park", "Friday, 4 December 2026", "Friday, 11 December 2026", "Give examples."):
        assert words in email.text
    assert "<li>Bo Dahl</li>" in email.html
    assert "<strong>examples</strong>" in email.html


def test_the_employees_kickoff_has_a_link_to_start_writing() -> None:
    """[107] Email at kickoff with link to start writing."""
    email = rendered(a_mail(rollout_mails.KICKOFF_SELF))
    assert "self-assessment" in email.subject
    assert "https://r.test/reviews/" in email.text


def test_a_mail_about_a_hidden_self_assessment_says_whether_it_had_been_read() -> None:
    """[126] Unshare hides it from the manager (manager may already have read it)."""
    assert "You had already read it" in rendered(a_mail(reviews_mails.SELF_HIDDEN)).text
    assert "You hadn't read it" in rendered(a_mail(reviews_mails.SELF_HIDDEN, params={"was_read": "no"})).text


def test_the_reviewee_reads_of_their_review_the_reviewer_of_whose() -> None:
    assert rendered(a_mail(reviews_mails.SIGNED)).subject == "Bo Dahl signed their review"
    theirs = a_mail(reviews_mails.SIGNED, to_person_id=BO, params={"signer": "Ana Lima"})
    assert rendered(theirs).subject == "Ana Lima signed your review"


def test_only_the_first_signature_asks_the_other_party_to_sign() -> None:
    """[129] Both are prompted to sign."""
    assert "Please sign by the end of Friday, 18 December 2026" in rendered(a_mail(reviews_mails.SIGNED)).text
    params = {name: text for name, text in a_mail(reviews_mails.SIGNED).params.items() if name != "sign_due_on"}
    second = rendered(replace(a_mail(reviews_mails.SIGNED), params=params)).text
    assert "Please sign" not in second
    assert "complete" in second


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("0", "Every manager's assessment is complete."),
        ("1", "1 person has no shared manager's assessment"),
        ("2", "2 people have no shared"),
    ],
)
def test_the_digest_counts_who_is_missing(missing: str, words: str) -> None:
    text = rendered(a_mail(rollout_mails.DIGEST, params={"missing": missing})).text
    assert words in text
    assert ("extend" in text) == (missing != "0")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Berlin", "Friday, 4 December 2026, 24:00 (Europe/Berlin)"),
        ("Pacific/Kiritimati", "Saturday, 5 December 2026, 13:00 (Pacific/Kiritimati)"),
        ("Pacific/Honolulu", "Friday, 4 December 2026, 13:00 (Pacific/Honolulu)"),
        ("No/Such_Zone", "Friday, 4 December 2026, 23:00 (UTC)"),
    ],
)
def test_instants_are_written_in_the_readers_zone(zone: str, words: str) -> None:
    assert words in rendered(reminder(open_task(), zone=zone)).text


def test_dates_are_written_out() -> None:
    assert day(date(2026, 3, 1)) == "Sunday, 1 March 2026"
    assert moment(datetime(2026, 3, 1, 8, 5, tzinfo=UTC), ZoneInfo("UTC")) == "Sunday, 1 March 2026, 08:05 (UTC)"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("2026-12-04", "by the end of Friday, 4 December 2026."),
        ("2026-12-04 Europe/Berlin", "by the end of Friday, 4 December 2026."),
        ("2026-12-04 Asia/Tokyo", "by the end of Friday, 4 December 2026 (Asia/Tokyo)."),
    ],
)
def test_a_date_names_its_zone_where_that_is_not_the_readers(told: str, words: str) -> None:
    assert words in rendered(a_mail(reviews_mails.SIGNED, params={"sign_due_on": told})).text


def test_moved_dates_and_open_tasks_are_said_in_their_own_zone() -> None:
    task = open_task(due_at=datetime(2026, 12, 4, 15, tzinfo=UTC), zone="Asia/Tokyo")
    moved = a_mail(rollout_mails.DEADLINE_MOVED, params={"open": encode([task])})
    for mail in (moved, reminder(task)):
        assert "Friday, 4 December 2026, 24:00 (Asia/Tokyo)" in rendered(mail).text


def test_many_names_are_cut_and_counted() -> None:
    email = rendered(a_mail(rollout_mails.DIGEST, params={"people": "\n".join(f"Person {n}" for n in range(60))}))
    assert "- Person 49" in email.text
    assert "- Person 50" not in email.text
    assert "- and 10 more" in email.text


def test_markup_in_names_is_text_in_html() -> None:
    mail = a_mail(params={"reviewee": '<img src=x onerror="alert(1)">'}, to_name="<b>Ana</b>")
    page = Reader(rendered(mail).html)
    assert "img" not in page.tags
    assert "b" not in page.tags
    assert any("<img src=x" in words for words in page.words)


def test_instructions_are_cleaned_again_in_the_mailer() -> None:
    hostile = '<script>x()</script><p onclick="y()">Hi <a href="javascript:z()">there</a></p><img src="//evil.test">'
    email = rendered(a_mail(rollout_mails.KICKOFF_SELF, params={"instructions": hostile}))
    for bad in ("<script", "onclick", "javascript:", "<img", "evil.test"):
        assert bad not in email.html
        assert bad not in email.text
    assert "Hi there" in email.text


@given(name=st.text(alphabet=st.characters(codec="utf-8"), max_size=60), kind=st.sampled_from(KINDS))
def test_no_name_adds_a_header_a_line_or_a_turn(name: str, kind: rules.MailKind) -> None:
    hostile = {
        one: f"N{name}\r\nBcc: eve@evil.test\u2028\u202e"
        for one in ("cycle", "reviewer", "reviewee", "by", "signer", "owner")
        if one in kind.needs | kind.may
    }
    email = rendered(a_mail(kind, params=hostile, to_name=name + "\nX-Evil: 1\x00"))
    assert not any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in email.subject)
    assert not any(line.startswith(("Bcc:", "X-Evil:")) for line in email.text.splitlines())
    assert "\u202e" not in email.subject + email.text
    tags = Reader(email.html).tags
    assert tags.count("a") == 1 + (kind.topic is MailTopic.REMINDERS) + (kind.topic is not None)


@given(text=st.text(max_size=400))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line) <= 200
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "The deadline is Friday, 4 December 2026, 24:00 (Europe/Berlin)."),
        ({"late": True}, "The deadline was Friday, 4 December 2026, 24:00 (Europe/Berlin)."),
        ({"late": True, "state": "locked"}, "Nothing was shared for you. If you still want to do it, ask HR"),
    ],
)
def test_a_reminder_after_the_deadline_does_not_ask_for_what_is_locked(told: dict[str, Any], says: str) -> None:
    email = rendered(reminder(open_task(**told)))
    assert says in email.text
    assert ("please write" in email.text) is ("state" not in told)
    assert email.subject == "Reminder: write your assessment of Bo Dahl"


def test_a_reminder_of_a_task_without_a_cycle_begins_with_a_capital_letter() -> None:
    recording = open_task(
        kind="record_reflection", reviewee_id=ANA, reviewee="Ana Lima", cycle="", link="/reflections/new"
    )
    assert "Please record your reflection." in rendered(reminder(recording)).text


def test_one_reminder_lists_all_that_is_open_each_with_its_link() -> None:
    own = open_task(kind="sign", reviewee_id=ANA, reviewee="Ana Lima", link="/reviews/own")
    recording = open_task(
        kind="record_reflection", reviewee_id=ANA, reviewee="Ana Lima", cycle="", link="/reflections/new"
    )
    late = open_task(reviewee="<b>Bo", late=True, state="locked", link="/reviews/late")
    email = rendered(reminder(open_task(), own, recording, late))
    assert email.subject == "Reminder: 4 open tasks"
    lines = [line for line in email.text.splitlines() if line.startswith("- ")]
    day = "Friday, 4 December 2026, 24:00 (Europe/Berlin)"
    assert lines[1:] == [
        f"- sign your review, Annual review 2026; by {day}: https://r.test/reviews/own",
        f"- record your reflection; by {day}: https://r.test/reflections/new",
        (
            f"- write your assessment of <b>Bo, Annual review 2026; the deadline was {day}; ask HR for an extension:"
            " https://r.test/reviews/late"
        ),
    ]
    assert email.html.count("<li>") == 4
    assert '<a href="https://r.test/reviews/own">sign your review</a>' in email.html
    assert "<b>Bo" not in email.html


def test_a_reminder_of_very_much_names_the_first_fifty() -> None:
    email = rendered(reminder(*[open_task() for _ in range(60)]))
    assert email.text.count("\n- ") == 51
    assert "- and 10 more" in email.text


@pytest.mark.parametrize("kind", [rollout_mails.NUDGE_LIST, rollout_mails.EXTENDED_LIST, rollout_mails.DEADLINE_MOVED])
def test_a_mail_about_several_reviews_names_whom_each_line_is_about(kind: rules.MailKind) -> None:
    tasks = [open_task(), open_task(kind="manager", reviewee="Cleo Park"), open_task(kind="sign", reviewee="Di Roe")]
    email = rendered(a_mail(kind, params={"open": encode(tasks), "count": "120"}))
    lines = [line.partition(",")[0] for line in email.text.splitlines() if line.startswith("- ")]
    assert lines == [
        "- write your assessment of Bo Dahl",
        "- your assessment of Cleo Park",
        "- sign the review of Di Roe",
        "- and 70 more",
    ]


def reminder(*tasks: OpenTask, zone: str = "Europe/Berlin") -> Mail:
    return a_mail(REMINDER, params={"open": encode(list(tasks))}, time_zone=zone)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_what_can_be_switched_off_says_where_and_nothing_else_does(kind: rules.MailKind) -> None:
    email = rendered(a_mail(kind))
    for part in (email.text, email.html):
        assert ("https://r.test/settings" in part) is (kind.topic is not None or kind.link == "/settings")
