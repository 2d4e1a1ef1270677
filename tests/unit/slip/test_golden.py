from __future__ import annotations

import pytest

from tests.unit.slip.golden import CASES, actual, names


@pytest.mark.parametrize("name", names())
def test_a_slip_is_printed_as_expected(name: str) -> None:
    assert actual(name) == (CASES / f"{name}.txt").read_text(encoding="utf-8")


def test_every_text_has_its_case() -> None:
    assert sorted(path.stem for path in CASES.glob("*.txt")) == names()
    assert sorted(path.stem for path in CASES.glob("*.rules")) == names()
