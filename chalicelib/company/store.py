"""Where the company's settings are kept: one row, `COMPANY`, which is read ahead with the caller."""

from chalicelib.company.rules import Company
from chalicelib.kernel.codec import decode_again
from chalicelib.kernel.storage.table import Key, KeyShape, Reads, Row

KEYS = (KeyShape("COMPANY", "A", "which settings does the company have?"),)

COMPANY_KEY = Key("COMPANY")


def row(company: Company) -> Row:
    """Return the row of `company`."""
    return Row.of(COMPANY_KEY, company, version=company.version)


def find(reads: Reads) -> Company:
    """Return what was set, or the defaults."""
    stored = reads.fetch(COMPANY_KEY).get(COMPANY_KEY)
    return decode_again(stored.body, Company) if stored else Company()
