"""What `@dataclass` generates, compiled when the package is built.

Python writes the methods of a dataclass as text and compiles it at every import: for the dataclasses of our rules that
is a tenth of a cold start. Here the package is imported once, each text and its code are kept in a file beside it, and
the packaged `chalicelib/__init__.py` lets `dataclasses` look there first. A text that is not in the file (another
version of Python, another library) is compiled as ever.
"""

import subprocess
from collections.abc import Sequence
from pathlib import Path

FILE = "generated_code.bin"

RECORD = """
import builtins, dataclasses, importlib, marshal, pathlib, pkgutil, sys

known = {}

def recorded(text, globals=None, locals=None):
    code = compile(text, "<dataclass>", "exec")
    known[text] = marshal.dumps(code)
    builtins.exec(code, globals, locals)

dataclasses.exec = recorded
import app, chalicelib
for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
    importlib.import_module(module.name)
pathlib.Path(sys.argv[1]).write_bytes(marshal.dumps((sys.version, known)))
"""

LOOK = """
def _look_first():
    import builtins
    import dataclasses
    import marshal
    import sys

    with open(__file__.rpartition("/")[0] + "/{file}", "rb") as file:
        version, known = marshal.loads(file.read())
    if version != sys.version:
        return

    def kept(text, globals=None, locals=None):
        code = known.get(text)
        builtins.exec(text if code is None else marshal.loads(code), globals, locals)

    dataclasses.exec = kept


_look_first()
"""


def keep(code: Path, packages: Path, python: Sequence[str]) -> None:
    """Put the file into `code`/chalicelib, and the look at it into its `__init__`."""
    into = code / "chalicelib"
    command = [*python, "-c", RECORD, str(into / FILE)]
    environment = {"PYTHONPATH": f"{code}:{packages}", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, env=environment, cwd=code, check=True)
    package = into / "__init__.py"
    package.write_text(package.read_text() + LOOK.format(file=FILE))
