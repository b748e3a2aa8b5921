"""Reflections in a browser, recorded from Chromium's fake devices: nothing is lost, and only the two see it."""

import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.company import Caller, Company, Staff
from tests.browser.device import back, eventually, kill
from tests.browser.recordings import (
    LONG_ENOUGH,
    fetched,
    finished,
    hired,
    places,
    playable,
    recorded,
    recording,
    spooled,
    stored,
    window,
    written,
)
from tests.browser.tabs import Tabs, go, sign_in, violations

DOMAIN = "reflections.test"
PEOPLE = ("abel", "bela", "cora", "dario", "edda", "fina", "gero", "jona", "mia", "noa", "otto")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return hired(company, DOMAIN, PEOPLE)


def test_what_is_played_is_what_was_recorded(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Screen and camera arrive as two files, byte by byte, with the marks that were set; the device keeps nothing."""
    abel = staff["abel"]
    page = window(tabs, company, abel.email)
    recording(page, "Screen and camera")
    expect(page.get_by_text("MB saved on this device")).to_be_visible()
    assert violations(page) == []
    time.sleep(LONG_ENOUGH)
    page.get_by_role("button", name="Next: What didn't go well?").click()
    time.sleep(2)
    reflection = finished(page)
    playable(abel.calls, reflection, tracks=2)
    assert eventually(lambda: len(abel.calls.get(f"/reflections/{reflection}").ok()["chapters"]) > 0)
    seen = abel.calls.get(f"/reflections/{reflection}").ok()
    assert [chapter["title"] for chapter in seen["chapters"]] == ["What went well?", "What didn't go well?"]
    assert 0 == seen["chapters"][0]["at_ms"] < seen["chapters"][1]["at_ms"] < seen["duration_ms"]
    assert seen["state"] == "draft"
    assert stored(abel.calls, reflection) == written(page)
    assert eventually(lambda: spooled(page) == [])
    assert eventually(lambda: abel.calls.get(f"/reflections/{reflection}").ok()["has_poster"])


def test_two_films_play_in_step(company: Company, staff: Staff, tabs: Tabs) -> None:
    """By mouse and by keyboard: play, jump, speed; the camera follows the screen."""
    page = window(tabs, company, staff["bela"].email)
    reflection = recorded(page, "Screen and camera", seconds=8)
    playable(staff["bela"].calls, reflection, tracks=2)
    page.reload()
    page.get_by_role("button", name="Play").click()
    assert eventually(lambda: places(page)[0] > 1)
    assert eventually(lambda: drift(page) < 0.15, seconds=5), places(page)
    page.keyboard.press(">")
    page.keyboard.press(">")
    expect(page.get_by_label("Speed")).to_have_value("1.5")
    time.sleep(1.5)
    assert drift(page) < 0.2, places(page)
    page.locator("body").press("k")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_label("Position").focus()
    before = places(page)[0]
    page.keyboard.press("ArrowLeft")
    assert eventually(lambda: abs(places(page)[0] - max(0, before - 5)) < 0.2), (before, places(page))
    page.get_by_role("button", name="0:00 What went well?").click()
    assert eventually(lambda: places(page) == [0, 0]), places(page)
    assert violations(page) == []


def test_a_killed_browser_loses_the_last_seconds_only(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """It is offered on the next visit; what was spooled becomes the recording, and S3 has exactly that."""
    cora = staff["cora"]
    page = tabs.lasting(tmp_path).new_page()
    sign_in(page, company.base_url, cora.email)
    recording(page, "Screen")
    assert eventually(lambda: sum(size for size, _ in spooled(page)) > 50_000, seconds=20)
    time.sleep(2)
    kill(tmp_path)

    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    back(page, company.base_url, cora.email)
    dock = page.get_by_role("region", name="Uploads")
    expect(dock).to_contain_text("A recording was interrupted")
    assert violations(page) == []
    kept = spooled(page)
    dock.get_by_role("button", name="Resume").click()
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    assert playable(cora.calls, reflection)["duration_ms"] > 2_000
    assert stored(cora.calls, reflection) == kept
    assert eventually(lambda: spooled(page) == [])
    profile.close()


def test_an_interrupted_recording_is_thrown_away_with_what_was_begun_of_it(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """Also on the screen of its reflection, which is gone then: nothing stays that would be waited for."""
    otto = staff["otto"]
    page = tabs.lasting(tmp_path).new_page()
    sign_in(page, company.base_url, otto.email)
    recording(page, "Screen and camera")
    assert eventually(lambda: sum(size for size, _ in spooled(page)) > 50_000, seconds=20)
    assert eventually(lambda: len(begun(otto.calls)) == 2, seconds=20)
    kill(tmp_path)

    profile = tabs.lasting(tmp_path)
    page = profile.new_page()
    back(page, company.base_url, otto.email)
    go(page, f"/reflections/{otto.calls.get('/reflections').ok()['items'][0]['id']}")
    page.get_by_text("The upload isn't finished").first.wait_for()
    page.get_by_role("region", name="Uploads").get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    page.get_by_text("No reflections yet").wait_for()
    assert otto.calls.get("/reflections").ok()["items"] == []
    assert spooled(page) == []
    profile.close()


def begun(calls: Caller) -> list[Any]:
    """The tracks of somebody's reflections."""
    found = calls.get("/reflections").ok()["items"]
    return [track for one in found for track in calls.get(f"/reflections/{one['id']}").ok()["tracks"]]


def test_a_recording_in_another_window_is_not_taken_for_a_lost_one(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Two windows of one person: the second says nothing until the first is gone."""
    page = window(tabs, company, staff["dario"].email)
    recording(page)
    time.sleep(LONG_ENOUGH)
    other = page.context.new_page()
    other.goto(f"{company.base_url}/reflections")
    other.get_by_role("heading", name="Reflections").wait_for()
    time.sleep(3)
    expect(other.get_by_text("A recording was interrupted")).to_have_count(0)
    page.close()
    other.reload()
    expect(other.get_by_text("A recording was interrupted")).to_be_visible()


def test_a_network_that_is_away_from_the_beginning(company: Company, staff: Staff, tabs: Tabs) -> None:
    """One records on, finishes, and it arrives by itself when the network is back: all of it."""
    edda = staff["edda"]
    page = window(tabs, company, edda.email)
    go(page, "/reflections/new")
    page.get_by_role("button", name="Start recording").wait_for()
    page.context.set_offline(True)
    recording(page, here=True)
    expect(page.get_by_text("You're offline.")).to_be_visible()
    time.sleep(6)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert violations(page) == []
    page.context.set_offline(False)
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    playable(edda.calls, reflection)
    assert stored(edda.calls, reflection) == written(page)


def test_finished_while_the_network_is_away(company: Company, staff: Staff, tabs: Tabs) -> None:
    """What was recorded is there at once, to be looked at, with the word that it is safe; then it arrives."""
    mia = staff["mia"]
    page = window(tabs, company, mia.email)
    recording(page)
    time.sleep(LONG_ENOUGH)
    page.context.set_offline(True)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reflection of")
    page.get_by_role("button", name="Play").click()
    assert eventually(lambda: places(page)[0] > 1)
    assert violations(page) == []
    page.context.set_offline(False)
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    playable(mia.calls, reflection)
    assert stored(mia.calls, reflection) == written(page)


def test_thrown_away_while_it_is_recorded(company: Company, staff: Staff, tabs: Tabs) -> None:
    """One is asked, is back where one began, and nothing of it is anywhere. Without a network it is kept, and told."""
    noa = staff["noa"]
    page = window(tabs, company, noa.email)
    recording(page)
    time.sleep(LONG_ENOUGH)
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 1)
    page.context.set_offline(True)
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_text("The recording couldn't be discarded")).to_be_visible()
    page.context.set_offline(False)
    playable(noa.calls, noa.calls.get("/reflections").ok()["items"][0]["id"])
    page.get_by_role("region", name="About this reflection").wait_for()

    recording(page)
    time.sleep(LONG_ENOUGH)
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 2)
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 1)
    assert eventually(lambda: spooled(page) == [])
    assert page.url.endswith("/reflections/new")


def test_six_seconds_without_network_in_the_middle(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The recording does not notice."""
    fina = staff["fina"]
    page = window(tabs, company, fina.email)
    recording(page, "Camera")
    time.sleep(2)
    page.context.set_offline(True)
    time.sleep(6)
    page.context.set_offline(False)
    reflection = finished(page)
    assert playable(fina.calls, reflection)["duration_ms"] > 7_000
    assert stored(fina.calls, reflection) == written(page)


def test_a_link_that_has_run_out_keeps_the_place(company: Company, staff: Staff, tabs: Tabs) -> None:
    """S3 refuses it in the middle of the video: a fresh one is asked for, and the video goes on where it was."""
    gero = staff["gero"]
    page = window(tabs, company, gero.email)
    reflection = recorded(page, seconds=8)
    playable(gero.calls, reflection)
    page.reload()
    page.get_by_role("button", name="Play").click()
    assert eventually(lambda: places(page)[0] > 2)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/playback" in request.url else None)
    place, link = page.evaluate(RUN_OUT)
    with pytest.raises(HTTPError, match="403"):
        fetched(link)
    assert eventually(lambda: places(page)[0] >= place and len(asked) == 1), (asked, places(page))
    assert places(page)[0] < place + 4
    assert eventually(lambda: not page.evaluate("document.querySelector('video').paused"))
    expect(page.get_by_text("The video can't be played")).to_have_count(0)


RUN_OUT = """() => {
  const video = document.querySelector("video"), place = video.currentTime;
  video.src = video.src.replace(/Signature=(.)/, (_, first) => `Signature=${first === "0" ? 1 : 0}`);
  return [place, video.src];
}"""


def test_signing_out_asks_before_a_recording_is_lost(company: Company, staff: Staff, tabs: Tabs) -> None:
    """What is not uploaded is notified; then nothing of it stays on the device."""
    page = window(tabs, company, staff["jona"].email)
    page.route("**/api/reflections/*/tracks/*/parts", lambda sent: sent.abort())
    recording(page)
    time.sleep(LONG_ENOUGH)
    finished(page)
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.get_by_label("Account menu:").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("hasn't been fully uploaded")
    dialog.get_by_role("button", name="Stay signed in").click()
    assert spooled(page) != []
    page.get_by_label("Account menu:").click()
    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="Sign out and delete").click()
    page.get_by_role("button", name="Sign in with your company account").wait_for()
    assert spooled(page) == []


def drift(page: Page) -> float:
    """How far apart the two videos are."""
    first, second = places(page)
    return abs(first - second)
