"""What a recorder wrote, what the device keeps of it, and what S3 has: to be compared byte by byte."""

from __future__ import annotations

import hashlib
import json
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.acceptance.company import Hire
from tests.browser.device import eventually
from tests.browser.tabs import go, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import BrowserContext, Page

    from tests.acceptance.company import Caller, Company, Staff
    from tests.browser.tabs import Tabs

SPY = """(() => {
  const Real = window.MediaRecorder;
  window.written = {};
  window.MediaRecorder = class extends Real {
    constructor(stream, options) {
      super(stream, options);
      const pieces = [];
      const kind = stream.getAudioTracks().length ? "voiced" : "silent";
      window.written[kind] = pieces;
      this.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    }
  };
})()"""
"""Notes each byte as it leaves the recorder, before the client has seen it."""

WRITTEN = """async () => {
  const sums = {};
  for (const [kind, pieces] of Object.entries(window.written)) {
    const bytes = await new Blob(pieces).arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    sums[kind] = [bytes.byteLength, [...sum].map((one) => one.toString(16).padStart(2, "0")).join("")];
  }
  return JSON.stringify(sums);
}"""

SPOOLED = """() => new Promise((tell, fail) => {
  const asked = indexedDB.open("throughline-recordings");
  asked.onerror = () => fail(asked.error);
  asked.onsuccess = async () => {
    const base = asked.result;
    if (![...base.objectStoreNames].includes("pieces")) return base.close(), tell("{}");
    const all = base.transaction("pieces").objectStore("pieces").getAll();
    all.onsuccess = async () => {
      base.close();
      const files = {};
      for (const { file, bytes } of all.result) (files[file] ??= []).push(bytes);
      const sums = {};
      for (const [file, pieces] of Object.entries(files)) {
        const bytes = await new Blob(pieces).arrayBuffer();
        const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
        sums[file] = [bytes.byteLength, [...sum].map((one) => one.toString(16).padStart(2, "0")).join("")];
      }
      tell(JSON.stringify(sums));
    };
  };
})"""

SAMPLES = Path(__file__).resolve().parents[1] / "files" / "samples"

Sum = tuple[int, str]
"""How many bytes, and their SHA-256."""
RANGE = 100_000


def spied(profile: BrowserContext) -> BrowserContext:
    """A profile whose recorders are listened to."""
    profile.add_init_script(SPY)
    return profile


def written(page: Page) -> list[Sum]:
    """What the recorders of this page wrote."""
    return _sums(page.evaluate(WRITTEN))


def spooled(page: Page) -> list[Sum]:
    """What this device keeps of recordings."""
    return _sums(page.evaluate(SPOOLED))


def _sums(said: str) -> list[Sum]:
    return sorted((size, digest) for size, digest in json.loads(said).values())


def stored(calls: Caller, reflection: str) -> list[Sum]:
    """What is played, fetched from S3 range by range as a player does."""
    tracks = calls.get(f"/reflections/{reflection}/playback").ok()["tracks"]
    found = [fetched(track["url"]) for track in tracks]
    return sorted((len(content), hashlib.sha256(content).hexdigest()) for content in found)


def fetched(url: str) -> bytes:
    """All bytes behind a link, each request for one range."""
    content = b""
    while True:
        wanted = {"Range": f"bytes={len(content)}-{len(content) + RANGE - 1}"}
        with urllib.request.urlopen(urllib.request.Request(url, headers=wanted), timeout=30) as answer:  # noqa: S310
            assert answer.status == 206
            content += bytes(answer.read())
            if len(content) == int(answer.headers["Content-Range"].rpartition("/")[2]):
                return content


def recording(page: Page, sources: str = "Screen", *, here: bool = False) -> None:
    """Begin to record from the fake devices."""
    if not here:
        go(page, "/reflections/new")
    page.get_by_role("radio", name=sources, exact=True).check()
    page.get_by_role("button", name="Start recording").click()
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("button", name="Finish").wait_for()


def finished(page: Page) -> str:
    """End the recording; the id of its reflection, as soon as its screen is there."""
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("region", name="About this reflection").wait_for()
    return page.url.rpartition("/")[2]


def playable(calls: Caller, reflection: str, tracks: int = 1) -> Any:
    """The reflection once so many of its recordings can be played."""

    def there() -> bool:
        found = calls.get(f"/reflections/{reflection}").ok()["tracks"]
        return [track["state"] for track in found].count("playable") == tracks

    assert eventually(there, seconds=30), calls.get(f"/reflections/{reflection}").text
    return calls.get(f"/reflections/{reflection}").ok()


LONG_ENOUGH = 5
"""Seconds after which a recorder has given something: it waits for a key frame."""


def window(tabs: Tabs, company: Company, email: str) -> Page:
    """Someone's window, whose recorders are listened to."""
    page = spied(tabs.profile()).new_page()
    sign_in(page, company.base_url, email)
    return page


def recorded(page: Page, sources: str = "Screen", seconds: float = LONG_ENOUGH) -> str:
    """Record for a while until all of it has left the device; the reflection's id."""
    recording(page, sources)
    time.sleep(seconds)
    reflection = finished(page)
    assert eventually(lambda: spooled(page) == [], seconds=30)
    return reflection


def places(page: Page) -> list[float]:
    """Where each video is."""
    found: list[float] = page.evaluate("[...document.querySelectorAll('video')].map((video) => video.currentTime)")
    return found


def hired(company: Company, domain: str, keys: Iterable[str]) -> Staff:
    """Two managers, and one person for each story, who report to the first."""
    return company.hire(domain, [Hire("boss"), Hire("other"), *(Hire(key, "boss") for key in keys)])


def uploaded(page: Page, calls: Any) -> str:
    """A reflection from a file, once it can be played."""
    go(page, "/reflections/new")
    page.get_by_label("Or upload a video").set_input_files(SAMPLES / "chromium.webm")
    page.get_by_role("region", name="About this reflection").wait_for()
    reflection = page.url.rpartition("/")[2]
    playable(calls, reflection)
    return reflection
