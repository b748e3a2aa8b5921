"""Reflections in a browser, recorded from Chromium's fake devices: nothing is lost, and only the two see it."""

import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.acceptance.company import Company, Hire, Staff
from tests.browser.desk import PHONE, WIDE, Desk, go, sideways, sign_in, violations
from tests.browser.device import back, eventually, kill
from tests.browser.recordings import fetched, finished, playable, recording, spied, spooled, stored, written
from tests.local.server import Running

DOMAIN = "reflections.test"
PEOPLE = ("abel", "bela", "cora", "dario", "edda", "fina", "gero", "hela", "iris", "jona", "kaja", "lars", "mia", "noa")
SAMPLES = Path(__file__).resolve().parents[1] / "files" / "samples"
LONG_ENOUGH = 5
"""Seconds after which a recorder has given something: it waits for a key frame."""


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Two managers, and one person for each story."""
    return company.hire(DOMAIN, [Hire("boss"), Hire("other"), *(Hire(key, "boss") for key in PEOPLE)])


def window(desk: Desk, company: Company, email: str) -> Page:
    """Somebody's window, whose recorders are listened to."""
    page = spied(desk.profile()).new_page()
    sign_in(page, company.base_url, email)
    return page


def recorded(page: Page, sources: str = "Screen", seconds: float = LONG_ENOUGH) -> str:
    """Record for a while; the reflection's id."""
    recording(page, sources)
    time.sleep(seconds)
    return finished(page)


def test_what_is_played_is_what_was_recorded(company: Company, staff: Staff, desk: Desk) -> None:
    """Screen and camera arrive as two files, byte by byte, with the marks that were set; the device keeps nothing."""
    abel = staff["abel"]
    page = window(desk, company, abel.email)
    recording(page, "Screen and camera")
    expect(page.get_by_text("MB kept here")).to_be_visible()
    assert violations(page) == []
    time.sleep(LONG_ENOUGH)
    page.get_by_role("button", name="Next: What did not go well?").click()
    time.sleep(2)
    reflection = finished(page)
    playable(abel.calls, reflection, tracks=2)
    assert eventually(lambda: len(abel.calls.get(f"/reflections/{reflection}").ok()["chapters"]) > 0)
    seen = abel.calls.get(f"/reflections/{reflection}").ok()
    assert [chapter["title"] for chapter in seen["chapters"]] == ["What went well?", "What did not go well?"]
    assert 0 == seen["chapters"][0]["at_ms"] < seen["chapters"][1]["at_ms"] < seen["duration_ms"]
    assert seen["state"] == "draft"
    assert stored(abel.calls, reflection) == written(page)
    assert eventually(lambda: spooled(page) == [])
    assert eventually(lambda: abel.calls.get(f"/reflections/{reflection}").ok()["has_poster"])


def test_two_films_play_in_step(company: Company, staff: Staff, desk: Desk) -> None:
    """By mouse and by keyboard: play, jump, speed; the camera follows the screen."""
    page = window(desk, company, staff["bela"].email)
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
    company: Company, staff: Staff, desk: Desk, tmp_path: Path
) -> None:
    """It is offered on the next visit; what was spooled becomes the recording, and S3 has exactly that."""
    cora = staff["cora"]
    page = desk.lasting(tmp_path).new_page()
    sign_in(page, company.base_url, cora.email)
    recording(page, "Screen")
    assert eventually(lambda: sum(size for size, _ in spooled(page)) > 50_000, seconds=20)
    time.sleep(2)
    kill(tmp_path)

    profile = desk.lasting(tmp_path)
    page = profile.new_page()
    back(page, company.base_url, cora.email)
    dock = page.get_by_role("region", name="Recordings on their way")
    expect(dock).to_contain_text("A recording was interrupted")
    assert violations(page) == []
    kept = spooled(page)
    dock.get_by_role("button", name="Go on").click()
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    assert playable(cora.calls, reflection)["duration_ms"] > 2_000
    assert stored(cora.calls, reflection) == kept
    assert eventually(lambda: spooled(page) == [])
    profile.close()


def test_a_recording_in_another_window_is_not_taken_for_a_lost_one(company: Company, staff: Staff, desk: Desk) -> None:
    """Two windows of one person: the second says nothing until the first is gone."""
    page = window(desk, company, staff["dario"].email)
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


def test_a_network_that_is_away_from_the_beginning(company: Company, staff: Staff, desk: Desk) -> None:
    """One records on, finishes, and it arrives by itself when the network is back: all of it."""
    edda = staff["edda"]
    page = window(desk, company, edda.email)
    go(page, "/reflections/new")
    page.get_by_role("button", name="Start recording").wait_for()
    page.context.set_offline(True)
    recording(page, here=True)
    expect(page.get_by_text("No connection.")).to_be_visible()
    time.sleep(6)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    assert violations(page) == []
    page.context.set_offline(False)
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    playable(edda.calls, reflection)
    assert stored(edda.calls, reflection) == written(page)


def test_finished_while_the_network_is_away(company: Company, staff: Staff, desk: Desk) -> None:
    """What was recorded is there at once, to be looked at, with the word that it is safe; then it arrives."""
    mia = staff["mia"]
    page = window(desk, company, mia.email)
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


def test_thrown_away_while_it_is_recorded(company: Company, staff: Staff, desk: Desk) -> None:
    """One is asked, is back where one began, and nothing of it is anywhere. Without a network it is kept, and told."""
    noa = staff["noa"]
    page = window(desk, company, noa.email)
    recording(page)
    time.sleep(LONG_ENOUGH)
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 1)
    page.context.set_offline(True)
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("It could not be thrown away")).to_be_visible()
    page.context.set_offline(False)
    playable(noa.calls, noa.calls.get("/reflections").ok()["items"][0]["id"])
    page.get_by_role("region", name="About this reflection").wait_for()

    recording(page)
    time.sleep(LONG_ENOUGH)
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 2)
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()
    assert eventually(lambda: len(noa.calls.get("/reflections").ok()["items"]) == 1)
    assert eventually(lambda: spooled(page) == [])
    assert page.url.endswith("/reflections/new")


def test_six_seconds_without_network_in_the_middle(company: Company, staff: Staff, desk: Desk) -> None:
    """The recording does not notice."""
    fina = staff["fina"]
    page = window(desk, company, fina.email)
    recording(page, "Camera")
    time.sleep(2)
    page.context.set_offline(True)
    time.sleep(6)
    page.context.set_offline(False)
    reflection = finished(page)
    assert playable(fina.calls, reflection)["duration_ms"] > 7_000
    assert stored(fina.calls, reflection) == written(page)


def test_a_link_that_has_run_out_keeps_the_place(company: Company, staff: Staff, desk: Desk) -> None:
    """S3 refuses it in the middle of the film: a fresh one is asked for, and the film goes on where it was."""
    gero = staff["gero"]
    page = window(desk, company, gero.email)
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
    expect(page.get_by_text("The video cannot be played")).to_have_count(0)


RUN_OUT = """() => {
  const film = document.querySelector("video"), place = film.currentTime;
  film.src = film.src.replace(/Signature=(.)/, (_, first) => `Signature=${first === "0" ? 1 : 0}`);
  return [place, film.src];
}"""


def test_manager_and_owner_talk_under_it_and_nobody_else_sees_it(company: Company, staff: Staff, desk: Desk) -> None:
    """Shared by name, new at home, a comment at a second, marks on the line; taken back, it is gone at once."""
    hela, boss = staff["hela"], staff["boss"]
    page = window(desk, company, hela.email)
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

    theirs = window(desk, company, boss.email)
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
    page.set_viewport_size(PHONE)
    assert top(said.last) < top(page.get_by_role("region", name="About this reflection"))
    assert sideways(page) == 0
    page.set_viewport_size(WIDE)
    expect(page.locator(".player-line b")).to_have_count(1)
    said.first.get_by_role("button", name="Go to 0:0").click()
    assert eventually(lambda: places(page)[0] >= 1)
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("Only you", exact=True)).to_be_visible()
    theirs.reload()
    expect(theirs.get_by_role("heading", name="There is nothing here")).to_be_visible()


def test_a_second_recording_takes_the_place_of_the_first(company: Company, staff: Staff, desk: Desk) -> None:
    """Not before it can be played: then the first one's screen and camera are gone."""
    kaja = staff["kaja"]
    page = window(desk, company, kaja.email)
    reflection = recorded(page, "Screen and camera")
    before = {track["track_id"] for track in playable(kaja.calls, reflection, tracks=2)["tracks"]}
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Record again").click()
    page.get_by_role("heading", name="Record it again").wait_for()
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


def test_a_new_manager_sees_what_its_owner_agrees_to(company: Company, staff: Staff, desk: Desk) -> None:
    """The former one is out at once, the new one in once its owner says so: for one of them, then for all."""
    lars, other = staff["lars"], staff["other"]
    page = window(desk, company, lars.email)
    reflection = uploaded(page, lars.calls)
    newer = uploaded(page, lars.calls)
    for one in (reflection, newer):
        lars.calls.post(f"/reflections/{one}/share").ok()
    company.hr.save(f"/people/{lars.id}", {"manager_id": other.id}).ok()
    assert staff["boss"].calls.get(f"/reflections/{reflection}").status == 404
    page.reload()
    note = page.get_by_role("note")
    expect(note).to_contain_text(f"{other.name} is your manager now")
    expect(page.get_by_text("Only you", exact=True)).to_be_visible()
    note.get_by_role("button", name=f"Share this one with {other.name}").click()
    expect(note).to_have_count(0)
    assert other.calls.get(f"/reflections/{newer}").ok()["title"]
    go(page, "/reflections")
    expect(note).to_contain_text(f"{other.name} is your manager now")
    assert violations(page) == []
    assert other.calls.get(f"/reflections/{reflection}").status == 404
    note.get_by_role("button", name=f"Share all with {other.name}").click()
    expect(note).to_have_count(0)
    assert other.calls.get(f"/reflections/{reflection}").ok()["title"]


def test_what_was_said_can_be_read_and_leads_there(demo: Running, desk: Desk) -> None:
    """Captions over the film, a transcript beside it; the list is searched by it."""
    page = desk.window(demo.url, "lena@example.test")
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


SPOKEN = """() => {
  const shown = [...document.querySelector("video").textTracks].filter((track) => track.mode === "showing");
  return [...(shown[0]?.activeCues ?? [])].at(-1)?.text ?? "(nothing)";
}"""


def test_a_file_of_ones_own_goes_the_same_way(company: Company, staff: Staff, desk: Desk, tmp_path: Path) -> None:
    """Uploaded as it is; one that the examination refuses is told with its reason, and can be thrown away."""
    iris = staff["iris"]
    page = window(desk, company, iris.email)
    reflection = uploaded(page, iris.calls)
    assert stored(iris.calls, reflection)[0][0] == (SAMPLES / "chromium.webm").stat().st_size

    padded = tmp_path / "padded.mp4"
    padded.write_bytes((SAMPLES / "chromium.mp4").read_bytes() + b"<html><script>alert(1)</script></html>")
    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(padded)
    expect(page.get_by_text("The video was refused")).to_be_visible()
    expect(page.locator(".way")).to_contain_text(str(refusal(iris.calls, page)["detail"]))
    assert violations(page) == []
    page.get_by_role("button", name="Throw it away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    page.get_by_role("link", name="Record", exact=True).click()
    page.get_by_role("heading", name="Record it again").wait_for()
    assert eventually(lambda: spooled(page) == [])

    page.get_by_label("Or upload a video").set_input_files(padded)
    expect(page.get_by_text("The video was refused")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Remove it").wait_for()
    expect(page.get_by_text("was interrupted")).to_have_count(0)

    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(_named(tmp_path, "notes.txt"))
    expect(page.get_by_role("alert")).to_contain_text("Only MP4 and WebM")


def uploaded(page: Page, calls: Any) -> str:
    """A reflection from a file, once it can be played."""
    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(SAMPLES / "chromium.webm")
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    playable(calls, reflection)
    return reflection


def refusal(calls: Any, page: Page) -> Any:
    """Why the reflection on this page was refused, as the API says."""
    found = calls.get(f"/reflections/{page.url.rpartition('/')[2]}").ok()
    return found["tracks"][0]["problem"]


def _named(folder: Path, name: str) -> Path:
    (folder / name).write_text("not a video")
    return folder / name


def test_signing_out_asks_before_a_recording_is_lost(company: Company, staff: Staff, desk: Desk) -> None:
    """What is not uploaded is told; then nothing of it stays on the device."""
    page = window(desk, company, staff["jona"].email)
    page.route("**/api/reflections/*/tracks/*/parts", lambda sent: sent.abort())
    recorded(page)
    expect(page.get_by_text("Kept on this device")).to_be_visible()
    page.get_by_label("Account of").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("has not been uploaded completely")
    dialog.get_by_role("button", name="Stay signed in").click()
    assert spooled(page) != []
    page.get_by_label("Account of").click()
    page.get_by_role("button", name="Sign out").click()
    dialog.get_by_role("button", name="Sign out and remove it").click()
    page.get_by_role("button", name="Sign in with your company account").wait_for()
    assert spooled(page) == []


def places(page: Page) -> list[float]:
    """Where each film is."""
    found: list[float] = page.evaluate("[...document.querySelectorAll('video')].map((film) => film.currentTime)")
    return found


def drift(page: Page) -> float:
    """How far apart the two films are."""
    first, second = places(page)
    return abs(first - second)


def top(shown: Locator) -> float:
    """How far down the page something begins."""
    box = shown.bounding_box()
    assert box is not None
    return box["y"]
