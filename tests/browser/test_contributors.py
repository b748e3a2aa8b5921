"""Contributors: told who reads what they write, done when they say so, shown before sharing, removed."""

import pytest
from playwright.sync_api import expect

from tests.acceptance.company import Company, Hire, Staff
from tests.acceptance.contributors import add_contributor, contribute
from tests.acceptance.reviews import Form, launched, new_cycle, new_form, review_of, share, write
from tests.browser.tabs import Tabs, go, settled, violations

DOMAIN = "contributing.test"
ADA, BEA, CORA = "Ada Contributing", "Bea Contributing", "Cora Contributing"
READERS = f"You, {BEA} and HR admins. {ADA} once {BEA} shares their assessment"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Bea and three people of hers; no one is above her."""
    return company.hire(DOMAIN, [Hire("bea"), Hire("ada", "bea"), Hire("cora", "bea"), Hire("dora", "bea")])


@pytest.fixture(scope="module")
def form(company: Company) -> Form:
    return new_form(company, "Contributed to")


def opened(company: Company, form: Form, staff: Staff, key: str, **options: object) -> str:
    """The review of one person in a cycle of their own."""
    cycle = new_cycle(company, form, f"Contributing to {key}", [staff[key]], options=options)
    launched(company, cycle)
    return review_of(staff[key], cycle)


def test_a_contribution_from_the_request_to_the_share(company: Company, form: Form, staff: Staff, tabs: Tabs) -> None:
    """Who reads it stands in the form; the task goes with "done"; the overview has it; the author goes on reading."""
    review = opened(company, form, staff, "ada")
    add_contributor(company.hr, review, staff["cora"])
    cora = tabs.open(company.base_url, staff["cora"].email)
    task = cora.get_by_role("link", name="Contribute to Ada")
    task.first.click()
    part = cora.get_by_role("region", name="Your contribution")
    expect(part.get_by_text(READERS).first).to_be_visible()
    expect(part.get_by_text(f"Never visible to {ADA}")).to_have_count(1)
    part.get_by_role("textbox", name="What went well?").fill("She sat with us.")
    part.get_by_role("textbox", name="For calibration only").fill("Between us.")
    expect(part.get_by_text("Saved", exact=True)).to_be_visible()
    go(cora, "/")
    task.first.click()
    part.get_by_role("checkbox", name="Mark as done").click()
    expect(part.get_by_role("checkbox", name="Mark as done")).to_be_checked()
    settled(cora)
    assert violations(cora) == []
    go(cora, "/")
    expect(cora.get_by_role("heading", level=1)).to_be_visible()
    expect(task).to_have_count(0)

    write(staff["bea"].calls, review, "manager", form.answers("manager", "My view"))
    bea = tabs.open(company.base_url, staff["bea"].email)
    go(bea, f"/reviews/{review}")
    expect(bea.get_by_role("region", name=f"Contribution by {CORA}").get_by_text("Done", exact=True)).to_be_visible()
    bea.get_by_role("button", name="Share with Ada").click()
    overview = bea.get_by_role("dialog")
    expect(overview.get_by_text(f"Contribution by {CORA}")).to_be_visible()
    expect(overview.get_by_text("She sat with us.")).to_be_visible()
    expect(overview.get_by_text("Between us.")).to_have_count(0)
    overview.get_by_role("button", name="Share now").click()
    expect(bea.get_by_role("status").filter(has_text="Shared with Ada")).to_be_visible()

    ada = tabs.open(company.base_url, staff["ada"].email)
    go(ada, f"/reviews/{review}")
    expect(ada.get_by_role("region", name=f"Contribution by {CORA}").get_by_text("She sat with us.")).to_be_visible()
    assert "Between us." not in ada.content()
    write(staff["ada"].calls, review, "self", form.answers("self", "Mine"))
    share(staff["ada"].calls, review, "self")
    staff["ada"].calls.post(f"/reviews/{review}/sign", {}).ok()
    go(cora, f"/reviews/{review}")
    cora.reload()
    expect(part.get_by_text("She sat with us.")).to_be_visible()
    expect(part.get_by_text(f"You, {ADA}, {BEA} and HR admins")).to_be_visible()
    expect(part.get_by_role("textbox")).to_have_count(0)


def test_a_contributor_is_removed_after_it_was_said_what_becomes_of_their_text(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    review = opened(company, form, staff, "dora")
    add_contributor(company.hr, review, staff["cora"])
    contribute(staff["cora"].calls, review, form.answers("manager", "A word of mine"))
    bea = tabs.open(company.base_url, staff["bea"].email)
    go(bea, f"/reviews/{review}")
    expect(bea.get_by_text("A word of mine")).to_be_visible()
    bea.get_by_role("button", name=f"Remove {CORA}'s contribution").click()
    dialog = bea.get_by_role("dialog")
    expect(dialog.get_by_text("no one will see what they wrote")).to_be_visible()
    dialog.get_by_role("button", name="Remove").click()
    expect(bea.get_by_text("A word of mine")).to_have_count(0)
    staff["cora"].calls.get(f"/reviews/{review}").refused(403)
    add_contributor(company.hr, review, staff["cora"])
    bea.reload()
    expect(bea.get_by_text("A word of mine")).to_be_visible()


def test_sharing_a_self_assessment_that_waits_says_when_it_can_be_read(
    company: Company, form: Form, staff: Staff, tabs: Tabs
) -> None:
    """Neither dialog nor card nor email says that Bea can read it now."""
    review = opened(company, form, staff, "cora", self_visible="after_manager")
    write(staff["cora"].calls, review, "self", form.answers("self", "CORAS VIEW"))
    cora = tabs.open(company.base_url, staff["cora"].email)
    go(cora, f"/reviews/{review}")
    cora.get_by_role("button", name="Share with Bea").click()
    dialog = cora.get_by_role("dialog")
    expect(dialog.get_by_text(f"{BEA} will be able to read it once {BEA} shares their own assessment.")).to_be_visible()
    dialog.get_by_role("button", name="Share now").click()
    expect(cora.get_by_role("status").filter(has_text="Shared with Bea")).to_be_visible()
    bea = tabs.open(company.base_url, staff["bea"].email)
    go(bea, f"/reviews/{review}")
    card = bea.get_by_role("region", name=f"{CORA}'s self-assessment")
    expect(card.get_by_text("You once you share your assessment")).to_be_visible()
    assert "CORAS VIEW" not in bea.content()
    company.settle()
    (mail,) = [mail for mail in company.mails() if mail["subject"] == f"{CORA} shared their self-assessment"]
    assert "You can read it once you share your own assessment." in mail["text"]
