"""Extracts spoilt at random give no other number: 4 each time, and 12, or as many as SPOILT_TRIALS says, with the slow tests.

SPOILT_TRIALS=2000 tries two thousand, which takes about three hours of one core.
"""

import os

import pytest

from tests.support import spoilt_random

QUICK, USUAL, BLOCK = 4, 12, 8
TRIALS = int(os.environ.get("SPOILT_TRIALS", USUAL))


def _blocks(first: int, last: int) -> list[range]:
    return [range(start, min(start + BLOCK, last)) for start in range(first, last, BLOCK)]


def _wrong(seeds: range) -> str:
    return "\n".join(line for seed in seeds for line in spoilt_random.wrong(seed))


def test_a_seed_gives_the_same_folder_again():
    one, two = spoilt_random.spoilt_by(7), spoilt_random.spoilt_by(7)
    assert one.said == two.said and one.folder == two.folder


@pytest.mark.parametrize("seeds", _blocks(0, min(QUICK, TRIALS)), ids=str)
def test_what_is_spoilt_at_random_gives_no_other_number(seeds):
    wrong = _wrong(seeds)
    assert not wrong, wrong


@pytest.mark.slow
@pytest.mark.parametrize("seeds", _blocks(QUICK, TRIALS), ids=str)
def test_much_that_is_spoilt_at_random_gives_no_other_number(seeds):
    wrong = _wrong(seeds)
    assert not wrong, wrong
