"""What a cell says, whatever a spreadsheet has put around it; and bytes, whatever they were saved as."""

from __future__ import annotations

import pytest

from chalicelib.kernel.errors import Invalid
from chalicelib.people.rules import cells
from chalicelib.people.rules.charsets import charset_of, decode


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="00123"', "00123"), ('="say ""hi"""', 'say "hi"'), ("'00123", "00123"), ("'t Hooft", "'t Hooft"),
        ("'=1+1", "=1+1"), ("'", "'"), ("=1+1", "=1+1"), ("-", ""), ("–", ""), ("n/a", ""), ("N/A", ""), ("NULL", ""),
        ("\\N", ""), ("none", ""), ("(blank)", ""), ("NO_MANAGER", ""), (" - ", ""), ("\u00a0", ""), ("", ""),
        ("Not Applicable", ""), ("\u200b", ""), ("Ann", "Ann"), ("\t=1", "\t=1"),
    ],
)  # fmt: skip
def test_cells(cell: str, text: str) -> None:
    assert cells.clean(cell) == text


def test_somebody_may_be_called_null() -> None:
    assert (cells.clean_name("Null"), cells.clean_name("NULL"), cells.clean_name("Lee")) == ("Null", "", "Lee")


@pytest.mark.parametrize(
    "cell", ["ann@x.test", "mailto:ann@x.test", "Ann Lee <ann@x.test>", "Ann (ann@x.test)", "MAILTO: Ann <ann@x.test>"]
)
def test_addresses(cell: str) -> None:
    assert cells.address(cell) == "ann@x.test"
    assert cells.address("Ann (Sales)") == "Ann (Sales)"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lee, Ann", "Ann Lee"), ("Ann Lee", "Ann Lee"), ("Lee, Ann, Dr", "Lee, Ann, Dr"), ("Smith, Jr.", "Smith, Jr."),
        ("Lee,", "Lee,"), (", Ann", ", Ann"), ("Ann Lee (12345)", "Ann Lee"), ("Ann Lee [C]", "Ann Lee"),
        ("Ann (Annie) Lee", "Ann (Annie) Lee"), ("Lee, Ann (On Leave)", "Ann Lee"), ("Ann (Berlin)", "Ann (Berlin)"),
    ],
)  # fmt: skip
def test_names_in_order(name: str, text: str) -> None:
    assert cells.in_order(name) == text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_by_itself(codec: str) -> None:
    assert decode("Zoë".encode(codec)) == "Zoë"


def test_other_charsets_are_believed_where_they_are_stated() -> None:
    data = "Zoë €".encode("cp1252")
    assert decode(data, charset_of("text/csv; charset=Windows-1252")) == "Zoë €"
    assert decode(data, charset_of('text/csv; header=present; charset="iso-8859-1"')) == "Zoë €"
    assert decode("Zoë".encode("utf-16-le"), "utf-16le") == "Zoë"
    assert decode("Zoë".encode("utf-8-sig"), "windows-1252") == "Zoë"
    assert charset_of("text/csv; header") == ""
    for stated in ("", "utf-8", "klingon"):
        with pytest.raises(Invalid) as refused:
            decode(data, stated)
        assert refused.value.code == "not_utf8"
    with pytest.raises(Invalid, match="not_utf8"):
        decode(b"a\x81", "windows-1252")
    with pytest.raises(Invalid, match="not_utf8"):
        decode(b"\xff\xfea")
