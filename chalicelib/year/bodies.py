"""What may be asked of one's year."""

from datetime import date
from typing import Annotated

import msgspec

from chalicelib.kernel.http import PageQuery


class YearQuery(PageQuery):
    """Which part of one's own; without dates the current calendar year."""

    query: Annotated[str, msgspec.Meta(max_length=200, description="Words of titles and of first words.")] = ""
    kind: (
        Annotated[str, msgspec.Meta(min_length=1, max_length=40, description="Of this kind only: `reflection`.")] | None
    ) = None
    from_: Annotated[date | None, msgspec.Meta(description="The first day, in my time zone.")] = msgspec.field(
        default=None, name="from"
    )
    to: Annotated[date | None, msgspec.Meta(description="The last day, in my time zone.")] = None
