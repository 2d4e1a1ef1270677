"""Cards, coupons, points currencies, stored value and programmes as layouts.

In: the nodes of blocks of settings. Out: layouts. Invariant: parts come in one order, the author's among
equals; but a tender block, which a plugin reads, keeps its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.expression import (
    leaf,
    literal,
    selector,
    word,
    words,
)
from receipt_rules.language.formatter.expression import points as amount_of_points
from receipt_rules.language.formatter.layout import Doc, seq
from receipt_rules.language.formatter.rule import valid
from receipt_rules.language.formatter.slots import part

_Writer = Callable[[Composer, Any], Doc]


def csv(node: ast.Csv) -> str:
    """`csv "f.csv" column "c"`."""
    return words("csv", node.path, *(("column", node.column) if node.column else ()))


def settings(
    c: Composer, head: str, parts: Sequence[ast.Node], span: tuple[int, int], writers: Mapping[Any, _Writer]
) -> Doc:
    """A block whose parts are sorted by the order of their writers."""
    ranks = {kind: index for index, kind in enumerate(writers)}
    placed = [part(each, lambda node: writers[_kind(node)](c, node)) for each in parts]
    return c.block(head, placed, span, order=lambda index: ranks[_kind(parts[index])])


def _kind(node: ast.Node) -> object:
    return node.key if isinstance(node, ast.ProgramPart) else type(node)


# ---- cards and coupons ---------------------------------------------------------------------------


def cards(c: Composer, node: ast.Cards) -> Doc:
    """`cards id "title" { number SOURCE ... }`."""
    writers: dict[Any, _Writer] = {
        ast.Doc: _doc,
        ast.CodeFrom: partial(_code_from, "number"),
        ast.Valid: _valid,
    }
    return settings(c, words("cards", node.name, node.title), node.parts, node.span[1:], writers)


def coupons(c: Composer, node: ast.Coupons) -> Doc:
    """`coupons id "title" { code SOURCE ... }`."""
    writers: dict[Any, _Writer] = {
        ast.Doc: _doc,
        ast.CodeFrom: partial(_code_from, "code"),
        ast.Use: _use,
        ast.Valid: _valid,
        ast.FreedByReturn: lambda _, __: "freed by return",
    }
    return settings(c, words("coupons", node.name, node.title), node.parts, node.span[1:], writers)


def _doc(_: Composer, node: ast.Doc) -> Doc:
    return literal(node)


def _valid(_: Composer, node: ast.Valid) -> Doc:
    return valid(node)


def _code_from(keyword: str, c: Composer, node: ast.CodeFrom) -> Doc:
    source = node.source
    match source:
        case ast.Regex():
            return words(keyword, "matches", source)
        case ast.Csv():
            return words(keyword, "from", csv(source))
        case ast.Generated():
            count = words("count", source.count) if source.count else ""
            return words(keyword, "generated", source.pattern, count)
        case ast.Codes():
            return seq(keyword, c.listing([leaf(each) for each in source.values]))


def _use(_: Composer, node: ast.Use) -> Doc:
    times = words(node.times, "times") if node.times else "once"
    return words("use", times, "per customer" if node.per_customer else "")


# ---- points ------------------------------------------------------------------------------------


def points(c: Composer, node: ast.Points) -> Doc:
    """`points id "title" { worth 1 point = 1 RUB ... }`."""
    return settings(c, words("points", node.name, node.title), node.parts, node.span[1:], _POINTS)


def _worth(_: Composer, node: ast.Worth) -> Doc:
    return words("worth", amount_of_points(node.points), "=", node.money)


def _available(_: Composer, node: ast.Available) -> Doc:
    return words("available", node.when, node.after)


def _expire(_: Composer, node: ast.Expire) -> Doc:
    match node.when:
        case "never":
            return "expire never"
        case "after":
            return words("expire", node.after, "after earning")
        case "end":
            return words("expire at end of", node.period)
        case "on":
            return words("expire on", node.on)


def _pays_up_to(c: Composer, node: ast.PaysUpTo) -> Doc:
    head = words("pays up to", node.rate)
    if node.of is None:
        return head
    return selector(c, node.of, start=node.span.start, before=f"{head} of")


_POINTS: Final[Mapping[Any, _Writer]] = {
    ast.Doc: _doc,
    ast.Worth: _worth,
    ast.Available: _available,
    ast.Expire: _expire,
    ast.PaysUpTo: _pays_up_to,
    ast.AtLeast: lambda _, node: words("at least", amount_of_points(node.points)),
    ast.Steps: lambda _, node: words("steps of", amount_of_points(node.points)),
    ast.PaysAs: lambda _, node: words("as", node.kind),
    ast.EarnOn: lambda _, node: words("earn on", node.base),
    ast.EarnRounding: lambda _, node: words("earn rounding", node.mode),
}


# ---- programmes ----------------------------------------------------------------------------------


def programme(c: Composer, node: ast.Programme) -> Doc:
    """`program id "title" { kind K  status S ... }`."""
    return settings(c, words("program", node.name, node.title), node.parts, node.span[1:], _PROGRAMME)


def _program_part(_: Composer, node: ast.ProgramPart) -> Doc:
    return words("print on every receipt" if node.key == "print" else node.key, node.value)


_PROGRAMME: Final[Mapping[Any, _Writer]] = {
    ast.Doc: _doc,
    "kind": _program_part,
    "status": _program_part,
    "cards": _program_part,
    "points": _program_part,
    ast.Valid: _valid,
    "print": _program_part,
}


# ---- stored value --------------------------------------------------------------------------------


def tender(c: Composer, node: ast.Tender) -> Doc:
    """`tender KIND id "title" { key: value ... }`."""
    head = words("tender", node.kind, node.name, node.title)
    return c.block(head, [part(each, partial(_tender_part, c)) for each in node.parts], node.span[1:])


def _tender_part(c: Composer, node: ast.Doc | ast.Property) -> Doc:
    if isinstance(node, ast.Doc):
        return literal(node)
    if isinstance(node.value, ast.Selector):
        return selector(c, node.value, start=node.span.start, before=f"{word(node.key)}:")
    return seq(f"{word(node.key)}: ", _tender_value(c, node.value))


def _tender_value(c: Composer, node: ast.TenderValue) -> Doc:
    match node:
        case ast.RatePer():
            start = words("from", node.start) if node.start else ""
            return words(node.amount, "per", node.period, start)
        case ast.ListValue():
            values = [part(each, partial(_tender_value, c)) for each in node.values]
            return c.bracketed("[", values, "]", node.span.end, last_comma=True)
        case ast.MapValue():
            pairs = [part(each, partial(_tender_part, c)) for each in node.pairs]
            return c.bracketed("{", pairs, "}", node.span.end, last_comma=True)
        case ast.Selector():
            return selector(c, node, start=node.span.start)
        case _:
            return literal(node)
