"""Every path that the server gives out, in emails and in answers, is a screen that the client declares."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from chalicelib.kernel import screens
from chalicelib.kernel.codec import encode
from chalicelib.mail import rules
from chalicelib.mail.mails import REMINDER
from chalicelib.mail.views.render import written
from tests.architecture.source import chalicelib
from tests.mail_world import KINDS, a_mail, open_task, stored

FEATURES = Path(__file__).resolve().parents[2] / "web" / "src" / "features"
SCREENS = {name: path for name, path in vars(screens).items() if name.isupper()}


def declared() -> list[str]:
    """The client's routes: each feature declares its own, an id after the words that stand in its place."""
    files = sorted(FEATURES.glob("*/routes.ts"))
    return [path for one in files for path in re.findall(r'^  \w+: "(/[^"]*)",$', one.read_text(), re.MULTILINE)]


def route_of(link: str) -> str | None:
    """The route that the client opens for this link: the first that fits, as its switch has them."""
    path = urlsplit(link).path
    fits = (route for route in declared() if re.fullmatch(re.sub(r":\w+", "[^/]+", route), path))
    return next(fits, None)


def test_the_client_declares_its_routes() -> None:
    assert {"/", "/reviews/:id", "/hr/cycles/:id"} <= set(declared())


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_the_server_names_is_a_route_of_the_client(name: str) -> None:
    """As it stands: an id is where the route has one, so that no screen is taken for another one's id."""
    named = re.sub(r"\{\w+\}", ":id", urlsplit(SCREENS[name]).path)
    assert named in declared()
    assert route_of(SCREENS[name]) == named


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_link_of_every_kind_of_mail_is_a_route_of_the_client(kind: rules.MailKind) -> None:
    base = "https://r.test"
    # Whatever is open for someone is listed in a reminder, each with its link.
    more = {"params": {"open": encode([open_task()])}} if kind is REMINDER else {}
    mail = written(
        stored(a_mail(kind, **more)), kind, base_url=base, company="Acme", unsubscribe=base + screens.UNSUBSCRIBE
    )
    links = re.findall(r'href="([^"]+)"', mail.html)
    assert links
    assert [link for link in links if not link.startswith(base) or route_of(link.removeprefix(base)) is None] == []


def test_paths_of_screens_stand_in_one_place() -> None:
    """A path of a screen that is written out elsewhere would not be compared."""
    stray = re.compile(r'f"/(?:reviews|reflections|people|team|hr|unsubscribe)[/?"]')
    assert [m.name for m in chalicelib() if m.part != "screens" and stray.search(m.path.read_text())] == []
