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

EXAMPLE = "Example: `receipt-rules compile spring.rules -o till/spring.rulesc`."


def compile_(
    ruleset: Annotated[Path, typer.Argument(help="The root `.rules` file.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; default: beside it, as `.rulesc`.")
    ] = None,
) -> None:
    """Compile a ruleset with all its imports and tables into one file that a till loads in milliseconds.

    Nothing is written if there is an error.
    """
    if output is None and str(ruleset) == "-":
        stop("say where to write: `-o FILE`")
    path = output or ruleset.with_suffix(COMPILED)
    if path.suffix == ".rules":
        stop(f"`{path}` would be overwritten: compiled rulesets are called `{path.with_suffix(COMPILED)}`")
    program = program_of(ruleset)
    try:
        compiled = compile_program(program)
    except RulesetError as error:
        refuse([each for each in error.diagnostics if isinstance(each, Diagnostic)])
    data = encode(compiled)
    try:
        write_whole(path, data)
    except OSError as error:
        stop(f"cannot write `{path}`: {error.strerror}")
    live = sum(not row.draft for row in compiled.rules)
    rules = f"{live} rule{'' if live == 1 else 's'}"
    print(f"{path}: {rules}, {len(data):,} bytes, digest {compiled.digest[:12]}")
