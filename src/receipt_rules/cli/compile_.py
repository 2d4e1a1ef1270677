"""`compile`: a ruleset as one file for tills."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import COMPILED, program_of, refuse, stop
from receipt_rules.cli.writing import write_whole
from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import Diagnostic
from receipt_rules.errors import RulesetError
from receipt_rules.runtime import encode


def compile_(
    ruleset: Annotated[Path, typer.Argument(help="The root `.rules` file.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; default: beside it, as `.rulesc`.")
    ] = None,
) -> None:
    """Compile a ruleset with all its imports and tables into one file that a till loads in milliseconds.

    Nothing is written if there is an error.
    """
    program = program_of(ruleset)
    try:
        compiled = compile_program(program)
    except RulesetError as error:
        refuse([each for each in error.diagnostics if isinstance(each, Diagnostic)])
    data = encode(compiled)
    path = output or ruleset.with_suffix(COMPILED)
    try:
        write_whole(path, data)
    except OSError as error:
        stop(f"cannot write `{path}`: {error.strerror}")
    live = sum(not row.draft for row in compiled.rules)
    print(f"{path}: {live} rules, {len(data):,} bytes, digest {compiled.digest[:12]}")
