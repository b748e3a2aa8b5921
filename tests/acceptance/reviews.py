"""What most stories need: a questionnaire with every kind of question, a cycle, a review, filled-in sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.acceptance.company import Caller, Company, Somebody

SCALE = [{"value": 1, "label": "below"}, {"value": 2, "label": "as agreed"}, {"value": 3, "label": "beyond"}]
EVERY_KIND: list[dict[str, Any]] = [
    {"kind": "rich_text", "text": "What went well?", "for": "both", "required": True, "help": "Name two results."},
    {
        "kind": "rich_text",
        "text": "For calibration only",
        "for": "manager",
        "required": False,
        "reviewee_sees_manager_answer": False,
    },
    {"kind": "rating", "text": "Results", "for": "both", "required": True, "scale": SCALE},
    {
        "kind": "single_choice",
        "text": "Next step",
        "for": "self",
        "required": False,
        "choices": [{"label": "Lead"}, {"label": "Deepen"}],
    },
    {
        "kind": "multi_choice",
        "text": "Strengths",
        "for": "manager",
        "required": False,
        "choices": [{"label": "Craft"}, {"label": "Care"}],
    },
    {
        "kind": "number",
        "text": "Customers helped",
        "for": "self",
        "required": False,
        "unit": "people",
        "min": 0,
        "max": 999,
    },
    {
        "kind": "checklist",
        "text": "Habits",
        "for": "both",
        "required": False,
        "items": [{"label": "Writes things down"}, {"label": "Asks early"}],
    },
    {
        "kind": "position_2d",
        "text": "Where?",
        "for": "both",
        "required": False,
        "x_label": "Results",
        "y_label": "Growth",
    },
    {"kind": "values", "text": "Our values", "for": "both", "required": False, "scale": SCALE},
]


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire in use: its id and its questions by their text."""

    id: str
    questions: Mapping[str, Mapping[str, Any]]

    def answers(self, side: str, text: str, **more: object) -> dict[str, Any]:
        """A complete side that says `text`; `more` by question text."""
        given: dict[str, object] = {"What went well?": f"<p>{text}</p>", "Results": 2}
        if side == "self":
            given["Customers helped"] = 12
            given["Next step"] = self.questions["Next step"]["choices"][0]["id"]
        else:
            given["Strengths"] = [self.questions["Strengths"]["choices"][1]["id"]]
            given["Where?"] = {"x": 0.25, "y": 0.5}
        given["Habits"] = [self.questions["Habits"]["items"][0]["id"]]
        return {self.questions[question]["id"]: value for question, value in (given | more).items()}


def new_form(company: Company, title: str = "Every kind") -> Form:
    """Design a questionnaire."""
    body = {"title": title, "sections": [{"title": "The year", "intro": "Take your time.", "questions": EVERY_KIND}]}
    made = company.hr.post("/questionnaires", body).ok()
    questions = [question for section in made["sections"] for question in section["questions"]]
    return Form(made["id"], {question["text"]: question for question in questions})


def timeline(today: date, **days: int) -> dict[str, Any]:
    """Dates in days from today; opened yesterday unless told."""
    default = {"opens_on": -1, "self_due_on": 10, "manager_due_on": 15, "sign_due_on": 20, "closes_on": 30}
    grace = {"grace_days": days.pop("grace_days")} if "grace_days" in days else {}
    return {name: (today + timedelta(days=many)).isoformat() for name, many in (default | days).items()} | grace


def new_cycle(
    company: Company,
    form: Form,
    name: str,
    people: Iterable[Somebody],
    *,
    options: Mapping[str, Any] | None = None,
    dates: Mapping[str, Any] | None = None,
) -> Any:
    """A drafted cycle for these people, with ratings and the 2D chart."""
    body = {
        "name": name,
        "questionnaire_id": form.id,
        "participants": {"person_ids": [person.id for person in people]},
        "timeline": dict(dates or timeline(company.now().date())),
        "options": {
            "ratings": {"scale": SCALE},
            "chart_2d": {"x_label": "Results", "y_label": "Potential"},
            **(options or {}),
        },
        "instructions": "<p>Be <strong>kind</strong> and clear.</p>",
    }
    return company.hr.post("/cycles", body).ok()


def launched(company: Company, cycle: Mapping[str, Any]) -> Any:
    """Launch and wait; answers the progress."""
    company.hr.post(f"/cycles/{cycle['id']}/launch", {}).ok(202)
    company.settle()
    return company.hr.get(f"/cycles/{cycle['id']}/progress").ok()


def review_of(person: Somebody, cycle: Mapping[str, Any]) -> str:
    """The id of the person's own review in this cycle."""
    found = person.calls.every(f"/reviews?role=reviewee&cycle_id={cycle['id']}")
    assert len(found) == 1, found
    return str(found[0]["id"])


def write(calls: Caller, review_id: str, side: str, answers: Mapping[str, Any], **more: object) -> Any:
    """Save a side over what is there."""
    return calls.save(f"/reviews/{review_id}/{side}", {"answers": answers, **more}).ok()


def share(calls: Caller, review_id: str, side: str) -> Any:
    """Share a side."""
    return calls.post(f"/reviews/{review_id}/{side}/share").ok()


def actions(calls: Caller, review_id: str) -> set[str]:
    """What this caller may do with the review now, by the server's word."""
    return set(calls.get(f"/reviews/{review_id}").ok()["actions"])


def task_kinds(calls: Caller, review_id: str) -> list[str]:
    """The caller's open tasks about this review."""
    tasks = calls.get("/home").ok()["tasks"]
    return [task["kind"] for task in tasks if review_id in task["link"]]
