"""What the package step cuts off, and what it must leave."""

import re
import ssl
import subprocess
import sys
from pathlib import Path

import boto3
import botocore
import pytest

from infra.package import archive, botocore_data, generated_code, trim
from tests.architecture.source import chalicelib, modules

DATA = Path(botocore.__file__).parent / "data"
BUNDLE = Path(botocore.__file__).parent / "cacert.pem"
CALLED = {
    "dynamodb": r'(?:dispatch, "|_connection\.(?!dispatch)|_items\.)(\w+)',
    "sqs": r"_client\.(\w+)\(",
    "sesv2": r"_client\.(\w+)\(",
    "s3": r'(?:_client\.|_signed\("|_listed\(")(?!generate_presigned)(\w+)[(",]',
    "transcribe": r'_asked\(\s*"(\w+)"',
    "cognito-idp": r'_asked\(\s*"(\w+)"',
}
CALLER = {
    "dynamodb": "chalicelib.kernel.storage.dynamo",
    "sqs": "chalicelib.kernel.aws.queue",
    "sesv2": "chalicelib.kernel.aws.ses",
    "s3": "chalicelib.kernel.aws.bucket",
    "transcribe": "chalicelib.kernel.aws.transcriber",
    "cognito-idp": "chalicelib.kernel.aws.accounts",
}


def camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_")).replace("Mfa", "MFA")


@pytest.mark.parametrize("service", botocore_data.OPERATIONS)
def test_every_operation_that_is_called_stays_in_the_package(service: str) -> None:
    (caller,) = (module for module in chalicelib() if module.name == CALLER[service])
    called = {camel(name) for name in re.findall(CALLED[service], caller.text)}
    assert called
    assert called <= botocore_data.OPERATIONS[service]


def test_no_other_service_is_called() -> None:
    (clients,) = (module for module in chalicelib() if module.name == "chalicelib.kernel.aws.clients")
    made = set(re.findall(r'_(?:client|standard)\(\s*"([\w-]+)"', clients.text))
    assert made | {"dynamodb"} == set(botocore_data.OPERATIONS)


def test_a_trimmed_model_still_makes_its_requests(tmp_path: Path) -> None:
    """The shapes that a kept operation reaches are kept with it."""
    import shutil

    for entry in botocore_data.OPERATIONS:
        shutil.copytree(DATA / entry, tmp_path / entry)
    for name in ("endpoints", "partitions", "_retry", "sdk-default-configuration"):
        for file in DATA.glob(f"{name}.json*"):
            shutil.copy(file, tmp_path)
    (tmp_path / "unused").mkdir()
    botocore_data.trim(tmp_path)
    assert not (tmp_path / "unused").exists()
    from botocore.loaders import Loader
    from botocore.model import ServiceModel

    loader = Loader(extra_search_paths=[str(tmp_path)], include_default_search_paths=False)
    model = ServiceModel(loader.load_service_model("sqs", "service-2"))
    sent = model.operation_model("SendMessageBatch").input_shape
    assert set(sent.members) == {"QueueUrl", "Entries"}
    assert sorted(model.operation_names) == sorted(botocore_data.OPERATIONS["sqs"])


def test_the_roots_that_stay_are_amazons() -> None:
    kept = trim.amazon_roots(BUNDLE.read_text())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=kept)
    names = {str(certificate["subject"]) for certificate in context.get_ca_certs()}
    assert len(names) >= 5
    assert all("Amazon" in name or "Starfield" in name for name in names)


def test_archives_are_the_same_when_their_content_is(tmp_path: Path) -> None:
    import zipfile

    packed = []
    for number in (1, 2):
        path = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("b.py", "b = 1\n")
            made.writestr("a.py", "a = 1\n")
        with archive.rewritten(path):
            pass
        packed.append(path.read_bytes())
    assert packed[0] == packed[1]


def test_generated_code_is_found_again_and_anything_else_is_compiled(tmp_path: Path) -> None:
    """The packaged `__init__` gives `dataclasses` the code of known texts."""
    package = tmp_path / "chalicelib"
    package.mkdir()
    (package / "__init__.py").write_text('"""A package."""\n')
    (package / "rules.py").write_text(
        "from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass A:\n    x: int\n"
    )
    (tmp_path / "app.py").write_text("")
    generated_code.keep(tmp_path, tmp_path, [sys.executable, "-S"])
    check = (
        "import chalicelib, dataclasses; from chalicelib.rules import A\n"
        "assert dataclasses.exec.__name__ == 'kept'\n"
        "assert A(1) == A(1) and hash(A(2)) == hash(A(2)) and repr(A(3)) == 'A(x=3)'\n"
        "B = dataclasses.make_dataclass('B', [('y', int)]); assert B(4).y == 4\n"
    )
    run = subprocess.run([sys.executable, "-S", "-c", check], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def overlay(package: str) -> str:
    return (Path(trim.__file__).parent / "overlay" / package / "docs" / "docstring.py").read_text()


def test_what_is_laid_over_botocore_has_the_names_that_botocore_asks_for() -> None:
    for source in ("client", "waiter", "handlers"):
        text = (Path(botocore.__file__).parent / f"{source}.py").read_text()
        for line in re.findall(r"from botocore\.docs\.docstring import (.*)", text):
            assert all(name.strip() in overlay("botocore") for name in line.split(","))


def test_what_is_laid_over_boto3_has_the_names_that_boto3_asks_for() -> None:
    asked = {
        name
        for source in (Path(boto3.__file__).parent / "resources").glob("*.py")
        for name in re.findall(r"(\w+Docstring)\b", source.read_text())
    }
    assert asked
    assert all(name in overlay("boto3") for name in asked)


def test_nothing_of_infra_or_the_tests_is_deployed() -> None:
    for module in modules("app.py", "chalicelib"):
        assert not [name for name in module.imports() if name.startswith(("infra", "tests", "bench"))]


def test_byte_code_of_a_module_that_is_gone_is_not_deployed(tmp_path: Path) -> None:
    (tmp_path / "wheel.py").write_text("TURNS = 1\n")
    stale = tmp_path / "__pycache__" / "axle.cpython-311.pyc"
    stale.parent.mkdir()
    stale.write_bytes(b"what was compiled before it was moved")
    trim.compile_all(tmp_path)
    assert not stale.exists()
    assert [path.name.split(".")[0] for path in stale.parent.iterdir()] == ["wheel"]


def test_a_librarys_byte_code_replaces_its_source_and_still_names_its_lines(tmp_path: Path) -> None:
    (tmp_path / "wheel.py").write_text("def turn() -> None:\n    raise ValueError('stuck')\n")
    trim.compile_only(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["wheel.pyc"]
    command = [sys.executable, "-S", "-c", "import wheel; wheel.turn()"]
    run = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert "wheel.py" in run.stderr
    assert "line 2, in turn" in run.stderr


def test_byte_code_carries_no_docstrings_and_keeps_lines_and_assertions(tmp_path: Path) -> None:
    lines = (
        '"""A wheel,',
        'and more."""',
        "from __future__ import annotations",
        "class Wheel:",
        '    """Round (ä).',
        "    Turns.",
        '    """',
        'def turn(): """Go."""; assert False, "stuck"',
    )
    (tmp_path / "wheel.py").write_text("\n".join(lines))
    trim.compile_only(tmp_path)
    assert b"Turns" not in (tmp_path / "wheel.pyc").read_bytes()
    command = [sys.executable, "-S", "-c", "import wheel; assert wheel.Wheel.__doc__ == ' '; wheel.turn()"]
    run = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=False)
    assert "line 8, in turn" in run.stderr
    assert "AssertionError: stuck" in run.stderr
