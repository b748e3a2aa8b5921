"""The writing screen: both sides question by question, a way to everything, and nothing hidden beneath a bar."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write
from tests.browser.tabs import PHONE, Tabs, go, settled, unseen_stops

FIRST = "What went well?"
WORDS = ["Needs improvement", "Partly meets expectations", "Meets expectations", "Exceeds expectations", "Outstanding"]
OPTIONS = {
    "ratings": {"scale": [{"value": n, "label": label} for n, label in enumerate(WORDS, start=1)]},
    "chart_2d": {"x_label": "Results", "y_label": "Growth"},
    "overall_first": True,
}


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager of two."""
    return company.hire("writing.test", [Hire("mona"), Hire("ruth", "mona"), Hire("rita", "mona")])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """Open; Ruth has shared, Rita has not."""
    made = new_cycle(company, form, "Side by side", [staff["ruth"], staff["rita"]], options=OPTIONS)
    launched(company, made)
    review = review_of(staff["ruth"], made)
    write(staff["ruth"].calls, review, "self", form.answers("self", "I moved the maps."))
    share(staff["ruth"].calls, review, "self")
    return made


def box(place: Locator) -> dict[str, float]:
    """Where something stands."""
    found = place.bounding_box()
    assert found is not None
    return {"x": found["x"], "y": found["y"], "width": found["width"], "height": found["height"]}


def test_both_sides_stand_beside_each_other_question_by_question(
    company: Company, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """[40, 50, 51] Folded at first; one click opens it, and so it stays. Before it is shared, there is nothing left."""
    page = tabs.open(company.base_url, staff["mona"].email)
    go(page, f"/reviews/{review_of(staff['ruth'], cycle)}")
    mine = page.get_by_role("textbox", name=FIRST)
    mine.wait_for()
    theirs = page.get_by_text("I moved the maps.").first
    expect(theirs).to_be_hidden()
    page.get_by_role("button", name="Show the self-assessment", expanded=False).click()
    left, right = box(theirs), box(mine)
    assert left["x"] + left["width"] < right["x"]
    assert abs(left["y"] - right["y"]) < right["height"]
    page.reload()
    expect(page.get_by_role("button", name="Hide the self-assessment", expanded=True)).to_be_visible()
    expect(page.get_by_text("I moved the maps.").first).to_be_visible()

    people = page.get_by_role("navigation", name="Your people")
    expect(people.get_by_role("link", name=re.compile("Ruth"))).to_have_attribute("aria-current", "page")
    people.get_by_role("link", name=re.compile("Rita")).click()
    expect(page.get_by_text("hasn't shared the self-assessment yet").first).to_be_visible()
    expect(page.get_by_role("button", name="Show the self-assessment")).to_have_count(0)


def test_a_long_form_is_jumped_through_and_names_whom_to_ask(
    company: Company, form: Form, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """[52, 111] Rating and chart first where the cycle wants it; every field says who can see it."""
    page = tabs.open(company.base_url, staff["mona"].email)
    go(page, f"/reviews/{review_of(staff['ruth'], cycle)}")
    settled(page)
    rating = page.get_by_role("radiogroup", name="Overall rating")
    first = page.get_by_role("textbox", name=FIRST)
    assert box(rating)["y"] < box(first)["y"]
    assert "Ruth" in described(first)
    assert "Ruth" in described(rating)
    assert page.locator("h2").all_inner_texts()[:3] == ["Ruth Writing's self-assessment", "Your assessment", "Overall"]
    expect(page.locator("h3").get_by_text(FIRST)).to_be_visible()
    contact = page.get_by_role("link", name=company.hr.get("/me").ok()["name"])
    begun = re.compile(r"^mailto:hr(@|%40)example\.test\?subject=Review%20of%20Ruth")
    expect(contact.first).to_have_attribute("href", begun)

    asked = page.get_by_role("navigation", name="Questions").get_by_role("link")
    asked.filter(has_text=FIRST).click()
    expect(first).to_be_focused()
    assert broken_words(page) == []


def test_what_is_missing_leads_to_its_question_and_saved_means_saved(
    company: Company, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """Nothing says "Saved" before anything was."""
    page = tabs.open(company.base_url, staff["rita"].email)
    go(page, f"/reviews/{review_of(staff['rita'], cycle)}")
    settled(page)
    expect(page.locator(".status-line").first).to_have_text("")
    page.get_by_role("button", name="Share with Mona").click()
    missing = page.get_by_role("dialog").get_by_role("button", name=FIRST)
    missing.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("textbox", name=FIRST)).to_be_focused()
    page.keyboard.type("By hand.")
    expect(page.locator(".status-line").first).to_have_text("Saved")
    page.get_by_role("button", name="Version history").click()
    version = page.get_by_role("dialog").get_by_role("listitem")
    expect(version).to_have_count(1)
    expect(version).to_contain_text(re.compile(r"\d{1,2} \w+ \d{4}, \d\d:\d\d \(.+\)"))


def test_on_a_phone_what_is_to_be_done_comes_first(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """Dates and instructions are one line above it; nothing is hidden beneath the bars, with the keyboard neither."""
    page = tabs.open(company.base_url, staff["mona"].email, phone=True)
    go(page, f"/reviews/{review_of(staff['ruth'], cycle)}")
    settled(page)
    expect(page.get_by_role("list", name="Timeline")).to_be_hidden()
    page.get_by_text("Timeline and instructions").click()
    expect(page.get_by_role("list", name="Timeline")).to_be_visible()
    page.get_by_text("Timeline and instructions").click()
    assert box(page.get_by_role("region", name="Your assessment"))["y"] < PHONE["height"]
    assert broken_words(page) == []
    assert unseen_stops(page) == []


def test_what_has_the_focus_is_not_beneath_a_bar(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """Every stop of the writing screen, forwards and backwards; nor is what is typed at the end of a long text."""
    page = tabs.open(company.base_url, staff["mona"].email)
    go(page, f"/reviews/{review_of(staff['rita'], cycle)}")
    settled(page)
    assert unseen_stops(page) == []
    assert unseen_stops(page, "Shift+Tab") == []
    page.get_by_role("textbox", name=FIRST).click()
    for _ in range(40):
        page.keyboard.press("Enter")
    assert page.evaluate(CARET) is True


def described(field: Locator) -> str:
    """What a screen reader adds to the name of a field."""
    said: str = field.evaluate(
        "at => (at.getAttribute('aria-describedby') ?? '').split(' ').map(id => document.getElementById(id)?.textContent ?? '').join(' ')"  # noqa: E501 - a function of the page
    )
    return said


def broken_words(page: Page) -> list[str]:
    """Words of ratings that stand on two lines."""
    found: list[str] = page.evaluate(BROKEN)
    return found


BROKEN = """() => [...document.querySelectorAll('.rating-step span')].flatMap((step) => {
  const text = step.firstChild, words = [...text.data.matchAll(/\\S+/g)];
  return words.filter(({index, 0: word}) => {
    const range = document.createRange();
    range.setStart(text, index); range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
})"""


CARET = """() => {
  const {top, bottom} = getSelection().getRangeAt(0).startContainer.getBoundingClientRect?.() ?? {top: 0, bottom: 0};
  const bar = document.querySelector('.side-foot').getBoundingClientRect().top;
  return bottom <= bar && top >= document.querySelector('.top').getBoundingClientRect().bottom;
}"""
