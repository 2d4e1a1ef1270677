"""What the commands share: a ruleset from a path, words on the screen, a way to stop.

In: a path as the user typed it. Out: a Program, an Engine, or an exit. Invariant: diagnostics go to
standard error unless they are the command's product; nothing is written after an error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from receipt_rules.compiler import compile_program, read_source
from receipt_rules.diagnostics import (
    Diagnostic,
    Source,
    pointer_to_text,
    to_concise,
    to_github,
    to_json,
    to_sarif,
    to_text,
)
from receipt_rules.errors import CompiledRulesetError, RulesetError
from receipt_rules.program import BindResult, FolderLoader, Program, bind
from receipt_rules.runtime import Engine
from receipt_rules.runtime.codec import MAGIC

COMPILED = ".rulesc"


class Format(StrEnum):
    """How diagnostics are printed."""

    text = "text"
    concise = "concise"
    json = "json"
    sarif = "sarif"
    github = "github"


def coloured(stream: TextIO) -> bool:
    """Colours are for terminals, and not for everybody (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def stop(message: str, code: int = 2) -> NoReturn:
    """Say why and leave."""
    print(f"receipt-rules: {message}", file=sys.stderr)
    raise typer.Exit(code)


def say_bytes(data: bytes) -> None:
    """Print a line for programs: in UTF-8, whatever the terminal speaks."""
    sys.stdout.buffer.write(data + b"\n")


def source_of(path: Path) -> Source | Diagnostic:
    """The text of a `.rules` file, or why it is none; where it cannot be read at all, a usage error."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        stop(f"cannot read `{path}`: {error.strerror}")
    if data.startswith(MAGIC):
        stop(f"`{path}` is a compiled ruleset: say the `.rules` file that it was made from")
    name = "<stdin>" if str(path) == "-" else str(path)
    return read_source(name, data)


def bind_file(path: Path) -> BindResult:
    """Parse and bind a ruleset with its imports and tables, which lie beside it."""
    source = source_of(path)
    if isinstance(source, Diagnostic):
        return BindResult(None, (source,))
    return bind(source, FolderLoader(path.parent))


def program_of(path: Path) -> Program:
    """The program of a ruleset without errors; else the errors on standard error and exit code 1."""
    result = bind_file(path)
    if result.program is None:
        refuse(result.diagnostics)
    return result.program


def engine_of(path: Path) -> Engine:
    """The engine of a `.rules` text or a compiled file."""
    if path.suffix == COMPILED or _is_compiled(path):
        try:
            return Engine.load(path)
        except CompiledRulesetError as error:
            shown = pointer_to_text(
                error.slug,
                error.message,
                path=str(path),
                pointer="",
                remedy=error.help,
                colour=coloured(sys.stderr),
            )
            print(shown, end="", file=sys.stderr)
            raise typer.Exit(1) from None
        except OSError as error:
            stop(f"cannot read `{path}`: {error.strerror}")
    try:
        return Engine(compile_program(program_of(path)))
    except RulesetError as error:
        refuse([each for each in error.diagnostics if isinstance(each, Diagnostic)])


def _is_compiled(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False  # whoever reads all of it says why it cannot be read


def refuse(diagnostics: Sequence[Diagnostic]) -> NoReturn:
    """The diagnostics on standard error, and exit code 1."""
    print(to_text(diagnostics, colour=coloured(sys.stderr)), end="", file=sys.stderr)
    raise typer.Exit(1)


def rendered(diagnostics: Sequence[Diagnostic], form: Format, *, colour: bool) -> str:
    """Diagnostics in a format."""
    if form is Format.text:
        return to_text(diagnostics, colour=colour)
    forms = {
        Format.concise: to_concise,
        Format.json: to_json,
        Format.sarif: to_sarif,
        Format.github: to_github,
    }
    return forms[form](diagnostics)
