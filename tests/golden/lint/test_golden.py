"""What is said of one mistake each, to the character.

The texts in `expression/` and `lint/` are read by people before they are kept: a change of one is a change
of what authors see. `UPDATE_GOLDEN=1` writes them anew.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from receipt_rules.diagnostics import Diagnostic, Diagnostics, to_text
from receipt_rules.program.lint import lint
from tests.golden.lint.samples import EXPRESSIONS, LINTS, TODAY
from tests.unit.program.binding import bound, program

HERE = Path(__file__).parent
QUIET = {
    "without_a_test": set[str](),
    "never_within_the_ruleset": {"rule-without-test", "expired"},
    "never_better_without_a_group": {"rule-without-test", "ungrouped-rules-meet"},
}
"""Lints that a sample draws besides its own; every other sample leaves out the missing test alone."""


def kept(folder: str, name: str, found: tuple[Diagnostic, ...] | list[Diagnostic]) -> str:
    """The expected text, after writing it where that is asked for."""
    path = HERE / folder / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_text(found), encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_of_an_expression(name: str) -> None:
    diagnostics = bound(EXPRESSIONS[name]).diagnostics
    assert len(diagnostics) == 1
    assert to_text(diagnostics) == kept("expression", name, diagnostics)


@pytest.mark.parametrize("name", LINTS)
def test_of_a_lint(name: str) -> None:
    collected = Diagnostics()
    for each in lint(program(LINTS[name]), dt.date.fromisoformat(TODAY)):
        if each.slug not in QUIET.get(name, {"rule-without-test"}):
            collected.add(each)
    diagnostics = collected.sorted()
    assert len(diagnostics) == 1
    assert to_text(diagnostics) == kept("lint", name, diagnostics)


def test_every_text_has_its_sample() -> None:
    assert {path.stem for path in (HERE / "expression").iterdir()} == set(EXPRESSIONS)
    assert {path.stem for path in (HERE / "lint").iterdir()} == set(LINTS)


def test_lints_are_never_errors() -> None:
    for text in LINTS.values():
        assert {each.level for each in lint(program(text), dt.date(2026, 3, 4))} <= {"warning", "advice"}
