"""Who sees what: every cell of the product's table, by canaries in each part and a crawl of every GET route.

Three reviews go through the same states together: an ordinary one, one of an HR admin, and one of someone who is
above her own reviewer.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.acceptance.company import Caller, Company, Hire, Reply, Staff
from tests.acceptance.contributors import add_contributor, contribute
from tests.acceptance.crawl import leaves, paths, read_all
from tests.acceptance.reviews import Form, launched, new_cycle, review_of, share, write

DOMAIN = "sight.test"
HIRES = [
    Hire("zed"),
    Hire("una", "zed"),
    Hire("uma", "una"),
    Hire("milo", "uma"),
    Hire("rena", "milo"),
    Hire("hedy", "rena", roles="hr_admin"),
    Hire("hugo", "uma", roles="hr_admin"),
    Hire("hana", "zed", roles="hr_admin"),
    Hire("ida", "zed", roles="hr_assistant"),
    Hire("cole", "milo"),
    Hire("cora", "zed"),
    Hire("otto", "zed"),
    Hire("lee", "milo"),
]


@dataclass(frozen=True)
class Case:
    """One review: who writes, who is above the writer (without the subject), whose HR role reaches it."""

    reviewer: str
    above: frozenset[str]
    hr: frozenset[str]
    rating: int
    x: float

    @property
    def readers(self) -> frozenset[str]:
        """Who may open content without being a party."""
        return self.above | self.hr


# Hedy is below Rena and Una, Hugo below Una: as HR admins they see only how those reviews stand.
CASES = {
    "rena": Case("milo", frozenset({"uma", "una", "zed"}), frozenset({"hana", "hugo"}), 41, 0.7311),
    "hugo": Case("uma", frozenset({"una", "zed"}), frozenset({"hana", "hedy"}), 43, 0.7322),
    "una": Case("milo", frozenset({"uma", "zed"}), frozenset({"hana"}), 47, 0.7333),
}
SCALE = [{"value": case.rating, "label": f"Level {case.rating}"} for case in CASES.values()]
PARTS = ("self", "manager", "calibration", "rating", "position", "notes", "contribution")


@dataclass
class Play:
    """The three reviews, and how far they have come."""

    company: Company
    form: Form
    staff: Staff
    cycle: Any
    reviews: dict[str, str]
    reached: list[str] = field(default_factory=list)

    def by(self, key: str) -> Caller:
        """Someone's calls."""
        return self.staff[key].calls

    def up_to(self, state: str) -> None:
        """Take all three reviews there."""
        for name, step in STEPS.items():
            if state not in self.reached and name not in self.reached:
                for subject, review in self.reviews.items():
                    step(self, subject, review)
                self.reached.append(name)
        self.company.settle()


def canary(subject: str, part: str) -> str:
    """A text that stands in one part of one review and nowhere else."""
    return f"{subject}-{part}-canary".upper()


def both_draft(play: Play, subject: str, review: str) -> None:
    """Everything is written, nothing is shared."""
    case, form = CASES[subject], play.form
    write(play.by(subject), review, "self", form.answers("self", canary(subject, "self")))
    boss = play.by(case.reviewer)
    hidden = {"For calibration only": f"<p>{canary(subject, 'calibration')}</p>"}
    answers = form.answers("manager", canary(subject, "manager"), **hidden)
    write(boss, review, "manager", answers, rating=case.rating, position={"x": case.x, "y": 0.5})
    boss.save(f"/reviews/{review}/notes", {"text": f"<p>{canary(subject, 'notes')}</p>"}).ok()
    contribute(play.by("cora"), review, play.form.answers("manager", canary(subject, "contribution")))


def nothing(_play: Play, _subject: str, _review: str) -> None:
    """The beginning."""


def sign(by_reviewer: bool) -> Callable[[Play, str, str], None]:
    """One party signs."""

    def step(play: Play, subject: str, review: str) -> None:
        play.by(CASES[subject].reviewer if by_reviewer else subject).post(f"/reviews/{review}/sign", {}).ok()

    return step


STEPS: Mapping[str, Callable[[Play, str, str], None]] = {
    "nothing written": nothing,
    "both draft": both_draft,
    "self shared": lambda play, subject, review: share(play.by(subject), review, "self"),
    "self hidden": lambda play, subject, review: play.by(subject).post(f"/reviews/{review}/self/unshare").ok(),
    "self shared again": lambda play, subject, review: share(play.by(subject), review, "self"),
    "manager done": lambda play, subject, review: (
        play.by(CASES[subject].reviewer).post(f"/reviews/{review}/manager/done").ok()
    ),
    "manager shared": lambda play, subject, review: share(play.by(CASES[subject].reviewer), review, "manager"),
    "manager hidden": lambda play, subject, review: (
        play.by(CASES[subject].reviewer).post(f"/reviews/{review}/manager/unshare").ok()
    ),
    "manager shared again": lambda play, subject, review: share(play.by(CASES[subject].reviewer), review, "manager"),
    "locked": sign(False),
    "complete": sign(True),
}
SELF_SHARED = {*list(STEPS)[2:]} - {"self hidden"}
MANAGER_SHARED = {"manager shared", "manager shared again", "locked", "complete"}


def may_see(subject: str, part: str, state: str) -> tuple[frozenset[str], frozenset[str]]:
    """(who must, who may) see this part in this state: the table of the product."""
    case = CASES[subject]
    if state == "nothing written":
        return frozenset(), frozenset()
    if part == "self":
        readers = case.readers | {case.reviewer} if state in SELF_SHARED else frozenset()
        return readers | {subject}, readers | {subject}
    if part == "notes":
        return frozenset({case.reviewer}), frozenset({case.reviewer})
    told = frozenset({subject}) if state in MANAGER_SHARED else frozenset()
    if part == "contribution":
        return frozenset({"cora"}), case.readers | {case.reviewer, "cora"} | told
    if part == "calibration":
        told = frozenset()
    readers = case.readers | {case.reviewer} | told
    return readers, readers


@pytest.fixture(scope="module")
def play(company: Company, form: Form) -> Play:
    """Launched; Milo writes about Una, who is above him; Cora contributes to all; Lee has left."""
    staff = company.hire(DOMAIN, HIRES)
    options = {"ratings": {"scale": SCALE}}
    cycle = new_cycle(company, form, "Sight round", [staff[key] for key in CASES], options=options)
    launched(company, cycle)
    reviews = {key: review_of(staff[key], cycle) for key in CASES}
    company.hr.post(f"/reviews/{reviews['una']}/reassign", {"reviewer_id": staff["milo"].id}).ok()
    for review in reviews.values():
        add_contributor(company.hr, review, staff["cora"])
    staff["lee"].calls.get("/me").ok()
    company.hr.post(f"/people/{staff['lee'].id}/leave", {}).ok()
    return Play(company, form, staff, cycle, reviews)


def about_reviews(play: Play) -> list[str]:
    """Every readable path on which a review's content could stand; nothing is attached in this story."""
    quick = ("/reviews", "/cycles", "/home", "/team")
    return [path for path in everything(play) if path.startswith(quick) and "/attachments/" not in path]


def everything(play: Play) -> list[str]:
    """Every readable path of this story."""
    people = [play.staff[key].id for key in ("rena", "hugo", "una", "milo")]
    return paths(
        play.company,
        {
            "review_id": list(play.reviews.values()),
            "cycle_id": [play.cycle["id"]],
            "person_id": people,
            "questionnaire_id": [play.form.id],
        },
    )


def found_in(reply: Reply) -> set[tuple[str, str]]:
    """Which parts of which reviews an answer shows."""
    seen = set()
    numbers = _numbers(reply)
    for subject, case in CASES.items():
        seen |= {(subject, part) for part in PARTS if canary(subject, part) in reply.text}
        if ("rating", case.rating) in numbers:
            seen.add((subject, "rating"))
        if re.search(rf"(?<!\d){re.escape(str(case.x))}", reply.text):  # not the seconds of some instant
            seen.add((subject, "position"))
    return seen


def _numbers(reply: Reply) -> set[tuple[str, Any]]:
    if "csv" in reply.headers.get("content-type", ""):
        return {("rating", case.rating) for case in CASES.values() if str(case.rating) in reply.text.split(",")}
    if "json" not in reply.headers.get("content-type", ""):
        return set()
    found = leaves(reply.json)
    return {("rating", value) for path, value in found if "rating" in path and "scale" not in path}


@pytest.mark.parametrize("state", STEPS)
def test_each_part_is_seen_by_whom_the_table_says(play: Play, state: str) -> None:
    """No answer of any route shows a part to anybody else, and who may see it does."""
    play.up_to(state)
    where = everything(play) if state in {"manager done", "complete"} else about_reviews(play)
    who = {hire.key: play.by(hire.key) for hire in HIRES if hire.key != "lee"}
    who["machine"] = play.company.machine("people:write", "cycles:write", "cycles:read", name="all scopes")
    leaks, blind = [], []
    for key, calls in who.items():
        seen: set[tuple[str, str]] = set()
        for path, reply in read_all(calls, where).items():
            here = found_in(reply)
            seen |= here
            leaks += [
                f"{key} sees {part} of {subject} at {path}"
                for subject, part in here
                if key not in may_see(subject, part, state)[1]
            ]
        blind += [
            f"{key} should see {part} of {subject}"
            for subject in CASES
            for part in PARTS
            if key in may_see(subject, part, state)[0] and (subject, part) not in seen
        ]
    assert not leaks, "\n".join(leaks)
    assert not blind, "\n".join(blind)


def test_who_left_reads_nothing(play: Play) -> None:
    """All access ends at once."""
    play.up_to("both draft")
    for path, reply in read_all(play.by("lee"), everything(play)).items():
        if path not in {"/health", "/mail/unsubscribe"}:
            assert reply.status in {401, 403}, f"{path} answered {reply.status}"


def test_a_stranger_finds_no_review_and_a_party_gets_a_reason(play: Play) -> None:
    """404 to an outsider, 403 to a party without the right."""
    play.up_to("both draft")
    review = play.reviews["rena"]
    for key in ("otto", "cole"):
        for path in ("", "/self", "/manager", "/notes"):
            play.by(key).get(f"/reviews/{review}{path}").refused(404)
        for command in ("sign", "self/share", "manager/share", "nudge"):
            play.by(key).post(f"/reviews/{review}/{command}").refused(404)
    for key, command in (("milo", "self/share"), ("rena", "manager/share"), ("uma", "sign"), ("ida", "sign")):
        problem = play.by(key).post(f"/reviews/{review}/{command}").refused(403)
        assert len(problem["detail"]) > 10


def test_hr_without_content_still_sees_how_things_stand(play: Play) -> None:
    """Status, never content: assistant, automation, and an HR admin below the subject."""
    play.up_to("both draft")
    review = play.reviews["rena"]
    machine = play.company.machine("cycles:read", name="board")
    for calls in (play.by("ida"), play.by("hedy"), machine):
        seen = calls.get(f"/reviews/{review}").ok()
        assert seen["state"] in {"open", "locked", "complete"}
        assert "state" in seen["self"]
        assert "answers" not in seen["self"]
        assert "answers" not in seen.get("manager", {})


def test_no_mail_says_what_a_review_says(play: Play) -> None:
    """Emails carry a subject line and a link, never review text."""
    play.up_to("complete")
    for mail in play.company.mails():
        whole = mail["subject"] + mail["text"] + mail["html"]
        assert "-CANARY" not in whole, mail["subject"]
