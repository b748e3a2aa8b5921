"""What is done with the company's settings: read by everyone (here), changed by HR admins (`changes`)."""

from chalicelib.company import store
from chalicelib.company.rules import Company
from chalicelib.company.store import COMPANY_KEY
from chalicelib.kernel.storage.table import Reads

__all__ = ["COMPANY_KEY", "load"]


def load(reads: Reads) -> Company:
    """Return what is set now; costs nothing where `COMPANY_KEY` was read ahead."""
    return store.find(reads)
