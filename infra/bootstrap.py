"""The first HR admin of a fresh deployment: `python -m infra.bootstrap EMAIL NAME`, with the stack's environment.

Needs THROUGHLINE_COMPANY, THROUGHLINE_TABLE, THROUGHLINE_CURSOR_SECRET and credentials that may write to the table;
with THROUGHLINE_USER_POOL the admin gets an account there and an invitation, within a minute. Running it again changes
nothing but that the invitation is sent again, for someone who has lost their password and has no other HR admin to
ask. Everyone else comes in by the directory import.
"""

import sys
from collections.abc import Sequence

from chalicelib.kernel.runtime import Runtime
from chalicelib.people.actions.first_admin import bootstrap_admin, invite_admin
from chalicelib.wiring import build


def main(arguments: Sequence[str], runtime: Runtime | None = None) -> int:
    """Write the admin and say so; 2 where the arguments do not name one. Where there is a pool, they are invited."""
    if len(arguments) != 2:
        print("usage: python -m infra.bootstrap EMAIL NAME", file=sys.stderr)
        return 2
    runtime = runtime or build()
    try:
        person = bootstrap_admin(runtime, arguments[0], arguments[1])
    except ValueError as error:
        print(f"{arguments[0]}, {arguments[1]}: {error}", file=sys.stderr)
        return 2
    print(f"{person.email} is {person.name}, with the roles {', '.join(sorted(person.roles)) or 'none'}")
    if runtime.accounts is not None:
        invite_admin(runtime, person)
        print(f"an invitation to set a password will be mailed to {person.email}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
