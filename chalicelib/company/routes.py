"""Where HTTP comes in: everyone reads what holds for them, HR admins set it."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.company import actions
from chalicelib.company.actions import changes
from chalicelib.company.bodies import CompanyBody, patched
from chalicelib.company.rules import Company
from chalicelib.company.store import COMPANY_KEY
from chalicelib.company.views import CompanyView, company_view
from chalicelib.kernel.http import Answer, Call, NoQuery, Routes
from chalicelib.kernel.policy import CYCLES_READ, CYCLES_WRITE, either, hr_admin, scope, signed_in
from chalicelib.kernel.storage.table import Key

routes = Routes("company")

readers = either(signed_in, scope(CYCLES_READ), scope(CYCLES_WRITE))


def _the_company(_path: Mapping[str, str]) -> Iterable[Key]:
    return [COMPANY_KEY]


@routes.get("/company", allow=readers, summary="What the company has set", answer=CompanyView, prefetch=_the_company)
def read_company(call: Call[Any, NoQuery]) -> Answer:
    """Where nothing was ever set: the defaults, whose version can be changed as any other."""
    company = actions.load(call.reads)
    return _answered(call, company)


@routes.patch(
    "/company",
    allow=hr_admin,
    summary="Set what holds for the whole company",
    body=CompanyBody,
    answer=CompanyView,
    prefetch=_the_company,
    statuses=(409,),
)
def change_company(call: Call[CompanyBody, NoQuery]) -> Answer:
    """What is absent stays. A new rhythm of reflections holds at once, also for the period that has begun."""
    old = actions.load(call.reads)
    call.must_match(old.version, _view(call, old))
    return _answered(call, changes.change(call.command, old, patched(old, call.body)))


def _view(call: Call[Any, Any], company: Company) -> CompanyView:
    return company_view(company, call.actor, has_accounts=call.runtime.accounts is not None)


def _answered(call: Call[Any, Any], company: Company) -> Answer:
    return Answer(_view(call, company), company.version)
