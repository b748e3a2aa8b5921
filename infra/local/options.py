"""What the person who starts the local run can choose, by environment variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class BadOption(Exception):
    """A variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`PORT`, `DATA_DIR`, `EMPTY`."""

    port: int = 8000
    data_dir: Path = Path(".local")
    empty: bool = False

    @property
    def base_url(self) -> str:
        """Where a browser finds everything."""
        return f"http://localhost:{self.port}"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Options":
        """Read the variables; BadOption names the one that is wrong."""
        env = os.environ if env is None else env
        port = env.get("PORT") or "8000"
        if not (port.isascii() and port.isdecimal()) or not 1 <= int(port) <= 65535:
            raise BadOption(f"PORT must be a number from 1 to 65535, not {port!r}")
        empty = env.get("EMPTY", "").lower() in {"1", "true", "yes"}
        return cls(port=int(port), data_dir=Path(env.get("DATA_DIR") or ".local").resolve(), empty=empty)
