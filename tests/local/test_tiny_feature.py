"""Adding a feature touches its own folder, and a line each in a few named places: here one is added and used.

The sources of the feature lie in `tiny/` (as text: nothing else looks at them). They are put into a copy of the
project, which is then started as `make run` starts it.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.local.server import ROOT, Answer, Running, Session, request, running

HERE = Path(__file__).with_name("tiny")
LINES = {
    "app.py": ('        "sign-in-refusals"', '        "thanks": ["thanks"],\n'),
    "pyproject.toml": ('    "(home) | ', '    "(thanks)",\n'),
    "chalicelib/wiring.py": ('    "timetable",\n', '    "thanks",\n'),
}
"""In these files a line is put before the first one that begins so."""
CASE = '        case "thanks":\n            from chalicelib.thanks.feature import FEATURE\n'
EMPLOYEES = """email,name,manager_email,title,department,location,time_zone,roles
hr@example.test,Hana HR,,,,,UTC,hr_admin
ben@example.test,Ben,,Lead,Sales,Paris,UTC,
cleo@example.test,Cleo,,Head,Sales,Paris,UTC,
ada@example.test,Ada,ben@example.test,Agent,Sales,Paris,UTC,
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the feature in it."""
    copy = tmp_path_factory.mktemp("project")
    for folder in ("chalicelib", "infra", ".chalice"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "deployments"))
    for file in ("app.py", "pyproject.toml", "requirements.txt", "requirements-run.txt"):
        shutil.copy(ROOT / file, copy / file)
    (copy / "web").mkdir()
    if (ROOT / ".cloud").exists():
        (copy / ".cloud").symlink_to(ROOT / ".cloud")
    git(copy, "init", "--quiet")
    git(copy, "add", "--all")
    for source in HERE.rglob("*.txt"):
        target = copy / "chalicelib" / "thanks" / source.relative_to(HERE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target.with_suffix("") if target.name.endswith(".py.txt") else target)
    for name, (before, line) in LINES.items():
        text = (copy / name).read_text()
        (copy / name).write_text(text.replace(before, line + before, 1))
    wiring = copy / "chalicelib" / "wiring.py"
    text = wiring.read_text().replace('        case "timetable":', f'{CASE}        case "timetable":', 1)
    wiring.write_text(text.replace("SWITCHABLE: tuple[str, ...] = ()", 'SWITCHABLE: tuple[str, ...] = ("thanks",)'))
    return copy


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Running]:
    with running(root=project) as started:
        ok(started.person("hr@example.test").post("/people/import", EMPLOYEES, Content_Type="text/csv"))
        yield started


def ok(answer: Answer) -> Answer:
    assert answer.status < 300, answer.content
    return answer


def id_of(server: Running, email: str) -> str:
    return str(ok(server.person(email).get("/me")).body["id"])


def thank(server: Running, text: str) -> str:
    to = id_of(server, "ada@example.test")
    given = ok(server.person("cleo@example.test").post("/thanks", {"to": to, "text": text}))
    return str(given.body["id"])


def test_a_feature_touches_its_own_folder_and_the_places_named(project: Path) -> None:
    changed = git(project, "diff", "--numstat").split("\n")
    lines = {parts[2]: (int(parts[0]), int(parts[1])) for row in changed if len(parts := row.split("\t")) == 3}
    assert lines == {"app.py": (1, 0), "pyproject.toml": (1, 0), "chalicelib/wiring.py": (4, 1)}
    added = git(project, "ls-files", "--others", "--exclude-standard").split()
    assert {Path(name).parts[:2] for name in added if "__pycache__" not in name} == {("chalicelib", "thanks")}


def test_it_fits_into_the_layers(project: Path) -> None:
    command: list[str | Path] = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", "features"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_its_email_is_sent_and_its_task_and_its_card_are_there(server: Running) -> None:
    thanks_id = thank(server, "For the spring campaign")
    (mail,) = [one for one in server.mails("ada@example.test") if one["subject"] == "Cleo thanks you"]
    assert "Open Throughline to read it." in mail["text"]
    (task,) = [
        one for one in ok(server.person("ada@example.test").get("/home")).body["tasks"] if one["kind"] == "thanks.read"
    ]
    assert task["subject"]["name"] == "Cleo"
    assert ok(server.person("ada@example.test").get("/thanks")).body["items"][0]["id"] == thanks_id


def test_its_job_is_done_by_the_tick(server: Running) -> None:
    thanks_id = thank(server, "For your patience")
    server.advance(days=8)
    server.settle()
    ada = server.person("ada@example.test")
    (found,) = [one for one in ok(ada.get("/thanks")).body["items"] if one["id"] == thanks_id]
    assert found["notes"] == ["reminded", "faded"]
    assert "thanks.read" not in {one["kind"] for one in ok(ada.get("/home")).body["tasks"]}


def test_it_hears_of_another_manager(server: Running) -> None:
    thanks_id = thank(server, "For the handover")
    moved = EMPLOYEES.replace("Ada,ben@", "Ada,cleo@")
    ok(server.person("hr@example.test").post("/people/import", moved, Content_Type="text/csv"))
    server.settle()
    (found,) = [
        one for one in ok(server.person("ada@example.test").get("/thanks")).body["items"] if one["id"] == thanks_id
    ]
    assert found["notes"] == ["manager"]


def test_its_card_is_beside_a_review_for_those_who_may_see_it(server: Running) -> None:
    thank(server, "For the numbers of May")
    hr, day = server.person("hr@example.test"), server.now().date()
    form = {"title": "Year", "sections": [{"title": "All", "questions": [
        {"kind": "rich_text", "text": "How was it?", "for": "both", "required": False}
    ]}]}  # fmt: skip
    questionnaire = ok(hr.post("/questionnaires", form)).body["id"]
    dates = {
        name: (day + timedelta(days=days)).isoformat()
        for name, days in {
            "opens_on": 0,
            "self_due_on": 10,
            "manager_due_on": 20,
            "sign_due_on": 30,
            "closes_on": 40,
        }.items()
    }
    cycle = {"name": "Year", "questionnaire_id": questionnaire, "participants": {"everyone": True}, "timeline": dates}
    cycle_id = ok(hr.post("/cycles", cycle)).body["id"]
    ok(hr.post(f"/cycles/{cycle_id}/launch"))
    server.settle()
    ada = server.person("ada@example.test")
    review_id = ok(ada.get("/reviews")).body["items"][0]["id"]
    for reader, titles in (("ada@example.test", True), ("cleo@example.test", True), ("hr@example.test", False)):
        beside = ok(server.person(reader).get(f"/reviews/{review_id}/resources")).body["cards"]
        assert ("Thanks from Cleo" in {card["title"] for card in beside}) is titles, reader


def test_it_is_in_an_export_of_whom_it_is_about_and_of_no_one_else(server: Running) -> None:
    thanks_id = thank(server, "For the export")
    assert thanks_id in {one["id"] for one in json.loads(exported(server, "ada@example.test")["thanks.json"])}
    assert "thanks.json" not in exported(server, "ben@example.test")


def exported(server: Running, email: str) -> dict[str, bytes]:
    """The files of a new export of somebody's own data."""
    person = server.person(email)
    export_id = ok(person.post("/exports", {"kind": "person"})).body["id"]
    server.settle()
    (part,) = ok(person.get(f"/exports/{export_id}")).body["parts"]
    content = ok(request("GET", part["url"], None, {})).content
    assert hashlib.sha256(content).hexdigest() == part["sha256"]
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_switched_off_it_is_not_there(server: Running) -> None:
    hr, ada = server.person("hr@example.test"), server.person("ada@example.test")
    thank(server, "For everything")
    for on, status in ((False, 404), (True, 200)):
        switch(hr, on=on)
        assert ada.get("/thanks").status == status
        assert ok(ada.get("/me")).body["features"]["thanks"] is on
        assert ("thanks.read" in {one["kind"] for one in ok(ada.get("/home")).body["tasks"]}) is on
        for query in ("", "?query=cleo"):
            found = ok(ada.get(f"/year{query}")).body["items"]
            assert ("Thanks from Cleo" in {one["title"] for one in found}) is on


def test_switched_on_again_it_makes_up_for_nothing(server: Running) -> None:
    """What would have asked somebody for something is dropped; what keeps its rows in order was done."""
    hr, ada = server.person("hr@example.test"), server.person("ada@example.test")
    thanks_id = thank(server, "For the last day")
    server.settle()
    before = {address: subjects(server, address) for address in ("ada@example.test", "cleo@example.test")}
    switch(hr, on=False)
    server.advance(days=8)
    server.settle()
    switch(hr, on=True)
    server.advance(days=1)
    server.settle()
    assert {address: subjects(server, address) for address in before} == before
    (found,) = [one for one in ok(ada.get("/thanks")).body["items"] if one["id"] == thanks_id]
    assert found["notes"] == ["faded"]


def test_when_somebody_is_erased_it_lets_go_of_them(server: Running) -> None:
    hr, ada = server.person("hr@example.test"), server.person("ada@example.test")
    thanks_id = thank(server, "For all these years")
    cleo_id = id_of(server, "cleo@example.test")
    back = ok(ada.post("/thanks", {"to": cleo_id, "text": "For your trust"})).body
    assert back["to"]["name"] == "Cleo"
    at = f"/people/{cleo_id}"
    ok(hr.post(f"{at}/leave"))
    ok(hr.post(f"{at}/erase", {"reason": "Asked by letter", "confirm_name": "Cleo"}))
    ok(hr.post(f"{at}/erase/approve"))
    server.advance(days=8)
    server.settle()
    erased = ok(hr.get(f"{at}/erase")).body
    assert erased["state"] == "done"
    assert "P#{each} / TH#" in {one["keys"] for one in erased["queried"]}
    assert hr.get(at).status == 404
    (kept,) = [one for one in ok(ada.get("/thanks")).body["items"] if one["id"] == thanks_id]
    assert (kept["by"]["name"], kept["text"]) == ("a former colleague", "For all these years")


def switch(hr: Session, *, on: bool) -> None:
    ok(hr.patch("/company", {"features": {"thanks": on}}, If_Match=ok(hr.get("/company")).etag))


def subjects(server: Running, address: str) -> list[str]:
    """Of the emails about thanks that somebody has got."""
    return sorted(one["subject"] for one in server.mails(address) if "thanks" in one["subject"].casefold())
