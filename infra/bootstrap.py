"""The first HR admin of a fresh deployment: `python -m infra.bootstrap EMAIL NAME`, with the stack's environment.

Needs THROUGHLINE_COMPANY, THROUGHLINE_TABLE, THROUGHLINE_CURSOR_SECRET and credentials that may write to the table.
Running it again changes nothing; everybody else comes in by the directory import.
"""

import sys
from collections.abc import Sequence

from chalicelib.kernel.clock import system_clock
from chalicelib.kernel.dynamo import DynamoTable, connect
from chalicelib.kernel.settings import Settings
from chalicelib.kernel.table import Table
from chalicelib.people.actions import bootstrap_admin


def main(arguments: Sequence[str], table: Table | None = None) -> int:
    """Write the admin and say so; 2 where the arguments do not name one."""
    if len(arguments) != 2:
        print("usage: python -m infra.bootstrap EMAIL NAME", file=sys.stderr)
        return 2
    try:
        person = bootstrap_admin(table or _table(), arguments[0], arguments[1], system_clock())
    except ValueError as error:
        print(f"{arguments[0]}, {arguments[1]}: {error}", file=sys.stderr)
        return 2
    print(f"{person.email} is {person.name}, with the roles {', '.join(sorted(person.roles)) or 'none'}")
    return 0


def _table() -> Table:
    settings = Settings.from_env()
    return DynamoTable(connect(), settings.table, settings.company)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
