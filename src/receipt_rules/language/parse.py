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
from receipt_rules.language.lexer import Lexer, Token
from receipt_rules.language.machine import Machine
from receipt_rules.language.recovery import Allowance, Recovery, Shape
from receipt_rules.language.recovery.understood import Understood, understood
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


class _Known(NamedTuple):
    """What became of one piece, where it stood."""

    source: Source
    start: int
    understood: Understood
    found: tuple[Diagnostic, ...]

    def stands_alone(self, piece: Piece) -> bool:
        """Whether nothing that was said is about another place: where the next declaration begins, or the
        file ends, which is behind the last piece even where nothing stands between."""
        whole = self.source.span(piece.start, piece.end)
        return all(found.span.inside(whole) and found.span.start < piece.end for found in self.found)

    def at(self, source: Source, start: int) -> _Known:
        """The same, where it stands now."""
        if source is self.source and start == self.start:
            return self
        shift = Shift(source, start - self.start)
        moved = Understood(shift.nodes(self.understood.nodes), shift.nodes(self.understood.broken))
        return _Known(source, start, moved, tuple(map(shift.diagnostic, self.found)))


class Parser:
    """Parses files one after another and remembers their declarations by their text; for one thread.

    An editor keeps one, so that each change parses one declaration; whoever parses once uses `parse`.
    """

    def __init__(self, *, memory: int = DEFAULT_MEMORY) -> None:
        self._machine, self._shape = _automaton()
        self._memory: LRUCache[tuple[str, str], _Known] | None = LRUCache(memory) if memory else None

    def parse(self, source: Source, diagnostics: Diagnostics | None = None) -> ParseResult:
        """Parse one file. Never raises on an author's text; findings also go to `diagnostics`, if given."""
        found = Diagnostics()
        scanned = scan(source.text)
        allowance = Allowance()
        file = _File(source, found)
        for piece in scanned.pieces:
            file.add(piece, self._known(source, piece, file.currency, allowance))
        result = ParseResult(file.finished(scanned), found.sorted(cap=len(found)))
        if diagnostics is not None:
            diagnostics.extend(found)
        return result

    def _known(self, source: Source, piece: Piece, currency: str, allowance: Allowance) -> _Known:
        if self._memory is None:
            return self._parsed(source, piece, currency, allowance)
        key = (source.text[piece.start : piece.end], currency)
        known = self._memory.get(key)
        if known is None:
            known = self._parsed(source, piece, currency, allowance)
            if known.stands_alone(piece):
                self._memory[key] = known
        return known.at(source, piece.start)

    def _parsed(self, source: Source, piece: Piece, currency: str, allowance: Allowance) -> _Known:
        found: list[Diagnostic] = []
        nodes: list[ast.Node] = []
        broken: list[ast.Broken] = []
        place = piece.start
        rest: tuple[int, Token | None] | None = (place, None)
        while rest is not None:
            start, first = rest
            if first is not None:
                piece = piece._replace(start=start, head=self._shape.texts[first.terminals[0]])
            context = Context(source, currency)
            recovery = Recovery(self._shape, context, piece, allowance)
            node = self._machine.parse(source.text, start, piece.end, context, recovery, first)
            result = understood(node, context, recovery, piece)
            nodes += result.nodes
            broken += result.broken
            found += context.found
            rest = context.rest if context.rest is not None and context.rest[0] < piece.end else None
        return _Known(source, place, Understood(tuple(nodes), tuple(broken)), tuple(found))


@cache
def _automaton() -> tuple[Machine, Shape]:
    tables = load_tables()
    machine = Machine(tables, Lexer(tables), ACTIONS)
    return machine, Shape(machine)


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
        self._heads: set[str] = set()

    def add(self, piece: Piece, known: _Known) -> None:
        """Take in what a piece says."""
        self._check_place(piece)
        for found in known.found:
            self._diagnostics.add(found)
        self._broken += known.understood.broken
        for node in known.understood.nodes:
            self._take(node)

    def _take(self, node: ast.Node) -> None:
        if isinstance(node, ast.Header):
            self._take_header(node)
        elif isinstance(node, ast.Import):
            self._imports.append(node)
        else:
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

    def _check_place(self, piece: Piece) -> None:
        """The header first, then the imports, so that a reader knows at once what a file stands on."""
        late = self._heads - ({"ruleset", "import"} if piece.head == "import" else {"ruleset"})
        # A second header is said to be one too many, wherever it stands.
        if piece.head in {"ruleset", "import"} - (self._heads & {"ruleset"}) and late:
            what = "the header" if piece.head == "ruleset" else "an import"
            self._diagnostics.report(
                "misplaced-declaration",
                self._source.span(piece.start, piece.start + len(piece.head)),
                f"{what} stands behind other declarations",
                help="the header comes first, then the imports, then all others in any order",
            )
        self._heads.add(piece.head)

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
                Span.join(header.span._replace(end=header.span.start), header.name.span),
                "a file has one header",
                secondary=[(self._header.name.span, "the first one")],
                help="put the second ruleset into a file of its own",
            )


def _comment(source: Source, remark: Remark) -> ast.Comment:
    return ast.Comment(
        Span(source, remark.start, remark.end), source.text[remark.start : remark.end], remark.own_line
    )
