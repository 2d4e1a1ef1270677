from __future__ import annotations

import pytest

from tests.golden.bind.golden import CASES, actual, names


@pytest.mark.parametrize("name", names())
def test_a_mistake_is_told_as_expected(name: str) -> None:
    assert actual(name) == (CASES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", names())
def test_each_case_has_one_mistake_with_its_slug(name: str) -> None:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    heads = [line for line in text.splitlines() if line.startswith(("error[", "warning["))]
    assert len(heads) == (0 if name.endswith("_is_fine") else 2 if name == "csv_bad_row" else 1)


def test_every_expected_text_has_its_case() -> None:
    assert sorted(path.stem for path in CASES.glob("*.txt")) == names()
