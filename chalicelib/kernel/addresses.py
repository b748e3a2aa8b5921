"""The one spelling under which email addresses are compared: in the directory, in tokens, in reports about emails.

An address is a credential: two that look alike and are not the same mailbox must never be folded into one.
"""

LONGEST_DOMAIN = 253
LONGEST_LABEL = 63

_LOWER = str.maketrans({chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})
_LABEL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
_BLANKS = " \t\r\n"


def fold_address(text: str) -> str:
    """Return `text` with its local part folded in ASCII only and its domain by IDNA 2008, in ASCII.

    "" stays "". ValueError where there is no local part, no domain, or one that cannot exist.
    """
    stripped = text.strip(_BLANKS)
    if not stripped:
        return ""
    local, at, domain = stripped.rpartition("@")
    if not at or not local:
        raise ValueError("is not a mail address")
    if any(c.isspace() or not c.isprintable() for c in local):
        raise ValueError("has blanks or control characters before the @")
    return f"{local.translate(_LOWER)}@{fold_domain(domain)}"


def fold_domain(text: str) -> str:
    """Return a domain as it is compared; ValueError where it cannot exist."""
    if text.isascii():
        folded = text.lower()
    elif len(text) > LONGEST_DOMAIN:
        raise ValueError("has a domain that cannot exist")
    else:
        import idna  # its tables cost a cold start; nearly every domain is written in ASCII

        try:
            folded = idna.encode(text, uts46=True, transitional=False).decode()
        except UnicodeError:
            raise ValueError("has a domain that cannot exist") from None
    if len(folded) > LONGEST_DOMAIN or not all(map(_is_label, folded.split("."))):
        raise ValueError("has a domain that cannot exist")
    return folded


def _is_label(text: str) -> bool:
    return 0 < len(text) <= LONGEST_LABEL and _LABEL.issuperset(text) and "-" not in (text[0], text[-1])


def domain_of(address: str) -> str:
    """Return the domain of a folded address; "" for none."""
    return address.rpartition("@")[2] if "@" in address else ""
