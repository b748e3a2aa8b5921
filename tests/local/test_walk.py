"""The README's five minutes with curl, run as they stand there."""

import os
import re
import subprocess
from pathlib import Path

from tests.local.server import running

README = Path(__file__).resolve().parents[2] / "README.md"


def test_the_walk_of_the_readme_works(tmp_path: Path) -> None:
    """[105] Self shared, manager's shared, both sign: from an empty company, with curl alone."""
    found = re.search(r"```sh walk\n(.*?)```", README.read_text(), re.DOTALL)
    assert found
    script = tmp_path / "walk.sh"
    script.write_text("set -euo pipefail\n" + found[1])
    with running() as server:
        done = subprocess.run(
            ["bash", str(script)],
            cwd=tmp_path,
            env=os.environ | {"BASE": server.url},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "signed by both" in done.stdout
    assert '"created": 1' in done.stdout or '"created":1' in done.stdout
    assert "Ada Byron" in done.stdout
