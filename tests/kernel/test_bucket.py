"""How the bucket is spoken to in AWS, where no test can reach it: addresses, names of downloads, trouble."""

from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.kernel.aws.bucket import S3Bucket, _stretches, disposition, file_name
from chalicelib.kernel.aws.transcriber import TranscribeGateway
from chalicelib.kernel.errors import Unavailable
from infra.local.children import free_port


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A function's environment."""
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    return monkeypatch


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_links_go_to_the_buckets_own_regional_name(aws: pytest.MonkeyPatch, region: str) -> None:
    """The one that the content security policy names; a redirect from another would break an upload."""
    aws.setenv("AWS_DEFAULT_REGION", region)
    bucket = S3Bucket("media")
    part = bucket.sign_part("c/reflections/a b/ü.mp4", "upload", 7, size=5, seconds=900)
    watch = bucket.sign_get("c/x.mp4", "v1", seconds=300, content_type="video/mp4")
    form = bucket.sign_post("c/x.png", "image/png", least=1, most=9, seconds=60)
    piece = bucket.sign_put("c/reflections/a/pieces/00001-0000000", size=5, seconds=900)
    for url in (part, watch, form.url, piece):
        assert url.startswith(f"https://media.s3.{region}.amazonaws.com/"), url
    assert parse_qs(urlsplit(piece).query)["X-Amz-SignedHeaders"] == ["content-length;host"]
    asked = parse_qs(urlsplit(part).query)
    assert (asked["partNumber"], asked["uploadId"], asked["X-Amz-Expires"]) == (["7"], ["upload"], ["900"])
    assert asked["X-Amz-SignedHeaders"] == ["content-length;host"], "a browser sends no header of botocore's own"
    assert not [name for name in asked if "checksum" in name.lower()]
    assert parse_qs(urlsplit(watch).query)["response-cache-control"] == ["private, no-store"]


def test_an_endpoint_of_another_kind_has_one_name_for_all_buckets(aws: pytest.MonkeyPatch) -> None:
    aws.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    aws.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:4566")
    url = S3Bucket("media").sign_get("c/x.mp4", "v1", seconds=300, content_type="video/mp4")
    assert url.startswith("http://127.0.0.1:4566/media/c/x.mp4?")


def test_who_does_not_answer_is_unavailable(aws: pytest.MonkeyPatch) -> None:
    aws.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    aws.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    bucket, transcriber = S3Bucket("media"), TranscribeGateway("media", "throughline-test-")
    for ask in (
        lambda: bucket.begin("k", "video/mp4"),
        lambda: bucket.head("k"),
        lambda: bucket.read("k", "v", 0, 1),
        lambda: bucket.purge("c/x/"),
        lambda: transcriber.start("n", "k", "video/mp4", "c/"),
        lambda: transcriber.state("n"),
    ):
        with pytest.raises(Unavailable):
            ask()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("Q3 über alles.pdf", "Q3 über alles.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\..\\boot.ini", "_.._boot.ini"),
        ('a"; filename="b.exe', "a__ filename=_b.exe"),
        ("line\r\nSet-Cookie: x.pdf", "lineSet-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        (".htaccess", "htaccess"),
        ("  . ", "file"),
        ("", "file"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
        ("cafe\u0301.txt", "caf\u00e9.txt"),
        ("50%.txt", "50_.txt"),
    ],
)
def test_a_file_is_called_what_is_safe_anywhere(given: str, kept: str) -> None:
    assert file_name(given) == kept


def test_a_download_is_named_for_old_readers_and_for_new_ones() -> None:
    assert disposition("Überblick 2026.pdf") == (
        "attachment; filename=\"_berblick 2026.pdf\"; filename*=UTF-8''%C3%9Cberblick%202026.pdf"
    )


def test_a_copy_is_made_of_long_stretches_and_short_ones_that_change() -> None:
    mega = 1 << 20
    found = list(_stretches(200 * mega + 5, [(70 * mega, 4), (200 * mega, 1)]))
    assert found == [
        (0, 64 * mega, False),
        (64 * mega, 8 * mega, True),
        (72 * mega, 64 * mega, False),
        (136 * mega, 64 * mega, False),
        (200 * mega, 5, True),
    ]
    assert all(size >= 5 * mega for _, size, _ in found[:-1]), "S3 takes no smaller parts but the last"
    assert list(_stretches(3, [])) == [(0, 3, False)]
