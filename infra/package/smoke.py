"""The trimmed package is started once, with nothing else on its path: what was cut too short shows here."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from infra.package.botocore_data import OPERATIONS

SCRIPT = """
import importlib, json
from app import app

event = {{
    "resource": "/home", "path": "/home", "httpMethod": "GET", "headers": {{}}, "multiValueHeaders": {{}},
    "queryStringParameters": None, "multiValueQueryStringParameters": None, "pathParameters": None,
    "stageVariables": None, "body": None, "isBase64Encoded": False,
    "requestContext": {{"resourcePath": "/home", "httpMethod": "GET", "requestId": "smoke"}},
}}
answer = app(event, None)
assert answer["statusCode"] == 401, answer
assert json.loads(answer["body"])["code"], answer
handlers = {{"tick", "work", "outbox", "mail_events", "stored", "transcribed"}}
assert {{source.name for source in app.event_sources}} == handlers
import boto3
for service, operations in {operations!r}.items():
    client = boto3.client(service)
    assert operations <= set(client.meta.service_model.operation_names), service
from chalicelib.wiring import wiring
bucket = wiring().bucket
assert "uploadId=u" in bucket.sign_part("smoke/key", "u", 1, size=1, seconds=60)
assert bucket.sign_post("smoke/key", "image/png", least=1, most=2, seconds=60).fields["key"] == "smoke/key"
from chalicelib.mail.views.render import CHALICELIB
declared = [mails.parent for mails in CHALICELIB.glob("*/mails.py*")]
assert len(declared) >= 5, declared
assert all(any((feature / "templates").glob("*.txt")) for feature in declared), declared
from jinja2 import Environment
from zoneinfo import ZoneInfo
import tzdata
"""
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_ACCESS_KEY_ID": "smoke",
    "AWS_SECRET_ACCESS_KEY": "smoke",
    "AWS_LAMBDA_FUNCTION_NAME": "smoke",
    "PYTHONDONTWRITEBYTECODE": "1",
    "THROUGHLINE_COMPANY": "smoke",
    "THROUGHLINE_TABLE": "smoke",
    "THROUGHLINE_CURSOR_SECRET": "smoke",
    "THROUGHLINE_MEDIA_BUCKET": "smoke-media",
}


class Broken(Exception):
    """The package does not start."""


def start(code: Path, packages: Path, python: Sequence[str]) -> None:
    """Return one request, load every handler and make every client; `Broken` says what is missing."""
    script = SCRIPT.format(operations=OPERATIONS)
    environment = ENVIRONMENT | {"PYTHONPATH": f"{code}:{packages}"}
    command = [*python, "-c", script]
    run = subprocess.run(command, cwd=code, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Broken(run.stdout + run.stderr)
