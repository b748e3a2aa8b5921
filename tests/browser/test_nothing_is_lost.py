"""A killed browser, a lost network, a closed tab, two windows, someone else's save: the text is still there."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.acceptance.company import Caller, Company, Hire, Staff
from tests.acceptance.reviews import Form, launched, new_cycle, review_of
from tests.browser.device import back, eventually, kill, on_device
from tests.browser.tabs import Tabs, drafts_here, go, sign_in, violations

DOMAIN = "lost.test"
PEOPLE = ("ada", "ben", "cleo", "dora", "egon", "emma", "enzo", "fred", "gina")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """A manager and one person for each story."""
    return company.hire(DOMAIN, [Hire("boss"), *(Hire(key, "boss") for key in PEOPLE)])


@pytest.fixture(scope="module")
def cycle(company: Company, form: Form, staff: Staff) -> Any:
    """An open cycle of all."""
    made = new_cycle(company, form, "Nothing is lost", [staff[key] for key in PEOPLE])
    launched(company, made)
    return made


Browsers = tuple[Tabs, Path]


@pytest.fixture
def browsers(tabs: Tabs, tmp_path: Path) -> Browsers:
    """A browser, and where a browser keeps its profile."""
    return tabs, tmp_path


def editor(page: Page) -> Any:
    """Where "What went well?" is answered."""
    return page.get_by_role("textbox", name="What went well?")


def opened(page: Page, review: str) -> Any:
    """The editor of one's own review."""
    go(page, f"/reviews/{review}")
    editor(page).wait_for()
    return editor(page)


def status(page: Page, said: str) -> None:
    """Wait for the status line to say this."""
    expect(page.locator(".status-line")).to_have_text(said, timeout=15_000)


def kept(calls: Caller, review: str, form: Form) -> str:
    """What the server has."""
    answers = calls.get(f"/reviews/{review}/self").ok().get("answers", {})
    return str(answers.get(form.questions["What went well?"]["id"], ""))


def test_it_saves_by_itself(company: Company, staff: Staff, cycle: Any, form: Form, tabs: Tabs) -> None:
    """A second after the last key, without a button."""
    review = review_of(staff["ada"], cycle)
    page = tabs.open(company.base_url, staff["ada"].email)
    opened(page, review).press_sequentially("We moved the maps.")
    status(page, "Saved")
    assert eventually(lambda: kept(staff["ada"].calls, review, form) == "<p>We moved the maps.</p>")


def is_put(route: Route) -> bool:
    """Whether it is a save."""
    return route.request.method == "PUT"


def test_a_killed_browser_loses_no_letter(
    company: Company, staff: Staff, cycle: Any, form: Form, browsers: Browsers
) -> None:
    """What could not be sent is on the device, and goes on from there."""
    tabs, tmp_path = browsers
    review = review_of(staff["ben"], cycle)
    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    sign_in(page, company.base_url, staff["ben"].email)
    area = opened(page, review)
    profile.route("**/api/reviews/**", lambda route: route.abort() if is_put(route) else route.continue_())
    area.press_sequentially("Not sent to anybody yet")
    assert eventually(lambda: "Not sent to anybody yet" in on_device(page), seconds=2), "kept while the person looks up"
    kill(tmp_path)
    assert kept(staff["ben"].calls, review, form) == ""

    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    back(page, company.base_url, staff["ben"].email)
    # Said until it is saved, which takes a moment only.
    held: list[Route] = []
    profile.route("**/api/reviews/**", lambda route: held.append(route) if is_put(route) else route.continue_())
    opened(page, review)
    expect(editor(page)).to_have_text("Not sent to anybody yet")
    expect(page.get_by_text("has been restored.")).to_be_visible()
    profile.unroute_all()
    for route in held:
        route.continue_()
    assert eventually(lambda: "Not sent to anybody yet" in kept(staff["ben"].calls, review, form))
    profile.close()


def test_a_lost_network_is_said_and_survived(
    company: Company, staff: Staff, cycle: Any, form: Form, tabs: Tabs
) -> None:
    """Writing goes on for six seconds; it is saved when the network is back."""
    review = review_of(staff["cleo"], cycle)
    page = tabs.open(company.base_url, staff["cleo"].email)
    area = opened(page, review)
    page.context.set_offline(True)
    area.press_sequentially("In the tunnel", delay=450)
    status(page, "Offline – kept on this device")
    page.context.set_offline(False)
    status(page, "Saved")
    assert kept(staff["cleo"].calls, review, form) == "<p>In the tunnel</p>"


def test_keys_typed_into_an_expired_session_are_kept_and_press_nothing(
    company: Company, staff: Staff, cycle: Any, form: Form, tabs: Tabs
) -> None:
    """Spaces and Enter included; it is saved after signing in again."""
    review = review_of(staff["gina"], cycle)
    page = tabs.open(company.base_url, staff["gina"].email)
    area = opened(page, review)
    expired = {"status": 401, "json": {"status": 401, "code": "not_authenticated", "title": "", "detail": ""}}
    over = True
    page.route("**/api/reviews/**", lambda route: route.fulfill(**expired) if over else route.continue_())
    page.route(
        "**/local/oidc/token",
        lambda route: (
            route.fulfill(status=400, json={"error": "invalid_grant"})
            if "grant_type=refresh_token" in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    area.press_sequentially("One two", delay=30)
    again = page.get_by_role("button", name="Sign in again")
    again.wait_for()
    page.keyboard.type(" three four")
    page.keyboard.press("Enter")
    page.keyboard.type("five six")
    expect(editor(page)).to_be_focused()
    expect(editor(page)).to_have_text("One two three fourfive six")
    assert violations(page) == []
    over = False
    again.click()
    page.get_by_role("button", name="gina").or_(editor(page)).first.wait_for()
    expect(editor(page)).to_have_text("One two three fourfive six")
    assert eventually(lambda: kept(staff["gina"].calls, review, form) == "<p>One two three four</p><p>five six</p>")


def test_a_closed_tab_still_saves(company: Company, staff: Staff, cycle: Any, form: Form, tabs: Tabs) -> None:
    """The save outlives the page."""
    review = review_of(staff["dora"], cycle)
    page = tabs.open(company.base_url, staff["dora"].email)
    opened(page, review).press_sequentially("Gone in a moment")
    page.close()
    assert eventually(lambda: kept(staff["dora"].calls, review, form) == "<p>Gone in a moment</p>")


@pytest.mark.parametrize(
    ("who", "button", "kept_text"),
    [
        ("egon", "Keep both", "<p>From the other machine</p><p>From this one</p>"),
        ("emma", "Keep mine", "<p>From this one</p>"),
        ("enzo", "Use the saved version", "<p>From the other machine</p>"),
    ],
)
def test_a_stale_edit_shows_both_texts(
    company: Company, staff: Staff, cycle: Any, form: Form, tabs: Tabs, *, who: str, button: str, kept_text: str
) -> None:
    """Nothing is overwritten unseen; either can be kept, or both."""
    review = review_of(staff[who], cycle)
    page = tabs.open(company.base_url, staff[who].email)
    area = opened(page, review)
    question = form.questions["What went well?"]["id"]
    body = {"answers": {question: "<p>From the other machine</p>"}}
    staff[who].calls.save(f"/reviews/{review}/self", body).ok()
    area.press_sequentially("From this one")
    choice = page.get_by_role("group", name="changed elsewhere")
    expect(choice).to_contain_text("From the other machine")
    expect(choice).to_contain_text("From this one")
    status(page, "Changed elsewhere – choose a version")
    assert violations(page) == []
    choice.get_by_role("button", name=button).click()
    status(page, "Saved")
    assert eventually(lambda: kept(staff[who].calls, review, form) == kept_text)
    expect(editor(page)).to_have_text(re.sub("<.*?>", "", kept_text))


def test_a_second_window_is_noticed_and_kept_up_to_date(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """What is saved in one appears in the other; a draft of the device is gone after signing out."""
    review = review_of(staff["fred"], cycle)
    one = tabs.open(company.base_url, staff["fred"].email)
    opened(one, review)
    two = one.context.new_page()
    two.goto(f"{company.base_url}/reviews/{review}")
    editor(two).wait_for()
    expect(one.get_by_text("This is also open in another window")).to_be_visible()
    editor(two).press_sequentially("Written in the second")
    expect(editor(one)).to_have_text("Written in the second", timeout=15_000)
    two.close()
    one.context.set_offline(True)
    editor(one).press_sequentially("!")
    one.context.set_offline(False)
    one.get_by_label("Account menu:").click()
    one.get_by_role("button", name="Sign out").click()
    one.get_by_role("button", name="Sign in with your company account").wait_for()
    assert drafts_here(one) == 0
