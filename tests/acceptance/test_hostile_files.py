"""Directory files that no one should send, and those that people do send."""

from typing import Any

import pytest

from tests.acceptance.company import HR, Company, Hire, Reply

DOMAIN = "files.test"
HEAD = "email,name,manager_email,time_zone\n"
GOOD = f"fine@{DOMAIN},Fine Files,,Europe/Berlin\n"

REFUSED: dict[str, str | bytes] = {
    "formula in a name": HEAD + GOOD + f"""a@{DOMAIN},"=cmd|' /C calc'!A0",,Europe/Berlin\n""",
    "formula in a department": "email,name,department\n" + f"a@{DOMAIN},Al Files,@SUM(1+1)*cmd|' /C calc'!A0\n",
    "formula behind a tab": HEAD + f'a@{DOMAIN},"\t=1+1",,Europe/Berlin\n',
    "loop of two": HEAD + GOOD + f"a@{DOMAIN},A Files,b@{DOMAIN},UTC\nb@{DOMAIN},B Files,a@{DOMAIN},UTC\n",
    "loop of three": HEAD + "".join(f"{a}@{DOMAIN},{a} Files,{b}@{DOMAIN},UTC\n" for a, b in ("xy", "yz", "zx")),
    "own manager": HEAD + GOOD + f"a@{DOMAIN},A Files,a@{DOMAIN},UTC\n",
    "the same address twice": HEAD + GOOD + GOOD,
    "the same address in capitals": HEAD + GOOD + GOOD.upper().replace("EUROPE/BERLIN", "UTC"),
    "unknown manager": HEAD + GOOD + f"a@{DOMAIN},A Files,nobody@{DOMAIN},UTC\n",
    "unknown zone": HEAD + GOOD + f"a@{DOMAIN},A Files,,Mars/Olympus\n",
    "zone that is a path": HEAD + f"a@{DOMAIN},A Files,,../../etc/passwd\n",
    "no address": HEAD + GOOD + ",A Files,,UTC\n",
    "no real address": HEAD + GOOD + "a at files,A Files,,UTC\n",
    "a header in a name": HEAD + GOOD + f'a@{DOMAIN},"A\r\nBcc: evil@{DOMAIN}",,UTC\n',
    "a header in an address": HEAD + f'"a@{DOMAIN}\r\nBcc: evil@{DOMAIN}",A Files,,UTC\n',
    "two addresses": HEAD + f'"a@{DOMAIN},evil@{DOMAIN}",A Files,,UTC\n',
    "unknown role": "email,name,roles\n" + f"a@{DOMAIN},A Files,superuser\n",
    "no header": GOOD + f"a@{DOMAIN},A Files,,UTC\n",
    "a column twice": "email,name,email\n" + f"a@{DOMAIN},A Files,b@{DOMAIN}\n",
    "nothing": "",
    "only a header": HEAD,
    "binary": bytes(range(256)) * 40,
    "a zip": b"PK\x03\x04" + b"\x00" * 2000,
    "Latin-1": (HEAD + f"a@{DOMAIN},Jörg Files,,UTC\n").encode("latin-1"),
    "NUL": HEAD + f"a@{DOMAIN},A\x00Files,,UTC\n",
    "open quote": HEAD + GOOD + f'a@{DOMAIN},"A Files,,UTC\n' + "x" * 1000,
    "too many fields": HEAD + GOOD + f"a@{DOMAIN},A Files,,UTC,more,and,more\n",
    "a name without end": HEAD + f"a@{DOMAIN},{'A' * 100_000},,UTC\n",
    "JSON": '{"email": "a@files.test"}',
    "right to left": HEAD + f"a@{DOMAIN},\u202eevil,,UTC\n",
}


def problems_of(reply: Reply) -> list[Any]:
    """What is wrong with the file, whether told as a result or as a problem document."""
    assert reply.status in {200, 422}, f"{reply.status}: {reply.text[:500]}"
    body = reply.json
    return list(body.get("problems") or body.get("errors") or [])


def there(company: Company) -> set[str]:
    """Who of this story is in the directory."""
    found = company.hr.every("/people?query=fi") + company.hr.every("/people?query=a@")
    return {f"{person['email']} {person['name']}" for person in found if person["email"].endswith(DOMAIN)}


@pytest.mark.parametrize("dry_run", ["true", "false"])
@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_and_nothing_of_it_is_kept(company: Company, what: str, dry_run: str) -> None:
    """All or nothing; each problem says where and what."""
    reply = company.hr.post(f"/people/import?dry_run={dry_run}", REFUSED[what])
    found = problems_of(reply)
    assert found, f"{what} passed: {reply.text[:500]}"
    for problem in found:
        assert len(problem["detail"]) > 5
        assert "pointer" in problem
    company.settle()
    assert there(company) == set()


def test_the_problem_names_the_row(company: Company) -> None:
    """The row as a spreadsheet counts it, so that it can be found."""
    file = HEAD + GOOD + f"b@{DOMAIN},B Files,,UTC\n" + f"c@{DOMAIN},C Files,,Mars/Olympus\n"
    (problem,) = problems_of(company.hr.post("/people/import?dry_run=true", file))
    assert problem["row"] == 4
    assert "time_zone" in problem["pointer"]
    assert "Mars/Olympus" in problem["detail"]


def test_fifty_megabytes_are_refused(company: Company) -> None:
    """413, and the server goes on."""
    reply = company.hr.post("/people/import?dry_run=true", HEAD.encode() + b"x" * 50_000_000)
    reply.refused(413)
    company.hr.get("/me").ok()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("semi", "Work Email;First Name;Last Name;Supervisor;Job Title;Hire Date\n{0};Ann;Files;;Lead;2020-02-29\n"),
        ("tabs", "Login Email\tName\tReports To\tEmployee ID\n{0}\tAnn Files\t\tE-17\n"),
        ("bom", "\ufeffemail,name\r\n{0},Ann Files\r\n"),
        ("order", "name,time_zone,email\nAnn Files,Asia/Kolkata,{0}\n"),
        ("quoted", 'email,name\n{0},"Files, Ann ""Ace"""\n'),
        ("umlaut", "email,name\n{0},Jörg Müßig-Ñandú 李\n"),
    ],
)
def test_files_that_hr_systems_export_are_read(company: Company, name: str, content: str) -> None:
    """Columns in any order, aliases, comma, semicolon or tab, with or without BOM."""
    email = f"{name}@exports.test"
    first = company.hr.post("/people/import?dry_run=true", content.format(email)).ok()
    assert (first["created"], first["problems"]) == (1, [])
    company.hr.post("/people/import?dry_run=false", content.format(email)).ok()
    company.settle()
    assert company.as_(email).get("/me").ok()["email"] == email
    second = company.hr.post("/people/import?dry_run=false", content.format(email)).ok()
    assert (second["created"], second["updated"], second["unchanged"]) == (0, 0, 1)


def test_who_is_missing_is_listed_and_left_alone(company: Company) -> None:
    """No one is marked as left unless HR says so."""
    reply = company.hr.post("/people/import?dry_run=true", HEAD + GOOD).ok()
    assert HR in str(reply["missing"]) or reply["missing"]
    assert not reply["left"]
    company.hr.get("/me").ok()


@pytest.mark.parametrize("who", ["person", "assistant", "reader"])
def test_only_hr_and_the_directory_system_import(company: Company, who: str) -> None:
    """Others are refused before the file is looked at."""
    staff = company.hire("others.test", [Hire("plain"), Hire("assi", roles="hr_assistant")])
    calls = {
        "person": staff["plain"].calls,
        "assistant": staff["assi"].calls,
        "reader": company.machine("cycles:read", name="reader"),
    }[who]
    reply = calls.post("/people/import?dry_run=true", HEAD + GOOD, Idempotency_Key=f"import by {who}")
    assert reply.status == 403 or who == "assistant", reply.text
