"""Every screen with the dialogs that open on it, in the demo company: what is checked, and what is photographed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.local.server import Running

HR, LENA, DANIEL = "hr@example.test", "lena@example.test", "daniel@example.test"
YUKI, EMIL, STRANGER = "yuki@example.test", "emil@example.test", "stranger@example.test"
ARJUN = "arjun@example.test"
NOBODY = ""


@dataclass(frozen=True)
class Screen:
    """Who looks at which address; `places` fills in its `{names}`. `opens`: buttons, or a key, that open something."""

    name: str
    who: str
    path: str
    opens: tuple[str, ...] = field(default=())


SCREENS = (
    Screen("sign-in", NOBODY, "/"),
    Screen("unsubscribe", NOBODY, "/unsubscribe?token={reminder}"),
    Screen("unsubscribe-lost", NOBODY, "/unsubscribe?token=lost"),
    Screen("refused", STRANGER, "/"),
    Screen("home", LENA, "/", ("Account menu:", "Search", "New", "?")),
    Screen("reviews", LENA, "/reviews"),
    Screen("reviews-none", LENA, "/reviews?status=withdrawn"),
    Screen("review-write", LENA, "/reviews/{yuki}", ("Share with", "Version history", "Helpful resources", "Nudge")),
    Screen("review-sign", LENA, "/reviews/{ana}", ("Sign",)),
    Screen("reflections-shared", LENA, "/reflections?role=manager"),
    Screen("reflections-none", LENA, "/reflections"),
    Screen("reflection-shared", LENA, "/reflections/{reflection}", ("?",)),
    Screen("with", LENA, "/with"),
    Screen("with-report", LENA, "/with/{report}"),
    Screen("people", LENA, "/people"),
    Screen("people-found", LENA, "/people?query=an"),
    Screen("profile", LENA, "/people/{somebody}"),
    Screen("nothing", LENA, "/nothing/here"),
    Screen("review-missing", LENA, "/reviews/nothing-here"),
    Screen("reflection-missing", LENA, "/reflections/nothing-here"),
    Screen("for-hr", LENA, "/hr/cycles"),
    Screen("settings", LENA, "/settings"),
    Screen("help", LENA, "/help"),
    Screen("help-employee", LENA, "/help/employee"),
    Screen("help-hr", LENA, "/help/hr"),
    Screen("home-employee", YUKI, "/"),
    Screen("review-own", YUKI, "/reviews/{yuki}", ("Share with",)),
    Screen("with-manager", YUKI, "/with/{somebody}"),
    Screen("year", YUKI, "/year"),
    Screen("year-found", YUKI, "/year?kind=reflection&query=support&from=2026-01-01&to=2026-11-30"),
    Screen("reflections", YUKI, "/reflections"),
    Screen("reflections-found", YUKI, "/reflections?query=support"),
    Screen("reflection", YUKI, "/reflections/{reflection}", ("Unshare", "More", "Delete the comment")),
    Screen("reflection-draft", YUKI, "/reflections/{draft_reflection}", ("Share with",)),
    Screen("reflection-new", YUKI, "/reflections/new"),
    Screen("reflection-again", YUKI, "/reflections/{draft_reflection}/record"),
    Screen("review-complete", EMIL, "/reviews/{emil}"),
    Screen("reviews-former", ARJUN, "/reviews"),
    Screen("review-former", ARJUN, "/reviews/{former}/former"),
    Screen("year-none", DANIEL, "/year"),
    Screen("team", DANIEL, "/team", ("Preview", "Adjust", "Information about")),
    Screen("team-status", DANIEL, "/team?status=complete&sort=rating"),
    Screen("home-hr", HR, "/"),
    Screen(
        "review-hr",
        HR,
        "/reviews/{mei}",
        ("Extend deadline", "Change reviewer", "Request a contribution", "Adjust rating", "Withdraw"),
    ),
    Screen("profile-hr", HR, "/people/{somebody}", ("Edit", "Mark as left", "Reset login")),
    Screen("people-hr", HR, "/people"),
    Screen("people-left", HR, "/people?status=left"),
    Screen("people-held", HR, "/people/held"),
    Screen("hr-cycles", HR, "/hr/cycles"),
    Screen(
        "hr-cycle",
        HR,
        "/hr/cycles/{open_cycle}",
        (
            "Information about",
            "Nudge all",
            "Extend for all",
            "Share for all",
            "Add people",
            "Name, dates and contacts",
            "Close$",
            "Cancel cycle",
        ),
    ),
    Screen("hr-cycle-scheduled", HR, "/hr/cycles/{scheduled_cycle}"),
    Screen("hr-cycle-draft", HR, "/hr/cycles/{draft_cycle}", ("Discard", "Launch")),
    Screen("hr-cycle-new", HR, "/hr/cycles/new"),
    Screen("hr-cycle-edit", HR, "/hr/cycles/{draft_cycle}/edit"),
    Screen("hr-questionnaires", HR, "/hr/questionnaires"),
    Screen("hr-questionnaire-new", HR, "/hr/questionnaires/new"),
    Screen("hr-questionnaire", HR, "/hr/questionnaires/{questionnaire}"),
    Screen("hr-import", HR, "/hr/import"),
    Screen("hr-company", HR, "/hr/company", ("New token",)),
    Screen("hr-sign-ins", HR, "/hr/sign-ins"),
    Screen("hr-mails", HR, "/hr/mails"),
    Screen("hr-audit", HR, "/hr/audit"),
    Screen("hr-audit-of", HR, "/hr/audit?actor_id={somebody}"),
)


def places(demo: Running) -> dict[str, str]:
    """Ids in the demo company, by the names that addresses use."""
    hr, lena, daniel = demo.person(HR), demo.person(LENA), demo.person(DANIEL)
    cycles: list[Any] = hr.get("/cycles?limit=100").body["items"]
    by_state = {cycle["state"]: cycle for cycle in reversed(cycles)}
    rows = [*daniel.get("/team?limit=100").body["items"], *lena.get("/team?limit=100").body["items"]]
    mine = demo.person(YUKI).get("/reflections").body["items"]
    of = {row["person"]["name"].split()[0].lower(): row for row in rows}
    return {
        "open_cycle": by_state["open"]["id"],
        "scheduled_cycle": by_state["scheduled"]["id"],
        "draft_cycle": by_state["draft"]["id"],
        "questionnaire": by_state["open"]["questionnaire_id"],
        "somebody": of["lena"]["person"]["id"],
        "report": of["yuki"]["person"]["id"],
        "reminder": _reminder(demo),
        "reflection": next(one["id"] for one in mine if one["title"].startswith("Support")),
        "draft_reflection": next(one["id"] for one in mine if one["state"] == "draft"),
        "former": demo.person(ARJUN).get("/reviews/former").body["items"][0]["link"].split("/")[2],
        **{name: of[name]["review"]["id"] for name in ("yuki", "ana", "emil", "mei")},
    }


def _reminder(demo: Running) -> str:
    """The token of some reminder that was sent."""
    said = " ".join(mail["text"] for mail in demo.mails())
    return found[1] if (found := re.search(r"token=(\S+)", said)) else "none"


def people_looking() -> list[str]:
    """Everyone through whose eyes screens are looked at, each once."""
    return list(dict.fromkeys(screen.who for screen in SCREENS))


def opened(page: Page, name: str) -> None:
    """Open what this button, or this key, opens."""
    if len(name) == 1:
        page.keyboard.press(name)
    else:
        page.get_by_role(
            "button", name=re.compile(f"^{name}" if name.endswith("$") else f"^{re.escape(name)}")
        ).first.click()
    page.get_by_role("dialog").last.wait_for()
