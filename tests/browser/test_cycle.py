"""A whole cycle in three windows, and the same with the keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.reviews import SCALE, Form, launched, new_cycle, review_of
from tests.browser.tabs import Tabs, go, settled, sideways, violations

DOMAIN = "browser.test"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Bert and two people of his."""
    return company.hire(DOMAIN, [Hire("bert"), Hire("ella", "bert"), Hire("finn", "bert")])


@pytest.fixture(scope="module")
def short_form(company: Company) -> Form:
    """Two questions."""
    questions = [
        {"kind": "rich_text", "text": "What went well?", "for": "both", "required": True},
        {"kind": "rating", "text": "Results", "for": "both", "required": True, "scale": SCALE},
    ]
    made = company.hr.post(
        "/questionnaires", {"title": "Short", "sections": [{"title": "The year", "questions": questions}]}
    )
    asked = [question for section in made.ok()["sections"] for question in section["questions"]]
    return Form(made.ok()["id"], {question["text"]: question for question in asked})


@pytest.fixture(scope="module")
def cycle(company: Company, short_form: Form, staff: Staff) -> Any:
    """An open cycle of two."""
    made = new_cycle(company, short_form, "Browser round", [staff["ella"], staff["finn"]])
    launched(company, made)
    return made


def text(page: Page, side: str, question: str = "What went well?") -> Any:
    """The editor of a question on one side."""
    return page.get_by_role("group", name=side).get_by_role("textbox", name=question)


def test_a_whole_cycle_with_three_people_in_three_windows(
    company: Company, staff: Staff, cycle: Any, tabs: Tabs
) -> None:
    """Written, shared, written, shared, signed, signed; HR sees it complete."""
    review = review_of(staff["ella"], cycle)
    ella = tabs.open(company.base_url, staff["ella"].email)
    ella.get_by_role("link", name="Write your self-assessment").click()
    text(ella, "Your self-assessment").fill("We moved the maps.")
    ella.get_by_role("radio", name="beyond").check()
    ella.get_by_role("button", name="Share with Bert").click()
    dialog = ella.get_by_role("dialog")
    expect(dialog.get_by_text("We moved the maps.")).to_be_visible()
    dialog.get_by_role("button", name="Share now").click()
    expect(ella.get_by_role("status").filter(has_text="Shared with Bert")).to_be_visible()

    bert = tabs.open(company.base_url, staff["bert"].email)
    bert.get_by_role("link", name="Write your assessment of Ella").first.click()
    bert.get_by_role("button", name="Show the self-assessment").click()
    expect(bert.get_by_text("We moved the maps.")).to_be_visible()
    text(bert, "Your assessment").fill("You moved them well.")
    bert.get_by_role("radiogroup", name="Results").get_by_role("radio", name="as agreed").check()
    bert.get_by_role("radiogroup", name="Overall rating").get_by_role("radio", name="beyond").check()
    bert.get_by_role("textbox", name="Private notes").fill("Ask about the interns.")
    expect(bert.get_by_text("Only you", exact=True)).to_be_visible()
    bert.get_by_role("button", name="Share with Ella").click()
    bert.get_by_role("dialog").get_by_role("button", name="Share now").click()
    expect(bert.get_by_text("Write your assessment of Finn")).to_be_visible()

    ella.reload()
    expect(ella.get_by_text("You moved them well.")).to_be_visible()
    assert "Ask about the interns" not in ella.content()
    sign(ella)
    bert.reload()
    sign(bert)
    expect(bert.get_by_text("Complete", exact=True).first).to_be_visible()

    hr = tabs.open(company.base_url, "hr@example.test")
    go(hr, f"/reviews/{review}")
    expect(hr.get_by_text("Complete", exact=True)).to_be_visible()
    assert "Ask about the interns" not in hr.content()


def sign(page: Page) -> None:
    """Sign, in the dialog."""
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Signed.")).to_be_visible()


def test_the_keyboard_alone_is_enough(company: Company, staff: Staff, cycle: Any, tabs: Tabs) -> None:
    """Write, share, sign: Tab, Enter, arrows and nothing else."""
    review = review_of(staff["finn"], cycle)
    finn = tabs.open(company.base_url, staff["finn"].email)
    press_until(finn, "Tab", re.compile("Write your self-assessment"))
    finn.keyboard.press("Enter")
    finn.get_by_role("textbox", name="What went well?").wait_for()
    press_until(finn, "Tab", re.compile("What went well"), role="textbox")
    finn.keyboard.type("By keyboard.")
    press_until(finn, "Tab", re.compile("below"))
    finn.keyboard.press("ArrowRight")
    finn.keyboard.press("Control+s")
    press_until(finn, "Tab", re.compile("Share with Bert"))
    finn.keyboard.press("Enter")
    finn.get_by_role("dialog").wait_for()
    press_until(finn, "Tab", re.compile("Share now"))
    finn.keyboard.press("Enter")
    expect(finn.get_by_role("status").filter(has_text="Shared with Bert")).to_be_visible()
    calls, path = staff["bert"].calls, f"/reviews/{review}/manager"
    first, second = staff["bert"].calls.get(f"/reviews/{review}").ok()["questionnaire"]["sections"][0]["questions"]
    calls.save(path, {"answers": {first["id"]: "<p>Yes.</p>", second["id"]: 2}, "rating": 2}).ok()
    calls.post(f"{path}/share").ok()
    finn.reload()
    finn.get_by_text("Yes.").wait_for()
    press_until(finn, "Tab", re.compile("^Sign$"))
    finn.keyboard.press("Enter")
    finn.get_by_role("dialog").wait_for()
    press_until(finn, "Tab", re.compile("^Sign$"))
    finn.keyboard.press("Enter")
    expect(finn.get_by_role("status").filter(has_text="Signed.")).to_be_visible()


NAMED = """() => {
  const at = document.activeElement;
  const named = (at.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.textContent || '').join(' ');
  return [at.getAttribute('role') || '', (at.getAttribute('aria-label') || named || at.closest('label')?.textContent || at.textContent || '').trim()];
}"""  # noqa: E501 - a function of the page


def press_until(page: Page, key: str, name: re.Pattern[str], role: str = "") -> None:
    """Press a key until what has the focus is called so."""
    for _ in range(80):
        page.keyboard.press(key)
        found_role, found = page.evaluate(NAMED)
        if name.search(found) and role in ("", found_role):
            return
    pytest.fail(f"nothing called {name.pattern} was reached with {key}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_fits_everybody(company: Company, staff: Staff, form: Form, tabs: Tabs, scheme: Any) -> None:
    """Every kind of question, to write and to read, with dialogs open, under WCAG 2.2 AA; also on a phone."""
    made = new_cycle(company, form, f"Every kind, {scheme}", [staff["ella"]])
    if scheme == "dark":
        company.hr.post(f"/cycles/{company.hr.every('/cycles')[1]['id']}/cancel", {})
    failed = launched(company, made)["failed"]
    review = review_of(staff["ella"], made)
    assert failed == []
    bert = tabs.open(company.base_url, staff["bert"].email, scheme=scheme)
    go(bert, f"/reviews/{review}")
    text(bert, "Your assessment").wait_for()
    assert violations(bert) == []
    bert.get_by_role("button", name="Share with Ella").click()
    bert.get_by_role("dialog").wait_for()
    assert violations(bert) == []
    bert.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    bert.get_by_role("button", name="Version history").click()
    bert.get_by_role("dialog").wait_for()
    settled(bert)
    assert violations(bert) == []
    bert.keyboard.press("Escape")
    bert.get_by_role("button", name="Helpful resources").click()
    bert.get_by_role("dialog").wait_for()
    settled(bert)
    assert violations(bert) == []
    phone = tabs.open(company.base_url, staff["ella"].email, scheme=scheme, phone=True)
    go(phone, f"/reviews/{review}")
    text(phone, "Your self-assessment").wait_for()
    assert sideways(phone) <= 0
    assert violations(phone) == []


def test_hostile_content_is_shown_harmless(company: Company, form: Form, tabs: Tabs) -> None:
    """Markup in names, titles and answers is text; nothing of it runs."""
    evil = "<img src=x onerror=window.hacked=1>"
    staff = company.hire("hostile.test", [Hire("mallory"), Hire("eve", "mallory")])
    made = new_cycle(company, form, f"Round {evil}", [staff["eve"]])
    launched(company, made)
    review = review_of(staff["eve"], made)
    question = form.questions["What went well?"]["id"]
    body = {
        "answers": {
            question: f"<p>ok {evil}<script>window.hacked=1</script><a href='javascript:window.hacked=1'>x</a></p>"
        }
    }
    staff["eve"].calls.save(f"/reviews/{review}/self", body).ok()
    staff["eve"].calls.save(f"/reviews/{review}/self", {"answers": form.answers("self", f"ok {evil}")}).ok()
    staff["eve"].calls.post(f"/reviews/{review}/self/share").ok()
    page = tabs.open(company.base_url, staff["mallory"].email)
    go(page, f"/reviews/{review}")
    page.get_by_role("button", name="Show the self-assessment").click()
    page.get_by_text("ok", exact=False).first.wait_for()
    expect(page.get_by_text(f"Round {evil}").first).to_be_visible()
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
