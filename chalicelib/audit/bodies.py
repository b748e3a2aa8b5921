"""What may be asked of the audit trail."""

from typing import Annotated

import msgspec

from chalicelib.kernel.http import PageQuery

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class AuditQuery(PageQuery):
    """About whom (or which review), by whom, or both; HR admins may leave out both, others see their own file."""

    subject_id: Id | None = None
    actor_id: Id | None = None
