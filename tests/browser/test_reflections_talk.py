"""Two people talk under a reflection: at once, by video, and about what was said in it."""

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from chalicelib.words import sentence
from tests.acceptance.company import Company, Somebody, Staff
from tests.browser.device import eventually
from tests.browser.recordings import SAMPLES, hired, places, uploaded, window
from tests.browser.tabs import Tabs, go, violations

PEOPLE = ("olga", "paul", "quinn", "rita")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return hired(company, "answers.test", PEOPLE)


def shared(page: Page, owner: Somebody) -> str:
    """A reflection that the manager sees; its id."""
    reflection = uploaded(page, owner.calls)
    owner.calls.post(f"/reflections/{reflection}/share").ok()
    return reflection


def unchanged(response: Response) -> bool:
    """Nobody has said anything since it was asked."""
    return response.url.endswith("/comments") and response.status == 304


def test_a_comment_appears_on_an_open_page(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Sent by Ctrl+Enter, seen by the other one without loading anything; as long as nothing is new, nothing comes."""
    page = window(tabs, company, staff["olga"].email)
    reflection = shared(page, staff["olga"])
    theirs = window(tabs, company, staff["boss"].email)
    go(theirs, f"/reflections/{reflection}")
    theirs.get_by_text("No comments yet.").wait_for()
    with theirs.expect_response(unchanged, timeout=20_000):
        pass
    page.reload()
    box = page.get_by_role("textbox", name="Write a comment")
    box.press_sequentially("Thank you.")
    box.press("Control+Enter")
    expect(page.get_by_role("article")).to_contain_text("Thank you.")
    expect(theirs.get_by_role("article")).to_contain_text("Thank you.", timeout=15_000)


def test_a_manager_answers_by_video(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Recorded under the reflection, kept over a reload, sent as a comment, watched by the owner."""
    page = window(tabs, company, staff["paul"].email)
    reflection = shared(page, staff["paul"])
    theirs = window(tabs, company, staff["boss"].email)
    go(theirs, f"/reflections/{reflection}")
    theirs.get_by_role("button", name="Reply with a video").click()
    dialog = theirs.get_by_role("dialog")
    dialog.get_by_role("radio", name="Camera", exact=True).check()
    assert violations(theirs) == []
    dialog.get_by_role("button", name="Start recording").click()
    dialog.get_by_role("button", name="Start now").click()
    dialog.get_by_role("button", name="Finish").wait_for()
    time.sleep(5)
    dialog.get_by_role("button", name="Finish").click()
    expect(theirs.get_by_text("Your video is ready to send")).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_text("Your video is ready to send")).to_be_visible()
    theirs.get_by_role("button", name="Comment", exact=True).click()
    expect(theirs.get_by_text("Your video is ready to send")).to_have_count(0)
    go(page, f"/reflections/{reflection}")
    answer = page.get_by_role("article")
    answer.get_by_role("button", name="Play video").click()
    assert eventually(lambda: max(places(page)) > 1), places(page)
    assert violations(page) == []


def test_a_reply_from_a_file_says_what_is_to_be_known_of_it(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """Under the comment in the making: why one was refused, also after a reload, and what others will not hear."""
    owner = window(tabs, company, staff["rita"].email)
    reflection = shared(owner, staff["rita"])
    page = window(tabs, company, staff["boss"].email)
    go(page, f"/reflections/{reflection}")
    padded = tmp_path / "padded.mp4"
    padded.write_bytes((SAMPLES / "chromium.mp4").read_bytes() + b"<html></html>")
    replying(page, padded)
    expect(page.get_by_text(sentence("file", "trailing_data", {}))).to_have_count(1)
    page.reload()
    expect(page.get_by_text(sentence("file", "trailing_data", {}))).to_have_count(1)
    assert violations(page) == []
    page.get_by_role("button", name="Remove video").click()
    expect(page.get_by_text(sentence("file", "trailing_data", {}))).to_have_count(0)
    video = tmp_path / "IMG_0001.MOV"
    video.write_bytes((SAMPLES / "ac3-sound.mp4").read_bytes())
    replying(page, video)
    expect(page.get_by_text("Your video is ready to send")).to_be_visible()
    expect(page.get_by_text(sentence("notice", "sound_not_decodable", {"codec": "ac-3"}))).to_be_visible()
    assert violations(page) == []


def replying(page: Page, video: Path) -> None:
    """Reply with a file."""
    page.get_by_role("button", name="Reply with a video").click()
    page.get_by_role("dialog").get_by_label("Or upload a video").set_input_files(video)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_captions_are_corrected_and_downloaded(company: Company, staff: Staff, tabs: Tabs) -> None:
    """By their owner, kept over a reload; what was heard comes back; the video and they are there as files."""
    quinn = staff["quinn"]
    page = window(tabs, company, quinn.email)
    reflection = uploaded(page, quinn.calls)
    said = f"/reflections/{reflection}"
    assert eventually(lambda: quinn.calls.get(said).ok()["captions"]["state"] == "ready", seconds=30)
    heard = spoken(quinn.calls, reflection)
    correcting(page)
    line = page.get_by_role("textbox", name="Line at").first
    line.fill("We have won the hats.")
    assert violations(page) == []
    correcting(page)
    expect(line).to_have_value("We have won the hats.")
    page.get_by_role("button", name="Save captions").click()
    lines = page.get_by_role("list", name="Transcript")
    expect(lines).to_contain_text("We have won the hats.")
    assert spoken(quinn.calls, reflection) == ["We have won the hats.", *heard[1:]]

    page.get_by_role("button", name="Edit captions").click()
    page.get_by_text("Earlier versions").click()
    page.get_by_role("listitem").filter(has_text="automatically").get_by_role("button", name="Use this version").click()
    expect(line).to_have_value(heard[0])
    page.get_by_role("button", name="Save captions").click()
    expect(lines).to_contain_text(heard[0])

    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Download").click()
    expect(page.get_by_role("dialog").get_by_role("link")).to_have_count(2)
    assert violations(page) == []


def correcting(page: Page) -> None:
    """The captions as they are corrected, on a page that was loaded anew."""
    page.reload()
    page.get_by_role("tab", name="Transcript").click()
    page.get_by_role("button", name="Edit captions").click()


def spoken(calls: Any, reflection: str) -> list[str]:
    """What is said in it, as the API has it."""
    return [str(cue["text"]) for cue in calls.get(f"/reflections/{reflection}/transcript").ok()["cues"]]
