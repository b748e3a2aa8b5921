"""README's deployment, command by command, with the real `aws` against the local cloud's CloudFormation.

Only `make` is played: its package has the template as it is generated, with archives that hold next to nothing.
"""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import environments, ministack
from infra.local.clients import Clients
from infra.package import template
from tests.local.server import ROOT

LOCK = Path(__file__).parent / "deploying.txt"
# Types that ministack's CloudFormation does not know; nothing refers to them.
UNKNOWN = {"AWS::Cognito::ManagedLoginBranding"}
MAKE = """#!{python}
import pathlib, sys
sys.path.insert(0, {root!r})
here = pathlib.Path({here!r})
if sys.argv[1:] == ["package", "STAGE=prod"]:
    (here / "build").rename("build")
elif sys.argv[1:] == ["web-publish", "STACK=throughline-prod"]:
    from infra.package import publish
    publish.DIST = here / "dist"
    publish.put.__defaults__ = (publish.DIST,)
    publish.main("throughline-prod")
else:
    sys.exit(f"make {{sys.argv[1:]}} is not played here")
"""


def commands() -> str:
    found = re.search(r"```sh deploy\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def packages() -> Path:
    """The Python that has the `aws` command."""
    return environments.install("aws", LOCK, "the aws command, for one test; once, about 200 MB")


@pytest.fixture
def machine(tmp_path: Path, packages: Path) -> Path:
    """A folder to deploy from, with `make` and `aws` in its `bin`."""
    whole = template.generate("prod")
    whole["Resources"] = {name: one for name, one in whole["Resources"].items() if one["Type"] not in UNKNOWN}
    build = tmp_path / "made" / "build" / "prod"
    build.mkdir(parents=True)
    template.write(build / "sam.yaml", whole)
    for name in ("deployment.zip", "layer-deployment.zip"):
        with zipfile.ZipFile(build / name, "w") as archive:
            archive.writestr("app.py", "")
    dist = tmp_path / "made" / "dist"
    dist.mkdir()
    (dist / "index.html").write_text("<!doctype html>")
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "make").write_text(MAKE.format(python=sys.executable, root=str(ROOT), here=str(tmp_path / "made")))
    (folder / "aws").write_text(f'#!/bin/sh\nexec {packages} -m awscli "$@"\n')
    for tool in folder.iterdir():
        tool.chmod(0o755)
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / ".venv").symlink_to(sys.prefix)
    return tmp_path


@pytest.fixture
def cloud(tmp_path: Path, packages: Path) -> Iterator[str]:
    """The local cloud, with what the SAM transform needs."""
    (further,) = packages.parents[1].glob("lib/python*/site-packages")
    with ministack.start(tmp_path / "ministack", log=tmp_path / "ministack.log", further=further) as engine:
        yield engine.url


@pytest.mark.slow
def test_the_commands_of_the_readme_deploy_a_stack(machine: Path, cloud: str) -> None:
    ours = {name: text for name, text in os.environ.items() if not name.startswith(("AWS_", "THROUGHLINE_"))}
    env = ours | ministack.CREDENTIALS | {"AWS_ENDPOINT_URL": cloud, "HOME": str(machine), "PYTHONPATH": str(ROOT)}
    env["PATH"] = f"{machine / 'bin'}{os.pathsep}{ours['PATH']}"

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands()],
        cwd=machine / "here",
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "hr@acme.example is Hanna Reich, with the roles hr_admin" in done.stdout
    assert done.stdout.strip().endswith(".cloudfront.net")
    cloudformation = Clients(cloud, cloud).cloudformation
    (stack,) = cloudformation.describe_stacks(StackName="throughline-prod")["Stacks"]
    given = {one["ParameterKey"]: one["ParameterValue"] for one in stack["Parameters"]}
    assert (given["Company"], given["CompanyName"]) == ("acme", "Acme Ltd")
    assert (given["MailFrom"], given["MailIdentity"]) == ("reviews@acme.example", "acme.example")


def test_every_parameter_without_a_default_is_given() -> None:
    """And those whose default is no one's own."""
    parameters = template.resources()["Parameters"]
    placeholders = {name for name, one in parameters.items() if "example.com" in str(one.get("Default", "example.com"))}
    assert {name for name in placeholders if f"{name}=" not in commands()} == set()
