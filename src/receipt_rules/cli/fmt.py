"""`fmt`: rulesets in canonical form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from receipt_rules.cli.rulesets import coloured, source_of, stop
from receipt_rules.cli.writing import write_whole
from receipt_rules.diagnostics import BYTE_ORDER_MARK, Diagnostic, to_text
from receipt_rules.language import format_text

EXAMPLE = (
    "Examples: `receipt-rules fmt *.rules`; `receipt-rules fmt --check *.rules` in CI; "
    "`receipt-rules fmt - < draft.rules` in an editor."
)


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
        before, after = _formatted(path)
        if after is None:
            failed += 1
        elif str(path) == "-" and not check:
            sys.stdout.buffer.write(after)
        elif after != before:
            changed += 1
            if check:
                print(f"would change {path}")
            else:
                _write(path, after)
                print(f"formatted {path}")
    if failed or (check and changed):
        raise typer.Exit(1)


def _formatted(path: Path) -> tuple[bytes, bytes | None]:
    """The file as it is and in canonical form; None, and the reason on standard error, if it has none."""
    source = source_of(path)
    if isinstance(source, Diagnostic):
        found: tuple[Diagnostic, ...] = (source,)
    else:
        text, found = format_text(source)
        if text is not None:
            mark = BYTE_ORDER_MARK if source.bom else ""
            return (mark + source.text).encode(), text.encode()
    print(to_text(found, colour=coloured(sys.stderr)), end="", file=sys.stderr)
    return b"", None


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        stop(f"cannot write `{path}`: {error.strerror}")
