"""The twenty examples of the design: they bind, format to themselves, and their tests pass or say why not.

`tests/corpus/examples/STATUS.txt` is the list of every test with what became of it, in words; a later version
that evaluates more must change it. `python -m tests.corpus.test_examples` rewrites it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from receipt_rules.diagnostics import Source
from receipt_rules.language import format_text, parse
from receipt_rules.program import FolderLoader, Program, bind
from receipt_rules.testing import run_tests

FOLDER = Path(__file__).parent / "examples"
STATUS = FOLDER / "STATUS.txt"
FILES = sorted(FOLDER.glob("*.rules"))
CANNOT_ACT = (("13", "tobacco keeps its price", ("cash_round",), "there is nothing to round"),)
"""Tests that the runner leaves out because of rules that, read by a person, cannot act in them, and why."""


def program(path: Path) -> Program:
    result = bind(Source(path.name, path.read_text("utf-8")), FolderLoader(FOLDER))
    assert not result.diagnostics
    assert result.program is not None
    return result.program


def status() -> Iterator[str]:
    """A line per test of each file, without those of the files that it imports."""
    for path in FILES:
        for result in run_tests(program(path)):
            if result.span.path.endswith(path.name):
                reason = f": {result.reason}" if result.reason else ""
                yield f"{path.name} | {result.title} | {result.status}{reason}"


def test_there_are_twenty() -> None:
    assert len(FILES) == 20


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_binds_without_a_finding(path: Path) -> None:
    assert program(path).name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_formatting_is_idempotent_and_keeps_the_comments(path: Path) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    once = format_text(source).text
    assert once is not None
    again = Source(path.name, once)
    assert format_text(again).text == once
    before = sorted(comment.text for comment in parse(source).file.comments)
    assert before == sorted(comment.text for comment in parse(again).file.comments)


def test_what_became_of_every_test() -> None:
    found = list(status())
    assert not [line for line in found if "| failed" in line]
    assert found == STATUS.read_text("utf-8").splitlines()


@pytest.mark.parametrize(("file", "title", "rules", "why"), CANNOT_ACT, ids=lambda value: str(value)[:40])
def test_what_holds_without_rules_that_cannot_act(
    file: str, title: str, rules: tuple[str, ...], why: str
) -> None:
    (path,) = FOLDER.glob(f"{file}_*.rules")
    whole = program(path)
    assert set(rules) <= {rule.id for rule in whole.rules if rule.later}
    rest = replace(whole, rules=tuple(rule for rule in whole.rules if rule.id not in rules))
    (found,) = [result for result in run_tests(rest) if result.title == title]
    assert (found.status, found.misses) == ("passed", ()), why


if __name__ == "__main__":
    STATUS.write_text("\n".join(status()) + "\n", "utf-8")
