"""Issuers that tokens name and no one trusts: counted by name alone, since nothing else in such a token is known."""

from dataclasses import dataclass, field

MOST = 50
LONGEST = 200
PAUSE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerCount:
    """How often an issuer was named, and when last (epoch seconds)."""

    issuer: str
    count: int
    last_at: float


@dataclass(slots=True)
class ForeignIssuers:
    """What this process has counted and no one wrote down yet. A flood costs memory for `MOST` names, no more."""

    _counted: dict[str, IssuerCount] = field(default_factory=dict)
    _taken_at: float | None = None

    def note(self, issuer: str, now: float) -> None:
        """Count one more token of `issuer`; of too many issuers the one seen longest ago is forgotten."""
        name = issuer[:LONGEST]
        before = self._counted.pop(name, None)
        if before is None and len(self._counted) >= MOST:
            del self._counted[next(iter(self._counted))]
        self._counted[name] = IssuerCount(issuer=name, count=(before.count if before else 0) + 1, last_at=now)

    def pending(self) -> list[IssuerCount]:
        """Return what is counted and not taken yet."""
        return list(self._counted.values())

    def take(self, now: float) -> list[IssuerCount]:
        """Return what is to be written down now: at most once a minute, so that a flood costs nothing."""
        if not self._counted:
            return []
        if self._taken_at is not None and now < self._taken_at + PAUSE:
            return []
        taken, self._counted = self.pending(), {}
        self._taken_at = now
        return taken
