"""The product's clock of the local run: wall time plus an offset, kept over restarts, and held still while moving."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local.atomic_file import keep


class MovableClock:
    """Callable like `system_clock`. Moves by `set`; while `held` it stands at one instant."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._changing = threading.Lock()
        self._held: datetime | None = None
        self._offset = timedelta()
        if file.exists():
            self._offset = timedelta(seconds=json.loads(file.read_text())["offset_seconds"])

    def __call__(self) -> datetime:
        held = self._held
        return held if held is not None else datetime.now(UTC) + self._offset

    def hold(self, at: datetime) -> None:
        """Stand still at `at`; what is written in the meantime carries exactly this instant."""
        with self._changing:
            self._held = at
            self._keep(at - datetime.now(UTC))

    def set(self, at: datetime) -> None:
        """Go on from `at` at the speed of wall time."""
        with self._changing:
            self._keep(at - datetime.now(UTC))
            self._held = None

    def _keep(self, offset: timedelta) -> None:
        self._offset = offset
        keep(self._file, json.dumps({"offset_seconds": offset.total_seconds()}))
