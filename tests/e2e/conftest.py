from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.shop import SPRING, Shop, receipt


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A folder with `spring.rules` and `receipt.json`."""
    made = Shop(tmp_path)
    made.write("spring.rules", SPRING)
    made.write("receipt.json", receipt())
    return made
