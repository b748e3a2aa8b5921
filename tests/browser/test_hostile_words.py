"""Words that would be HTML, in every name, title and text that someone can give: shown as they are, on every screen.

The windows have no Content-Security-Policy, so that a script that got in would run, and tell.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from playwright.sync_api import TimeoutError as WaitedTooLong

from tests.acceptance.company import HR, Company, Hire, Staff
from tests.acceptance.reviews import EVERY_KIND, Form, new_cycle, review_of, share, write
from tests.acceptance.reviews import launched as launch
from tests.browser.tabs import Tabs, arrived, settled

DOMAIN = "words.test"
TEXTS = ("text", "help", "unit", "x_label", "y_label")
LOOK = """() => ({
  ran: window.ran,
  created: [...document.querySelectorAll('img[src="x"], svg[onload], [onerror], [onload], [onfocus], iframe')].length,
})"""


SAID = """() => [
  document.body.innerText,
  ...[...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
  ...[...document.querySelectorAll('[aria-label]')].map((named) => named.getAttribute('aria-label')),
]"""
HARMLESS = {"ran": [], "created": 0}


def hostile(word: str) -> str:
    """A word that runs a script where it is taken for HTML."""
    return f"<img src=x onerror=\"ran.push('{word}')\">{word}"


@dataclass(frozen=True)
class Place:
    """A screen, what opens on it, and the words that are to be read there."""

    path: str
    words: tuple[str, ...]
    opens: str = ""


@dataclass(frozen=True)
class Story:
    """Everything hostile that there is."""

    staff: Staff
    review: str
    empty: str
    cycle: str
    draft: str
    form: str


@pytest.fixture(scope="module")
def story(company: Company) -> Story:
    """Three people, every kind of question, a running cycle in which one is through, and one in preparation."""
    staff = company.hire(DOMAIN, [Hire("vera"), Hire("walt", "vera"), Hire("xara", "vera")])
    for key in staff:
        path = f"/people/{staff[key].id}"
        given = {name: hostile(f"{key}-{name}") for name in ("name", "title", "department", "location")}
        company.hr.put(path, given, company.hr.get(path).etag).ok()
    form = _form(company)
    made = new_cycle(company, form, hostile("cycle"), [staff["walt"], staff["xara"]])
    launch(company, made)
    review = review_of(staff["walt"], made)
    write(staff["walt"].calls, review, "self", _answers(form, "self"))
    share(staff["walt"].calls, review, "self")
    write(staff["vera"].calls, review, "manager", _answers(form, "manager"), rating=2)
    share(staff["vera"].calls, review, "manager")
    staff["walt"].calls.post(f"/reviews/{review}/sign", {"comment": hostile("comment")}).ok()
    draft = new_cycle(company, form, hostile("draft"), [staff["walt"]])
    return Story(staff, review, review_of(staff["xara"], made), made["id"], draft["id"], form.id)


def _form(company: Company) -> Form:
    """Each question, label and unit is hostile; the questions are known by their number."""
    questions: list[dict[str, Any]] = [deepcopy(question) for question in EVERY_KIND]
    for at, question in enumerate(questions):
        question |= {name: hostile(f"{name}-{at}") for name in TEXTS if name in question}
        for many in ("choices", "items", "scale"):
            for step, option in enumerate(question.get(many, ())):
                option["label"] = hostile(f"{many}-{at}-{step}")
    section = {"title": hostile("section"), "intro": hostile("intro"), "questions": questions}
    made = company.hr.post("/questionnaires", {"title": hostile("form"), "sections": [section]}).ok()
    return Form(made["id"], {str(at): one for at, one in enumerate(made["sections"][0]["questions"])})


def _answers(form: Form, side: str) -> dict[str, Any]:
    given: dict[str, Any] = {"0": f"<p>{side} says</p>{hostile('answer')}", "2": 2}
    given["6"] = [form.questions["6"]["items"][0]["id"]]
    if side == "self":
        given |= {"3": form.questions["3"]["choices"][0]["id"], "5": 7}
    else:
        given |= {"4": [form.questions["4"]["choices"][0]["id"]]}
    return {form.questions[at]["id"]: value for at, value in given.items()}


def _looked_at(page: Page, places: list[Place]) -> None:
    """Nothing ran, nothing was made of the words, and they can be read; every finding is notified at the end."""
    findings: list[str] = []
    for place in places:
        arrived(page, place.path)
        if place.opens:
            page.get_by_role("button", name=place.opens).first.click()
            page.get_by_role("dialog").last.wait_for()
        findings += [f"{place.path}: {word} is not to be read" for word in place.words if not _readable(page, word)]
        settled(page)
        if (found := page.evaluate(LOOK)) != HARMLESS:
            findings.append(f"{place}: {found}")
        if place.opens:
            page.keyboard.press("Escape")
            page.get_by_role("dialog").first.wait_for(state="hidden")
    assert not findings, "\n".join(findings)


def _readable(page: Page, word: str) -> bool:
    """In the text that is shown, in a field, or in what a screen reader says of something, once it has come."""
    try:
        page.wait_for_function(f"word => ({SAID})().some((said) => said.includes(word))", arg=hostile(word))
    except WaitedTooLong:
        return False
    return True


def _window(tabs: Tabs, company: Company, email: str) -> Page:
    page = tabs.open(company.base_url, email)
    page.on("dialog", lambda dialog: tabs.complaints.append(f"dialog: {dialog.message}"))
    page.evaluate("window.ran = []")
    return page


def test_nothing_runs_for_those_in_a_review(company: Company, story: Story, tabs: Tabs) -> None:
    """Home, review with its dialogs, list, team, people, search."""
    walt = _window(tabs, company, story.staff["walt"].email)
    review, empty = f"/reviews/{story.review}", f"/reviews/{story.empty}"
    told = ("cycle", "section", "text-0", "choices-3-0", "items-6-0", "unit-5")
    _looked_at(walt, [Place("/", ("cycle",)), Place("/reviews", ("cycle",)), Place(review, told)])
    xara = _window(tabs, company, story.staff["xara"].email)
    asked = ("section", "text-0", "scale-2-1", "choices-3-0", "items-6-0", "x_label-7", "y_label-7")
    _looked_at(xara, [Place(empty, asked), Place(empty, ("vera-name",), "Share with")])
    vera = _window(tabs, company, story.staff["vera"].email)
    places = [
        Place("/", ("walt-name",)),
        Place(review, ("walt-name", "cycle", "text-1", "choices-4-0")),
        Place(review, ("walt-name",), "Sign"),
        Place("/team", ("walt-name",)),
        Place("/team", ("text-0",), f"Preview what was shared in {hostile('walt-name')}'s review"),
        Place("/people?query=walt", ("walt-name",)),
        Place(f"/people/{story.staff['walt'].id}", ("walt-name", "walt-department", "vera-name")),
    ]
    _looked_at(vera, places)
    vera.keyboard.press("Control+k")
    vera.get_by_role("combobox").fill("walt")
    expect(vera.get_by_role("option", name="walt-name")).to_be_visible()
    assert vera.evaluate(LOOK) == HARMLESS


def test_nothing_runs_for_hr(company: Company, story: Story, tabs: Tabs) -> None:
    """Cycles, board and its dialogs, rehearsal, wizard, questionnaires, designer, entries, audit, import."""
    hr = _window(tabs, company, HR)
    cycle, draft = f"/hr/cycles/{story.cycle}", f"/hr/cycles/{story.draft}"
    places = [
        Place("/hr/cycles", ("cycle", "draft")),
        Place(cycle, ("cycle", "walt-name", "vera-name", "walt-department")),
        Place(f"{cycle}?stage=self_done&sort=-status", ("walt-name",)),
        Place(cycle, ("walt-name",), "More actions for"),
        Place(cycle, (), "Name, dates and contacts"),
        Place(cycle, (), "Close"),
        Place(cycle, (), "Cancel cycle"),
        Place(draft, ("draft", "form")),
        Place(f"{draft}/edit", ()),
        Place("/hr/questionnaires", ("form",)),
        Place(f"/hr/questionnaires/{story.form}", ("form", "section", "text-0", "scale-2-0")),
        Place(f"/hr/audit?subject_id={story.staff['walt'].id}", ("walt-name",)),
        Place(f"/reviews/{story.review}", ("walt-name", "text-0")),
        Place(f"/reviews/{story.review}", ("walt-name",), "Withdraw"),
        Place(f"/people/{story.staff['walt'].id}", ("walt-name",), "Edit"),
        Place(f"/people/{story.staff['walt'].id}", (), "Mark as left"),
    ]
    _looked_at(hr, places)
    copied = company.hr.post(f"/questionnaires/{story.form}/copy", {}).ok()["id"]
    _looked_at(hr, [Place(f"/hr/questionnaires/{copied}", ("text-0", "scale-2-0"))])
    arrived(hr, "/hr/import")
    entry = f"xena@{DOMAIN},{_quoted('new-name')},{_quoted('new-department')},UTC"
    rows = f"Work Email,Name,Department,Time Zone\n{entry}\n"
    hr.locator("input[type=file]").set_input_files(_file(rows))
    expect(hr.get_by_role("list", name="Changes").get_by_text(hostile("new-name")).first).to_be_visible()
    hr.locator("input[type=file]").set_input_files(
        _file(f"Work Email,Name,{_quoted('column')}\n{_quoted('mail')},X,Y\n")
    )
    expect(hr.get_by_role("row", name="Row 2")).to_be_visible()
    assert hr.evaluate(LOOK) == HARMLESS


def _quoted(word: str) -> str:
    doubled = hostile(word).replace('"', '""')
    return f'"{doubled}"'


def _file(text: str) -> FilePayload:
    return {"name": hostile("file") + ".csv", "mimeType": "text/csv", "buffer": text.encode()}
