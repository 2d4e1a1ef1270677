"""Arithmetic, comparison and logic.

In: their AST nodes. Out: bound ones. Invariant: this is the arithmetic of the language page, "Types":
money and money, money and a number, a percent `of` money, percents with each other, numbers with each
other; only like is compared with like.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from receipt_rules.diagnostics import Label, Span
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Binder
from receipt_rules.program.bind.folding import fold
from receipt_rules.program.bind.guards import known_if
from receipt_rules.program.bind.measures import measure
from receipt_rules.program.bind.typing import (
    NUMBERS,
    bare_number,
    common,
    comparable,
    expected,
    ordered,
    plain,
    report_bare,
    with_article,
)
from receipt_rules.program.types import BOOL, INT, MONEY, NUMBER, PERCENT, Type

_ORDERING: Final = ("<", "<=", ">", ">=")
_COMPARISONS: Final = ("=", "!=", *_ORDERING)
_VERBS: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide"}
_BETWEEN: Final = {
    "add": "to", "subtract": "from", "multiply": "by", "divide": "by", "compare": "with",
}  # fmt: skip


# ---- arithmetic ------------------------------------------------------------------------------------


def bind_arithmetic(binder: Binder, node: ast.Arithmetic) -> px.Expr | None:
    """`+ - * /`."""
    parts = bind_pair(binder, node.left, node.right, _VERBS[node.op], None)
    if parts is None:
        return None
    left, right = parts
    type = _result(node.op, left.type, right.type)
    if type is None:
        _report_arithmetic(binder, node, left, right)
        return None
    if node.op == "/" and not _divisor(binder, node, right):
        return None
    return binder.made(px.Arithmetic(node.span, type, node.op, left, right))


def _result(op: str, left: Type, right: Type) -> Type | None:
    numbers = left in NUMBERS and right in NUMBERS
    if numbers:
        return INT if left == right == INT and op != "/" else NUMBER
    if op in "+-":
        return left if left == right and left in (MONEY, PERCENT) else None
    if left == MONEY and right in NUMBERS:
        return MONEY
    return MONEY if op == "*" and left in NUMBERS and right == MONEY else None


def _divisor(binder: Binder, node: ast.Arithmetic, right: px.Expr) -> bool:
    if not isinstance(right, px.Const):
        binder.scope.diagnostics.report(
            "not-a-constant",
            node.right.span,
            "only a constant can stand after `/`",
            help="multiply the other side instead, or divide by a written value",
        )
        return False
    if right.value == 0:
        binder.scope.diagnostics.report("divide-by-zero", node.right.span, "a division by zero")
        return False
    return True


def _report_arithmetic(binder: Binder, node: ast.Arithmetic, left: px.Expr, right: px.Expr) -> None:
    scope, verb, adds = binder.scope, _VERBS[node.op], node.op in "+-"
    for one, other in ((node.right, left), (node.left, right)):
        bare = bare_number(one)
        if bare is not None and adds and other.type in (MONEY, PERCENT):
            report_bare(bare, other.type, scope, beside=other)
            return
    first, second = (right, left) if adds else (left, right)
    help = ""
    if PERCENT in (left.type, right.type) and MONEY in (left.type, right.type):
        share, whole = (node.left, node.right) if left.type == PERCENT else (node.right, node.left)
        help = f"take a percent `of` money: `{share.span.text} of {whole.span.text}`"
    scope.diagnostics.report(
        "type-mismatch",
        node.span,
        f"cannot {verb} {plain(first.type)} {_BETWEEN[verb]} {plain(second.type)}",
        secondary=[Label(part.span, f"this is {with_article(part.type)}") for part in (left, right)],
        help=help,
    )


def bind_negate(binder: Binder, node: ast.Negate) -> px.Expr | None:
    """`-x`."""
    operand = binder.bind(node.operand)
    if operand is None or not expected(operand, node.operand, (MONEY, PERCENT, *NUMBERS), binder.scope):
        return None
    return binder.made(px.Negate(node.span, operand.type, operand))


def bind_percent_of(binder: Binder, node: ast.PercentOf) -> px.Expr | None:
    """`30% of x`."""
    percent, of = binder.bind(node.percent), binder.bind(node.of)
    if percent is None or of is None:
        return None
    fitting = expected(percent, node.percent, (PERCENT,), binder.scope)
    if not expected(of, node.of, (MONEY,), binder.scope) or not fitting:
        return None
    return binder.made(px.PercentOf(node.span, MONEY, percent, of))


# ---- comparison ------------------------------------------------------------------------------------


def bind_compare(binder: Binder, node: ast.Compare) -> px.Expr | None:
    """`= != < <= > >=`."""
    hint = measure((node.left, node.right), binder.scope)
    parts = bind_pair(binder, node.left, node.right, "compare", hint)
    if parts is None or node.op not in _COMPARISONS:
        # a mark that nobody wrote stands for one whose absence was said already
        return None
    left, right = parts
    if not comparable((node.left, left), (node.right, right), binder.scope):
        return None
    if node.op in _ORDERING and not ordered(left, binder.scope):
        return None
    return binder.made(px.Compare(node.span, BOOL, node.op, left, right))


def bind_pair(
    binder: Binder, left: ast.Expr, right: ast.Expr, verb: str, hint: Type | None
) -> tuple[px.Expr, px.Expr] | None:
    """Two parts that must go together; an amount in another currency is said with the other part."""
    foreign = [each for each in (left, right) if _is_foreign(each, binder)]
    if len(foreign) != 1:
        bound = binder.bind(left, hint), binder.bind(right, hint)
        return None if bound[0] is None or bound[1] is None else (bound[0], bound[1])
    (money,) = foreign
    other = binder.bind(right if money is left else left, hint)
    if other is None or other.type != MONEY:
        binder.bind(money)
    elif isinstance(money, ast.Money):
        report_foreign(binder, money, other, verb)
    return None


def _is_foreign(node: ast.Expr, binder: Binder) -> bool:
    return isinstance(node, ast.Money) and node.currency != binder.scope.currency


def report_foreign(binder: Binder, money: ast.Money, other: px.Expr, verb: str) -> None:
    """An amount in another currency meets money of the ruleset."""
    own = binder.scope.currency
    first, second = (own, money.currency) if verb == "compare" else (money.currency, own)
    binder.scope.diagnostics.report(
        "currency-mismatch",
        money.span,
        f"cannot {verb} {first} {_BETWEEN[verb]} {second}",
        label=f"in {money.currency}",
        secondary=[Label(other.span, f"in {own}, the currency of the ruleset")],
        notes=["the engine never converts currencies"],
        help=f"write the amount in {own}",
    )


# ---- logic -----------------------------------------------------------------------------------------


def bind_logic(binder: Binder, node: ast.Logic) -> px.Expr | None:
    """`and`, `or`; a chain of one of them becomes a balanced tree, so that its length is no depth."""
    parts: list[px.Expr] = []
    here, whole = binder, True
    for term in chain(node):
        bound = condition(here, term)
        if bound is None:
            here, whole = here.knowing(None), False
        else:
            here = here.knowing(known_if(bound, node.op == "and"))
            parts.append(bound)
    return _balanced(node.op, parts) if whole else None


def chain(node: ast.Logic) -> list[ast.Expr]:
    """The terms that one `and` or `or` joins, from the left."""
    terms: list[ast.Expr] = []
    waiting: list[ast.Expr] = [node]
    while waiting:
        term = waiting.pop()
        if isinstance(term, ast.Logic) and term.op == node.op:
            waiting += (term.right, term.left)
        else:
            terms.append(term)
    return terms


def _balanced(op: Literal["and", "or"], parts: list[px.Expr]) -> px.Expr:
    if len(parts) == 1:
        return parts[0]
    left, right = _balanced(op, parts[: len(parts) // 2]), _balanced(op, parts[len(parts) // 2 :])
    return fold(px.Logic(_joined((left, right)), BOOL, op, left, right))


def _joined(parts: Iterable[px.Expr]) -> Span:
    first, *_, last = [part.span for part in parts]
    same = first.source == last.source
    return Span.join(first, last) if same else first


def bind_not(binder: Binder, node: ast.Not) -> px.Expr | None:
    """`not x`."""
    operand = condition(binder, node.operand)
    return None if operand is None else binder.made(px.Not(node.span, BOOL, operand))


def condition(binder: Binder, node: ast.Expr) -> px.Expr | None:
    """A part that must be true or false."""
    bound = binder.bind(node)
    return bound if bound is not None and expected(bound, node, (BOOL,), binder.scope) else None


def bind_if_else(binder: Binder, node: ast.IfElse) -> px.Expr | None:
    """`if c then a else b`."""
    asked = condition(binder, node.condition)
    hint = binder.hint or measure((node.then, node.otherwise), binder.scope)
    sides = (None, None) if asked is None else (known_if(asked, True), known_if(asked, False))
    then = binder.knowing(sides[0]).bind(node.then, hint)
    otherwise = binder.knowing(sides[1]).bind(node.otherwise, hint)
    if asked is None or then is None or otherwise is None:
        return None
    type = common_branch(binder, node, then, otherwise)
    return None if type is None else binder.made(px.IfElse(node.span, type, asked, then, otherwise))


def common_branch(binder: Binder, node: ast.IfElse, then: px.Expr, otherwise: px.Expr) -> Type | None:
    """The type of both branches, or None after a diagnostic."""
    type = common(then.type, otherwise.type)
    if type is None and expected(otherwise, node.otherwise, (then.type,), binder.scope):
        return then.type
    return type
