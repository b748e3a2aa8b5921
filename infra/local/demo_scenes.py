"""How far each review of the demo company is: together they show every state there is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    """`own`: none, draft, shared, hidden; `manager`: none, draft, done, shared, hidden; `signed`: in which order."""

    own: str = "none"
    manager: str = "none"
    signed: tuple[str, ...] = ()
    comment: str = ""
    note: str = ""
    shared_by_hr: bool = False


_BOTH = ("reviewee", "reviewer")

PILOT = ("lena", "emil", "ana", "arjun", "siti", "kenji", "mei")
"""Who took part last year; the last one's review was completed by HR without signatures."""

SCENES: dict[str, Scene] = {
    # Complete.
    "emil": Scene("shared", "shared", _BOTH, comment="<p>Agreed, and looking forward to the time windows.</p>"),
    "siti": Scene("shared", "shared", ("reviewer", "reviewee")),
    "katrin": Scene("shared", "shared", _BOTH),
    "lena": Scene("shared", "shared", _BOTH, comment="<p>Half a day a week it is.</p>"),
    # Signed by one, so both sides are locked.
    "ana": Scene("shared", "shared", ("reviewee",), note="<p>Ask about the talk in spring; she would do it well.</p>"),
    "marcus": Scene("shared", "shared", ("reviewee",)),
    "sofia": Scene("shared", "shared", ("reviewer",)),
    # Both sides shared; one of them was signed and opened again by HR.
    "kenji": Scene("shared", "shared"),
    "elena": Scene("shared", "shared"),
    "arjun": Scene("shared", "shared"),
    "lukas": Scene("shared", "shared", _BOTH),
    # Taken back by the manager.
    "mei": Scene("shared", "hidden"),
    # Done and not shared yet.
    "ravi": Scene("shared", "done"),
    "jamal": Scene("shared", "done", note="<p>Interested in leading a team; speak with Grace before summer.</p>"),
    "rosa": Scene("shared", "done"),
    "noor": Scene("shared", "done"),
    # The manager is writing.
    "chloe": Scene("shared", "draft"),
    "daniel": Scene("shared", "draft"),
    "hr": Scene("shared", "draft"),
    "ines": Scene("shared", "draft"),
    # Taken back by the employee.
    "bjorn": Scene("hidden", "draft"),
    # More time was granted.
    "yuki": Scene("draft", "draft"),
    # Shared by the employee, the manager has not begun.
    "grace": Scene("shared"),
    "jonas": Scene("shared"),
    "tyler": Scene("shared"),
    # Shared by HR after the deadline.
    "aoife": Scene("shared", shared_by_hr=True),
    # The deadline passed on a draft, and on nothing at all.
    "tomasz": Scene("draft"),
    "diego": Scene(),
    # Joined late.
    "amara": Scene(),
    # On leave: HR decided to go on without the self-assessment.
    "felix": Scene("none", "shared", ("reviewer",)),
    # Left the company, so the review was withdrawn.
    "ben": Scene("shared"),
}
