"""The company never disappears: the engine that a data directory was written with is recorded there, and kept."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from infra.local import dynoxide, ministack
from infra.local.dynoxide import Engine, NoBinary
from infra.local.engines import EngineMissing, start_engines

TABLE, OTHERS = Engine("http://table", None), Engine("http://others", None)  # type: ignore[arg-type]


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """Engines that only say which they are; `there["dynoxide"]`: whether its binary can be had."""
    can = {"dynoxide": True}

    @contextmanager
    def table(*_: object, **__: object) -> Iterator[Engine]:
        if not can["dynoxide"]:
            raise NoBinary("npm could not fetch it: no network")
        yield TABLE

    @contextmanager
    def others(*_: object, **__: object) -> Iterator[Engine]:
        yield OTHERS

    monkeypatch.setattr(dynoxide, "start", table)
    monkeypatch.setattr(ministack, "start", others)
    return can


def engine(data_dir: Path) -> Engine:
    with ExitStack() as stack:
        return start_engines(data_dir, data_dir / "logs", stack)[0]


def test_data_written_with_dynoxide_is_never_begun_again_in_ministack(tmp_path: Path, there: dict[str, bool]) -> None:
    assert engine(tmp_path) is TABLE
    there["dynoxide"] = False

    with pytest.raises(EngineMissing, match=r"was written with dynoxide, which cannot be had now \(npm .* network\)"):
        engine(tmp_path)
    there["dynoxide"] = True
    assert engine(tmp_path) is TABLE


def test_data_written_with_ministack_stays_there(tmp_path: Path, there: dict[str, bool]) -> None:
    there["dynoxide"] = False
    assert engine(tmp_path) is OTHERS
    there["dynoxide"] = True

    assert engine(tmp_path) is OTHERS


def test_data_of_before_the_record_keeps_its_engine(tmp_path: Path, there: dict[str, bool]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "table").mkdir(parents=True)
    (one / "table" / "table.db").touch()
    (other / "ministack" / "state").mkdir(parents=True)
    (other / "ministack" / "state" / "dynamodb.json").write_text('{"tables": {"throughline-local": {}}}')

    assert engine(other) is OTHERS
    there["dynoxide"] = False
    with pytest.raises(EngineMissing):
        engine(one)
