"""The floor of a warm request: Chalice alone, with a route that says nothing. `bare_chalice.py EVENT.json TIMES`."""

import json
import sys
from pathlib import Path
from typing import Any

from chalice.app import Chalice

app = Chalice("bare", configure_logs=False)


@app.route("/home")
def home() -> dict[str, Any]:
    return {}


if __name__ == "__main__":
    event = json.loads(Path(sys.argv[1]).read_text())
    for _ in range(int(sys.argv[2])):
        app(event, None)
