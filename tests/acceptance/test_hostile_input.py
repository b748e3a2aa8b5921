"""Scripts in texts, bodies of the wrong shape, ids of the wrong kind, tokens of no one."""

import base64
import json
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.acceptance.company import Company, Hire, Staff, receiver
from tests.acceptance.reviews import EVERY_KIND, Form, launched, new_cycle, review_of, share, timeline, write

DOMAIN = "hostile.test"
ALLOWED = {"p", "br", "strong", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "h3"}
PAYLOADS = [
    "<script>alert(1)</script><p>ok</p>",
    "<p onclick=alert(1)>x</p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVa\tScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="//evil.test/x" target="_blank" rel="opener">x</a>',
    '<a href="https://ok.test/?a=1&b=2" onmouseover="x()">x</a>',
    '<a href="mailto:eve@ok.test">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<<script>script>alert(1)<</script>/script>",
    "<p>" * 2000 + "deep",
    "<form action=//evil.test><input name=password></form>",
    "<base href=//evil.test><link rel=stylesheet href=//evil.test>",
    "<p>\u202e\u0000\ufeffx</p>",
    "<template><script>alert(1)</script></template>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
]


class Checked(HTMLParser):
    """Fails on whatever rich text may not hold."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Only the known tags; links with a safe scheme and `rel`."""
        assert tag in ALLOWED
        given = dict(attrs)
        assert given.keys() <= ({"href", "rel"} if tag == "a" else set()), given
        if "href" in given:
            assert str(given["href"]).lower().startswith(("http://", "https://", "mailto:")), given
            assert set(str(given["rel"]).split()) == {"noopener", "noreferrer", "nofollow"}

    def handle_comment(self, data: str) -> None:
        """No comments."""
        raise AssertionError(data)


@pytest.fixture(scope="module")
def staff(company: Company) -> Staff:
    """Vic writes about Wim."""
    return company.hire(DOMAIN, [Hire("vic"), Hire("wim", "vic"), Hire("xena", "vic")])


@pytest.fixture(scope="module")
def review(company: Company, form: Form, staff: Staff) -> str:
    """Wim's open review."""
    made = new_cycle(company, form, "Hostile round", [staff["wim"]])
    launched(company, made)
    return review_of(staff["wim"], made)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_script_survives(staff: Staff, form: Form, review: str, payload: str) -> None:
    """Whatever is written, what is read is of the few allowed tags; a second save changes nothing."""
    question = form.questions["What went well?"]["id"]
    wim, vic = staff["wim"].calls, staff["vic"].calls
    for calls, path, body in (
        (wim, f"/reviews/{review}/self", {"answers": {question: payload}}),
        (vic, f"/reviews/{review}/notes", {"text": payload}),
    ):
        reply = calls.save(path, body)
        if reply.status == 422:
            continue
        reply.ok()
        kept = calls.get(path).ok()
        text = kept["answers"].get(question, "") if "answers" in kept else kept["text"]
        Checked().feed(text)
        again = {"answers": {question: text}} if "answers" in kept else {"text": text}
        calls.save(path, again).ok()
        assert text in json.loads(calls.get(path).text).get("text", "") or text in str(
            calls.get(path).json.get("answers", {}).get(question, "")
        )


def test_comments_and_instructions_are_clean_too(company: Company, form: Form, staff: Staff, review: str) -> None:
    """Signatures' comments, cycles' instructions, questionnaires' help."""
    wim, vic = staff["wim"].calls, staff["vic"].calls
    write(wim, review, "self", form.answers("self", "x"))
    share(wim, review, "self")
    write(vic, review, "manager", form.answers("manager", "y"), rating=1)
    share(vic, review, "manager")
    wim.post(f"/reviews/{review}/sign", {"comment": "<script>alert(1)</script>Thanks"}).ok()
    comment = vic.get(f"/reviews/{review}").ok()["signatures"][0]["comment"]
    assert "<script" not in comment
    body = {"title": "x", "sections": [{"title": "x", "intro": "<img src=x onerror=y>", "questions": EVERY_KIND[:1]}]}
    made = company.hr.post("/questionnaires", body).ok()
    assert "onerror" not in str(made["sections"][0].get("intro"))


ANSWERS: list[dict[str, Any]] = [
    {"What went well?": 5},
    {"What went well?": ["<p>x</p>"]},
    {"What went well?": "x" * 2_000_000},
    {"Results": 9},
    {"Results": "2"},
    {"Results": True},
    {"Results": 2.5},
    {"Next step": "somewhere"},
    {"Next step": ["a"]},
    {"Habits": "x"},
    {"Habits": ["x"]},
    {"Habits": [["x"]]},
    {"Customers helped": -1},
    {"Customers helped": 1e400},
    {"Customers helped": "12"},
    {"Customers helped": True},
    {"Where?": {"x": 2, "y": 0}},
    {"Where?": {"x": 0.5}},
    {"Where?": {"x": 0.5, "y": 0.5, "z": 1}},
    {"Where?": [0.5, 0.5]},
    {"Our values": {"kindness": 99}},
    {"Our values": [1]},
]


@pytest.mark.parametrize("answers", ANSWERS, ids=lambda answers: str(answers)[:40])
def test_answers_that_do_not_fit_their_question(
    company: Company, form: Form, staff: Staff, answers: dict[str, Any]
) -> None:
    """422 with a pointer to the answer; nothing of the save is kept."""
    calls, review = _fresh(company, form, staff)
    body = {"answers": {form.questions[text]["id"]: value for text, value in answers.items()}}
    reply = calls.save(f"/reviews/{review}/self", body)
    if reply.status in {400, 413}:  # no JSON number, too long a text
        return
    problem = reply.refused(422)
    question = form.questions[next(iter(answers))]["id"]
    assert any(error["pointer"].startswith(f"/answers/{question}") for error in problem["errors"]), problem
    assert calls.get(f"/reviews/{review}/self").ok()["answers"] == {}


BODIES: list[Any] = [
    {"answers": {}, "state": "shared"},
    {"answers": {}, "author": "x"},
    {"answers": {}, "version": 7},
    {"answers": {"unknown question": "x"}},
    {"answers": []},
    {"answers": None},
    [],
    "text",
    None,
    {"answers": {}, "rating": 3},
]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_bodies_are_closed(company: Company, form: Form, staff: Staff, body: Any) -> None:
    """An unknown field, a wrong type, a manager's field in the self side: 422."""
    calls, review = _fresh(company, form, staff)
    seen = calls.get(f"/reviews/{review}/self")
    raw = json.dumps(body).encode()
    headers = {"If-Match": seen.etag, "Content-Type": "application/json"}
    problem = calls.call("PUT", f"/reviews/{review}/self", raw, headers=headers).refused(422)
    assert problem["errors"]


def test_each_wrong_field_is_named_at_once(company: Company) -> None:
    """Who fills in a form is told of everything, not of the first thing."""
    problem = company.hr.post("/cycles", {"name": 5, "timeline": {"opens_on": "soon"}, "more": 1}).refused(422)
    named = {error["pointer"] for error in problem["errors"]}
    assert {
        "/name",
        "/questionnaire_id",
        "/participants",
        "/timeline/opens_on",
        "/timeline/closes_on",
        "/more",
    } <= named


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"answers": {}, "answers": {}}x',
        b"[" * 100_000,
        b'{"answers":' * 5000,
        b'{"answers": {"a": NaN}}',
        b'{"answers": {"a": "\\ud800"}}',
        b"null",
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_what_is_not_json_is_refused(company: Company, form: Form, staff: Staff, raw: bytes) -> None:
    """Never a fault of the server."""
    calls, review = _fresh(company, form, staff)
    headers = {"If-Match": calls.get(f"/reviews/{review}/self").etag, "Content-Type": "application/json"}
    reply = calls.call("PUT", f"/reviews/{review}/self", raw, headers=headers)
    assert reply.status in {400, 422}, reply.text[:300]
    assert reply.json["code"]


def test_huge_bodies_are_refused(company: Company, form: Form, staff: Staff) -> None:
    """413."""
    calls, review = _fresh(company, form, staff)
    seen = calls.get(f"/reviews/{review}/self")
    calls.put(f"/reviews/{review}/self", {"answers": {"x": "y" * 9_000_000}}, seen.etag).refused(413)
    form_type = {"If-Match": seen.etag, "Content-Type": "application/x-www-form-urlencoded"}
    reply = calls.call("PUT", f"/reviews/{review}/self", b"answers=1", headers=form_type)
    assert reply.status in {415, 422}


BAD_IDS = [
    "x",
    "0" * 26,
    "0" * 52,
    "a" * 3000,
    "..%2F..%2Fpeople",
    "%00",
    "%F0%9F%92%A9",
    "%23",
    "P%23x",
    "' or 1=1",
    "*",
]


@pytest.mark.parametrize("bad", BAD_IDS, ids=lambda bad: bad[:12])
def test_an_id_of_nothing_is_not_found(company: Company, bad: str) -> None:
    """404, whatever it looks like."""
    bad = bad.replace(" ", "%20")
    for path in (
        f"/people/{bad}",
        f"/reviews/{bad}",
        f"/cycles/{bad}",
        f"/questionnaires/{bad}",
        f"/reviews/{bad}/self",
    ):
        reply = company.hr.get(path)
        assert reply.status in ({403, 404, 414} if len(bad) > 1000 else {404}), (
            f"{path} {reply.status} {reply.text[:200]}"
        )


@pytest.mark.parametrize("field", ["manager_id", "manager_email", "email", "name", "title"])
def test_no_field_of_a_person_is_endless(company: Company, staff: Staff, field: str) -> None:
    """422 with its name."""
    path = f"/people/{staff['xena'].id}"
    problem = company.hr.put(path, {field: "a" * 5000}, company.hr.get(path).etag).refused(422)
    assert {error["pointer"] for error in problem["errors"]} == {f"/{field}"}


def test_an_id_of_another_kind_is_not_found(company: Company, form: Form, staff: Staff, review: str) -> None:
    """A person is no cycle, a cycle no review."""
    person, cycle = staff["wim"].id, review[: len(review) // 2]
    for path in (f"/people/{review}", f"/people/{form.id}", f"/people/{cycle}", f"/reviews/{person}"):
        company.hr.get(path).refused(404)
    for path in (f"/reviews/{form.id}", f"/cycles/{person}", f"/cycles/{review}", f"/questionnaires/{person}"):
        company.hr.get(path).refused(404)
    swapped = review[len(cycle) :] + cycle
    company.hr.get(f"/reviews/{swapped}").refused(404)


def test_cursors_cannot_be_made_up(company: Company, staff: Staff) -> None:
    """Signed: neither altered, nor taken to another list or by another person's question."""
    page = company.hr.get("/people?query=ho&limit=1").ok()
    cursors = ["x", "%00", "e30=", "A" * 5000]
    if page["next"]:
        cursors += [page["next"][:-2] + "xx"]
        reply = company.hr.get(f"/cycles?cursor={page['next']}")
        assert reply.status == 422, "a cursor of another list"
    for cursor in cursors:
        reply = company.hr.get(f"/people?query=ho&cursor={cursor}")
        assert reply.status == 422, f"{cursor[:20]}: {reply.status}"
    for limit in ("0", "-1", "101", "x", "1e3", ""):
        assert company.hr.get(f"/people?query=ho&limit={limit}").status == 422, limit


def test_names_do_no_harm_in_mails(company: Company, form: Form) -> None:
    """Markup in a name is text; a line break in a cycle's name is refused or gone."""
    domain = "names.test"
    rows = f'email,name,manager_email\nboss@{domain},"<b onclick=x()>Boss</b>",\n'
    rows += f'one@{domain},"One <img src=x onerror=y> ""Q"" & Co; DROP",boss@{domain}\n'
    reply = company.hr.post("/people/import?dry_run=false", rows)
    company.settle()
    if reply.status == 200 and not reply.json["problems"]:
        staff = company.hr.every(f"/people?query=one@{domain}")
        body = {
            "name": "Year\r\nBcc: evil@evil.test",
            "questionnaire_id": form.id,
            "participants": {"person_ids": [staff[0]["id"]]},
            "timeline": timeline(company.now().date()),
        }
        made = company.hr.post("/cycles", body)
        if made.status == 422:
            body["name"] = "Year <script>alert(1)</script> & more"
            made = company.hr.post("/cycles", body)
        launched(company, made.ok())
    mails = [mail for mail in company.mails() if receiver(mail).endswith(domain)]
    for mail in mails:
        assert "\n" not in mail["subject"]
        assert "\r" not in mail["subject"]
        for bad in ("<img", "<script", "onclick=x()>", "<b onclick"):
            assert bad not in mail["html"]
    assert not [mail for mail in company.mails() if "evil.test" in receiver(mail)]


def _segment(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_tokens_of_nobody(company: Company) -> None:
    """None, garbage, unsigned, of another issuer, with the claims of another: 401, nothing else said."""
    real = str(company.local("POST", "/token", {"email": "hr@example.test"})["token"])
    head, body, signature = real.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = {**claims, "iss": "https://evil.test"}
    tokens = [
        "",
        "x",
        "a.b.c",
        real[:-4] + "AAAA",
        f"{head}.{_segment({**claims, 'sub': 'other'})}.{signature}",
        f"{_segment({'alg': 'none', 'typ': 'JWT'})}.{body}.",
        f"{_segment({'alg': 'HS256', 'typ': 'JWT'})}.{body}.{signature}",
        f"{head}.{_segment(other)}.{signature}",
        real + ".x",
        "é" * 10,
    ]
    for token in tokens:
        reply = company.nobody.get("/me", Authorization=f"Bearer {token}".encode().decode("latin-1"))
        problem = reply.refused(401)
        assert "Traceback" not in str(problem)
    company.nobody.get("/me").refused(401)
    company.nobody.get("/me", Authorization=f"Basic {real}").refused(401)
    assert company.nobody.get("/me").headers["cache-control"] == "no-store"
    stranger = company.as_("stranger@nowhere.test").get("/me")
    stranger.refused(403, "not_in_directory")


_made: dict[str, str] = {}


def _fresh(company: Company, form: Form, staff: Staff) -> tuple[Any, str]:
    """Xena's review, in which nothing ever gets written."""
    if "xena" not in _made:
        cycle = new_cycle(company, form, "Untouched round", [staff["xena"]])
        launched(company, cycle)
        _made["xena"] = review_of(staff["xena"], cycle)
    return staff["xena"].calls, _made["xena"]
