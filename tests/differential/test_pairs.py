"""The engine and the reference interpreter say the same of 2,000 pairs; the command takes 20,000 of them."""

from __future__ import annotations

import pytest

from tests.differential.pairs import CHUNK
from tests.differential.report import report
from tests.differential.run import run_chunk

PAIRS = 2_000
SEED = 1


@pytest.mark.parametrize("chunk", range(PAIRS // CHUNK))
def test_both_say_the_same(chunk: int) -> None:
    found = run_chunk(SEED, chunk)
    if found.difference is not None:
        pytest.fail(report(found.difference), pytrace=False)
    assert found.tally.pairs == CHUNK
