"""`make pictures`: photographs every screen of the demo company, light and dark, wide and phone.

All of them go to build/pictures, to be looked at; those that the documentation shows go to docs/pictures.
"""

import base64
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.desk import CHROMIUM, FLAGS, PHONE, ROOT, WIDE, Desk, Scheme, arrived, local, settled, sign_in
from tests.browser.screens import NOBODY, SCREENS, Screen, opened, people_looking, places
from tests.local.server import Running, running

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

ALL = ROOT / "build" / "pictures"
SHOWN = ROOT / "docs" / "pictures"
QUALITY = 82
SIZES: dict[str, "ViewportSize"] = {"wide": WIDE, "phone": PHONE}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# What the documentation shows; a name is the screen's, what was opened on it, the colours, the size.
KEPT = (
    "sign-in-light-wide",
    "home-light-wide",
    "home-dark-wide",
    "home-employee-light-phone",
    "reviews-light-wide",
    "review-write-light-wide",
    "review-write-dark-wide",
    "review-write-share-with-light-wide",
    "review-own-light-phone",
    "review-complete-light-wide",
    "review-sign-sign-light-wide",
    "reflections-light-wide",
    "reflection-light-wide",
    "reflection-dark-wide",
    "reflection-light-phone",
    "reflection-shared-light-wide",
    "reflection-new-light-wide",
    "people-found-light-wide",
    "profile-light-wide",
    "team-light-wide",
    "team-peek-light-wide",
    "team-dark-phone",
    "hr-cycles-light-wide",
    "hr-cycle-light-wide",
    "hr-cycle-dark-wide",
    "hr-cycle-draft-light-wide",
    "hr-cycle-new-light-wide",
    "hr-questionnaire-light-wide",
    "hr-import-light-wide",
    "hr-company-light-wide",
    "hr-audit-of-light-wide",
)


def main(only: str) -> None:
    """Photograph the screens whose name begins with `only`."""
    from playwright.sync_api import sync_playwright

    for folder in (ALL, SHOWN):
        folder.mkdir(parents=True, exist_ok=True)
    with running(demo=True) as demo, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        ids = places(demo)
        for who in people_looking():
            page = Desk(browser, player.chromium).profile().new_page()
            if who != NOBODY:
                sign_in(page, demo.url, who)
            for screen in SCREENS:
                if screen.who == who and screen.name.startswith(only):
                    _photographed(page, demo, screen, screen.path.format(**ids))
        browser.close()


def _photographed(page: "Page", demo: Running, screen: Screen, path: str) -> None:
    if screen.who == NOBODY:
        page.goto(local(demo.url) + path)
    else:
        arrived(page, path)
    _each_way(page, screen.name)
    for name in screen.opens:
        opened(page, name)
        _each_way(page, f"{screen.name}-{_plain(name)}")
        page.keyboard.press("Escape")
        page.get_by_role("dialog").first.wait_for(state="hidden")


def _plain(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-") or "keys"


def _each_way(page: "Page", name: str) -> None:
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            settled(page)
            _kept(f"{name}-{scheme}-{size}", _picture(page))
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def _picture(page: "Page") -> bytes:
    """The window as WebP, which is a third of a PNG here."""
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    session.detach()
    return base64.b64decode(taken["data"])


def _kept(name: str, picture: bytes) -> None:
    for folder in (ALL, SHOWN) if name in KEPT else (ALL,):
        Path(folder / f"{name}.webp").write_bytes(picture)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
