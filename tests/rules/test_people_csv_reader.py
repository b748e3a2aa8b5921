"""The directory's CSV is read in whatever form HR systems export it, or refused clearly."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.kernel.errors import Invalid, TooLarge
from chalicelib.people.rules.cells import clean
from chalicelib.people.rules.csv_reader import MAX_ROWS, CsvFile, CsvOptions, read_csv
from chalicelib.people.rules.imports import MAX_BYTES, ImportProblem


def read(text: str) -> CsvFile:
    return read_csv(text.encode())


def cells(text: str) -> list[dict[str, str]]:
    sheet = read(text)
    assert sheet.problems == ()
    return [dict(row.cells) for row in sheet.rows]


NOBODY = "The header has no column with email addresses or employee IDs."
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
        (
            "email,E-Mail\na@x.test,b@x.test\n",
            [(1, "/email", "Two columns contain the email: “E-Mail” is the second.")],
        ),
        ("email,name\na@x.test,A,B\n", [(2, "", "This row has 3 cells, but the header has 2.")]),
        ("email,title\na@x.test," + "x" * 2001, [(2, "/title", "Use at most 2,000 characters.")]),
        (
            'email,name\na@x.test,"open\n',
            [(2, "", "A quotation mark is opened in this row and never closed.")],
        ),
        ('email,name\na@x.test,"a"b\n', [(2, "", "This row can't be read as CSV: ',' expected after '\"'.")]),
        (
            "email\n" + "x" * 140_000,
            [(2, "", "This row can't be read as CSV: field larger than field limit (131072).")],
        ),
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(text: str, problems: list[tuple[int, str, str]]) -> None:
    found = read(text).problems
    assert [(p.row, p.pointer, p.detail) for p in found] == problems


def test_a_column_without_a_heading_is_named_where_something_stands_in_it() -> None:
    named = read("email,,name,,,\na@x.test,,Ann,,secret,\n").named
    assert [(one.column, one.heading, one.field) for one in named] == [
        (1, "email", "email"), (2, "", None), (3, "name", "name"), (5, "", None),
    ]  # fmt: skip


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_is_refused_as_what_it_is(begins: bytes) -> None:
    with pytest.raises(Invalid, match="This is a spreadsheet"):
        read_csv(begins + b"\x00" * 40)


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
        read_csv(data)
    assert refused.value.code == code


def test_a_file_of_fifty_megabytes_is_refused() -> None:
    with pytest.raises(TooLarge) as refused:
        read_csv(b"x" * 50_000_000)
    assert refused.value.code == "file_too_large"
    read_csv(b"email\n" + b" " * (MAX_BYTES - 6))


def test_more_than_ten_thousand_rows_are_refused() -> None:
    rows = "email\n" + "a@x.test\n" * MAX_ROWS
    assert len(read(rows).rows) == MAX_ROWS
    with pytest.raises(TooLarge) as refused:
        read(rows + "a@x.test\n")
    assert refused.value.code == "too_many_rows"


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "ignore")))
def test_no_file_makes_the_reader_fail_otherwise(data: bytes) -> None:
    try:
        sheet = read_csv(data)
    except Invalid:
        return
    assert all(isinstance(problem, ImportProblem) for problem in sheet.problems)


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
    # But for what says "nothing" in exports, and for a spreadsheet's own marks.
    assert [row["title"] for row in cells(out.getvalue())] == [clean(title) for title in titles]


def sheet_of(text: str, **how: object) -> CsvFile:
    return read_csv(text.encode(), CsvOptions(today=date(2026, 11, 30), **how))  # type: ignore[arg-type]


def codes(sheet: CsvFile) -> list[tuple[int, str, str]]:
    return [(p.row, p.pointer, p.code) for p in sheet.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Employees of X\nas of 2026-11-30\n\nemail,name\nann@x.test,Ann\n",
        "version:v1.0,\nName [displayName] Required,User name [userPrincipalName] Required\nAnn,ann@x.test\n",
        "sep=|\nemail|name\nann@x.test|Ann\n",
        "email|name\nann@x.test|Ann\n",
        "email,name\nemail,name\nann@x.test,Ann\n",
    ],
)
def test_what_stands_above_the_people(text: str) -> None:
    rows = sheet_of(text).rows
    assert [dict(row.cells) for row in rows][-1] == ANN


def test_a_second_line_of_headings_is_nobody() -> None:
    sheet = sheet_of("EMAIL,FIRSTNAME,LASTNAME\nEmail,First Name,Last Name\na@x.test,Ann,Lee\n")
    assert [row.cells["name"] for row in sheet.rows] == ["Ann Lee"]


def test_rows_may_end_early() -> None:
    assert cells("email,name,title\nann@x.test,Ann\n") == [ANN | {"title": ""}]


def test_a_sign_in_name_is_the_address_of_who_has_no_other() -> None:
    rows = sheet_of("mail,userPrincipalName\n,ann@x.test\n-,ann\nbob@x.test,b@x.test\n").rows
    assert [row.cells["email"] for row in rows] == ["ann@x.test", "", "bob@x.test"]


def test_names_fall_back_row_by_row() -> None:
    head = "email,Preferred name,First name,Last name\n"
    text = f"{head}a@x.test,Annie,Ann,Lee\nb@x.test,,Bob,Stone\nc@x.test,Cy Cee,Cyrus,Cee\n"
    assert [row.cells["name"] for row in sheet_of(text).rows] == ["Annie Lee", "Bob Stone", "Cy Cee"]


def test_a_manager_in_two_parts() -> None:
    text = "email,Supervisor First Name,Supervisor Last Name\na@x.test,Bob,Stone\nb@x.test,,\n"
    assert [row.cells["manager_name"] for row in sheet_of(text).rows] == ["Bob Stone", ""]


def test_a_file_without_addresses_needs_employee_ids() -> None:
    sheet = sheet_of("Employee ID,Name\n17,Ann\n")
    assert sheet.problems == ()
    assert sheet.columns == {"external_id", "name"}


def test_statuses_and_ends_of_a_row() -> None:
    text = (
        "email,Status,Terminated,End date\na@x.test,Active,,\nb@x.test,Active,No,2026-01-31\nc@x.test,,01.12.2026,\n"
        "d@x.test,,31.01.2026,\ne@x.test,Wobbly,,\nf@x.test,Active,,03/04/2026\n"
    )
    sheet = sheet_of(text)
    stands = [(row.cells.get("status"), row.cells.get("left_on")) for row in sheet.rows]
    assert stands == [
        ("active", ""), ("left", "2026-01-31"), ("", "2026-12-01"), ("left", "2026-01-31"), (None, None),
        ("active", ""),
    ]  # fmt: skip
    assert codes(sheet) == [(6, "/status", "unknown_status"), (7, "/left_on", "ambiguous_dates")]


def test_a_status_may_be_a_kind_of_employment() -> None:
    text = "email,Employment Status,Employment type\na@x.test,Full-Time,\nb@x.test,Full-Time,Permanent\n"
    assert [row.cells["employment_type"] for row in sheet_of(text).rows] == ["Full-Time", "Permanent"]


def test_dates_that_nothing_decides_are_problems_of_their_rows() -> None:
    text = "email,hire date\na@x.test,03/04/2024\nb@x.test,04/05/2024\n"
    assert codes(sheet_of(text)) == [(2, "/start_date", "ambiguous_dates"), (3, "/start_date", "ambiguous_dates")]
    assert [row.cells["start_date"] for row in sheet_of(text, dates="mdy").rows] == ["2024-03-04", "2024-04-05"]


def test_what_a_column_holds_can_be_chosen() -> None:
    sheet = sheet_of("Contact,Who\nann@x.test,Ann\n", chosen={"contact": "email", "WHO": "name"})
    assert [dict(row.cells) for row in sheet.rows] == [ANN]


def test_a_manager_column_that_is_not_understood_is_a_problem_of_the_header() -> None:
    sheet = sheet_of("title line\nemail,Manager initials\na@x.test,BS\n")
    assert codes(sheet) == [(2, "/manager", "manager_column_unknown")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("email,Preferred Name\na@x.test,Annie Lee\n", "Annie Lee"),
        ("email,Name,Preferred Name\na@x.test,Ann Lee,Annie\n", "Annie Lee"),
        ("email,Name,Preferred Name\na@x.test,Ann Lee,Annie Lee\n", "Annie Lee"),
        ("email,Name,Preferred Name\na@x.test,Ann,Annie\n", "Annie"),
        ('email,First Name,Last Name,Preferred Name\na@x.test,Ann,Lee,"Lee, Annie"\n', "Annie Lee"),
    ],
)
def test_a_preferred_name_may_be_whole_or_a_first_one(text: str, name: str) -> None:
    assert sheet_of(text).rows[0].cells["name"] == name
