"""How the bucket is spoken to in AWS, where no test can reach it: addresses, names of downloads, trouble."""

from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.kernel.aws import clients
from chalicelib.kernel.aws.bucket import ObjectChange, S3Bucket, _stretches, disposition, file_name
from chalicelib.kernel.aws.transcriber import TranscribeGateway
from chalicelib.kernel.errors import Unavailable
from infra.local.children import free_port

MEDIA = "media"


@pytest.fixture
def bucket(aws: None) -> S3Bucket:
    """A bucket that keeps versions, in S3 as moto speaks it."""
    client = clients.s3()
    client.create_bucket(Bucket=MEDIA, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.put_bucket_versioning(Bucket=MEDIA, VersioningConfiguration={"Status": "Enabled"})
    return S3Bucket(client, MEDIA)


@pytest.mark.parametrize("region", ["eu-west-1", "us-east-1"])
def test_links_go_to_the_buckets_own_regional_name(function: pytest.MonkeyPatch, region: str) -> None:
    """The one that the content security policy names; a redirect from another would break an upload."""
    function.setenv("AWS_DEFAULT_REGION", region)
    bucket = S3Bucket(clients.s3(), MEDIA)
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


def test_an_endpoint_of_another_kind_has_one_name_for_all_buckets(function: pytest.MonkeyPatch) -> None:
    function.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    function.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:4566")
    url = S3Bucket(clients.s3(), MEDIA).sign_get("c/x.mp4", "v1", seconds=300, content_type="video/mp4")
    assert url.startswith("http://127.0.0.1:4566/media/c/x.mp4?")


def test_who_does_not_answer_is_unavailable(function: pytest.MonkeyPatch) -> None:
    function.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    function.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    bucket, transcriber = S3Bucket(clients.s3(), MEDIA), TranscribeGateway(clients.transcribe(), MEDIA, "t-")
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


def test_an_upload_of_parts_becomes_one_object_once(bucket: S3Bucket) -> None:
    upload = bucket.begin("c/x.webm", "video/webm")
    assert bucket.parts("c/x.webm", upload) == []
    assert bucket.send_part("c/x.webm", upload, 1, b"whole")
    parts = bucket.parts("c/x.webm", upload)
    assert [(part.number, part.size) for part in parts or ()] == [(1, 5)]
    assert bucket.complete("c/x.webm", upload, parts or ())
    stored = bucket.head("c/x.webm")
    assert stored is not None
    assert (stored.size, stored.content_type) == (5, "video/webm")
    assert bucket.parts("c/x.webm", upload) is None
    bucket.abort("c/x.webm", upload)


def test_a_version_is_read_in_ranges_and_nothing_past_its_end(bucket: S3Bucket) -> None:
    version = bucket.write("c/x", b"abcdef", "text/vtt")
    bucket.write("c/x", b"newer", "text/vtt")
    assert bucket.read("c/x", version, 2, 100) == b"cdef"
    assert bucket.read("c/x", version, 9, 9) == b""
    assert bucket.read("c/x", "", 0, 5) == b"newer"


def test_what_is_not_there_has_no_head(bucket: S3Bucket) -> None:
    assert bucket.head("c/none") is None
    bucket.remove("c/none", bucket.write("c/none", b"x", "text/plain"))
    assert bucket.head("c/none") is None


def test_a_purge_takes_versions_delete_markers_and_open_uploads_below_its_prefix(bucket: S3Bucket) -> None:
    for _ in range(2):
        bucket.write("c/a/1", b"x", "text/plain")
    bucket._client.delete_object(Bucket=MEDIA, Key="c/a/1")
    beside = bucket.write("c/ab", b"y", "text/plain")
    upload = bucket.begin("c/a/2", "video/mp4")
    bucket.purge("c/a/")
    left = bucket._client.list_object_versions(Bucket=MEDIA)
    assert [one["VersionId"] for one in left["Versions"]] == [beside]
    assert "DeleteMarkers" not in left
    assert bucket.parts("c/a/2", upload) is None


def test_a_copy_has_its_changes_and_its_length(bucket: S3Bucket) -> None:
    version = bucket.write("c/x", b"0123456789", "video/mp4")
    changes = ObjectChange([(3, 2)], lambda at, data: data[: 3 - at] + b"XY" + data[5 - at :])
    made = bucket.rewrite("c/x", version, "c/y", size=8, content_type="video/webm", changes=changes)
    assert (made.size, made.content_type) == (8, "video/webm")
    assert bucket.read("c/y", made.version, 0, 99) == b"012XY567"


def test_another_bucket_is_trouble(bucket: S3Bucket) -> None:
    missing = S3Bucket(bucket._client, "not-there")
    for ask in (
        lambda: missing.begin("k", "video/mp4"),
        lambda: missing.write("k", b"", "x"),
        lambda: missing.purge("k"),
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
