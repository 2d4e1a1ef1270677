"""The rules blocks of a page, bound one by one.

In: a page and an empty folder, or a text. Out: what the language says of each block, and what became of its
tests. Invariant: a block is bound as `runner` does it, with its files, what is given and what is round it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from receipt_rules.diagnostics import Diagnostic, Source
from receipt_rules.program import FolderLoader, Loader, bind
from receipt_rules.program.lint import lint
from receipt_rules.testing import TestResult, run_tests
from tests.docs.blocks import Block, read_page
from tests.docs.rules_text import assemble


class Bound(NamedTuple):
    """What is said of a text, and its tests."""

    findings: tuple[Diagnostic, ...]
    tests: tuple[TestResult, ...] = ()

    @property
    def errors(self) -> list[Diagnostic]:
        return [each for each in self.findings if each.level == "error"]

    @property
    def later(self) -> set[str]:
        """The clauses that are not evaluated yet, in the author's words."""
        return {each.message.split("`")[1] for each in self.findings if each.slug == "not-yet-evaluated"}


def bound_blocks(page: Path, folder: Path) -> Iterator[tuple[Block, Bound]]:
    """Every rules block that is run, line by line where it says `each-line`."""
    given = ""
    for block in read_page(page, page.name):
        if "not-run" in block.directives:
            continue
        if name := block.directives.get("file"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        if block.language == "rules":
            given = block.directives.get("given", given)
            for text, _ in assemble(block, given, ""):
                yield block, bound(text, FolderLoader(folder))


def bound(text: str, load: Loader) -> Bound:
    """One text."""
    result = bind(Source("main.rules", text), load)
    if result.program is None:
        return Bound(result.diagnostics)
    return Bound((*result.diagnostics, *lint(result.program)), tuple(run_tests(result.program)))
