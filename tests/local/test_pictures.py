"""`make pictures`: only what was asked for is rewritten, and only when all of it is there."""

from pathlib import Path

import pytest

from tests.browser.pictures import KEPT, main, put, wanted
from tests.browser.screens import HR, SCREENS, Screen

FEW = (
    Screen("home", HR, "/", ("Find people",)),
    Screen("review-write", HR, "/reviews/1/write", ()),
    Screen("reviews", HR, "/reviews", ()),
)


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("reviews", {f"reviews-{scheme}-{size}" for scheme in ("light", "dark") for size in ("wide", "phone")}),
        ("review-write-dark-phone", {"review-write-dark-phone"}),
        ("*-dark-phone", {f"{view}-dark-phone" for view in ("home", "home-find-people", "review-write", "reviews")}),
        ("reviews-light-wide, home-find-people-dark-wide", {"reviews-light-wide", "home-find-people-dark-wide"}),
        ("nothing", set()),
    ],
)
def test_only_what_is_named_is_taken(only: str, names: set[str]) -> None:
    assert wanted(FEW, only) == names


def test_without_a_name_it_is_all_of_them_and_the_documentations_are_among_them() -> None:
    assert len(wanted(FEW, "")) == 16
    assert set(KEPT) <= wanted(SCREENS, "")


def test_a_name_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("nowhere") == 2
    assert "there is none of nowhere" in capsys.readouterr().err


def test_no_picture_is_rewritten_until_all_are_there(tmp_path: Path) -> None:
    taken, everything, shown = (tmp_path / name for name in ("taken", "all", "shown"))
    for folder in (taken, everything, shown):
        folder.mkdir()
    old = {folder / f"{name}.webp" for folder in (everything, shown) for name in ("home-light-wide", "team-light-wide")}
    for file in old:
        file.write_text("old")
    (taken / "home-light-wide.webp").write_text("new")

    with pytest.raises(SystemExit, match="reviews-light-wide"):
        put(taken, {"home-light-wide", "reviews-light-wide"}, everything, shown)
    assert {file.read_text() for file in old} == {"old"}
    put(taken, {"home-light-wide"}, everything, shown)

    assert {file.name for folder in (everything, shown) for file in folder.iterdir() if file.read_text() == "new"} == {
        "home-light-wide.webp"
    }
    assert (everything / "team-light-wide.webp").read_text() == "old"
