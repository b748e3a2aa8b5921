"""Rows and bodies are decoded by many threads at once where the API serves many requests at once."""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from chalicelib.kernel.codec import convert, decode, decode_version, encode

MANY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, make_dataclass
from threading import Barrier
from chalicelib.kernel.codec import decode
sys.setswitchinterval(1e-6)
hands = 8
with ThreadPoolExecutor(hands) as pool:
    for n in range(100):
        inner = make_dataclass(f"Inner{n}", [("a", int), ("b", str), ("c", tuple[int, ...])])
        outer = make_dataclass(f"Outer{n}", [("one", inner), ("all", list[inner]), ("by", dict[str, inner])])
        text = '{"one":{"a":1,"b":"x","c":[]},"all":[],"by":{}}'
        gate = Barrier(hands)
        def first(_, outer=outer, gate=gate):
            gate.wait()
            return decode(text, outer).one.a
        assert list(pool.map(first, range(hands))) == [1] * hands
print("alive")
"""


def test_threads_that_meet_a_class_for_the_first_time_do_not_end_the_process() -> None:
    run = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "alive"), run.stderr[-500:]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Something stored."""

    name: str
    rank: int = 0
    version: int = 0


def test_what_was_encoded_is_decoded_and_what_is_missing_has_its_default() -> None:
    assert decode(encode(Kept(name="Ada", rank=2)), Kept) == Kept(name="Ada", rank=2)
    assert decode('{"name":"Ada"}', Kept) == Kept(name="Ada")
    assert decode_version('{"name":"Ada"}', Kept, 7).version == 7


def test_parameters_are_converted_from_their_text() -> None:
    assert convert({"name": "Ada", "rank": "3"}, Kept, strict=False) == Kept(name="Ada", rank=3)
    with pytest.raises(Exception, match="Expected"):
        convert({"name": 1}, Kept)
