"""What someone sets for themselves: emails by topic, and the zone in which times are shown."""

from dataclasses import replace

import pytest

from chalicelib.kernel.errors import Invalid
from chalicelib.mail.rules import MailTopic
from chalicelib.people import mails as people_mails
from chalicelib.people.rules import Person
from chalicelib.people.rules.settings import topics_of, wants, with_settings
from chalicelib.reviews import mails as reviews_mails
from chalicelib.rollout import mails as rollout_mails

ANA = Person(id="01ANA", name="Ana", time_zone="Europe/Oslo")


def test_reports_for_hr_are_a_topic_of_hr() -> None:
    assert MailTopic.HR_REPORTS not in topics_of(ANA)
    assert topics_of(replace(ANA, roles=frozenset({"hr_assistant"}))) == tuple(MailTopic)


def test_a_topic_that_is_not_named_stays_as_it_is() -> None:
    quiet = with_settings(ANA, display_zone="", mails={MailTopic.REMINDERS: False, MailTopic.REFLECTIONS: False})
    assert [topic for topic in MailTopic if not wants(quiet, topic)] == [MailTopic.REMINDERS, MailTopic.REFLECTIONS]
    assert with_settings(quiet, display_zone="", mails={}) == quiet
    loud = with_settings(quiet, display_zone="", mails=dict.fromkeys(MailTopic, True))
    assert loud == ANA


def test_ones_own_zone_is_no_other_one() -> None:
    assert with_settings(ANA, display_zone="Asia/Tokyo", mails={}).display_zone == "Asia/Tokyo"
    assert with_settings(ANA, display_zone="Europe/Oslo", mails={}) == ANA


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(Invalid):
        with_settings(ANA, display_zone="Atlantis/Main", mails={})


def test_what_a_process_needs_cannot_be_switched_off() -> None:
    needed = {
        rollout_mails.KICKOFF_SELF,
        reviews_mails.MANAGER_SHARED,
        reviews_mails.SIGNED,
        reviews_mails.EXTENDED,
        people_mails.LOGIN_FORGOTTEN,
    }
    assert {kind.topic for kind in needed} == {None}
    assert reviews_mails.NUDGE.topic is MailTopic.REMINDERS
