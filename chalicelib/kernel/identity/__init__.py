"""Who holds a token: RS256 tokens of the issuers that the company trusts, verified against their published keys."""

from chalicelib.kernel.identity.claims import LEEWAY, Claims, identity_key
from chalicelib.kernel.identity.foreign import ForeignIssuers, IssuerCount
from chalicelib.kernel.identity.keys import fetch_json
from chalicelib.kernel.identity.verifier import Verifier

__all__ = ["LEEWAY", "Claims", "ForeignIssuers", "IssuerCount", "Verifier", "fetch_json", "identity_key"]
