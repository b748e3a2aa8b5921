"""Which addresses an email may be sent to."""

import re

_LONGEST = 254
_ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]]{1,253}")


def sendable(address: str) -> bool:
    """Return whether `address` is one plain address: no second one, no header, no display name hides in it."""
    return len(address) <= _LONGEST and address.isprintable() and _ADDRESS.fullmatch(address) is not None
