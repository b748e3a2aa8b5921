"""Where HTTP comes in: everybody reads what holds for them, HR admins set it."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.company import actions
from chalicelib.company.store import COMPANY_KEY
from chalicelib.company.views import CompanyBody, CompanyView, company_view, patched
from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr_admin, scope, signed_in
from chalicelib.kernel.table import Key
from chalicelib.timetable import actions as timetable

routes = Routes("company")

readers = either(signed_in, scope(CYCLES_READ), scope(CYCLES_WRITE))


def _the_company(_path: Mapping[str, str]) -> Iterable[Key]:
    return [COMPANY_KEY]


@routes.get("/company", allow=readers, summary="What the company has set", answer=CompanyView, ahead=_the_company)
def read_company(call: Call[Any, NoQuery]) -> Answer:
    """Where nothing was ever set: the defaults, whose version can be changed as any other."""
    company = actions.load(call.reads)
    return Answer(company_view(company, call.actor), company.version)


@routes.patch(
    "/company",
    allow=hr_admin,
    summary="Set what holds for the whole company",
    body=CompanyBody,
    answer=CompanyView,
    ahead=_the_company,
)
def change_company(call: Call[CompanyBody, NoQuery]) -> Answer:
    """What is absent stays. A new rhythm of reflections holds at once, also for the period that has begun."""
    old = actions.load(call.reads)
    call.must_match(old.version, company_view(old, call.actor))
    wanted = patched(old, call.body)
    company, follows = actions.change(call.reads, call.actor, old, wanted, now=call.now, changes=call.changes())
    timetable.send_now(call.runtime.queue, *follows)
    return Answer(company_view(company, call.actor), company.version)
