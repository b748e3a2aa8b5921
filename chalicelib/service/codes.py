"""Every `code` a problem document may carry, and what it means to a client. The contract lists them.

`tests/architecture/test_codes.py` keeps this table and the refusals in the code the same.
"""

from collections.abc import Mapping

CODES: Mapping[str, str] = {}
