"""`python -m infra.local`: see `make run`. `python -m infra.local demo`: with the demo company made again."""

import sqlite3
import sys
from collections.abc import Sequence

from infra.local.children import end_all
from infra.local.progress import complain
from infra.local.shutdown import Shutdown

# Threads here wait for sockets far more than they compute: let anyone who has an answer go on soon.
SWITCH_SECONDS = 0.0005


def main(arguments: Sequence[str]) -> int:
    """Run, and say in one sentence why not where that is not possible."""
    ending = Shutdown(end_all)
    ending.watch()
    sys.setswitchinterval(SWITCH_SECONDS)
    # Not before signals are watched: these take a second.
    from infra.local.options import Options
    from infra.local.run import EXPECTED, run

    try:
        return run(Options.from_env(fresh=list(arguments) == ["demo"]), ending)
    except EXPECTED as reason:
        complain(str(reason))
    except (OSError, sqlite3.OperationalError) as error:
        complain(f"this machine does not let the run go on: {error}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
