"""`test`: the examples in rulesets must hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import program_of
from receipt_rules.slip import slip
from receipt_rules.testing import Miss, TestResult, run_tests


def test(
    rulesets: Annotated[list[Path], typer.Argument(help="Rulesets whose `test` blocks to run.")],
    only: Annotated[str, typer.Option("-k", help="Only tests whose title contains this text.")] = "",
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Name the tests that pass too.")] = False,
) -> None:
    """Run the `test` blocks of rulesets; a failure shows the receipt with what happened and why.

    A test that needs what this version does not evaluate yet is skipped, by name. Exit code 1 if one fails.
    """
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for path in rulesets:
        program = program_of(path)
        titles = {rule.id: rule.title for rule in program.rules}
        for result in run_tests(program, only=only):
            counts[result.status] += 1
            if result.status != "passed" or verbose:
                _show(result, titles)
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    if counts["failed"]:
        raise typer.Exit(1)


test.__test__ = False  # type: ignore[attr-defined]  # pytest collects by name


def _show(result: TestResult, titles: dict[str, str]) -> None:
    place = f"{result.span.path}:{result.span.line}"
    print(
        f'{result.status.upper()} {place} "{result.title}"' + (f": {result.reason}" if result.reason else "")
    )
    shown = None
    for miss in result.misses:
        print(_quoted(miss))
    for miss in result.misses:
        if miss.receipt is not None and miss.outcome is not None and miss.outcome is not shown:
            shown = miss.outcome
            print()
            print(
                "\n".join(
                    f"    {row}".rstrip() for row in slip(miss.receipt, miss.outcome, titles).split("\n")
                )
            )
    sys.stdout.flush()


def _quoted(miss: Miss) -> str:
    text = " ".join(miss.span.text.split())
    return f"  {text}\n  {'^'.rjust(min(len(text), 8) + 1)} {miss.found}"
