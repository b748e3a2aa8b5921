"""Cold start, modules and size of the built package, and the warm handler (rows 1 to 4)."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import canned, instructions
from bench.company import company
from bench.figures import Figure
from chalicelib.kernel.storage.table import Row
from tests import tokens

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "bench"
UNWANTED = {"boto3", "aws_xray_sdk", "fpdf", "PIL", "jinja2", "pydantic"}
PEOPLE = 100
MANAGER, EMPLOYEE = 1, 90
WARM = 20
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Package:
    """The built package, unpacked, with an event and what answers it. `environment` is what Lambda would set."""

    folder: Path
    environment: Mapping[str, str]
    event: str
    rows: str

    def start(self, times: int, *, on_rows: bool = False) -> tuple[int, dict[str, Any]]:
        """Instructions of a process that answers the event `times` times, and what it said about itself."""
        arguments = [str(HERE / "lambda_start.py"), self.event, str(times), *([self.rows] if on_rows else [])]
        counted, told = instructions.count(arguments, self.environment, self.folder)
        last: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
        if last["status"] != 200:
            raise RuntimeError(told)
        return counted, last

    def on_rows(self, times: int) -> int:
        """Instructions of a process whose table answers from memory."""
        return self.start(times, on_rows=True)[0]

    def bare_chalice(self, times: int) -> int:
        """Instructions of a process that answers the event `times` times with Chalice alone."""
        return instructions.count(
            [str(HERE / "bare_chalice.py"), self.event, str(times)], self.environment, self.folder
        )[0]


def figures(stage: str) -> list[Figure]:
    """Rows 1 to 4."""
    with package(stage, MANAGER) as built:
        bare = instructions.bare(built.folder)
        once, told = built.start(1)
        managers = _each(built.on_rows)
    with package(stage, EMPLOYEE) as built:
        employees, floor = _each(built.on_rows), _each(built.bare_chalice)
    modules = told["modules"]
    unwanted = [name for name in modules if name.split(".")[0] in UNWANTED or name.startswith("cryptography.x509")]
    size = sum((ROOT / "build" / stage / name).stat().st_size for name in ("layer-deployment.zip", "deployment.zip"))
    return [
        Figure(
            row="1", name="cold start, signed-in GET /home, / bare Python", value=once / bare, owed=35, wanted=16,
            measured=_millions(once), floor=_millions(bare),
        ),
        Figure(row="2", name="modules loaded at the first GET", value=len(modules), owed=520, wanted=260),
        Figure(row="2", name=f"… of these unwanted {unwanted or ''}", value=len(unwanted), owed=0, wanted=0),
        Figure(row="3", name="package with its layer, zipped, MB", value=size / MEGABYTE, owed=11, wanted=7),
        Figure(
            row="4", name="warm GET /home without its calls / bare Chalice GET", value=employees / floor, owed=4,
            wanted=2, measured=_millions(employees), floor=_millions(floor),
        ),
        Figure(
            row="4", name="… of a manager, with nine reviews to decode", value=managers / floor,
            measured=_millions(managers), floor=_millions(floor),
        ),
    ]  # fmt: skip


def _each(process: Callable[[int], int]) -> float:
    """Instructions of one request in a process that answers many."""
    return (process(1 + WARM) - process(1)) / WARM


@contextmanager
def package(stage: str, number: int) -> Iterator[Package]:
    """The built package of `stage`, beside an endpoint that answers as the engine answered person `number`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        code, packages = _unpacked(ROOT / "build" / stage, folder)
        answers, rows, token = _recorded(number)
        (folder / "rows.json").write_text(json.dumps(rows))
        (folder / "event.json").write_text(json.dumps(_event(token)))
        with canned.endpoint(answers, folder) as endpoint:
            roots = folder / "roots.pem"
            roots.write_text((packages / "botocore" / "cacert.pem").read_text() + endpoint.certificate.read_text())
            environment = _environment(endpoint.url, roots) | {"PYTHONPATH": f"{code}:{packages}"}
            yield Package(folder, environment, str(folder / "event.json"), str(folder / "rows.json"))


def _unpacked(build: Path, folder: Path) -> tuple[Path, Path]:
    for name in ("deployment", "layer-deployment"):
        with zipfile.ZipFile(build / f"{name}.zip") as packed:
            packed.extractall(folder / name)
    return folder / "deployment", next((folder / "layer-deployment").rglob("site-packages"))


def _recorded(number: int) -> tuple[dict[str, bytes], dict[str, list[Any]], str]:
    """What the engine answers someone's GET /home: on the wire, as rows, and the token that asked."""
    with company(PEOPLE) as made:
        caller = made.as_(made.people[number])
        with made.connection.metering() as meter:
            caller.get("/home")
        answers = {
            f"DynamoDB_20120810.{operation}": json.dumps(_on_the_wire(answer)).encode()
            for operation, answer in meter.answers
        }
        recorded = dict(meter.answers)
        ((_, got),) = recorded["BatchGetItem"]["Responses"].items()
        rows = {
            "get": [_plain(made.row(item)) for item in got],
            "query": [_plain(made.row(item)) for item in recorded["Query"]["Items"]],
        }
        return answers | {"/jwks": json.dumps(tokens.jwks()).encode()}, rows, caller.token or ""


def _on_the_wire(answer: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in answer.items() if name != "ResponseMetadata"}
    if "Responses" in told:  # the package asks for the table by another name
        told["Responses"] = {"throughline-bench": next(iter(told["Responses"].values()))}
    return told


def _plain(row: Row) -> dict[str, Any]:
    return asdict(row)


def _event(token: str) -> dict[str, Any]:
    """A GET /home as API Gateway hands it over."""
    headers = {"Accept": "application/json", "Authorization": f"Bearer {token}", "Host": "api.example.test"}
    context = {
        "resourcePath": "/home",
        "httpMethod": "GET",
        "path": "/api/home",
        "stage": "api",
        "requestId": "6f1b1a2e-0000-4000-8000-000000000000",
        "identity": {"sourceIp": "192.0.2.1", "userAgent": "bench"},
    }
    return {
        "resource": "/home",
        "path": "/home",
        "httpMethod": "GET",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "requestContext": context,
        "body": None,
        "isBase64Encoded": False,
    }


def _environment(url: str, roots: Path) -> dict[str, str]:
    issuer = {
        "issuer": tokens.ISSUER.issuer,
        "audience": list(tokens.ISSUER.audience),
        "jwks_url": f"{url}/jwks",
        "resource_server": tokens.ISSUER.resource_server,
    }
    return {
        "AWS_LAMBDA_FUNCTION_NAME": "throughline-bench-api",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "AWS_SESSION_TOKEN": "bench",
        "AWS_ENDPOINT_URL_DYNAMODB": url,
        # The package's own roots and the endpoint's one: what a deployed function loads, and one more.
        "AWS_CA_BUNDLE": str(roots),
        "SSL_CERT_FILE": str(roots),
        "THROUGHLINE_COMPANY": "bench",
        "THROUGHLINE_TABLE": "throughline-bench",
        "THROUGHLINE_CURSOR_SECRET": "s" * 32,
        "THROUGHLINE_ISSUERS": json.dumps([issuer]),
        "POWERTOOLS_SERVICE_NAME": "throughline",
        "POWERTOOLS_METRICS_NAMESPACE": "Throughline",
        "POWERTOOLS_TRACE_DISABLED": "true",
    }


def _millions(count: float) -> str:
    return f"{count / instructions.MILLION:.1f} Minstr"
