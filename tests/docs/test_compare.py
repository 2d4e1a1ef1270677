"""What a page shows agrees with what is printed, or it does not."""

from __future__ import annotations

import pytest

from tests.docs.compare import agrees


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("a\nb", "a\nb\n"),
        ("a  \nb\n\n", "a\nb"),
        ("a\n...\nd", "a\nb\nc\nd"),
        ("a\n...\nd", "a\nd"),
        ("...\nd", "a\nd"),
        ("a\n...", "a\nb\n"),
        ("took ... s", "took 1.23 s"),
        ("...", ""),
        ("", ""),
        ("a (b) [c]", "a (b) [c]"),
    ],
)
def test_agrees(expected: str, actual: str) -> None:
    assert agrees(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ("a", "b"),
        ("a", "a\nb"),
        ("a\nb", "a"),
        ("  a", "a"),
        ("a\n...\nd", "a\nb"),
        ("took ... s", "took 1\n2 s"),
        ("", "a"),
        ("a", ""),
        ("a.c", "abc"),
    ],
)
def test_does_not_agree(expected: str, actual: str) -> None:
    assert not agrees(expected, actual)
