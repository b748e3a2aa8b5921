"""`make pictures`: photographs every screen of the demo company, light and dark, wide and phone.

All of them go to build/pictures, to be looked at; those that the documentation shows go to docs/pictures. `ONLY=`
names screens or single pictures, with `*` for whatever (`ONLY=home,review-*-phone`); no other file is touched, and none
before all that were asked for have been taken.
"""

import base64
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.screens import NOBODY, SCREENS, Screen, opened, people_looking, places
from tests.browser.tabs import CHROMIUM, FLAGS, PHONE, ROOT, WIDE, Scheme, Tabs, arrived, local, settled, sign_in
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
    "team-preview-light-wide",
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


def main(only: str) -> int:
    """Photograph what `only` names (everything without), then put it in its places; 2 where it names nothing."""
    asked = wanted(SCREENS, only)
    if not asked:
        sys.stderr.write(f"pictures: there is none of {only}; screens: {', '.join(one.name for one in SCREENS)}\n")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        _take(asked, Path(scratch))
        put(Path(scratch), asked)
    return 0


def wanted(screens: Sequence[Screen], only: str) -> set[str]:
    """The names of the pictures that `only` asks for: patterns of screens or of pictures, separated by commas."""
    patterns = [part.strip() for part in only.split(",") if part.strip()] or ["*"]
    return {
        picture
        for screen in screens
        for picture in of(screen)
        if any(fnmatchcase(name, pattern) for pattern in patterns for name in (screen.name, picture))
    }


def of(screen: Screen) -> Iterator[str]:
    """The names of all the pictures of a screen."""
    for view in (screen.name, *(f"{screen.name}-{_plain(name)}" for name in screen.opens)):
        yield from (_name(view, scheme, size) for size in SIZES for scheme in SCHEMES)


def put(taken: Path, asked: set[str], everything: Path = ALL, shown: Path = SHOWN) -> None:
    """Move what was taken to its places, if that is all that was `asked` for."""
    if missing := sorted(name for name in asked if not (taken / f"{name}.webp").exists()):
        raise SystemExit(f"pictures: nothing was changed, these could not be taken: {', '.join(missing)}")
    for folder in (everything, shown):
        folder.mkdir(parents=True, exist_ok=True)
    for name in sorted(asked):
        for folder in (everything, shown) if name in KEPT else (everything,):
            scratch = folder / f"{name}.new"
            shutil.copyfile(taken / f"{name}.webp", scratch)
            scratch.replace(folder / f"{name}.webp")


def _take(asked: set[str], into: Path) -> None:
    from playwright.sync_api import sync_playwright

    with running(demo=True) as demo, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        ids = places(demo)
        for who in people_looking():
            screens = [screen for screen in SCREENS if screen.who == who and not asked.isdisjoint(of(screen))]
            if not screens:
                continue
            page = Tabs(browser, player.chromium).profile().new_page()
            if who != NOBODY:
                sign_in(page, demo.url, who)
            for screen in screens:
                _go(page, demo, screen.path.format(**ids), screen)
                _photographed(page, screen, asked, into)
        browser.close()


def _go(page: "Page", demo: Running, path: str, screen: Screen) -> None:
    if screen.who == NOBODY:
        page.goto(local(demo.url) + path)
    else:
        arrived(page, path)


def _photographed(page: "Page", screen: Screen, asked: set[str], into: Path) -> None:
    _each_way(page, screen.name, asked, into)
    for name in screen.opens:
        opened(page, name)
        _each_way(page, f"{screen.name}-{_plain(name)}", asked, into)
        page.keyboard.press("Escape")
        page.get_by_role("dialog").first.wait_for(state="hidden")


def _name(view: str, scheme: str, size: str) -> str:
    return f"{view}-{scheme}-{size}"


def _plain(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-") or "keys"


def _each_way(page: "Page", view: str, asked: set[str], into: Path) -> None:
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        for scheme in SCHEMES:
            if (name := _name(view, scheme, size)) in asked:
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                settled(page)
                (into / f"{name}.webp").write_bytes(_picture(page))
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")


def _picture(page: "Page") -> bytes:
    """The window as WebP, which is a third of a PNG here."""
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    session.detach()
    return base64.b64decode(taken["data"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
