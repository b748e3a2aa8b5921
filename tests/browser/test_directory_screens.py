"""HR's screens of the directory: how a file is read, what waits for a second admin, logins, refusals, provisioning."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.acceptance.company import HR, Company, Hire, Staff, receiver
from tests.browser.tabs import Tabs, go, local, settled, sideways, sign_in, violations

DOMAIN = "screens.test"
SIGN_IN = "Sign in with your company account"


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Vera is an HR admin beside the first one; Xena and Yara work for Wim, Zora for no one."""
    hires = [
        Hire("vera", roles="hr_admin"),
        Hire("wim"),
        Hire("xena", "wim"),
        Hire("yara", "wim"),
        Hire("zora"),
        Hire("ulla"),
    ]
    return company.hire(DOMAIN, hires)


def chosen(page: Page, text: str) -> None:
    """Give the import screen a file."""
    payload: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(payload)
    page.get_by_role("heading", name="Changes").wait_for(timeout=60_000)
    settled(page)


def test_a_column_is_read_as_somebody_says_and_an_own_manager_waits(company: Company, staff: Staff, tabs: Tabs) -> None:
    """What a heading holds is remembered; the caller cannot confirm it, another HR admin does."""
    text = (
        "Work Email,Name,Looked after by,Cost centre\n"
        f"vera@{DOMAIN},Vera Screens,wim@{DOMAIN},7\nxena@{DOMAIN},Xena Screens,vera@{DOMAIN},7\n"
    )
    page = tabs.open(company.base_url, staff["vera"].email)
    go(page, "/hr/import")
    chosen(page, text)
    page.get_by_text("2 columns read, 2 ignored").click()
    read_as = page.get_by_label("Looked after by is read as")
    read_as.select_option(label="Manager's email")
    expect(page.get_by_text("3 columns read, 1 ignored")).to_be_visible()
    held = page.get_by_role("table", name="waiting for a second HR admin")
    expect(held.get_by_role("row", name="Row 2")).to_contain_text("Vera Screens")
    expect(page.get_by_role("list", name="Changes").get_by_text("Xena Screens")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Import").click()
    page.get_by_role("dialog").get_by_role("button", name="Import").click()
    page.get_by_role("status").get_by_role("link", name="Waiting for a second HR admin").click()
    row = page.get_by_role("list", name="Waiting for a second HR admin").get_by_role("listitem")
    mine = row.filter(has=page.get_by_role("link", name="Vera Screens"))
    expect(mine.get_by_role("insertion")).to_have_text("Wim Screens")
    expect(mine.get_by_role("button", name="Discard")).to_be_visible()
    expect(mine.get_by_role("button", name="Confirm")).to_have_count(0)
    go(page, "/hr/import")
    chosen(page, text)
    page.get_by_text("3 columns read, 1 ignored").click()
    expect(read_as).to_have_value("manager_email")

    other = tabs.open(company.base_url, HR, phone=True)
    go(other, "/people")
    other.get_by_role("link", name="waits for a second HR admin").click()
    other.get_by_role("button", name="Confirm: Vera Screens").click()
    assert sideways(other) <= 0
    other.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    expect(other.get_by_text("Confirmed: Vera Screens.")).to_be_visible()
    expect(other.get_by_role("button", name="Confirm: Vera Screens")).to_have_count(0)
    assert company.hr.get(f"/people/{staff['vera'].id}").ok()["manager"]["id"] == staff["wim"].id


def test_many_who_would_leave_are_asked_about_with_their_number(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The button waits for the second answer; nothing is written by looking."""
    page = tabs.open(company.base_url, HR)
    go(page, "/hr/import")
    page.get_by_label("Mark people who aren't in the file as left").check()
    chosen(page, f"Work Email,Name,Time zone\n{HR},{company.hr.get('/me').ok()['name']},UTC\n")
    page.get_by_role("button", name="Import").click()
    dialog = page.get_by_role("dialog", name="Import this file?")
    go_on = dialog.get_by_role("button", name="Import")
    expect(go_on).to_be_disabled()
    dialog.get_by_role("checkbox").check()
    expect(go_on).to_be_enabled()
    assert violations(page) == []
    dialog.get_by_role("button", name="Cancel").click()
    assert company.hr.get(f"/people/{staff['xena'].id}").ok()["status"] == "active"


def test_a_file_of_more_rows_than_a_request_takes_is_uploaded(company: Company, staff: Staff, tabs: Tabs) -> None:
    """A worker reads it; what it would do is shown as of any other file."""
    rows = "".join(f"n{n}@{DOMAIN},Nobody {n},UTC\n" for n in range(10_050))
    page = tabs.open(company.base_url, HR)
    go(page, "/hr/import")
    chosen(page, f"Work Email,Name,Time zone\n{rows}")
    expect(page.get_by_text("10,050 from the file")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Import")).to_be_enabled()
    assert violations(page) == []


def test_somebody_is_invited_from_their_profile(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The mail goes to their address; a second one can be sent."""
    page = tabs.open(company.base_url, HR)
    go(page, f"/people/{staff['ulla'].id}")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("Invited, never signed in")).to_be_visible()
    expect(page.get_by_role("button", name="Resend invitation")).to_be_visible()
    assert violations(page) == []
    company.settle()
    assert [mail for mail in company.mails() if receiver(mail) == staff["ulla"].email]


def test_a_login_is_forgotten_with_a_reason_and_bound_again(company: Company, staff: Staff, tabs: Tabs) -> None:
    """HR sees whether someone has signed in; the person gets a mail."""
    yara = staff["yara"]
    page = tabs.open(company.base_url, HR)
    go(page, f"/people/{yara.id}")
    expect(page.get_by_text("Never signed in")).to_be_visible()
    yara.calls.get("/me").ok()
    page.reload()
    expect(page.get_by_text("Signs in with localhost")).to_be_visible()
    page.get_by_role("button", name="Reset login").click()
    dialog = page.get_by_role("dialog", name="Reset Yara Screens's login?")
    forget = dialog.get_by_role("button", name="Reset login")
    expect(forget).to_be_disabled()
    dialog.get_by_label("Reason").fill("A new identity provider.")
    assert violations(page) == []
    forget.click()
    expect(page.get_by_text("The login was reset")).to_be_visible()
    company.settle()
    assert [mail for mail in company.mails() if receiver(mail) == yara.email]
    yara.calls.get("/me").ok()
    assert company.hr.get(f"/people/{yara.id}").ok()["login"]["state"] == "bound"


def test_who_is_not_let_in_learns_why_and_whom_to_ask_and_hr_sees_it(
    company: Company, staff: Staff, tabs: Tabs
) -> None:
    """Another account is really another one: the sign-in service asks who one is."""
    page = tabs.profile(phone=True).new_page()
    page.goto(local(company.base_url))
    page.get_by_role("button", name=SIGN_IN).click()
    page.get_by_label("Or type an address").fill(f"nobody@{DOMAIN}")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="aren't in your company's directory")).to_be_visible()
    expect(page.get_by_text(f"You signed in as nobody@{DOMAIN}")).to_be_visible()
    expect(page.get_by_text("Vera Screens to add you")).to_be_visible()
    assert violations(page) == []
    assert sideways(page) <= 0
    page.get_by_role("button", name="Use another account").click()
    page.get_by_role("button", name=SIGN_IN).click()
    page.get_by_label("Or type an address").fill(staff["xena"].email)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Xena")).to_be_visible()

    hr = tabs.open(company.base_url, HR)
    hr.get_by_role("link", name="Refused sign-ins").click()
    row = hr.get_by_role("list", name="Refused sign-ins").get_by_role("listitem").filter(has_text=f"nobody@{DOMAIN}")
    expect(row).to_contain_text("Not in the directory")
    expect(row).to_contain_text("Add them with exactly this email")
    assert violations(hr) == []


def test_a_token_of_a_provider_is_shown_once(company: Company, staff: Staff, tabs: Tabs) -> None:
    """It works until it is deleted; the list never shows it."""
    profile = tabs.profile()
    profile.grant_permissions(["clipboard-read", "clipboard-write"])
    page = profile.new_page()
    sign_in(page, company.base_url, staff["vera"].email)
    go(page, "/hr/company")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("Name").fill("Okta")
    page.get_by_role("button", name="Create token").click()
    made = page.get_by_role("dialog", name="Token for Okta")
    expect(made.get_by_role("textbox", name="Base URL for the provider")).to_have_value(
        f"{local(company.base_url)}/api/scim/v2"
    )
    made.get_by_role("button", name="Copy: Token").click()
    token = made.get_by_role("textbox", name="Token", exact=True).input_value()
    assert page.evaluate("navigator.clipboard.readText()") == token
    assert violations(page) == []
    company.bearer(token).get("/scim/v2/Users?count=1").ok()
    made.get_by_role("button", name="I have copied it").click()
    row = page.get_by_role("list", name="Provider tokens").get_by_role("listitem").filter(has_text="Okta")
    expect(row).to_contain_text("Created by Vera Screens")
    assert token not in page.content()
    row.get_by_role("button", name="Delete: Okta").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert company.bearer(token).get("/scim/v2/Users?count=1").status == 401


def test_a_location_gets_a_zone_of_its_own(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Lines without a name are not sent."""
    page = tabs.open(company.base_url, staff["vera"].email)
    go(page, "/hr/company")
    page.get_by_role("button", name="Add location").click()
    page.get_by_role("button", name="Add location").click()
    page.get_by_label("Location 1", exact=True).fill("Porto Screens")
    page.get_by_label("Time zone of Porto Screens").select_option("Europe/Lisbon")
    assert violations(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Location 2", exact=True)).to_have_count(0)
    assert company.hr.get("/company").ok()["zones"]["locations"] == {"Porto Screens": "Europe/Lisbon"}


def test_a_new_hr_admin_sees_an_assistants_screens_until_another_one_confirms(
    company: Company, staff: Staff, tabs: Tabs
) -> None:
    """It is said to the one who waits, and on their profile to those who may confirm."""
    zora = staff["zora"]
    entry = f"/people/{zora.id}"
    company.hr.put(entry, {"roles": ["hr_admin"]}, company.hr.get(entry).etag).ok()
    page = tabs.open(company.base_url, zora.email)
    expect(page.get_by_text("Until another HR admin confirms it")).to_be_visible()
    expect(page.get_by_role("link", name="Cycles")).to_be_visible()
    expect(page.get_by_role("link", name="Audit trail")).to_have_count(0)
    assert violations(page) == []
    other = tabs.open(company.base_url, staff["vera"].email)
    go(other, entry)
    expect(other.get_by_text("HR admin (not confirmed)")).to_be_visible()
    other.get_by_role("button", name="Confirm role").click()
    expect(other.get_by_text("Zora Screens is now an HR admin.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Audit trail")).to_be_visible()
