"""`python -m infra.package STAGE`: build/STAGE with the template and the two archives, ready for CloudFormation."""

import os
import subprocess
import sys
from pathlib import Path

from infra.package import archive, generated_code, smoke, template, trim

MEGABYTE = 1_000_000
ALONE = [sys.executable, "-S"]  # without the packages of the environment that builds


def main(stage: str) -> None:
    """Let Chalice package the stage, then finish its template and trim its archives."""
    target = template.ROOT / "build" / stage
    print(f"package: Chalice packages {stage} (the layer takes about a minute when requirements.txt has changed)")
    chalice(stage, target)
    template.rewrite(target / "sam.yaml", stage)
    layer, code = target / "layer-deployment.zip", target / "deployment.zip"
    before = size(layer)
    with archive.rewritten(layer) as below, archive.rewritten(code) as ours:
        packages = next(below.rglob("site-packages"))
        trim.trim(packages)
        generated_code.keep(ours, packages, ALONE)
        trim.compile_only(packages)
        trim.compile_all(ours)
        smoke.start(ours, packages, ALONE)
    print(f"package: layer {before:.1f} MB, trimmed and compiled {size(layer):.1f} MB; code {size(code):.2f} MB")
    print(f"package: {target.relative_to(template.ROOT)}/sam.yaml is ready for `aws cloudformation package` and deploy")


def chalice(stage: str, target: Path) -> None:
    """`chalice package --merge-template`, into the folder `target`."""
    command = Path(sys.executable).parent / "chalice"
    merge = str(template.RESOURCES.relative_to(template.ROOT))
    environment = {"AWS_DEFAULT_REGION": "eu-west-1"} | dict(os.environ)
    run = subprocess.run(
        [command, "package", "--stage", stage, "--merge-template", merge, str(target)],
        cwd=template.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(run.stdout + run.stderr)


def size(path: Path) -> float:
    """The size of a file in megabytes."""
    return path.stat().st_size / MEGABYTE


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "dev")
