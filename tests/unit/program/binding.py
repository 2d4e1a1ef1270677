"""Binding texts in tests: short ways to say a bundle and to read what was found."""

from __future__ import annotations

from collections.abc import Mapping

from receipt_rules.diagnostics import Diagnostic, Source
from receipt_rules.program import BindResult, MemoryLoader, Program, bind
from receipt_rules.program.model import Rule

HEADER = 'ruleset "example" version "1" currency EUR\n'


def whole(text: str) -> str:
    """The text with a header, unless it has one."""
    return text if text.lstrip().startswith(("ruleset", '"""')) else HEADER + text


def bound(
    text: str, files: Mapping[str, str | bytes] | None = None, *, path: str = "main.rules"
) -> BindResult:
    """What binding a root file says; `files` are the others."""
    return bind(Source(path, whole(text)), MemoryLoader(files or {}))


def program(text: str, files: Mapping[str, str | bytes] | None = None) -> Program:
    """The program of a text without errors."""
    result = bound(text, files)
    assert result.program is not None, said(result.diagnostics)
    return result.program


def rule(text: str, files: Mapping[str, str | bytes] | None = None) -> Rule:
    """The only rule of a text without errors."""
    (found,) = program(text, files).rules
    return found


def found(text: str, files: Mapping[str, str | bytes] | None = None) -> list[tuple[str, str]]:
    """Slug and place of each finding, the place as the author's text."""
    return [(each.slug, each.span.text) for each in bound(text, files).diagnostics]


def slugs(text: str, files: Mapping[str, str | bytes] | None = None) -> list[str]:
    """The slugs of what is found."""
    return [slug for slug, _ in found(text, files)]


def only(text: str, files: Mapping[str, str | bytes] | None = None) -> Diagnostic:
    """The one thing that is found."""
    diagnostics = bound(text, files).diagnostics
    assert len(diagnostics) == 1, said(diagnostics)
    return diagnostics[0]


def said(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """What is found, in short."""
    return [f"{each.path}:{each.line}: {each.slug}: {each.message}" for each in diagnostics]
