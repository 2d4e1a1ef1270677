"""`fmt`: rulesets in canonical form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import read_text, stop
from receipt_rules.cli.writing import write_whole
from receipt_rules.diagnostics import Source, to_text
from receipt_rules.language import format_text


def fmt(
    files: Annotated[
        list[Path], typer.Argument(help="Files to format; `-` reads and writes standard streams.")
    ],
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 if a file would change.")
    ] = False,
) -> None:
    """Bring rulesets into canonical form: order of clauses, indentation, aligned tables.

    Comments stay, the meaning never changes, and a file with a syntax error is left as it is.
    """
    failed = changed = 0
    for path in files:
        stream = str(path) == "-"
        text = sys.stdin.read() if stream else read_text(path)
        result = format_text(Source("<stdin>" if stream else str(path), text))
        if result.text is None:
            print(to_text(result.diagnostics, colour=sys.stderr.isatty()), file=sys.stderr)
            failed += 1
            continue
        if stream and not check:
            sys.stdout.write(result.text)
        elif result.text != text:
            changed += 1
            if check:
                print(f"would change {path}")
            else:
                try:
                    write_whole(path, result.text.encode())
                except OSError as error:
                    stop(f"cannot write `{path}`: {error.strerror}")
                print(f"formatted {path}")
    if failed or (check and changed):
        raise typer.Exit(1)
