"""What Lambda does with the API function, as a process: import `app`, hand it an event, again and again.

python lambda_start.py EVENT.json TIMES [ROWS.json]; stands on the packaged code only and imports nothing of the bench.
With ROWS the table answers from that file: what is left is the handler without its database calls.
"""

import json
import sys
from typing import Any


class Context:
    """What Lambda tells a handler about its call."""

    aws_request_id = "bench"
    function_name = "throughline-bench-api"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:throughline-bench-api"

    def get_remaining_time_in_millis(self) -> int:
        return 28_000


def stand_on(rows_file: str) -> None:
    """Let the table answer every get and every query with the rows of the file."""
    from dataclasses import replace

    from chalicelib import wiring
    from chalicelib.kernel.storage.table import Key, Page, Row

    rows = _json(rows_file)
    got, listed = ([Row(**row | {"key": Key(*row["key"])}) for row in rows[name]] for name in ("get", "query"))

    class Remembered:
        def get(self, _keys: Any) -> Any:
            return {row.key: row for row in got}

        def query(self, _pk: str, **_told: Any) -> Page:
            return Page(listed, None)

    table: Any = Remembered()
    wiring.use(replace(wiring.build(), table=table))


def _json(name: str) -> Any:
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def main(event_file: str, times: int, rows_file: str = "") -> None:
    """Return the event `times` times; the last line of standard output says what came of it."""
    event: dict[str, Any] = _json(event_file)
    from app import app

    if rows_file:
        stand_on(rows_file)
    answer: dict[str, Any] = {}
    for _ in range(times):
        answer = app(event, Context())
    summary = {"status": answer["statusCode"], "bytes": len(answer["body"]), "modules": sorted(sys.modules)}
    sys.stdout.write("\n" + json.dumps(summary) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
