"""The door of the language that pages are held against.

In: the name of a rules file in the folder that is the root of its bundle. Out: all findings about it, and,
where there is no error, a finding for each of its tests that fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from receipt_rules.diagnostics import Source
from receipt_rules.program import FolderLoader, Program, bind
from receipt_rules.program.lint import lint
from receipt_rules.testing import run_tests
from tests.docs.runner import Finding

TEST_FAILS = "test-fails"
# The day on which pages are read: rules that they show as over ended before it.
TODAY = date(2026, 3, 4)


def check(name: str, folder: Path) -> list[Finding]:
    """Parse, bind and lint a file and run its tests, as `receipt-rules check` and `receipt-rules test` do."""
    result = bind(Source(name, (folder / name).read_text(encoding="utf-8")), FolderLoader(folder))
    advice = lint(result.program, TODAY) if result.program else ()
    found = [
        Finding(
            diagnostic.slug,
            diagnostic.level,
            diagnostic.span.line,
            diagnostic.message
            if diagnostic.span.path == name
            else f"{diagnostic.span.path}: {diagnostic.message}",
        )
        for diagnostic in (*result.diagnostics, *advice)
    ]
    return found + (list(_failures(result.program)) if result.program else [])


def _failures(program: Program) -> Iterator[Finding]:
    for test in run_tests(program):
        for miss in test.misses:
            yield Finding(TEST_FAILS, "error", miss.span.line, f"test {test.title!r}: {miss.found}")
