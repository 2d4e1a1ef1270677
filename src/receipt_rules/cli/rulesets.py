"""What the commands share: a ruleset from a path, diagnostics on the screen, a way to stop.

In: a path as the user typed it. Out: a Program, an Engine, or an exit. Invariant: diagnostics go to
standard error unless they are the command's product; nothing is written after an error.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import typer

from receipt_rules.compiler import compile_program
from receipt_rules.diagnostics import (
    Diagnostic,
    Source,
    to_concise,
    to_github,
    to_json,
    to_sarif,
    to_text,
)
from receipt_rules.errors import CompiledRulesetError, RulesetError
from receipt_rules.program import BindResult, FolderLoader, Program, bind
from receipt_rules.runtime import Engine

COMPILED = ".rulesc"


class Format(StrEnum):
    """How diagnostics are printed."""

    text = "text"
    concise = "concise"
    json = "json"
    sarif = "sarif"
    github = "github"


def stop(message: str, code: int = 2) -> NoReturn:
    """Say why and leave."""
    print(f"receipt-rules: {message}", file=sys.stderr)
    raise typer.Exit(code)


def read_text(path: Path) -> str:
    """The text of a file; usage error where there is none, diagnostics' exit code where it is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        stop(f"`{path}` is not UTF-8 at byte {error.start}: save it as UTF-8", 1)
    except OSError as error:
        stop(f"cannot read `{path}`: {error.strerror}")


def bind_file(path: Path) -> BindResult:
    """Parse and bind a ruleset with its imports and tables, which lie beside it."""
    return bind(Source(str(path), read_text(path)), FolderLoader(path.parent))


def program_of(path: Path) -> Program:
    """The program of a ruleset without errors; else the errors on standard error and exit code 1."""
    result = bind_file(path)
    if result.program is None:
        refuse(result.diagnostics)
    return result.program


def engine_of(path: Path) -> Engine:
    """The engine of a `.rules` text or a compiled file."""
    if path.suffix == COMPILED:
        try:
            return Engine.load(path)
        except CompiledRulesetError as error:
            stop(str(error), 1)
        except OSError as error:
            stop(f"cannot read `{path}`: {error.strerror}")
    try:
        return Engine(compile_program(program_of(path)))
    except RulesetError as error:
        refuse([each for each in error.diagnostics if isinstance(each, Diagnostic)])


def refuse(diagnostics: Sequence[Diagnostic]) -> NoReturn:
    """The diagnostics on standard error, and exit code 1."""
    print(to_text(diagnostics, colour=sys.stderr.isatty()), file=sys.stderr)
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
