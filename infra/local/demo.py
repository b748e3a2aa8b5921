"""Makes the demo company through the product's own routes: last year's pilot, and this year's cycle in every state."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from infra.local.demo_client import DemoClient, Session
from infra.local.demo_company import COMPANY, export
from infra.local.demo_form import CHART, FORM, INSTRUCTIONS, RATINGS
from infra.local.demo_reflections import REFLECTIONS, DemoReflection, cited, record, until_playable
from infra.local.demo_scenes import PILOT, SCENES
from infra.local.demo_texts import manager_answers, position, rating, self_answers

PEOPLE = [(one.email, f"{one.name}, {one.title}") for one in COMPANY]
"""Whom the sign-in page offers."""

_NEW = '"0"'
"""The version of a side that no one has begun."""
_BOSS = {one.key: one.boss for one in COMPANY}
_EMAIL = {one.key: one.email for one in COMPANY}


@dataclass(slots=True)
class Demo:
    """The company being made: `today` is where the clock ends, `ids` the people's by their keys.

    `to_record`: reflections still to be recorded, the oldest first; `recorded`: the ids of those that are, by title.
    """

    client: DemoClient
    today: date
    ids: dict[str, str] = field(default_factory=dict)
    reviewers: dict[str, str] = field(default_factory=lambda: dict(_BOSS))
    to_record: list[DemoReflection] = field(default_factory=list)
    recorded: dict[str, str] = field(default_factory=dict)

    def who(self, key: str) -> Session:
        """The session of someone."""
        return self.client.sign_in(_EMAIL[key])

    @property
    def hr(self) -> Session:
        """The session of HR."""
        return self.who("hr")

    def go_to(self, days: int, hour: int = 9) -> None:
        """Move the clock to so many days from today; what falls due on the way fires, reflections included."""
        while self.to_record and -self.to_record[0].days_ago < days:
            reflection = self.to_record.pop(0)
            self.go_to(-reflection.days_ago, hour=15)
            self.reflect(reflection)
        self.client.set_clock(datetime.combine(self.today + timedelta(days=days), time(hour), tzinfo=UTC))

    def reflect(self, reflection: DemoReflection) -> None:
        """Someone records a reflection; the two talk about it."""
        owner = self.who(reflection.owner)
        path = record(owner, reflection)
        self.client.settle()
        until_playable(owner, path)
        self.recorded[reflection.title] = path.rpartition("/")[2]
        if reflection.shared:
            owner.post(f"{path}/share")
        for who, at_ms, text in reflection.said:
            self.who(who).post(f"{path}/comments", {"text": text} | ({} if at_ms is None else {"at_ms": at_ms}))
            self.client.settle()

    def on(self, days: int) -> str:
        """A date, so many days from today."""
        return (self.today + timedelta(days=days)).isoformat()

    def bring_in(self, *, years_ago: int = 0) -> None:
        """Import the directory as it was then."""
        self.hr.post("/people/import?dry_run=false", export(self.today, years_ago=years_ago), content_type="text/csv")
        listed = self.hr.get("/people?limit=100")["items"]
        keys = {one.name: one.key for one in COMPANY}
        self.ids = {keys[person["name"]]: person["id"] for person in listed if person["name"] in keys}

    def launch(self, cycle: dict[str, Any]) -> str:
        """Draft a cycle, launch it and wait until all its reviews are there."""
        made = self.hr.post("/cycles", cycle)
        self.hr.post(f"/cycles/{made['id']}/launch", {})
        self.client.settle()
        return str(made["id"])


def build(client: DemoClient) -> None:
    """Make all of it; the clock ends where it was."""
    began = client.now()
    demo = Demo(client, began.date())
    client.say("demo: last year's pilot")
    _last_year(demo)
    client.say("demo: this year's cycle")
    _this_year(demo)
    _to_come(demo)
    demo.hr.get("/company")
    settings = {
        "reflections": {"rhythm": "two_weeks"},
        "attachments": {"reflections": True},
        "time_zone": "Europe/Berlin",
    }
    demo.hr.patch("/company", settings, etag=demo.hr.etag)
    client.set_clock(max(began, datetime.now(UTC)))
    demo.hr.post(f"/cycles/{_cycle_of(demo)}/nudge", {"person_ids": [demo.ids["diego"]]})
    client.settle()


def _cycle_of(demo: Demo) -> str:
    cycles = demo.hr.get("/cycles")["items"]
    return next(str(cycle["id"]) for cycle in cycles if cycle["state"] == "open")


# ---------------------------------------------------------------- last year


def _last_year(demo: Demo) -> None:
    demo.go_to(-385)
    demo.bring_in(years_ago=1)
    form = demo.hr.post("/questionnaires", FORM)
    cycle = {
        "name": f"Annual review {demo.today.year - 1}, pilot",
        "questionnaire_id": form["id"],
        "participants": {"person_ids": [demo.ids[key] for key in PILOT]},
        "timeline": _timeline(demo, opens=-384, own=-372, manager=-366, sign=-358, closes=-350),
        "options": {
            "ratings": {"scale": RATINGS},
            "chart_2d": CHART,
            "reminders": {"days_before": [], "days_after": []},
        },
        "instructions": INSTRUCTIONS,
    }
    cycle_id = demo.launch(cycle)
    demo.go_to(-374)
    for key in PILOT:
        review = _review(demo, cycle_id, key)
        demo.who(key).put(f"{review}/self", {"answers": self_answers(key, year="past")}, etag=_NEW)
        demo.who(key).post(f"{review}/self/share")
        _write_manager(demo, review, key, year="past")
        demo.who(_BOSS[key]).post(f"{review}/manager/share")
    demo.go_to(-360)
    for key in PILOT[:-1]:
        review = _review(demo, cycle_id, key)
        _sign(demo.who(key), review)
        _sign(demo.who(_BOSS[key]), review, "Thank you for a good year.")
    demo.go_to(-357)
    reason = {"reason": "On sick leave; agreed by phone."}
    demo.hr.post(f"{_review(demo, cycle_id, PILOT[-1])}/complete", reason)


# ---------------------------------------------------------------- this year


def _this_year(demo: Demo) -> None:
    demo.go_to(-21)
    demo.bring_in()
    (form,) = demo.hr.get("/questionnaires")["items"]
    copy = demo.hr.post(f"/questionnaires/{form['id']}/copy", {"title": f"The year {demo.today.year} in review"})
    cycle = {
        "name": f"Annual review {demo.today.year}",
        "questionnaire_id": copy["id"],
        "participants": {
            "filter": {
                "department": ["Engineering", "Sales", "Product", "People & Finance"],
                "joined_before": demo.on(-60),
            }
        },
        "timeline": _timeline(demo, opens=-20, own=-3, manager=5, sign=14, closes=30) | {"share_from": demo.on(-4)},
        "options": {"ratings": {"scale": RATINGS}, "chart_2d": CHART, "calibration": True, "attachments": True},
        "instructions": INSTRUCTIONS,
    }
    cycle_id = demo.launch(cycle)
    demo.to_record = list(REFLECTIONS)
    reviews = {key: _review(demo, cycle_id, key) for key in SCENES}
    demo.go_to(-12)
    _selves(demo, reviews)
    demo.go_to(-6)
    _changes(demo, cycle_id, reviews)
    demo.go_to(-2)
    _managers(demo, reviews)
    demo.go_to(-1)
    _endings(demo, reviews)


def _selves(demo: Demo, reviews: dict[str, str]) -> None:
    for key, scene in SCENES.items():
        if scene.own in {"draft", "shared", "hidden"}:
            whole = scene.own != "draft" or scene.shared_by_hr
            demo.who(key).put(f"{reviews[key]}/self", {"answers": self_answers(key, whole=whole)}, etag=_NEW)
        if scene.own in {"shared", "hidden"} and not scene.shared_by_hr:
            demo.who(key).post(f"{reviews[key]}/self/share")


def _changes(demo: Demo, cycle_id: str, reviews: dict[str, str]) -> None:
    """What happens on the way: a late joiner, a leaver, more time, another reviewer, a contributor."""
    demo.hr.post(f"/cycles/{cycle_id}/participants", {"person_ids": [demo.ids["amara"]]})
    demo.hr.post(f"/people/{demo.ids['ben']}/leave")
    demo.client.settle()
    for key, days in (("amara", 12), ("yuki", 3)):
        demo.hr.post(f"{reviews[key]}/extend", {"side": "self", "until": demo.on(days)})
    demo.hr.post(f"{reviews['felix']}/mark-not-provided")
    demo.hr.post(f"{reviews['ravi']}/reassign", {"reviewer_id": demo.ids["daniel"]})
    demo.reviewers["ravi"] = "daniel"
    demo.who("noor").post(f"{reviews['ines']}/contributors", {"person_id": demo.ids["lena"]})
    part = {"results": "<p>Inès sat with us through a whole release. The routing team builds what she draws.</p>"}
    demo.who("lena").save(f"{reviews['ines']}/contribution", {"answers": part})
    demo.who("bjorn").post(f"{reviews['bjorn']}/self/unshare")


def _managers(demo: Demo, reviews: dict[str, str]) -> None:
    demo.hr.post(f"{reviews['aoife']}/self/share")
    for key, scene in SCENES.items():
        if scene.manager == "none":
            continue
        reviewer, review = demo.who(demo.reviewers[key]), reviews[key]
        _write_manager(demo, review, key, whole=scene.manager != "draft")
        if scene.manager == "done":
            reviewer.post(f"{review}/manager/done", {"done": True})
        if scene.manager in {"shared", "hidden"}:
            reviewer.post(f"{review}/manager/share")
        if scene.manager == "hidden":
            reviewer.post(f"{review}/manager/unshare")
        if scene.note:
            reviewer.save(f"{review}/notes", {"text": scene.note})
    adjusted = {"rating": 4, "reason": "The new segment weighs more than the second quarter's forecast."}
    demo.who("grace").post(f"{reviews['jamal']}/adjust-rating", adjusted)


def _endings(demo: Demo, reviews: dict[str, str]) -> None:
    for key, scene in SCENES.items():
        for signer in scene.signed:
            mine = signer == "reviewee"
            who = demo.who(key if mine else demo.reviewers[key])
            _sign(who, reviews[key], scene.comment if mine else "")
    reason = {"reason": "The target of the fourth quarter was entered for another account."}
    demo.hr.post(f"{reviews['lukas']}/revoke-signatures", reason)
    for key in ("kenji", "elena"):
        demo.who(key).get(reviews[key])


def _sign(who: Session, review: str, comment: str = "") -> None:
    """No one signs what they have not opened."""
    who.get(review)
    who.post(f"{review}/sign", {"comment": comment} if comment else {})


def _to_come(demo: Demo) -> None:
    """A cycle that opens next week, and one that is only drafted."""
    forms = demo.hr.get("/questionnaires")["items"]
    base = {
        "questionnaire_id": forms[0]["id"],
        "options": {"ratings": {"scale": RATINGS}, "done_box": False},
        "instructions": INSTRUCTIONS,
    }
    demo.launch(
        base
        | {
            "name": f"Customer Success review {demo.today.year}",
            "participants": {"filter": {"department": "Customer Success"}},
            "timeline": _timeline(demo, opens=9, own=23, manager=33, sign=42, closes=56),
        }
    )
    draft = base | {
        "name": f"Mid-year check {demo.today.year + 1}",
        "participants": {"everyone": True},
        "timeline": _timeline(demo, opens=190, own=204, manager=211, sign=218, closes=230),
    }
    demo.hr.post("/cycles", draft)


def _write_manager(demo: Demo, review: str, key: str, *, year: str = "now", whole: bool = True) -> None:
    body: dict[str, Any] = {"answers": manager_answers(key, year=year, whole=whole)}
    if whole:
        body |= {"rating": rating(key), "position": position(key)}
    if year == "now":
        body |= {"citations": cited(demo.recorded, key)}
    demo.who(demo.reviewers[key]).put(f"{review}/manager", body, etag=_NEW)


def _review(demo: Demo, cycle_id: str, key: str) -> str:
    """The path of someone's review: its id is the cycle's and the person's."""
    return f"/reviews/{cycle_id}{demo.ids[key]}"


def _timeline(demo: Demo, *, opens: int, own: int, manager: int, sign: int, closes: int) -> dict[str, str]:
    names: Iterable[str] = ("opens_on", "self_due_on", "manager_due_on", "sign_due_on", "closes_on")
    return dict(zip(names, map(demo.on, (opens, own, manager, sign, closes)), strict=True))
