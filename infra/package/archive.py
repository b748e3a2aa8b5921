"""Zip archives that are the same, byte for byte, when what is in them is the same."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

EPOCH = (1980, 1, 1, 0, 0, 0)


@contextmanager
def rewritten(archive: Path) -> Iterator[Path]:
    """A folder with what `archive` holds; what is in it at the end is the archive from then on."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(folder)
        yield folder
        _pack(folder, archive)


def _pack(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if path.suffix == ".so" else 0o644) << 16
            packed.writestr(entry, path.read_bytes())
