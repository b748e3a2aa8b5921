"""The whole run over HTTP: the real app, signed-in people, many at once, and what a kill leaves behind."""

import base64
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from infra.local.children import free_port
from infra.local.options import BadOption, Options
from infra.local.providers import AUDIENCE
from infra.local.run import forget_unfinished
from tests.local.server import Answer, Running, Session, request, running

HR = "hr@example.test"
HEADER = "email,name,manager_email,time_zone\n"


def import_people(server: Running, *lines: str) -> Answer:
    content = HEADER + "\n".join(lines)
    hr = server.person(HR)
    return hr.call("POST", "/people/import?dry_run=false", content, Content_Type="text/csv")


@pytest.fixture(scope="module")
def team(server: Running) -> list[str]:
    addresses = [f"person{number}@team.test" for number in range(12)]
    answer = import_people(server, *(f"{address},Person {at},,UTC" for at, address in enumerate(addresses)))
    assert answer.status == 200, answer.content
    server.settle()
    return addresses


def test_hr_is_there_from_the_start(server: Running) -> None:
    me = server.person(HR).get("/me")

    assert me.status == 200
    assert "hr_admin" in me.content.decode()


def test_somebody_who_is_not_in_the_directory_gets_a_token_and_a_403(server: Running) -> None:
    answer = server.person("stranger@elsewhere.test").get("/me")

    assert (answer.status, answer.body["code"]) == (403, "not_in_directory")


def test_without_a_token_it_is_a_401(server: Running) -> None:
    assert server.anonymous().get("/me").status == 401


def test_unknown_path_wrong_method_and_too_much_are_problems(server: Running) -> None:
    hr = server.person(HR)

    assert hr.get("/nowhere").status == 404
    assert hr.delete("/me").status == 405
    assert hr.delete("/me").headers["allow"] == "GET"
    assert hr.call("POST", "/people/import", b"x" * (11 * 1024 * 1024), Content_Type="text/csv").status == 413


def test_a_browser_signs_in_with_pkce_and_the_api_takes_its_token(server: Running) -> None:
    oidc = f"{server.url}/local/oidc"
    verifier, back = "x" * 50, "http://localhost:5173/signed-in"
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": AUDIENCE,
        "redirect_uri": back,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": "s",
    }
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    page = request("GET", f"{oidc}/authorize?{urlencode(asked)}", None, {})
    assert HR in page.content.decode()
    code = _code(server, f"/local/oidc/authorize?{urlencode(asked)}", urlencode({"email": HR}))
    grant = {
        "grant_type": "authorization_code",
        "client_id": AUDIENCE,
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }

    tokens = request("POST", f"{oidc}/token", urlencode(grant), form).body
    renewal = {"grant_type": "refresh_token", "client_id": AUDIENCE, "refresh_token": tokens["refresh_token"]}
    renewed = request("POST", f"{oidc}/token", urlencode(renewal), form).body

    for token in (tokens["access_token"], tokens["id_token"], renewed["access_token"]):
        assert Session(server.url, token).get("/me").status == 200


def _code(server: Running, path: str, body: str) -> str:
    """Post the sign-in page without following where it sends the browser."""
    import http.client

    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
    location = connection.getresponse().getheader("Location") or ""
    connection.close()
    return parse_qs(urlsplit(location).query)["code"][0]


def test_many_people_at_once_see_each_their_own(server: Running, team: list[str]) -> None:
    asked = team * 20
    sessions = {address: server.person(address) for address in team}

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda address: sessions[address].get("/me"), asked))

    assert {answer.status for answer in answers} == {200}
    assert [address for address, answer in zip(asked, answers, strict=True) if address not in str(answer.body)] == []


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[tuple[Running, Path]]:
    with running(tmp_path) as first:
        yield first, tmp_path


def test_everything_survives_a_kill(killed: tuple[Running, Path]) -> None:
    first, data_dir = killed
    assert import_people(first, "ada@kept.test,Ada,,UTC").status == 200
    first.advance(days=3)
    there = first.now()
    mails = first.mails()
    hr = first.person(HR)
    me = hr.get("/me").body
    first.kill()

    with running(data_dir) as second:
        assert second.person(HR).get("/me").body == me
        assert second.person("ada@kept.test").get("/me").status == 200
        assert second.now() - there < timedelta(minutes=5)
        assert second.now() >= there
        assert second.mails() == mails
        assert Session(second.url, hr.token).get("/me").status in {200, 401}


def test_a_second_run_on_the_same_data_says_so(server: Running) -> None:
    with pytest.raises(pytest.fail.Exception, match="another run uses"), running(server.data_dir / "."):
        pass


@pytest.mark.parametrize("port", ["no", "0", "70000", "-1", "８０００"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(BadOption, match="PORT"):
        Options.from_env({"PORT": port})


def test_options_have_the_documented_defaults() -> None:
    options = Options.from_env({})
    assert (options.port, options.data_dir.name, options.empty) == (8000, ".local", False)
    assert Options.from_env({"PORT": str(free_port()), "EMPTY": "1"}).empty


@pytest.mark.parametrize(
    ("marker", "fresh", "left"),
    [
        ("begun", False, ["lock"]),
        ("finished", False, ["clock.json", "demo", "lock", "table"]),
        ("finished", True, ["lock"]),
    ],
)
def test_a_demo_company_that_was_interrupted_or_is_wanted_again_is_begun_anew(
    tmp_path: Path, marker: str, fresh: bool, left: list[str]
) -> None:
    (tmp_path / "demo").write_text(marker)
    (tmp_path / "lock").touch()
    (tmp_path / "clock.json").write_text("{}")
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "table.db").touch()

    forget_unfinished(tmp_path, fresh=fresh)

    assert sorted(entry.name for entry in tmp_path.iterdir()) == left


def test_a_file_in_another_encoding_arrives_unharmed(server: Running) -> None:
    hr = server.person(HR)
    text = HEADER + "zoe@bytes.test,Zoë Größe,,Europe/Berlin\n"
    for content, media in (
        (text.encode("utf-16"), "text/csv"),
        (text.encode("cp1252"), "text/csv; charset=windows-1252"),
        (text.encode(), "text/csv; charset=utf-8"),
    ):
        answer = hr.call("POST", "/people/import?dry_run=true", content, Content_Type=media)
        assert answer.status == 200, answer.content
        assert [one["name"] for one in answer.body["differences"]] == ["Zoë Größe"]
