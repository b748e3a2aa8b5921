"""What follows when someone is marked as left."""

from msgspec import Struct


class LeavingView(Struct, frozen=True, kw_only=True):
    """What someone is part of. `about`, `to_write`, `contributions`: reviews that are not finished.

    Reviews about them are withdrawn, those they write wait for another reviewer, contributions not begun are not
    asked for anymore; `reports` have no manager who works here. `only_hr_admin`: they cannot leave before another
    one is named. `more`: there are more reviews, or more reports, than were counted.
    """

    about: int
    to_write: int
    contributions: int
    reports: int
    only_hr_admin: bool
    more: bool
