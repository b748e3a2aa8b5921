"""The layer, without what no request needs: a cold start reads, and a deployment carries, only what runs."""

import ast
import py_compile
import re
import shutil
import ssl
import tempfile
from collections.abc import Iterable, Iterator
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from infra.package import botocore_data

# Packages that are only there to build others (cryptography's C parser), or hold parts that we never import.
UNUSED = (
    "bin",
    "cffi",
    "pycparser",
    "boto3/data",
    "boto3/dynamodb",
    "boto3/ec2",
    "boto3/examples",
    "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz",
    "urllib3/contrib/emscripten",
    "cryptography/x509/verification.py",
    "cryptography/hazmat/primitives/serialization/ssh.py",
)
POWERTOOLS_KEPT = {
    "__init__.py",
    "exceptions",
    "logging",
    "metrics",
    "package_logger.py",
    "shared",
    "tracing",
    "utilities",
    "warnings",
}
POWERTOOLS_UTILITIES_KEPT = {"__init__.py", "jmespath_utils", "typing"}
OVERLAY = Path(__file__).parent / "overlay"
LEFTOVERS = ("**/*.dist-info", "**/*.data", "**/__pycache__", "**/tests", "**/*.pyi", "**/py.typed", "**/*.h")


def trim(packages: Path) -> None:
    """Cut the site-packages folder `packages` down, in place."""
    _remove(path for pattern in (*LEFTOVERS, *UNUSED) for path in packages.glob(pattern))
    powertools = packages / "aws_lambda_powertools"
    _remove(entry for entry in powertools.iterdir() if entry.name not in POWERTOOLS_KEPT)
    utilities = powertools / "utilities"
    _remove(entry for entry in utilities.iterdir() if entry.name not in POWERTOOLS_UTILITIES_KEPT)
    botocore_data.trim(packages / "botocore" / "data")
    _remove(entry for entry in (packages / "botocore" / "docs").iterdir() if entry.name != "utils.py")
    _remove((packages / "boto3" / "docs").iterdir())
    shutil.copytree(OVERLAY, packages, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    bundle = packages / "botocore" / "cacert.pem"
    bundle.write_text(amazon_roots(bundle.read_text()))


def compile_all(folder: Path) -> None:
    """Write byte code beside every source, used without a look at the source: a deployed file never changes.

    What was there goes: it came along from where the package is built, also of modules that are gone.
    """
    _remove(folder.rglob("__pycache__"))
    for source in folder.rglob("*.py"):
        _compile(source, folder, Path(cache_from_source(str(source), optimization="")))


def compile_only(folder: Path) -> None:
    """Put byte code in the place of every source: a traceback still names a library's file and line."""
    for source in list(folder.rglob("*.py")):
        _compile(source, folder, source.with_suffix(".pyc"))
        source.unlink()


def _compile(source: Path, folder: Path, target: Path) -> None:
    """Compile without docstrings: a sixth of the byte code is text that no request reads."""
    with tempfile.NamedTemporaryFile(suffix=".py") as bare:
        bare.write(without_docstrings(source.read_bytes()))
        bare.flush()
        name = str(source.relative_to(folder))
        mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(bare.name, str(target), dfile=name, doraise=True, invalidation_mode=mode)


def without_docstrings(source: bytes) -> bytes:
    """Return a source, line by line as it was, with a space for each docstring.

    With none at all, Python makes one for each dataclass of its signature, at every import. Its own `-OO` would do just
    that, and would leave out assertions, too.
    """
    starts = [0, *(match.end() for match in re.finditer(rb"\r\n|\r|\n", source))]
    for text in sorted(_docstrings(ast.parse(source)), key=lambda found: -found.lineno):
        last_line = text.end_lineno or text.lineno
        first, last = starts[text.lineno - 1] + text.col_offset, starts[last_line - 1] + (text.end_col_offset or 0)
        source = source[:first] + b'" "' + b"\n" * (last_line - text.lineno) + source[last:]
    return source


def _docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr):
            text = node.body[0].value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text


def amazon_roots(bundle: str) -> str:
    """Of a bundle of certificates, those that AWS's endpoints chain to, by the names that Amazon publishes."""
    marker = "-----END CERTIFICATE-----"
    certificates = [part[part.index("-----BEGIN") :] + marker for part in bundle.split(marker) if "-----BEGIN" in part]
    kept = [pem for pem in certificates if _organisation(pem) in {"Amazon", "Starfield Technologies, Inc."}]
    if len(kept) < 5:
        raise LookupError(f"only {len(kept)} roots of Amazon in the bundle")
    return "\n".join(kept) + "\n"


def _organisation(pem: str) -> str:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pem)
    subject: Any = context.get_ca_certs()[0]["subject"]
    return next((str(value) for part in subject for key, value in part if key == "organizationName"), "")


def _remove(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
