"""The media bucket in ministack, as the template makes it; and what a browser does with the links to it."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from chalicelib.kernel.aws.bucket import S3Bucket, UploadForm
from chalicelib.kernel.aws.clients import s3, transcribe
from chalicelib.kernel.aws.transcriber import TranscribeGateway
from infra.local import ministack
from infra.local.clients import Clients
from infra.local.resources import made_by_cloudformation
from infra.local.template import Template
from tests.local.server import Answer, request

ORIGIN = "http://localhost:8140"
PARAMETERS = {"Stage": "test", "Company": "example", "MailIdentity": "example.test", "BaseUrl": ORIGIN}


@dataclass
class Media:
    """`media.bucket` is the product's own; `media.clients` are for looking behind it."""

    url: str
    template: Template
    clients: Clients
    bucket: S3Bucket
    transcriber: TranscribeGateway

    @property
    def name(self) -> str:
        """The bucket's name."""
        return self.template.made["MediaBucket"]["Ref"]

    def stored(self, content: bytes, key: str = "", content_type: str = "video/mp4") -> tuple[str, str]:
        """An object as if it had been uploaded: (its key, its version)."""
        key = key or fresh_key()
        answer = self.clients.s3.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type)
        return key, str(answer["VersionId"])


@contextmanager
def media_at(url: str) -> Iterator[Media]:
    """The product's clients for the ministack at `url`, with the template's bucket."""
    clients, template = Clients("", url), Template(PARAMETERS)
    made_by_cloudformation(template, clients)
    name = template.made["MediaBucket"]["Ref"]
    bucket = S3Bucket(s3(), name)
    transcriber = TranscribeGateway(transcribe(), name, "throughline-test-")
    with pytest.MonkeyPatch.context() as env:
        for variable, value in ministack.CREDENTIALS.items():
            env.setenv(variable, value)
        env.setenv("AWS_DEFAULT_REGION", ministack.REGION)
        env.setenv("AWS_ENDPOINT_URL", url)
        assert bucket._client.meta
        assert transcriber._client.meta
    yield Media(url, template, clients, bucket, transcriber)


@contextmanager
def media_in(folder: Path) -> Iterator[Media]:
    """The same in a ministack of its own, which ends with the block."""
    with ministack.start(folder, log=folder / "logs" / "ministack.log") as others, media_at(others.url) as media:
        yield media


def fresh_key(area: str = "reflections") -> str:
    """A key that no one has used, below a prefix that no one else uses."""
    return f"example/{area}/{secrets.token_hex(8)}/{secrets.token_hex(8)}/{secrets.token_hex(16)}.mp4"


def put(url: str, content: bytes, **headers: str) -> Answer:
    """PUT a part."""
    return request("PUT", url, content, {"Content-Type": "application/octet-stream"} | _named(headers))


def get(url: str, **headers: str) -> Answer:
    """GET a link."""
    return request("GET", url, None, _named(headers))


def post(form: UploadForm, content: bytes, **changed: str) -> Answer:
    """Send a form with a file; `changed`: fields that are not what was signed ("content_type" for "Content-Type")."""
    fields = dict(form.fields) | {
        {"content_type": "Content-Type"}.get(name, name): value for name, value in changed.items()
    }
    boundary = secrets.token_hex(16)
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    body = "".join([*parts, head]).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    return request("POST", form.url, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}
