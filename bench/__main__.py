"""`python -m bench [STAGE]`: every figure with its floor, on the package in build/STAGE; 1 when one is over."""

import argparse
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(stage: str) -> int:
    """Measure, print each part as it comes, and say whether everything holds."""
    from bench import budgets, cold, launching, reading
    from bench.figures import HEAD, Figure, line

    holds = True
    print(line(HEAD), flush=True)
    parts: list[tuple[str, Callable[[], list[Figure]]]] = [
        ("the built package", lambda: cold.figures(stage)),
        ("a list", reading.figures),
        ("requests", budgets.figures),
        ("launches", launching.figures),
    ]
    for name, measure in parts:
        print(f"bench: measuring {name}", file=sys.stderr)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):  # the product logs to standard output
            figures = measure()
        for figure in figures:
            print(line(figure.cells()), flush=True)
            holds = holds and figure.holds
    return 0 if holds else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("stage", nargs="?", default="dev", metavar="STAGE", help="what was packaged (dev)")
    asked = parser.parse_args().stage
    if not (ROOT / "build" / asked / "sam.yaml").exists():
        sys.exit(f"bench: build/{asked} is not there; make package STAGE={asked} builds it")
    sys.exit(main(asked))
