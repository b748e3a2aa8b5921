"""The directory's CSV is read in whatever form HR systems export it, or refused clearly."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.errors import Invalid, TooLarge
from chalicelib.people.rules.imports import MAX_BYTES, Problem
from chalicelib.people.rules.sheet import MAX_ROWS, Sheet, read_sheet


def read(text: str) -> Sheet:
    return read_sheet(text.encode())


def cells(text: str) -> list[dict[str, str]]:
    sheet = read(text)
    assert sheet.problems == ()
    return [dict(row.cells) for row in sheet.rows]


NOBODY = "the header names no column with mail addresses, and none with employee ids"
ANN = {"email": "ann@x.test", "name": "Ann"}


@pytest.mark.parametrize(
    "text",
    [
        "email,name\nann@x.test,Ann\n",
        "name,email\nAnn,ann@x.test",
        "email;name\r\nann@x.test;Ann\r\n",
        "email\tname\nann@x.test\tAnn\n",
        "\ufeffemail,name\nann@x.test,Ann\n",
        '"email","name"\n"ann@x.test","Ann"\n',
        "\n\nemail,name\n\nann@x.test,Ann\n\n",
        "sep=;\nemail;name\nann@x.test;Ann\n",
        ",,\nemail,name,\nann@x.test,Ann,\n,,\n",
        "email,name\rann@x.test,Ann\r",
        "E-Mail Address,Full Name,Shoe Size\nann@x.test,Ann,38\n",
        "WORK  EMAIL,Display_Name\nann@x.test,Ann\n",
        "email,name,First Name,Last Name\nann@x.test,Ann,Other,Name\n",
    ],
)
def test_one_person_in_many_shapes_of_file(text: str) -> None:
    assert cells(text) == [ANN]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Work Email", "email"),
        ("Login Email", "email"),
        ("Supervisor", "manager"),
        ("Reports To", "manager"),
        ("Manager's Email", "manager_email"),
        ("Job Title", "title"),
        ("Hire Date", "start_date"),
        ("Hiring Date", "start_date"),
        ("Employee ID", "external_id"),
        ("timezone", "time_zone"),
        ("TIME ZONE", "time_zone"),
        ("Employment-Type", "employment_type"),
        ("Dept.", "department"),
        ("Office", "location"),
        ("HR roles", "roles"),
    ],
)
def test_headings_that_hr_exports_use(heading: str, field: str) -> None:
    value = "2026-01-31" if field == "start_date" else "value"
    sheet = read(f"{heading},email\n{value},x\n" if field != "email" else f"{heading},name\n{value},x\n")
    assert sheet.problems == ()
    assert [one.field for one in sheet.named if one.heading == heading] == [field]
    assert sheet.rows[0].cells[field] == value


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [("Ann", "Lee", "Ann Lee"), ("Ann", "", "Ann"), ("", "Lee", "Lee"), ("", "", ""), ("Ann", "=cmd()", "=cmd()")],
)
def test_first_and_last_name_make_one(first: str, last: str, name: str) -> None:
    assert cells(f"First Name,Last Name,Login Email\n{first},{last},a@x.test\n")[0]["name"] == name


def test_a_first_name_alone_is_no_name() -> None:
    assert read("First Name,Email\nAnn,a@x.test\n").columns == {"email"}


def test_a_manager_is_kept_in_every_form() -> None:
    assert cells("email,Manager,Manager Email\na@x.test,Bo,b@x.test\n") == [
        {"email": "a@x.test", "manager_email": "b@x.test", "manager": "Bo"}
    ]


def test_cells_keep_separators_quotes_and_line_breaks() -> None:
    assert cells('email,title\na@x.test,"a, ""b"";\nc"\n')[0]["title"] == 'a, "b";\nc'


def test_the_separator_is_the_one_that_names_most_fields() -> None:
    assert cells('email;name;"title, long"\na@x.test;Lee, Ann;x\n')[0]["name"] == "Ann Lee"


def test_rows_are_numbered_as_in_the_file() -> None:
    sheet = read('email,title\na@x.test,"two\nlines"\n\nb@x.test,x\n')
    assert [row.number for row in sheet.rows] == [2, 4]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "name,title\nAnn,x\n",
            [(1, "/email", NOBODY)],
        ),
        ("1,2\n", [(1, "/email", NOBODY)]),
        (",,,\n", [(1, "/email", NOBODY)]),
        ("email,E-Mail\na@x.test,b@x.test\n", [(1, "/email", "two columns hold the email: 'E-Mail' too")]),
        ("email,name\na@x.test,A,B\n", [(2, "", "has 3 cells where the header has 2")]),
        ("email,title\na@x.test," + "x" * 2001, [(2, "/title", "has more than 2,000 characters")]),
        ('email,name\na@x.test,"open\n', [(2, "", "cannot be read as CSV: unexpected end of data")]),
        ('email,name\na@x.test,"a"b\n', [(2, "", "cannot be read as CSV: ',' expected after '\"'")]),
        ("email\n" + "x" * 140_000, [(2, "", "cannot be read as CSV: field larger than field limit (131072)")]),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(text: str, problems: list[tuple[int, str, str]]) -> None:
    found = read(text).problems
    assert [(p.row, p.pointer, p.detail) for p in found] == problems


def test_good_rows_are_read_beside_bad_ones() -> None:
    sheet = read("email,name\na@x.test,A\nb@x.test,B,x\nc@x.test,C\n")
    assert [row.number for row in sheet.rows] == [2, 4]
    assert [p.row for p in sheet.problems] == [3]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\n \r\n\t\n", "empty_file"),
        (b"email,name\n", "empty_file"),
        ("email,name\na@x.test,Zoë".encode("latin-1"), "not_utf8"),
        ("email,name\na@x.test,Zo\ufffd".encode(), "not_utf8"),
        ("email,name\na@x.test,Ann".encode("utf-16-le"), "not_csv"),
        (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "not_csv"),
    ],
)
def test_what_is_no_such_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_sheet(data)
    assert refused.value.code == code


def test_a_file_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(TooLarge) as refused:
        read_sheet(b"x" * 50_000_000)
    assert refused.value.code == "file_too_large"
    read_sheet(b"email\n" + b" " * (MAX_BYTES - 6))


def test_more_than_ten_thousand_rows_are_refused() -> None:
    rows = "email\n" + "a@x.test\n" * MAX_ROWS
    assert len(read(rows).rows) == MAX_ROWS
    with pytest.raises(TooLarge) as refused:
        read(rows + "a@x.test\n")
    assert refused.value.code == "too_many_rows"


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_file_makes_the_reader_fail_otherwise(data: bytes) -> None:
    try:
        sheet = read_sheet(data)
    except Invalid:
        return
    assert all(isinstance(problem, Problem) for problem in sheet.problems)


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), max_size=20),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(",;\t"),
)
def test_what_a_writer_of_csv_wrote_is_read_back(titles: list[str], mark: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=mark)
    writer.writerows([("email", "title"), *(("a@x.test", title) for title in titles)])
    assert [row["title"] for row in cells(out.getvalue())] == titles
