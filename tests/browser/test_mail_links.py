"""The way that an email begins: its link, opened in a browser by anyone who it was written to, also much later."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from chalicelib.kernel import screens
from chalicelib.mail import rules
from chalicelib.mail.rules import StoredMail
from chalicelib.people import mails as people_mails
from chalicelib.reflections import mails as reflections_mails
from chalicelib.reviews import mails as reviews_mails
from chalicelib.rollout import mails as rollout_mails
from tests.acceptance.company import Company, Hire, Somebody, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, write
from tests.browser.screens import HR, LENA, YUKI, places
from tests.browser.tabs import Tabs, local
from tests.local.server import Running
from tests.mail_world import KINDS, a_mail, stored

DOMAIN = "links.test"
OF_REVIEWEE = {
    rollout_mails.KICKOFF_SELF,
    reviews_mails.SELF_SHARED_FOR_YOU,
    reviews_mails.MANAGER_SHARED,
    reviews_mails.MANAGER_EDITED,
    reviews_mails.MANAGER_HIDDEN,
    reviews_mails.REASSIGNED_REVIEWEE,
    reflections_mails.RECORDING_REFUSED,
}
OF_HR = {
    rollout_mails.DIGEST,
    rollout_mails.LAUNCH_FINISHED,
    people_mails.IMPORT_FINISHED,
    rollout_mails.REVIEWER_LEFT,
    people_mails.HR_ROLE_GIVEN,
    people_mails.HR_ROLE_TAKEN,
    people_mails.CHANGES_HELD,
}
HEADINGS = {
    screens.HOME: r"Good|Hello|Home|Welcome",
    screens.REVIEWS: "^Reviews$",
    screens.REVIEW: "My review|Yuki",
    screens.TEAM_IN_CYCLE: "team",
    screens.REFLECTION: "Support",
    screens.SHARED_REFLECTIONS: "Reflections",
    screens.PERSON: "Lena",
    screens.HELD_CHANGES: "HR admin",
    screens.IMPORT: "Import|directory",
    screens.CYCLE: r"\d{4}",
    screens.SETTINGS: "^Settings$",
}


def addressee(kind: rules.MailKind) -> str:
    return YUKI if kind in OF_REVIEWEE else HR if kind in OF_HR else LENA


def links_of(demo: Running) -> Mapping[rules.MailKind, StoredMail]:
    """An email of every kind about what is in the demo company."""
    ids = places(demo)
    found = {
        "review_id": ids["yuki"],
        "cycle_id": ids["open_cycle"],
        "person_id": ids["somebody"],
        "reflection_id": ids["reflection"],
    }
    return {
        kind: stored(a_mail(kind, params={name: text for name, text in found.items() if name in kind.needs}))
        for kind in KINDS
    }


def test_every_link_of_every_kind_of_mail_opens_its_screen(demo: Running, tabs: Tabs) -> None:
    windows: dict[str, Page] = {}
    strange = []
    for kind, mail in links_of(demo).items():
        who = addressee(kind)
        page = windows.get(who) or windows.setdefault(who, tabs.open(demo.url, who))
        page.goto(local(demo.url) + mail.link)
        heading = page.locator("#main h1").first
        heading.wait_for()
        if not re.search(HEADINGS[kind.link], heading.inner_text(), re.IGNORECASE):
            strange.append((kind.name, mail.link, heading.inner_text()))
    assert strange == []


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager, another one, and people of the first."""
    return company.hire(DOMAIN, [Hire("gus"), Hire("hal"), *(Hire(key, "gus") for key in ("ida", "jon", "kim"))])


@pytest.fixture(scope="module")
def reviews(company: Company, form: Form, staff: Staff) -> dict[str, str]:
    """One cycle; each review moves on in its own way."""
    made = new_cycle(company, form, "Links", [staff[key] for key in ("ida", "jon", "kim")])
    launched(company, made)
    found = {key: review_of(staff[key], made) for key in ("ida", "jon", "kim")}
    gus = staff["gus"].calls
    write(gus, found["ida"], "manager", form.answers("manager", "For a while."), rating=2)
    for verb in ("share", "unshare"):
        gus.post(f"/reviews/{found['ida']}/manager/{verb}").ok()
    company.hr.post(f"/reviews/{found['jon']}/reassign", {"reviewer_id": staff["hal"].id}).ok()
    company.hr.post(f"/reviews/{found['kim']}/withdraw", {"reason": "Moved to another team"}).ok()
    return found


def says(tabs: Tabs, company: Company, who: Somebody, path: str, text: str) -> None:
    page = tabs.open(company.base_url, who.email)
    page.goto(company.base_url + path)
    expect(page.locator("#main")).to_contain_text(text)
    expect(page.locator("#main h1")).to_be_visible()


def test_what_has_moved_on_since_the_mail_is_said(
    company: Company, staff: Staff, reviews: dict[str, str], tabs: Tabs
) -> None:
    """Taken back, reassigned, withdrawn; and an outsider learns nothing of it."""
    says(tabs, company, staff["ida"], f"/reviews/{reviews['ida']}", "Gus Links unshared the assessment")
    says(tabs, company, staff["gus"], f"/reviews/{reviews['jon']}", "Hal Links is the reviewer now")
    says(tabs, company, staff["kim"], f"/reviews/{reviews['kim']}", "This review was withdrawn")
    says(tabs, company, staff["kim"], f"/reviews/{reviews['kim']}", "Gus Links didn't share an assessment.")
    says(tabs, company, staff["kim"], f"/reviews/{reviews['jon']}", "You don't have access to this review")


def test_a_reflection_that_was_taken_back_or_deleted_says_so(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The same words for both, and for anyone who never saw it."""
    calls = staff["jon"].calls
    prompts = {"went_well": "<p>A</p>", "did_not": "<p>B</p>", "improve": "<p>C</p>"}
    body = {"title": "For a day", "objective_ids": [], "prompts": prompts}
    one, two = (str(calls.post("/reflections", body).ok()["id"]) for _ in range(2))
    for each in (one, two):
        calls.post(f"/reflections/{each}/share").ok()
    calls.post(f"/reflections/{one}/unshare").ok()
    calls.delete(f"/reflections/{two}").ok()
    for each in (one, two):
        says(tabs, company, staff["gus"], f"/reflections/{each}", "may have been unshared or deleted")


def test_a_link_for_hr_says_so_to_whoever_is_not(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The role was given to someone else since."""
    for path in (screens.HELD_CHANGES, screens.IMPORT, screens.at(screens.CYCLE, cycle_id="01ANY")):
        says(tabs, company, staff["gus"], path, "Your role doesn't include it")
