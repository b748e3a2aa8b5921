"""`python -m infra.local`: see `make run`."""

import sys

from infra.local.children import ChildFailed
from infra.local.options import BadOption, Options
from infra.local.progress import complain
from infra.local.resources import CannotUpdate
from infra.local.run import Busy, run

if __name__ == "__main__":
    try:
        sys.exit(run(Options.from_env()))
    except (BadOption, Busy, CannotUpdate, ChildFailed) as reason:
        complain(str(reason))
        sys.exit(1)
