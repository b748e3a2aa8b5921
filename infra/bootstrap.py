"""The first HR admin of a fresh deployment: `python -m infra.bootstrap EMAIL NAME`, with the stack's environment.

Needs THROUGHLINE_COMPANY, THROUGHLINE_TABLE, THROUGHLINE_CURSOR_SECRET and credentials that may write to the table;
with THROUGHLINE_USER_POOL the admin gets an account there and an invitation, within a minute. Running it again changes
nothing but that the invitation is sent again, for someone who has lost their password and has no other HR admin to
ask. Everyone else comes in by the directory import.
"""

import os
import sys
from collections.abc import Sequence

from chalicelib.kernel.clock import system_clock
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.storage.dynamo import DynamoTable, connect
from chalicelib.kernel.storage.table import Table
from chalicelib.people.actions import bootstrap_admin
from chalicelib.people.actions.invitations import plan_invitation


def main(arguments: Sequence[str], table: Table | None = None, *, has_pool: bool = False) -> int:
    """Write the admin and say so; 2 where the arguments do not name one. `has_pool`: invite them, too."""
    if len(arguments) != 2:
        print("usage: python -m infra.bootstrap EMAIL NAME", file=sys.stderr)
        return 2
    table, now = table or _table(), system_clock()
    try:
        person = bootstrap_admin(table, arguments[0], arguments[1], now)
    except ValueError as error:
        print(f"{arguments[0]}, {arguments[1]}: {error}", file=sys.stderr)
        return 2
    print(f"{person.email} is {person.name}, with the roles {', '.join(sorted(person.roles)) or 'none'}")
    if has_pool:
        plan_invitation(table, person, now)
        print(f"an invitation to set a password will be mailed to {person.email}")
    return 0


def _table() -> Table:
    settings = Settings.from_env()
    return DynamoTable(connect(), settings.table, settings.company)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], has_pool=bool(os.environ.get("THROUGHLINE_USER_POOL"))))
