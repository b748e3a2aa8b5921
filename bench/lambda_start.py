"""What Lambda does with the API function, as a process: import `app`, hand it an event, again and again.

python lambda_start.py EVENT.json TIMES; stands on the packaged code only, so it imports nothing of the project itself.
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


def main(event_file: str, times: int) -> None:
    """Answer the event `times` times; the last line of standard output says what came of it."""
    with open(event_file, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is an import that is not ours to count
        event: dict[str, Any] = json.load(file)
    from app import app

    answer: dict[str, Any] = {}
    for _ in range(times):
        answer = app(event, Context())
    told = {"status": answer["statusCode"], "bytes": len(answer["body"]), "modules": sorted(sys.modules)}
    sys.stdout.write("\n" + json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
