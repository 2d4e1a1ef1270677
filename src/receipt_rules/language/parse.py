"""The door of the language: a source in, an AST and everything that is wrong with it out.

In: a `Source`. Out: `ParseResult`. Invariants: total, on any text; each declaration is parsed by itself,
so that an error in one hides nothing in another, and one that was parsed before is not parsed again.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, NamedTuple

from cachetools import LRUCache

from receipt_rules.diagnostics import Diagnostic, Diagnostics, Source, Span
from receipt_rules.language import ast
from receipt_rules.language.actions import ACTIONS, Context
from receipt_rules.language.lexer import Lexer
from receipt_rules.language.machine import Machine
from receipt_rules.language.recovery import Recovery
from receipt_rules.language.scanner import Piece, Remark, Scan, scan
from receipt_rules.language.shift import Shift
from receipt_rules.language.tables import load_tables

DEFAULT_MEMORY: Final = 20_000
"""How many declarations a parser remembers."""


class ParseResult(NamedTuple):
    """`file` holds what was understood; `diagnostics` is about this file only, sorted by place."""

    file: ast.File
    diagnostics: tuple[Diagnostic, ...]


def parse(source: Source, diagnostics: Diagnostics | None = None) -> ParseResult:
    """Parse one file. Never raises on an author's text; findings also go to `diagnostics`, if given."""
    return Parser(memory=0).parse(source, diagnostics)


class _Understood(NamedTuple):
    """What became of one declaration, where it stood."""

    source: Source
    start: int
    node: ast.Node | None
    broken: tuple[ast.Broken, ...]
    found: tuple[Diagnostic, ...]

    def at(self, source: Source, start: int) -> _Understood:
        """The same, where it stands now."""
        if source is self.source and start == self.start:
            return self
        shift = Shift(source, start - self.start)
        return _Understood(
            source,
            start,
            shift.node(self.node),
            shift.node(self.broken),
            tuple(map(shift.diagnostic, self.found)),
        )


class Parser:
    """Parses files one after another and remembers their declarations by their text; for one thread.

    An editor keeps one, so that each change parses one declaration; whoever parses once uses `parse`.
    """

    def __init__(self, *, memory: int = DEFAULT_MEMORY) -> None:
        self._machine = _machine()
        self._memory: LRUCache[tuple[str, str], _Understood] | None = LRUCache(memory) if memory else None

    def parse(self, source: Source, diagnostics: Diagnostics | None = None) -> ParseResult:
        """Parse one file. Never raises on an author's text; findings also go to `diagnostics`, if given."""
        found = Diagnostics()
        scanned = scan(source.text)
        file = _File(source, found)
        for piece in scanned.pieces:
            file.add(piece, self._understood(source, piece, file.currency))
        result = ParseResult(file.finished(scanned), found.sorted(cap=len(found)))
        if diagnostics is not None:
            diagnostics.extend(found)
        return result

    def _understood(self, source: Source, piece: Piece, currency: str) -> _Understood:
        if self._memory is None:
            return self._parsed(source, piece, currency)
        key = (source.text[piece.start : piece.end], currency)
        known = self._memory.get(key)
        if known is None:
            known = self._memory[key] = self._parsed(source, piece, currency)
        return known.at(source, piece.start)

    def _parsed(self, source: Source, piece: Piece, currency: str) -> _Understood:
        context = Context(source, currency)
        recovery = Recovery(self._machine, context, piece)
        node = self._machine.parse(source.text, piece.start, piece.end, context, recovery)
        node, broken = recovery.finished(node)
        return _Understood(source, piece.start, node, broken, tuple(context.found))


@cache
def _machine() -> Machine:
    tables = load_tables()
    return Machine(tables, Lexer(tables), ACTIONS)


class _File:
    """A file under construction."""

    def __init__(self, source: Source, diagnostics: Diagnostics) -> None:
        self.currency = ""
        self._source = source
        self._diagnostics = diagnostics
        self._header: ast.Header | None = None
        self._imports: list[ast.Import] = []
        self._declarations: list[Any] = []
        self._broken: list[ast.Broken] = []

    def add(self, piece: Piece, understood: _Understood) -> None:
        """Take in one declaration."""
        for each in understood.found:
            self._diagnostics.add(each)
        self._broken += understood.broken
        node = understood.node
        if isinstance(node, ast.Header):
            self._take_header(node)
        elif isinstance(node, ast.Import):
            self._imports.append(node)
        elif node is not None:
            self._declarations.append(node)

    def finished(self, scanned: Scan) -> ast.File:
        """The file as far as it was understood."""
        if self._header is None and not any(piece.head == "ruleset" for piece in scanned.pieces):
            self._diagnostics.report(
                "missing-header",
                self._source.span(0),
                "a file begins with its `ruleset` header",
                help='write `ruleset "name" version "1"` at the top',
            )
        text = self._source.text
        return ast.File(
            self._source.span(0, len(text)),
            self._header,
            tuple(self._imports),
            tuple(self._declarations),
            tuple(_comment(self._source, each) for each in scanned.comments),
            tuple(self._broken),
        )

    def _take_header(self, header: ast.Header) -> None:
        if self._header is None:
            self._header = header
            self.currency = next(
                (
                    each.value.text
                    for each in header.clauses
                    if isinstance(each, ast.Setting) and each.key == "currency"
                ),
                "",
            )
        else:
            self._diagnostics.report(
                "duplicate-header",
                header.span,
                "a file has one header",
                secondary=[(self._header.span, "the first one")],
                help="put the second ruleset into a file of its own",
            )


def _comment(source: Source, remark: Remark) -> ast.Comment:
    return ast.Comment(
        Span(source, remark.start, remark.end), source.text[remark.start : remark.end], remark.own_line
    )
