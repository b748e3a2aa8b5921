"""One line of time of one's own, and the page of two people."""

import re

from playwright.sync_api import Page, expect

from tests.browser.screens import LENA, YUKI
from tests.browser.tabs import Tabs
from tests.local.server import Running


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True, level=1)).to_be_visible()


def test_one_finds_what_is_ones_own_and_what_is_between_two(demo: Running, tabs: Tabs) -> None:
    """A report looks a reflection up in their year, their manager comes to the same one through the page of the two."""
    page = tabs.open(demo.url, YUKI)
    page.get_by_role("link", name="My year", exact=True).click()
    heading(page, "My year")
    expect(page.get_by_role("link", name=re.compile("Reflection.*Draft"))).to_be_visible()
    page.get_by_label("Kind").select_option(label="Reflection")
    page.get_by_role("searchbox").fill("alone")
    page.wait_for_url("**/year?kind=reflection&query=alone")
    expect(page.get_by_text("1 result")).to_be_visible()
    page.reload()
    page.get_by_role("link", name=re.compile("^Support, alone")).click()
    heading(page, "Support, alone")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("alone")
    page.get_by_role("link", name="Reflections", exact=True).click()
    heading(page, "Reflections")

    page = tabs.open(demo.url, LENA)
    page.get_by_role("link", name="With", exact=True).click()
    heading(page, "With")
    page.get_by_role("list", name="Your reports").get_by_role("link", name=re.compile("^Yuki Tanaka")).click()
    heading(page, "Yuki Tanaka")
    expect(page).to_have_title(re.compile("^With Yuki Tanaka"))
    expect(page.get_by_role("list", name="What's next").get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("list", name="Reviews in progress").get_by_text("due in")).to_be_visible()
    shared = page.get_by_role("list", name="Reflections Yuki Tanaka shared with you")
    expect(shared.get_by_text("Capacity, a first model")).to_have_count(0)
    shared.get_by_role("link", name=re.compile("^Support, alone")).click()
    heading(page, "Support, alone")
    page.go_back()
    page.get_by_role("link", name="View profile").click()
    page.get_by_role("link", name="With Yuki Tanaka").click()
    page.get_by_role("link", name="Back: With").click()
    heading(page, "With")
