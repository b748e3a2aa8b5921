"""Reflections shared and talked about in a browser: by the two, and by no one else; recorded again; from a file."""

import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from chalicelib.words import sentence
from tests.acceptance.company import Company, Staff
from tests.browser.device import eventually
from tests.browser.recordings import (
    LONG_ENOUGH,
    SAMPLES,
    finished,
    hired,
    places,
    playable,
    recorded,
    recording,
    spooled,
    stored,
    uploaded,
    window,
    written,
)
from tests.browser.tabs import PHONE, WIDE, Tabs, go, sideways, violations
from tests.local.server import Running

DOMAIN = "talk.reflections.test"
PEOPLE = ("hedy", "hela", "iris", "jack", "kaja", "lars")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return hired(company, DOMAIN, PEOPLE)


def test_manager_and_owner_talk_under_it_and_nobody_else_sees_it(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Shared by name, new at home, a comment at a second, marks on the line; taken back, it is gone at once."""
    hela, boss = staff["hela"], staff["boss"]
    page = window(tabs, company, hela.email)
    reflection = recorded(page, seconds=6)
    playable(hela.calls, reflection)
    page.get_by_role("textbox", name="Title").fill("Half a year of caps")
    expect(page.locator(".status-line")).to_have_text("Saved")
    page.get_by_role("button", name=f"Share with {boss.name}").click()
    page.get_by_role("dialog").get_by_role("button", name="Share now").click()
    expect(page.get_by_text(f"You and {boss.name}")).to_be_visible()
    title = page.get_by_role("textbox", name="Title")
    expect(title).to_have_count(0)
    page.get_by_role("button", name="Edit").click()
    title.fill("Half a year of hats")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("heading", name="Half a year of hats")).to_be_visible()
    expect(title).to_have_count(0)

    theirs = window(tabs, company, boss.email)
    fresh = theirs.get_by_role("list", name="New reflections")
    fresh.get_by_role("link", name="Half a year of hats").click()
    theirs.get_by_role("button", name="Play").click()
    assert eventually(lambda: places(theirs)[0] > 1.2)
    theirs.get_by_role("button", name="Pause").click()
    theirs.get_by_role("textbox", name="Write a comment").press_sequentially("That was the moment.")
    expect(theirs.get_by_role("checkbox", name="At 0:0")).to_be_checked()
    assert violations(theirs) == []
    theirs.get_by_role("button", name="Comment", exact=True).click()
    expect(theirs.get_by_role("article")).to_contain_text("That was the moment.")
    expect(theirs.get_by_role("button", name="Share with")).to_have_count(0)

    page.reload()
    said = page.get_by_role("article")
    expect(said).to_contain_text("That was the moment.")
    page.get_by_role("textbox", name="Write a comment").press_sequentially("Thank you for all of it.")
    expect(page.get_by_role("checkbox")).to_have_count(0)
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(said.last).to_contain_text("Thank you for all of it.")
    expect(said.last.get_by_role("button", name="Go to")).to_have_count(0)
    on_a_phone_the_talk_comes_first(page)
    expect(page.locator(".player-line b")).to_have_count(1)
    said.first.get_by_role("button", name="Go to 0:0").click()
    assert eventually(lambda: places(page)[0] >= 1)
    page.get_by_role("button", name="Unshare").click()
    page.get_by_role("dialog").get_by_role("button", name="Unshare").click()
    expect(page.get_by_text("Only you", exact=True)).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_role("heading", name="You can't open this reflection")).to_be_visible()


def on_a_phone_the_talk_comes_first(page: Page) -> None:
    """What was said stands above what the reflection is about, and nothing sticks out."""
    page.set_viewport_size(PHONE)
    assert top(page.get_by_role("article").last) < top(page.get_by_role("region", name="About this reflection"))
    assert sideways(page) == 0
    page.set_viewport_size(WIDE)


def test_a_second_recording_takes_the_place_of_the_first(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Not before it can be played: then the first one's screen and camera are gone."""
    kaja = staff["kaja"]
    page = window(tabs, company, kaja.email)
    reflection = recorded(page, "Screen and camera")
    before = {track["track_id"] for track in playable(kaja.calls, reflection, tracks=2)["tracks"]}
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Record again").click()
    page.get_by_role("heading", name="Record again").wait_for()
    page.evaluate("window.written = {}")
    recording(page, here=True)
    assert {track["track_id"] for track in kaja.calls.get(f"/reflections/{reflection}").ok()["tracks"]} >= before
    time.sleep(LONG_ENOUGH)
    assert finished(page) == reflection

    def is_alone() -> bool:
        tracks = kaja.calls.get(f"/reflections/{reflection}").ok()["tracks"]
        return [track["state"] for track in tracks] == ["playable"] and tracks[0]["track_id"] not in before

    assert eventually(is_alone, seconds=30)
    assert stored(kaja.calls, reflection) == written(page)


def test_a_new_manager_sees_what_its_owner_agrees_to(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The former one is out at once, the new one in once its owner says so: for one of them, then for all."""
    lars, other = staff["lars"], staff["other"]
    page = window(tabs, company, lars.email)
    reflection = uploaded(page, lars.calls)
    newer = uploaded(page, lars.calls)
    for one in (reflection, newer):
        lars.calls.post(f"/reflections/{one}/share").ok()
    company.hr.save(f"/people/{lars.id}", {"manager_id": other.id}).ok()
    assert staff["boss"].calls.get(f"/reflections/{reflection}").status == 404
    page.reload()
    note = page.get_by_role("note")
    expect(note).to_contain_text(f"{other.name} is now your manager")
    expect(page.get_by_text("Only you", exact=True)).to_be_visible()
    note.get_by_role("button", name=f"Share this one with {other.name}").click()
    expect(note).to_have_count(0)
    assert other.calls.get(f"/reflections/{newer}").ok()["title"]
    go(page, "/reflections")
    expect(note).to_contain_text(f"{other.name} is now your manager")
    assert violations(page) == []
    assert other.calls.get(f"/reflections/{reflection}").status == 404
    note.get_by_role("button", name=f"Share all with {other.name}").click()
    expect(note).to_have_count(0)
    assert other.calls.get(f"/reflections/{reflection}").ok()["title"]


def test_what_was_said_can_be_read_and_leads_there(demo: Running, tabs: Tabs) -> None:
    """Captions over the video, a transcript beside it; the list is searched by it."""
    page = tabs.open(demo.url, "lena@example.test")
    go(page, "/reflections?role=manager")
    page.get_by_role("searchbox", name="Search titles").fill("capacity model")
    shown = page.get_by_role("list", name="Shared with me").get_by_role("link")
    expect(shown).not_to_have_count(0)
    shown.first.click()
    page.get_by_role("tab", name="Transcript").click()
    line = page.get_by_role("list", name="Transcript").get_by_role("button").nth(2)
    line.click()
    expect(line).to_have_attribute("aria-current", "true")
    assert eventually(lambda: places(page)[0] > 3)
    page.locator("#main h1").click()
    page.keyboard.press("c")
    expect(page.get_by_role("button", name="Captions")).to_have_attribute("aria-pressed", "true")
    assert eventually(lambda: str(page.evaluate(SPOKEN)) in line.inner_text())
    assert violations(page) == []


def test_a_film_follows_the_keyboard(company: Company, staff: Staff, tabs: Tabs) -> None:
    """As on video sites, and from its slider too; the speed stays, comments lead to their moment."""
    hedy = staff["hedy"]
    page = window(tabs, company, hedy.email)
    reflection = uploaded(page, hedy.calls)
    hedy.calls.post(f"/reflections/{reflection}/share").ok()
    hedy.calls.post(f"/reflections/{reflection}/comments", {"text": "<p>Here</p>", "at_ms": 1_000}).ok()
    page.reload()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    for key in ("k", " "):
        page.keyboard.press(key)
        page.get_by_role("button", name="Pause", exact=True).wait_for()
        page.keyboard.press(key)
        page.get_by_role("button", name="Play", exact=True).wait_for()
    for key, place in (("End", 1), ("Home", 0), ("ArrowRight", 1), ("ArrowLeft", 0), ("l", 1), ("j", 0)):
        page.keyboard.press(key)
        expect(slider(page)).to_have_attribute("aria-valuetext", times(page)[place])
    page.locator(".player-line b").click()
    assert eventually(lambda: places(page)[0] == 1)
    slider(page).focus()
    for key, place in (("ArrowUp", 1), ("ArrowDown", 0)):
        page.keyboard.press(key)
        expect(slider(page)).to_have_attribute("aria-valuetext", times(page)[place])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("While watching a reflection")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press(">")
    page.keyboard.press("i")
    assert eventually(lambda: bool(page.evaluate("document.pictureInPictureElement !== null")))
    page.reload()
    expect(page.get_by_label("Speed")).to_have_value("1.25")


def slider(page: Page) -> Locator:
    """Where the video is."""
    return page.get_by_role("slider", name="Position")


def times(page: Page) -> tuple[str, str]:
    """What the slider says at the beginning of a video of less than five seconds, and at its end."""
    length = str(slider(page).get_attribute("aria-valuetext")).rpartition(" of ")[2]
    return f"0:00 of {length}", f"{length} of {length}"


def test_on_a_phone_new_reflections_stand_first_at_home(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Beneath all tasks nobody would see them; on a large screen tasks come first."""
    jack = staff["jack"]
    page = window(tabs, company, jack.email)
    jack.calls.post(f"/reflections/{uploaded(page, jack.calls)}/share").ok()
    theirs = tabs.open(company.base_url, staff["boss"].email)
    news = theirs.get_by_role("heading", name="New reflections")
    tasks = theirs.get_by_role("heading", name="To do")
    news.wait_for()
    assert top(tasks) < top(news)
    theirs.set_viewport_size(PHONE)
    expect(theirs.locator("main section").first).to_contain_text("New reflections")
    assert top(news) < top(tasks)
    assert violations(theirs) == []


SPOKEN = """() => {
  const shown = [...document.querySelector("video").textTracks].filter((track) => track.mode === "showing");
  return [...(shown[0]?.activeCues ?? [])].at(-1)?.text ?? "(nothing)";
}"""


def test_a_file_of_ones_own_goes_the_same_way(company: Company, staff: Staff, tabs: Tabs, tmp_path: Path) -> None:
    """Uploaded as it is; one that the examination refuses is told with its reason, and can be thrown away."""
    iris = staff["iris"]
    page = window(tabs, company, iris.email)
    reflection = uploaded(page, iris.calls)
    assert stored(iris.calls, reflection)[0][0] == (SAMPLES / "chromium.webm").stat().st_size

    padded = tmp_path / "padded.mp4"
    padded.write_bytes((SAMPLES / "chromium.mp4").read_bytes() + b"<html><script>alert(1)</script></html>")
    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(padded)
    expect(page.get_by_text("The video wasn't accepted")).to_be_visible()
    expect(page.locator(".way")).to_contain_text(str(refusal(iris.calls, page)["detail"]))
    assert violations(page) == []
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("heading", name="Record again").wait_for()
    assert eventually(lambda: spooled(page) == [])

    page.get_by_label("Or upload a video").set_input_files(padded)
    expect(page.get_by_text("The video wasn't accepted")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Remove").wait_for()
    expect(page.get_by_text("was interrupted")).to_have_count(0)

    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(_named(tmp_path, "notes.txt"))
    expect(page.get_by_role("alert")).to_contain_text("Only MP4, MOV and WebM")


def test_a_quicktime_film_is_taken_and_matroska_is_told_how_to_become_mp4(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """What phones make goes as it is; what OBS makes is refused in the catalogue's words, before anything is sent."""
    page = window(tabs, company, staff["iris"].email)
    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(_named(tmp_path, "take.mkv"))
    expect(page.get_by_role("alert")).to_have_text(sentence("file", "matroska", {}))
    assert violations(page) == []
    video = tmp_path / "IMG_0001.MOV"
    video.write_bytes((SAMPLES / "chromium.mp4").read_bytes())
    page.get_by_label("Or upload a video").set_input_files(video)
    page.get_by_role("region", name="About this reflection").wait_for()
    found = playable(staff["iris"].calls, page.url.rpartition("/")[2])
    assert found["tracks"][0]["content_type"] == "video/mp4"


def refusal(calls: Any, page: Page) -> Any:
    """Why the reflection on this page was refused, as the API says."""
    found = calls.get(f"/reflections/{page.url.rpartition('/')[2]}").ok()
    return found["tracks"][0]["problem"]


def _named(folder: Path, name: str) -> Path:
    (folder / name).write_text("not a video")
    return folder / name


def top(shown: Locator) -> float:
    """How far down the page something begins."""
    box = shown.bounding_box()
    assert box is not None
    return box["y"]
