"""A review on paper: both sides and the signatures, and nothing to click."""

from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write
from tests.browser.desk import Desk, go, settled


def test_a_review_prints_both_sides_and_nothing_else(company: Company, form: Form, desk: Desk) -> None:
    """Also a side that is folded on the screen; private notes stay off paper; dark colours do, too."""
    staff = company.hire("paper.test", [Hire("tilda"), Hire("uwe", "tilda")])
    made = new_cycle(company, form, "On paper", [staff["uwe"]])
    launched(company, made)
    review = review_of(staff["uwe"], made)
    write(staff["uwe"].calls, review, "self", form.answers("self", "Mine in print."))
    share(staff["uwe"].calls, review, "self")
    write(staff["tilda"].calls, review, "manager", form.answers("manager", "Hers in print."), rating=2)
    share(staff["tilda"].calls, review, "manager")
    staff["tilda"].calls.save(f"/reviews/{review}/notes", {"text": "For nobody's printer."}).ok()

    page = desk.window(company.base_url, staff["tilda"].email, scheme="dark")
    go(page, f"/reviews/{review}")
    settled(page)
    expect(page.get_by_text("For nobody's printer.")).to_be_visible()
    page.get_by_role("button", name="Hide", exact=True).click()
    expect(page.get_by_text("Mine in print.")).to_be_hidden()

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for shown in ("Mine in print.", "Hers in print.", "On paper"):
        expect(page.get_by_text(shown).first).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_text("For nobody's printer.")).to_be_hidden()
    expect(page.get_by_role("button").filter(visible=True)).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF-")
