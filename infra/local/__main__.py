"""`python -m infra.local`: see `make run`."""

import sys

from infra.local.children import ChildFailed
from infra.local.options import BadOption, Options
from infra.local.progress import complain
from infra.local.resources import CannotUpdate
from infra.local.run import Busy, run

# Threads here wait for sockets far more than they compute: let whoever has an answer go on soon.
SWITCH_SECONDS = 0.0005

if __name__ == "__main__":
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        sys.exit(run(Options.from_env()))
    except (BadOption, Busy, CannotUpdate, ChildFailed) as reason:
        complain(str(reason))
        sys.exit(1)
