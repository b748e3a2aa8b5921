"""The directory's rules. Others import what they need from here."""

from chalicelib.people.rules.person import (
    DEFAULT_TIME_ZONE,
    MAX_LEVELS,
    Login,
    MailTrouble,
    Person,
    Status,
    chain_under,
    fold,
    may_bind,
    name_order,
    normal_email,
    path_of,
)

__all__ = [
    "DEFAULT_TIME_ZONE",
    "MAX_LEVELS",
    "Login",
    "MailTrouble",
    "Person",
    "Status",
    "chain_under",
    "fold",
    "may_bind",
    "name_order",
    "normal_email",
    "path_of",
]
