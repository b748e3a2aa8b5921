"""Addresses are compared in one spelling, and two mailboxes never share it."""

import subprocess
import sys

import pytest

from chalicelib.kernel.addresses import domain_of, fold_address, fold_domain


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("  \n", ""),
        ("Ann@Acme.COM", "ann@acme.com"),
        (" ann@acme.com\t", "ann@acme.com"),
        ("ann@localhost", "ann@localhost"),
        ("o'brien+hr@acme.com", "o'brien+hr@acme.com"),
        ('"a@b"@acme.com', '"a@b"@acme.com'),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@XN--BCHER-KVA.example", "ann@xn--bcher-kva.example"),
        ("ann@xn--bcher-kva.bücher.example", "ann@xn--bcher-kva.xn--bcher-kva.example"),
        ("ann@straße.example", "ann@xn--strae-oqa.example"),
        ("ann@βόλος.example", "ann@xn--nxasmm1c.example"),
        ("ann@βόλοσ.example", "ann@xn--nxasmq6b.example"),
        ("ann@acme。com", "ann@acme.com"),
        ("ann@acme．com", "ann@acme.com"),
        ("ann@ａｃｍｅ．ｃｏｍ", "ann@acme.com"),
        ("ann@ac\u00adme.com\u200b", "ann@acme.com"),
        ("JÜRGEN@acme.com", "jÜrgen@acme.com"),
        ("\u212aate@acme.com", "\u212aate@acme.com"),
        ("İ@acme.com", "İ@acme.com"),
        ("e\u0301@acme.com", "e\u0301@acme.com"),
    ],
)
def test_an_address_is_folded(written: str, folded: str) -> None:
    assert fold_address(written) == folded
    assert fold_address(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ann@straße.example", "ann@strasse.example"),
        ("ann@faß.de", "ann@fass.de"),
        ("ann@βόλος.example", "ann@βόλοσ.example"),
        ("\u212aate@acme.com", "kate@acme.com"),
        ("kate@acme.com", "\u0138ate@acme.com"),
        ("JÜRGEN@acme.com", "jürgen@acme.com"),
        ("ſam@acme.com", "sam@acme.com"),
        ("é@acme.com", "e\u0301@acme.com"),
        ("\uff4bate@acme.com", "kate@acme.com"),
    ],
)
def test_addresses_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert fold_address(one) != fold_address(other)


@pytest.mark.parametrize(
    "written",
    [
        "ann",
        "@acme.com",
        "ann@",
        "ann@ acme.com",
        "an n@acme.com",
        "an\u00a0n@acme.com",
        "an\x00n@acme.com",
        "an\u200bn@acme.com",
        "\u00a0ann@acme.com",
        "\ud800@acme.com",
        "ann@\ud800.com",
        "ann@acme..com",
        "ann@.acme.com",
        "ann@acme.com.",
        "ann@-acme.com",
        "ann@acme/evil.com",
        "ann@bücher .example",
        "ann@" + "ü" * 64 + ".example",
        "ann@" + "ü" * 300,
        "ann@" + "a." * 140 + "com",
        "ann@" + "a" * 64 + ".com",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"address|domain|blanks"):
        fold_address(written)


def test_a_domain_is_what_stands_after_the_last_at() -> None:
    assert domain_of('"a@b"@acme.com') == "acme.com"
    assert domain_of("") == ""
    assert fold_domain("ACME.com") == "acme.com"


def test_a_domain_in_ascii_does_not_load_the_tables() -> None:
    code = (
        "import sys; from chalicelib.kernel.addresses import fold_address; fold_address('A@b.test'); "
        "assert 'idna' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
