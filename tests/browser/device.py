"""What a browser keeps on its device, and a browser that dies."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.tabs import local

if TYPE_CHECKING:
    from playwright.sync_api import Page

ON_DEVICE = """() => new Promise((tell) => {
  const asked = indexedDB.open("throughline");
  asked.onsuccess = () => {
    const drafts = asked.result.transaction("drafts").objectStore("drafts").getAll();
    drafts.onsuccess = () => { asked.result.close(); tell(JSON.stringify(drafts.result)); };
  };
})"""


def on_device(page: Page) -> str:
    """The drafts that this browser keeps, as JSON."""
    return str(page.evaluate(ON_DEVICE))


def eventually(met: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it comes true in time; polled, because it happens in another process."""
    deadline = time.monotonic() + seconds
    while not met():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def back(page: Page, url: str, email: str) -> None:
    """Signed in again after the browser was killed: it may remember that someone was here, and the issuer may, too."""
    button = page.get_by_role("button", name="Sign in with your company account")
    address = page.get_by_label("Or type an address")
    screen = page.locator("#main h1")
    page.goto(local(url))
    button.or_(address).or_(screen).first.wait_for()
    if button.is_visible():
        button.click()
        address.or_(screen).first.wait_for()
    if address.is_visible():
        address.fill(email)
        page.get_by_role("button", name="Sign in", exact=True).click()
    screen.first.wait_for()


def kill(profile: Path) -> None:
    """SIGKILL for the browser on this profile: our own, known by its folder."""
    own = f"--user-data-dir={profile}".encode()
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and own in (entry / "cmdline").read_bytes():
                os.kill(int(entry.name), signal.SIGKILL)
        except OSError:
            continue
    eventually(lambda: not any(_mentions(entry, own) for entry in Path("/proc").iterdir()))
    (profile / "SingletonLock").unlink(missing_ok=True)


def _mentions(entry: Path, own: bytes) -> bool:
    try:
        return entry.name.isdigit() and own in (entry / "cmdline").read_bytes()
    except OSError:
        return False
