"""`check`: everything that can be said about rulesets without running them."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import Format, bind_file, coloured, rendered
from receipt_rules.diagnostics import Diagnostic, Diagnostics
from receipt_rules.program.lint import lint

EXAMPLE = (
    "Examples: `receipt-rules check spring.rules`; "
    "`receipt-rules check --strict --format github rulesets/*.rules` in CI."
)


def check(
    files: Annotated[list[Path], typer.Argument(help="Rulesets; their imports are checked with them.")],
    form: Annotated[Format, typer.Option("--format", help="How to print what is found.")] = Format.text,
    today: Annotated[
        str, typer.Option(help="The date for `expired`, as 2026-03-01; the machine's date if absent.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail the check too.")] = False,
) -> None:
    """Say what is wrong with rulesets, where, and what to do.

    Exit code 0 if there is no error (with `--strict`: nor a warning), 1 if there is.
    """
    try:
        day = dt.date.fromisoformat(today) if today else dt.date.today()  # noqa: DTZ011 - the author's day
    except ValueError as error:
        raise typer.BadParameter("write it as 2026-03-01", param_hint="--today") from error
    found: dict[Diagnostic, None] = {}
    for path in files:
        result = bind_file(path)
        found |= dict.fromkeys(result.diagnostics)
        if result.program is not None:
            found |= dict.fromkeys(lint(result.program, today=day))
    collected = Diagnostics()
    for each in found:
        collected.add(each)
    text = rendered(collected.sorted(), form, colour=coloured(sys.stdout))
    if text:
        print(text.rstrip("\n"))
    elif form is Format.text:
        print(f"{len(files)} ruleset{'' if len(files) == 1 else 's'} checked, nothing to say")
    if collected.has_errors or (strict and collected.count("warning")):
        raise typer.Exit(1)
