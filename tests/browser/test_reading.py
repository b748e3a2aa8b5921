"""Reading: dates as those call them whose they are, what is over, what stays with a former reviewer, a profile."""

import re

import pytest
from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, timeline, write
from tests.browser.tabs import Tabs, go, settled, violations

DOMAIN = "reading.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Mio in Tokyo, and Ned beside her, report to Ola in Berlin; Pia is another manager."""
    hires = [Hire("ola"), Hire("pia"), Hire("mio", "ola", zone="Asia/Tokyo"), Hire("ned", "ola"), Hire("rio", "ola")]
    return company.hire(DOMAIN, hires)


def test_a_day_in_another_zone_is_said_as_it_is_called_there(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    """Mio reads her own day without a zone; to Ola the same day has its zone's name, and her own clock on pointing."""
    opens = timeline(company.now().date(), opens_on=3)
    made = new_cycle(company, form, "Far away", [staff["mio"]], dates=opens)
    launched(company, made)
    review = review_of(staff["mio"], made)
    day = re.compile(rf"^0?{int(opens['opens_on'][-2:])} \w+ \d{{4}} \(Tokyo\)$")

    page = tabs.open(company.base_url, staff["ola"].email)
    go(page, f"/reviews/{review}")
    settled(page)
    opening = page.get_by_role("list", name="Timeline").locator("time").first
    expect(opening).to_have_text(day)
    expect(opening).to_have_attribute("title", re.compile(r"\(Europe/Berlin\)$"))

    own = tabs.open(company.base_url, staff["mio"].email)
    go(own, f"/reviews/{review}")
    settled(own)
    expect(own.get_by_role("list", name="Timeline").locator("time").first).not_to_contain_text("(")


def test_a_review_whose_cycle_has_ended_says_so_wherever_it_is_listed(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    made = new_cycle(company, form, "Over", [staff["ned"]])
    launched(company, made)
    review = review_of(staff["ned"], made)
    company.hr.post(f"/cycles/{made['id']}/close", {}).ok(200, 202)
    company.settle()

    page = tabs.open(company.base_url, staff["ola"].email)
    ended = re.compile(r"cycle ended \d+ \w+ \d{4}")
    for path in ("/", f"/reviews?cycle_id={made['id']}", f"/team?cycle_id={made['id']}", f"/people/{staff['ned'].id}"):
        go(page, path)
        settled(page)
        row = page.locator(".row, tbody tr", has_text="Not completed").first
        expect(row).to_contain_text(ended)
        expect(row).not_to_contain_text("due")
    go(page, f"/reviews/{review}")
    settled(page)
    expect(page.get_by_text(re.compile(r"The cycle closed on \d+ \w+ \d{4}"))).to_be_visible()
    expect(page.get_by_role("list", name="Timeline")).not_to_contain_text("due")
    expect(page.get_by_text("Only private notes can still be changed.")).to_be_visible()
    theirs = tabs.open(company.base_url, staff["ned"].email)
    go(theirs, f"/reviews/{review}")
    expect(theirs.get_by_text("Nothing can be changed anymore.")).to_be_visible()

    hr = tabs.open(company.base_url, "hr@example.test")
    go(hr, f"/hr/cycles/{made['id']}")
    settled(hr)
    expect(hr.get_by_role("table", name="Reviews").last).to_contain_text(ended)
    expect(hr.get_by_role("checkbox", name="Without a reviewer")).to_have_count(0)
    expect(hr.get_by_role("checkbox", name=re.compile("^Select"))).to_have_count(0)


def test_a_former_reviewer_finds_and_reads_their_own_and_nothing_else(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    """From the list of reviews, by keyboard; and at the old address of the review."""
    ola, rio, pia = staff["ola"], staff["rio"], staff["pia"]
    made = new_cycle(company, form, "Handed on", [rio])
    launched(company, made)
    review = review_of(rio, made)
    write(rio.calls, review, "self", form.answers("self", "By Rio."))
    share(rio.calls, review, "self")
    write(ola.calls, review, "manager", form.answers("manager", "By Ola."), rating=2)
    ola.calls.save(f"/reviews/{review}/notes", {"text": "<p>Mind the gap.</p>"}).ok()
    company.hr.post(f"/reviews/{review}/reassign", {"reviewer_id": pia.id}).ok()
    write(pia.calls, review, "manager", form.answers("manager", "By Pia."), rating=1)

    page = tabs.open(company.base_url, ola.email)
    go(page, "/reviews")
    settled(page)
    entry = page.get_by_role("list", name="Reviews you wrote earlier").get_by_role("link")
    expect(entry).to_contain_text(rio.name)
    entry.focus()
    page.keyboard.press("Enter")
    main = page.locator("#main")
    expect(main.get_by_role("heading", level=1)).to_have_text(f"What you wrote about {rio.name}")
    expect(main).to_contain_text("Mind the gap.")
    version = main.get_by_role("list", name="Your versions of the assessment").get_by_role("button").first
    version.focus()
    page.keyboard.press("Enter")
    expect(version).to_have_attribute("aria-expanded", "true")
    expect(main).to_contain_text("By Ola.")
    settled(page)
    assert violations(page) == []
    for other in ("By Pia.", "By Rio."):
        expect(main).not_to_contain_text(other)

    go(page, f"/reviews/{review}")
    expect(main).to_contain_text(f"{pia.name} is the reviewer now.")
    expect(main).to_contain_text("Mind the gap.")


def test_a_profile_holds_the_reviews_that_its_reader_may_know_of(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    made = new_cycle(company, form, "On the profile", [staff["ned"]])
    launched(company, made)
    for reader, count in (("ola", 1), ("ned", 1), ("pia", 0)):
        page = tabs.open(company.base_url, staff[reader].email)
        go(page, f"/people/{staff['ned'].id}")
        settled(page)
        expect(page.get_by_role("list", name="Reviews", exact=True).get_by_text("On the profile")).to_have_count(count)
