"""Bodies and filters of the wrong shape: refused, or read as far as they can be, and never a fault of ours."""

from urllib.parse import quote

import pytest

from tests.api.scim_world import ENTERPRISE, GROUPS, MEDIA, USERS, provisioned

LONG = "1" * 5000
BODIES = [
    f'{{"userName":"a","title":{LONG}}}',
    '{"userName":"a","title":1e400}',
    '{"userName":"a","title":"\\ud800"}',
    '{"userName":"a","title":NaN}',
    '{"userName":"a\\u0000b"}',
    "[" * 5000,
    '{"a":' * 5000,
    '{"userName":{"value":{"value":"x"}}}',
    '{"userName":["a","b"]}',
    '{"userName":"a","emails":[[["x"]]]}',
    '{"userName":"a","name":[]}',
    f'{{"userName":"a","{ENTERPRISE}":{{"manager":{{"value":{{"value":1}}}}}}}}',
    '{"":1,"urn:":1,"userName":"e"}',
    '{"userName":"h","emails[value eq \\"x\\"].value":"x@z.test"}',
    '{"userName":"i","name.givenName.x":1}',
    '{"userName":"k","displayName":"\\u202ex"}',
    f'{{"userName":"{"💩" * 200}","displayName":"x"}}',
    '{"Operations":[{"op":"add","path":"emails[value eq \\"\\\\ud800\\"]","value":1}]}',
    '{"Operations":[{"op":"add","path":"manager","value":[[]]}]}',
    '{"Operations":[{"op":"replace","path":"emails[primary eq \\"x\\"].value","value":"x@y.test"}]}',
    '{"Operations":[{"op":"add","path":"emails[emails[value eq 1]].value","value":"q@y.test"}]}',
    "null",
    "true",
    '"x"',
]
FILTERS = [
    'userName eq "\\ud800"',
    'userName eq "\\u0000"',
    f'id eq "{"💩" * 200}"',
    f'userName eq "{"İ" * 200}"',
    "userName eq 1e400",
    f"userName eq {LONG}",
    "a" * 3999,
    f'emails eq "a@{"ß" * 100}"',
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:40])
def test_no_body_is_a_fault(body: str) -> None:
    with provisioned() as provided:
        ann = provided.id_of("ann@x.test")
        for method, path in (
            ("POST", USERS),
            ("PUT", f"{USERS}/{ann}"),
            ("PATCH", f"{USERS}/{ann}"),
            ("POST", f"{USERS}/.search"),
            ("POST", GROUPS),
        ):
            reply = provided.provider.send(method, path, body, {"content-type": MEDIA})
            assert reply.status < 500, f"{method} {path}: {reply.text}"


@pytest.mark.parametrize("text", FILTERS, ids=lambda text: text[:30])
def test_no_filter_is_a_fault(text: str) -> None:
    with provisioned() as provided:
        assert provided.provider.get(f"{USERS}?filter={quote(text)}").status in {200, 400}
