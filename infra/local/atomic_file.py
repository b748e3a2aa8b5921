"""Small files that are there whole or not at all."""

from pathlib import Path


def keep(file: Path, text: str, mode: int = 0o644) -> None:
    """Write `text`; a kill in between leaves what was there before."""
    scratch = file.with_name(f"{file.name}.new")
    scratch.touch(mode=mode)
    scratch.write_text(text)
    scratch.replace(file)
