"""The page of each provider states what the product accepts."""

import re
from pathlib import Path

import pytest

from chalicelib.kernel.issuers import Preset, read_issuers

PAGES = Path(__file__).resolve().parents[2] / "docs" / "providers"
PLACES = {"<tenant id>": "4f2a9c1e-7b3d-4e8a-9c55-0d1e2f3a4b5c"}


@pytest.mark.parametrize("preset", list(Preset))
def test_what_the_page_says_can_be_stated(preset: Preset) -> None:
    text = (PAGES / f"{preset}.md").read_text()
    stated = [block for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if block.startswith("[")]
    assert stated
    for block in stated:
        for name, value in PLACES.items():
            block = block.replace(name, value)  # noqa: PLW2901 - the page as an operator fills it in
        (issuer,) = read_issuers({"THROUGHLINE_ISSUERS": block})
        assert issuer.preset is preset


def test_every_page_is_linked() -> None:
    index = (PAGES / "README.md").read_text()
    assert [preset for preset in Preset if f"({preset}.md)" not in index] == []
    assert "docs/providers" in (PAGES.parents[1] / "README.md").read_text()
