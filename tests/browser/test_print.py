"""A review on paper: both sides and the signatures, and nothing to click."""

import re

from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write
from tests.browser.tabs import Tabs, go, settled


def test_a_review_prints_both_sides_and_nothing_else(company: Company, form: Form, tabs: Tabs) -> None:
    """Also a side that is folded on the screen; private notes stay off paper; dark colours do, too."""
    staff = company.hire("paper.test", [Hire("tilda"), Hire("uwe", "tilda")])
    made = new_cycle(company, form, "On paper", [staff["uwe"]])
    launched(company, made)
    review = review_of(staff["uwe"], made)
    write(staff["uwe"].calls, review, "self", form.answers("self", "Mine in print."))
    share(staff["uwe"].calls, review, "self")
    write(staff["tilda"].calls, review, "manager", form.answers("manager", "Hers in print."), rating=2)
    staff["tilda"].calls.save(f"/reviews/{review}/notes", {"text": "For nobody's printer."}).ok()

    page = tabs.open(company.base_url, staff["tilda"].email, scheme="dark")
    go(page, f"/reviews/{review}")
    settled(page)
    expect(page.get_by_text("For nobody's printer.")).to_be_visible()
    expect(page.get_by_text("Mine in print.").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Mine in print.").first).to_be_visible()

    share(staff["tilda"].calls, review, "manager")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for shown in ("Mine in print.", "Hers in print.", "On paper"):
        expect(page.get_by_text(shown).first).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_text("For nobody's printer.")).to_be_hidden()
    expect(page.get_by_role("button").filter(visible=True)).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF-")


def test_a_signed_review_on_paper_stands_for_itself(company: Company, form: Form, tabs: Tabs) -> None:
    """Headed with whose it is, on every sheet; dated; who signed when, after reading which version when."""
    staff = company.hire("signed.test", [Hire("vera"), Hire("wim", "vera")])
    vera, wim = staff["vera"], staff["wim"]
    made = new_cycle(company, form, "For good", [wim])
    launched(company, made)
    review = review_of(wim, made)
    for who, side in ((wim, "self"), (vera, "manager")):
        write(who.calls, review, side, form.answers(side, f"By {side}."), **({"rating": 2} if who is vera else {}))
        share(who.calls, review, side)
    wim.calls.get(f"/reviews/{review}").ok()
    for who in (wim, vera):
        who.calls.post(f"/reviews/{review}/sign", {}).ok()

    page = tabs.open(company.base_url, wim.email)
    go(page, f"/reviews/{review}")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("My review"))
    signed = page.locator(".signatures .card")
    absolute = re.compile(r"\d{1,2} \w+ \d{4}, \d\d:\d\d \(.+/?.+\)")
    expect(signed.first.locator("time").first).to_have_attribute("title", absolute)

    page.emulate_media(media="print")
    title = f"Review of {wim.name}"
    expect(page.locator("h1").get_by_text(title)).to_be_visible()
    expect(page.get_by_text("My review", exact=True)).to_be_hidden()
    expect(page.get_by_text(re.compile("Printed"))).to_have_text(absolute)
    expect(signed.first).to_contain_text("Read version 1 of the manager's assessment")
    expect(signed.nth(1)).to_contain_text("Didn't open version 1 of the self-assessment before signing.")
    for when in signed.locator("time > .on-paper").all():
        expect(when).to_be_visible()
        expect(when).to_have_text(absolute)
    head = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper-title')")
    assert head == f'"{title} · For good"'
    assert page.evaluate(KEPT_TOGETHER) == []
    sheets = page.evaluate(SHEETS)
    assert any("counter(page)" in rule for rule in sheets)
    assert any("--paper-title" in rule for rule in sheets)


KEPT_TOGETHER = """() => [...document.querySelectorAll('.form-title, .pair > h3, .cell-label, .cell')].filter((one) => {
  const { breakAfter, breakInside } = getComputedStyle(one);
  return (one.matches('.cell') ? breakInside : breakAfter) !== 'avoid';
}).map((one) => one.outerHTML)"""
"""Headings that could stand alone at the end of a page, and short answers that could be split."""

SHEETS = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .flatMap((rule) => [rule, ...(rule.cssRules ?? [])])
  .filter((rule) => rule instanceof CSSPageRule).map((rule) => rule.cssText)"""
