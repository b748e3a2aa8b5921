"""The directory's rules. Others import what they need from here."""

from chalicelib.people.rules.person import (
    DEFAULT_TIME_ZONE,
    MAX_LEVELS,
    Login,
    MailProblem,
    Person,
    PersonStatus,
    Ref,
    ZoneFrom,
    chain_under,
    fold,
    name_order,
    normal_email,
    path_of,
    ref,
)

__all__ = [
    "DEFAULT_TIME_ZONE",
    "MAX_LEVELS",
    "Login",
    "MailProblem",
    "Person",
    "PersonStatus",
    "Ref",
    "ZoneFrom",
    "chain_under",
    "fold",
    "name_order",
    "normal_email",
    "path_of",
    "ref",
]
