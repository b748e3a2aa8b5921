"""A company of three levels, imported as HR would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.company.rules import Company
from chalicelib.company.store import row as company_row
from chalicelib.kernel.codec import decode, encode
from chalicelib.kernel.http import Routes
from chalicelib.kernel.jobs import Message
from chalicelib.kernel.runtime import current
from chalicelib.people.actions.first_admin import bootstrap_admin
from chalicelib.people.jobs import IMPORT, RECHAIN
from chalicelib.people.routes.people import routes
from chalicelib.timetable import actions as timetable
from chalicelib.wiring import handler_of, wiring
from tests.api.client import Caller, Reply, World, world_of

HR = "hr@x.test"
COMPANY = """email,name,manager_email,title,department,location,time_zone,start_date,roles,external_id
top@x.test,Tora Top,,CEO,Board,Oslo,Europe/Oslo,2015-01-31,,1
mia@x.test,Mía Müller,top@x.test,VP,Sales,Oslo,Europe/Oslo,2016-05-01,,2
ann@x.test,Ann Anders,mia@x.test,Rep,Sales,Bergen,Europe/Oslo,2020-02-29,,3
bob@x.test,Bob Berg,mia@x.test,Rep,Sales,Bergen,Europe/Oslo,2021-03-01,,4
aide@x.test,Ida Aide,top@x.test,HR,HR,Oslo,Europe/Oslo,2021-03-01,hr_assistant,5
"""


def imported(caller: Caller, text: str, query: str = "", **headers: str) -> Reply:
    """Send a file as HR's systems do."""
    return caller.send("POST", f"/people/import{query}", text, {"content-type": "text/csv", **headers})


def first_admin(table: Any) -> None:
    """An HR admin, and a company that has its time zone."""
    bootstrap_admin(current(), HR, "Hanna HR")
    table.put_many([company_row(Company(time_zone="UTC", version=1))])


@contextmanager
def company(*more: Routes) -> Iterator[World]:
    """The company, with an HR admin at its side, and the routes of `more` features."""
    with world_of(routes, *more) as world:
        first_admin(world.table)
        assert imported(world.as_(HR), COMPANY).status == 200
        yield world


def person_id(world: World, email: str) -> str:
    """Whose address this is."""
    (found,) = [row for key, row in world.table.rows.items() if key.pk == f"E#{email}"]
    return decode(found.body, str)


def drain(world: World, limit: int = 1000) -> int:
    """Do the directory's work that waits in the queue; answers how many turns it took."""
    turns = 0
    while world.queue.messages and turns < limit:
        message = decode(encode(world.queue.messages.pop(0)), Message)
        if message.kind in {IMPORT.kind, RECHAIN.kind}:
            timetable.run(wiring(), message, handler_of)
            turns += 1
    return turns


def names(reply: Reply) -> list[Any]:
    """Who is listed."""
    assert reply.status == 200, reply.text
    return [item["name"] for item in reply.json["items"]]
