"""What the person who starts the local run can choose, by environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.providers import PROVIDERS


class BadOption(Exception):
    """A variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`PORT`, `DATA_DIR`, `EMPTY`; `PRESET`: the provider that the local issuer speaks like.

    `again`: forget what is there, and make the demo company again.
    `DOMAINS`: whose addresses are trusted where that provider does not say which are verified.
    """

    port: int = 8000
    data_dir: Path = Path(".local")
    empty: bool = False
    preset: str = "generic"
    domains: tuple[str, ...] = ("example.test",)
    fresh: bool = False

    @property
    def base_url(self) -> str:
        """Where a browser finds everything."""
        return f"http://localhost:{self.port}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None, *, fresh: bool = False) -> "Options":
        """Read the variables; BadOption names the one that is wrong."""
        env = os.environ if env is None else env
        port = env.get("PORT") or "8000"
        if not (port.isascii() and port.isdecimal()) or not 1 <= int(port) <= 65535:
            raise BadOption(f"PORT must be a number from 1 to 65535, not {port!r}")
        empty = env.get("EMPTY", "").lower() in {"1", "true", "yes"}
        return cls(
            port=int(port),
            data_dir=Path(env.get("DATA_DIR") or ".local").resolve(),
            empty=empty and not fresh,
            fresh=fresh,
            preset=_preset(env.get("PRESET") or "generic"),
            domains=tuple(part.strip() for part in (env.get("DOMAINS") or "example.test").split(",") if part.strip()),
        )


def _preset(text: str) -> str:
    if text not in PROVIDERS:
        raise BadOption(f"PRESET must be one of {', '.join(sorted(PROVIDERS))}, not {text!r}")
    return text
