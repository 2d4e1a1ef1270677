"""`test`: the examples in rulesets must hold."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import bind_file, coloured, stop
from receipt_rules.cli.ticker import Ticker
from receipt_rules.diagnostics import Span, to_text
from receipt_rules.slip import slip
from receipt_rules.testing import Miss, TestResult, run_tests

EXAMPLE = "Examples: `receipt-rules test spring.rules`; `receipt-rules test spring.rules -k tea -v`."

REASONS = 20
"""A failing test tells of so many rules why they gave nothing."""


def test(
    rulesets: Annotated[list[Path], typer.Argument(help="Rulesets whose `test` blocks to run.")],
    only: Annotated[
        str, typer.Option("-k", help="Only tests whose title contains this text, in any case.")
    ] = "",
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Name the tests that pass too.")] = False,
) -> None:
    """Run the `test` blocks of rulesets; a failure shows the receipt with what happened and why.

    A test that needs what this version does not evaluate yet is skipped, by name. Exit code 1 if one fails.
    """
    counts: Counter[str] = Counter()
    broken = 0
    for path in rulesets:
        result = bind_file(path)
        if result.program is None:
            broken += 1
            print(to_text(result.diagnostics, colour=coloured(sys.stderr)), end="", file=sys.stderr)
            continue
        with Ticker("tests", None if only else len(result.program.tests)) as ticker:
            for each in run_tests(result.program, only=only):
                counts[each.status] += 1
                if each.status != "passed" or verbose:
                    ticker.clear()
                    print(_told(each), flush=True)
                ticker.tick()
    if only and not counts and not broken:
        stop(f"no test has `{only}` in its title")
    if counts or not broken:
        print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    if counts["failed"] or broken:
        raise typer.Exit(1)


test.__test__ = False  # type: ignore[attr-defined]  # pytest collects by name


def _told(result: TestResult) -> str:
    """What became of a test, in a few rows; of one that failed also the receipts."""
    place = f"{result.span.path}:{result.span.line}"
    head = f'{result.status.upper()} {place} "{result.title}"'
    rows = [f"{head}: {result.reason}" if result.reason else head]
    gutter = max((len(str(miss.span.line)) for miss in result.misses), default=0)
    for miss in result.misses:
        rows += _quoted(miss.span, miss.found, gutter)
    shown: list[Miss] = []
    for miss in result.misses:
        if all(each.receipt is not miss.receipt for each in shown):
            shown.append(miss)
            rows += _happened(miss)
    return "\n".join([*rows, ""] if shown else rows)


def _quoted(span: Span, found: str, gutter: int) -> list[str]:
    """The expectation, with a mark under what it is about and what was found instead."""
    first, *more = span.text.split("\n")
    text = " ".join(first.split()) + (" ..." if more else "")
    mark = len("expect ") if text.startswith("expect ") else 0
    margin = " " * gutter
    return [f"{span.line:>{gutter}} |   {text}", f"{margin} |   {' ' * mark}^ {found}"]


def _happened(miss: Miss) -> list[str]:
    """The receipt as a slip; rules are called by their ids, as the test calls them."""
    if miss.receipt is None or miss.outcome is None:
        return []
    rows = slip(miss.receipt, miss.outcome, {}, reasons=REASONS).rstrip("\n").split("\n")
    return ["", *(f"    {row}".rstrip() for row in rows)]
