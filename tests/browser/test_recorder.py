"""The recorder in a browser whose devices wake late, fall silent or are pulled."""

import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.acceptance.company import Company, Staff
from tests.browser.device import eventually
from tests.browser.devices import flashes, prepared
from tests.browser.recordings import fetched, finished, hired, playable, recording, spooled
from tests.browser.tabs import Tabs, go, sign_in, violations

PEOPLE = ("arne", "britta", "carl", "dana", "ella", "fynn", "gitta")


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    return hired(company, "recorder.test", PEOPLE)


def window(tabs: Tabs, company: Company, email: str) -> Page:
    """Somebody's window, whose devices do what is said."""
    page = prepared(tabs.profile()).new_page()
    sign_in(page, company.base_url, email)
    return page


def test_a_camera_that_wakes_late_is_in_step(company: Company, staff: Staff, tabs: Tabs) -> None:
    """What happened at one moment is at one moment in both stored files, by the offsets that are stored with them."""
    arne = staff["arne"]
    page = window(tabs, company, arne.email)
    page.evaluate("devices.asleep = true")
    recording(page, "Screen and camera")
    page.get_by_role("heading", name="Recording 0:0").wait_for()
    time.sleep(1)
    page.evaluate("devices.opened.camera.wake()")
    time.sleep(6)
    reflection = finished(page)
    playable(arne.calls, reflection, tracks=2)
    tracks = sorted(
        arne.calls.get(f"/reflections/{reflection}/playback").ok()["tracks"], key=lambda one: str(one["kind"])
    )
    assert [track["kind"] for track in tracks] == ["camera", "screen"]
    offsets = [track["offset_ms"] / 1000 for track in tracks]
    assert offsets[0] - offsets[1] > 0.3
    camera, screen = flashes(page, [fetched(track["url"]) for track in tracks])
    assert len(camera) > 2
    late = [min(abs(seen + offsets[0] - other - offsets[1]) for other in screen) for seen in camera]
    assert sorted(late)[len(late) // 2] < 0.15, (offsets, camera, screen)


def test_a_microphone_that_gives_nothing_is_named_and_replaced(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Within seconds, by name; another one can be chosen while the recording goes on, also after it was pulled."""
    page = window(tabs, company, staff["britta"].email)
    page.evaluate("devices.silent = true")
    recording(page)
    alert = page.get_by_role("alert").filter(has_text="Your microphone gives no sound.")
    expect(alert).to_be_visible(timeout=10_000)
    assert "no sound" in page.title()
    assert violations(page) == []
    page.evaluate("devices.silent = false")
    alert.get_by_label("Use another microphone").select_option("Fake Audio Input 1")
    expect(alert).to_have_count(0)
    time.sleep(5)
    expect(page.get_by_text("gives no sound")).to_have_count(0)
    page.evaluate("pull('microphone')")
    expect(page.get_by_text("Your microphone was disconnected.")).to_be_visible(timeout=1_000)
    page.get_by_role("button", name="Continue without sound").click()
    expect(page.get_by_text("Your microphone was disconnected.")).to_have_count(0)
    reflection = finished(page)
    assert playable(staff["britta"].calls, reflection)["tracks"][0]["duration_ms"] > 5_000


def test_a_camera_that_is_gone_is_replaced_in_the_same_file(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Said at once; black until another one is chosen, which is in step with the screen as the first one was."""
    fynn = staff["fynn"]
    page = window(tabs, company, fynn.email)
    recording(page, "Screen and camera")
    time.sleep(4)
    page.evaluate("pull('camera')")
    alert = page.get_by_role("alert").filter(has_text="Your camera was disconnected.")
    expect(alert).to_be_visible(timeout=1_000)
    assert violations(page) == []
    time.sleep(2)
    alert.get_by_label("Use another camera").select_option("fake_device_0")
    expect(alert).to_have_count(0)
    time.sleep(5)
    reflection = finished(page)
    playable(fynn.calls, reflection, tracks=2)
    tracks = fynn.calls.get(f"/reflections/{reflection}/playback").ok()["tracks"]
    assert [track["kind"] for track in tracks] == ["screen", "camera"]
    (gone,) = tracks[1]["off"]
    assert gone["until_ms"] - gone["from_ms"] > 1_500
    screen, camera = flashes(page, [fetched(track["url"]) for track in tracks])
    offsets = [track["offset_ms"] / 1000 for track in tracks]
    late = [min(abs(seen + offsets[1] - other - offsets[0]) for other in screen) for seen in camera]
    assert min(camera) < 3, camera
    assert max(camera) > 6, camera
    assert sorted(late)[len(late) // 2] < 0.15, (offsets, camera, screen)
    second = page.get_by_label("Camera", exact=True)
    place = page.get_by_role("slider", name="Position")
    place.fill(str(gone["from_ms"] / 1000 + 1))
    expect(second).to_have_attribute("data-absent", "true")
    place.fill("1")
    expect(second).not_to_have_attribute("data-absent", "true")


def test_a_still_screen_is_written_all_the_same(company: Company, staff: Staff, tabs: Tabs) -> None:
    """Nothing moves on it for ten seconds; what was said meanwhile is on the device."""
    page = window(tabs, company, staff["carl"].email)
    recording(page)
    time.sleep(3)
    page.evaluate("still('screen')")
    time.sleep(4)
    before = sum(size for size, _ in spooled(page))
    assert eventually(lambda: sum(size for size, _ in spooled(page)) > before + 10_000, seconds=10)
    expect(page.get_by_text("isn't being recorded")).to_have_count(0)
    page.evaluate("pull('screen')")
    expect(page.get_by_text("screen sharing stopped")).to_be_visible()


def test_what_was_deleted_elsewhere_while_it_was_recorded_is_not_lost(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """It is on the device: it can be saved as a file, and becomes another reflection."""
    ella = staff["ella"]
    page = window(tabs, company, ella.email)
    recording(page)
    assert eventually(lambda: len(ella.calls.get("/reflections").ok()["items"]) == 1)
    ella.calls.delete(f"/reflections/{ella.calls.get('/reflections').ok()['items'][0]['id']}").ok()
    time.sleep(4)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("This reflection was deleted elsewhere")).to_be_visible()
    assert violations(page) == []
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as file").click()
    saved.value.save_as(tmp_path / "saved.mp4")
    assert (tmp_path / "saved.mp4").stat().st_size == spooled(page)[0][0]
    page.get_by_role("button", name="Create a new reflection").click()
    assert eventually(lambda: len(ella.calls.get("/reflections").ok()["items"]) == 1)
    playable(ella.calls, ella.calls.get("/reflections").ok()["items"][0]["id"])


def test_what_passes_the_size_limit_ends_by_itself_and_can_be_saved(
    company: Company, staff: Staff, tabs: Tabs, tmp_path: Path
) -> None:
    """The server takes no more: what it has becomes the recording, and all of it is on the device."""
    gitta = staff["gitta"]
    page = window(tabs, company, gitta.email)
    asked: list[str] = []

    def full(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            return route.continue_()
        error = {"pointer": "/items/0/size", "code": "piece_size", "detail": "", "params": {}}
        refused = {"type": "", "title": "", "status": 422, "detail": "", "code": "invalid", "params": {}}
        return route.fulfill(status=422, body=json.dumps({**refused, "errors": [error]}))

    page.route("**/tracks/*/pieces", full)
    recording(page)
    page.get_by_role("region", name="About this reflection").wait_for(timeout=60_000)
    expect(page.get_by_text(re.compile(r"^Only the first [1-9]\d* s of [1-9]\d* s were uploaded$"))).to_be_visible()
    expect(page.get_by_text("because it reached the size limit").first).to_be_visible()
    assert violations(page) == []
    track = playable(gitta.calls, page.url.rpartition("/")[2])["tracks"][0]
    assert track["ended_by"] == "size_limit"
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as file").click()
    saved.value.save_as(tmp_path / "saved.mp4")
    assert (tmp_path / "saved.mp4").stat().st_size > track["size"]
    page.get_by_role("button", name="Remove from this device").click()
    assert eventually(lambda: spooled(page) == [])


def test_devices_are_seen_and_heard_before_one_starts(company: Company, staff: Staff, tabs: Tabs) -> None:
    """The picture, a level that moves, the choice remembered; three seconds are counted down."""
    page = window(tabs, company, staff["dana"].email)
    go(page, "/reflections/new")
    page.get_by_role("radio", name="Camera", exact=True).check()
    expect(page.get_by_role("group", name="Preview").locator("video")).to_be_visible()
    level = page.get_by_role("meter", name="Microphone level")
    assert eventually(lambda: int(level.get_attribute("aria-valuenow") or 0) > 0)
    page.get_by_label("Microphone", exact=True).select_option("Fake Audio Input 2")
    assert violations(page) == []
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_role("status", name="Recording starts in")).to_be_visible()
    page.get_by_role("button", name="Finish").wait_for()
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    page.get_by_role("button", name="Start recording").wait_for()
    assert "microphone" in str(page.evaluate("localStorage.getItem('throughline-record-devices')"))


def test_sharing_that_stops_before_it_is_recorded_begins_nothing(company: Company, staff: Staff, tabs: Tabs) -> None:
    """While it is counted down: said at once, and there is nothing to be discarded."""
    page = window(tabs, company, staff["dana"].email)
    go(page, "/reflections/new")
    page.get_by_role("radio", name="Screen", exact=True).check()
    page.get_by_role("button", name="Start recording").click()
    page.get_by_role("button", name="Start now").wait_for()
    page.evaluate("pull('screen')")
    expect(page.get_by_role("alert")).to_contain_text("Screen sharing was cancelled.")
    expect(page.get_by_role("button", name="Start recording")).to_be_enabled()
    assert spooled(page) == []
