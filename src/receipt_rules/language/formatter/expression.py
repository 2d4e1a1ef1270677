"""Expressions and selectors as layouts.

In: nodes. Out: layouts with the fewest parentheses that keep the meaning. Invariant: parsing what is
printed gives the same tree, for every tree; conditions break before `and` and `or`, selectors before
`except` and `where`, all else stays on its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.layout import Doc, seq
from receipt_rules.language.formatter.render import flat
from receipt_rules.language.formatter.slots import Part, part


class Level(IntEnum):
    """How tightly a form binds; an operand that binds less than its place asks for has parentheses."""

    IF = 0
    OR = 1
    AND = 2
    NOT = 3
    COMPARE = 4
    SUM = 5
    PRODUCT = 6
    UNARY = 7
    ATOM = 8


_OPERATORS: Final[Mapping[str, Level]] = {
    "or": Level.OR, "and": Level.AND,
    "+": Level.SUM, "-": Level.SUM, "*": Level.PRODUCT, "/": Level.PRODUCT,
}  # fmt: skip
_LEVELS: Final[Mapping[type[ast.Node], Level]] = {
    ast.IfElse: Level.IF,
    ast.Not: Level.NOT,
    ast.Compare: Level.COMPARE,
    ast.IsKnown: Level.COMPARE,
    ast.Matches: Level.COMPARE,
    ast.InFact: Level.COMPARE,
    ast.InRange: Level.COMPARE,
    ast.InList: Level.COMPARE,
    ast.InItems: Level.COMPARE,
    ast.InSegment: Level.COMPARE,
    ast.Negate: Level.UNARY,
    ast.PercentOf: Level.UNARY,
    ast.Default: Level.UNARY,
}
_SPACES: Final = re.compile(r"[ \t]+")


# ---- leaves ------------------------------------------------------------------------------------


def literal(node: ast.Literal) -> str:
    """The author's spelling; only the space inside `5  RUB` or `3  days` is made one."""
    if isinstance(node, ast.Text | ast.Doc | ast.Regex):
        return node.text
    return _SPACES.sub(" ", node.text)


def word(node: ast.Literal | ast.Name | ast.Ref) -> str:
    """A literal or a name as it is written."""
    if isinstance(node, ast.Ref):
        return node.name.text
    return node.text if isinstance(node, ast.Name) else literal(node)


def words(*parts: str | ast.Literal | ast.Name | ast.Ref | None) -> str:
    """Words with a space between them; None and the empty word are left out."""
    spelt = (each if isinstance(each, str) else word(each) for each in parts if each is not None)
    return " ".join(filter(None, spelt))


def leaf(node: ast.Literal | ast.Name) -> Part:
    """A literal or a name at its place."""
    return part(node, word)


def points(count: ast.Integer | ast.Number) -> str:
    """`1 point`, `2 points`."""
    return f"{word(count)} {'point' if count.value == 1 else 'points'}"


# ---- which lines -------------------------------------------------------------------------------


def set_ref(node: ast.SetRef) -> str:
    """One element of a set of items."""
    match node:
        case ast.SetName():
            return word(node.name)
        case ast.SetSku():
            return word(node.sku)
        case ast.SetCategory():
            return words("category", node.value)
        case ast.SetBrand():
            return words("brand", node.value)
        case ast.SetTag():
            return words("tag", node.value)
        case ast.SetDiscounted():
            return "discounted"


def set_refs(c: Composer, refs: Sequence[ast.SetRef]) -> Doc:
    """` a, b`."""
    return c.listing([part(ref, set_ref) for ref in refs])


def selector_parts(
    c: Composer, node: ast.Selector, *, start: int, before: str = "", bare: bool = False
) -> list[Part]:
    """`before` and the selector as parts of a chain: the items, `except`, `where`.

    `start` is the offset of what stands before; `bare` leaves out the word `items`.
    """
    if node.all_items:
        head = partial(words, before, "all items")
        parts = [Part(start, node.span.start, head)]
    else:
        opening = words(before, "" if bare else "items")
        parts = [Part(start, node.refs[-1].span.end, lambda: seq(opening, set_refs(c, node.refs)))]
    if node.excepts:
        excepts = node.excepts
        build = lambda: seq("except", set_refs(c, excepts))  # noqa: E731
        at = c.start_of("except", excepts[0].span.start)
        parts.append(Part(at, excepts[-1].span.end, build))
    if node.where is not None:
        parts.append(worded(c, "where", node.where))
    return parts


def selector(c: Composer, node: ast.Selector, *, start: int, before: str = "") -> Doc:
    """`before` and the selector."""
    return c.chain(selector_parts(c, node, start=start, before=before))


# ---- expressions -------------------------------------------------------------------------------


def expression(c: Composer, node: ast.Expr, least: Level = Level.IF) -> Doc:
    """An expression, in parentheses if it binds less than `least`."""
    if isinstance(node, ast.Literal | ast.Ref):
        return word(node)
    doc = _WRITERS[type(node)](c, node)
    return seq("(", doc, ")") if _level(node) < least else doc


def worded(c: Composer, keyword: str, node: ast.Expr, least: Level = Level.IF) -> Part:
    """An expression behind the keyword that begins its part."""
    start = c.start_of(keyword, node.span.start)
    return Part(start, node.span.end, lambda: seq(f"{keyword} ", expression(c, node, least)))


def on_one_line(node: ast.Expr) -> str:
    """An expression in a place that cannot be broken."""
    return flat(expression(Composer.quiet(), node))


def _level(node: ast.Expr) -> Level:
    if isinstance(node, ast.Logic | ast.Arithmetic):
        return _OPERATORS[node.op]
    return _LEVELS.get(type(node), Level.ATOM)


def _logic(c: Composer, node: ast.Logic) -> Doc:
    """`a and b and c` is one chain; an operand to the right of its like had parentheses and keeps them."""
    operands: list[ast.Expr] = []
    left: ast.Expr = node
    while isinstance(left, ast.Logic) and left.op == node.op:
        operands.append(left.right)
        left = left.left
    own = _level(node)
    first = part(left, lambda each: expression(c, each, own))
    return c.chain([first, *(worded(c, node.op, each, Level(own + 1)) for each in reversed(operands))])


def _arithmetic(c: Composer, node: ast.Arithmetic) -> Doc:
    own = _level(node)
    operands: list[tuple[str, ast.Expr]] = []
    left: ast.Expr = node
    # A sum of many terms leans to the left; it is walked, not descended into.
    while isinstance(left, ast.Arithmetic) and _level(left) == own:
        operands.append((left.op, left.right))
        left = left.left
    docs = [expression(c, left, own)]
    for sign, operand in reversed(operands):
        docs += f" {sign} ", expression(c, operand, Level(own + 1))
    return seq(*docs)


def _if_else(c: Composer, node: ast.IfElse) -> Doc:
    return c.chain(
        [
            worded(c, "if", node.condition, Level.OR),
            worded(c, "then", node.then, Level.OR),
            worded(c, "else", node.otherwise),
        ]
    )


def _percent_of(c: Composer, node: ast.PercentOf) -> Doc:
    return seq(word(node.percent), " of ", expression(c, node.of, Level.UNARY))


def _default(c: Composer, node: ast.Default) -> Doc:
    operand, fallback = (expression(c, each, Level.ATOM) for each in (node.operand, node.fallback))
    return seq(operand, " default ", fallback)


def _compare(c: Composer, node: ast.Compare) -> Doc:
    left, right = (expression(c, each, Level.SUM) for each in (node.left, node.right))
    return seq(left, f" {node.op} ", right)


def _tested(rest: Callable[[Composer, Any], Doc]) -> Callable[[Composer, Any], Doc]:
    """A test with the thing tested in front."""
    return lambda c, node: seq(expression(c, node.operand, Level.SUM), " ", rest(c, node))


def _range(c: Composer, node: ast.InRange) -> Doc:
    low, high = (expression(c, each, Level.SUM) for each in (node.low, node.high))
    simple = isinstance(node.low, ast.Literal | ast.Ref) and isinstance(node.high, ast.Literal | ast.Ref)
    return seq("in ", low, ".." if simple else " .. ", high)


def _list(c: Composer, node: ast.InList) -> Doc:
    return seq("in ", c.bracketed("{", [part(each, word) for each in node.values], "}", node.span.end))


def _call(c: Composer, node: ast.Call) -> Doc:
    args = [part(each, partial(expression, c)) for each in node.args]
    return seq(word(node.function), c.bracketed("(", args, ")", node.span.end))


def _aggregate(c: Composer, node: ast.Aggregate) -> Doc:
    over = node.over
    if over is None:
        return node.function
    if isinstance(over, ast.OverThisItem):
        return f"{node.function} of this item"
    doc = selector(c, over, start=over.span.start)
    simple = len(over.refs) < 2 and not over.excepts and over.where is None
    return seq(f"{node.function} of ", doc) if simple else seq(f"{node.function} of (", doc, ")")


_WRITERS: Final[Mapping[type[ast.Node], Callable[[Composer, Any], Doc]]] = {
    ast.Aggregate: _aggregate,
    ast.Call: _call,
    ast.Arithmetic: _arithmetic,
    ast.Negate: lambda c, node: seq("-", expression(c, node.operand, Level.UNARY)),
    ast.PercentOf: _percent_of,
    ast.Default: _default,
    ast.Compare: _compare,
    ast.Logic: _logic,
    ast.Not: lambda c, node: seq("not ", expression(c, node.operand, Level.NOT)),
    ast.IsKnown: _tested(lambda _, __: "is known"),
    ast.Matches: _tested(lambda _, node: words("matches", node.regex)),
    ast.InFact: _tested(lambda c, node: seq("in ", expression(c, node.fact, Level.SUM))),
    ast.InRange: _tested(_range),
    ast.InList: _tested(_list),
    ast.InItems: _tested(lambda _, node: words("in items", node.items)),
    ast.InSegment: _tested(lambda _, node: words("in segment", node.segment)),
    ast.IfElse: _if_else,
}
