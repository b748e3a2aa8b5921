"""What a command for many reviews did to one of them, and the emails that it owes because of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.cycles.rules import RunOutcome
from chalicelib.mail.rules import OpenTask
from chalicelib.people.rules import Ref
from chalicelib.words import Param, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedMail:
    """An email that one review asks for; `line` is what it says where a person gets a list instead.

    `kind`: the name of its kind.
    """

    kind: str
    to: str
    params: dict[str, str]
    line: OpenTask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a command did to one review, and why not; `mails` are sent together at the end."""

    review_id: str
    person: Ref
    outcome: RunOutcome
    code: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)
    mails: tuple[OwedMail, ...] = field(default=())

    @property
    def detail(self) -> str:
        """The English sentence of the code."""
        return sentence("problem", self.code, self.params)
