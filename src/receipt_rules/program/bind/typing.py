"""Types of an expression's parts: which go together, and what to say of those that do not.

In: bound parts. Out: the type they have in common, or a diagnostic. Invariant: nothing converts but a
whole number to a number.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.money import exponent
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.types import BOOL, INT, MONEY, NUMBER, TEXT, Type

NUMBERS: Final = (INT, NUMBER)
ORDERED: Final = frozenset({"money", "percent", "number", "int", "quantity", "date", "datetime", "time"})
"""The kinds of value of which one comes before the other."""
COMPARED: Final = ORDERED | {"text", "bool"}


def common(first: Type, second: Type) -> Type | None:
    """The type that both values have, or None."""
    if first == second:
        return first
    if first in NUMBERS and second in NUMBERS:
        return NUMBER
    if first.kind == second.kind == "text":
        return TEXT
    return None


def fits(type: Type, want: Type) -> bool:
    """Whether a value of the type can stand where the other is wanted."""
    return common(type, want) == want or (type.kind == want.kind and not want.choices and not want.dimension)


def plain(type: Type) -> str:
    """The type in words: `money`, `quantity in kg`; `quantity` where nothing says its unit."""
    return "quantity" if type.kind == "quantity" and not type.dimension else str(type)


def with_article(type: Type) -> str:
    """`a quantity in kg`, `money`."""
    if type.kind in ("money", "text") or type == BOOL:
        return plain(type)
    return f"a {plain(type)}"


# ---- bare numbers ----------------------------------------------------------------------------------


def bare_number(node: ast.Expr) -> ast.Integer | ast.Number | None:
    """The literal, if the expression is a number without a unit."""
    while isinstance(node, ast.Negate):
        node = node.operand
    return node if isinstance(node, ast.Integer | ast.Number) else None


def with_unit(node: ast.Integer | ast.Number, type: Type, scope: Scope) -> str:
    """The number as it was probably meant: `5.00 EUR`, `5%`, `5 kg`."""
    if type == MONEY:
        decimals = exponent(scope.currency)
        fraction = f".{'0' * decimals}" if decimals and isinstance(node, ast.Integer) else ""
        return f"{node.text}{fraction} {scope.currency}"
    return f"{node.text}%" if type.kind == "percent" else f"{node.text} {type.dimension or 'kg'}"


def report_bare(node: ast.Integer | ast.Number, type: Type, scope: Scope, beside: Expr | None = None) -> None:
    """A bare number where money, a percent or a quantity must stand."""
    needs = {"money": "an amount needs a currency", "percent": "a percent needs its sign"}
    scope.diagnostics.report(
        "unit-missing",
        node.span,
        needs.get(type.kind, "a quantity needs a unit"),
        label="a bare number",
        secondary=[] if beside is None else [Label(beside.span, f"this is {with_article(type)}")],
        help=f"write `{with_unit(node, type, scope)}`",
    )


def needs_unit(type: Type) -> bool:
    """Whether a literal of the type is a number with a unit behind it."""
    return type.kind in ("money", "percent", "quantity")


# ---- what is wanted --------------------------------------------------------------------------------


def expected(expr: Expr, node: ast.Expr, wants: tuple[Type, ...], scope: Scope) -> bool:
    """Whether the value is of a type that may stand here; if not, that is said."""
    if not wants or any(fits(expr.type, want) for want in wants):
        return True
    bare = bare_number(node)
    units = [want for want in wants if needs_unit(want)]
    if BOOL in wants:
        scope.diagnostics.report(
            "not-a-condition",
            node.span,
            f"a condition must be true or false, this is {with_article(expr.type)}",
            help=_comparison(expr, node, scope),
        )
    elif bare is not None and units:
        report_bare(bare, units[0], scope)
    else:
        scope.diagnostics.report(
            "type-mismatch",
            node.span,
            f"{' or '.join(map(plain, wants))} is needed here, this is {with_article(expr.type)}",
        )
    return False


def _comparison(expr: Expr, node: ast.Expr, scope: Scope) -> str:
    written = " ".join(node.span.text.split())
    if isinstance(expr, Const) or len(written) > 40:
        return "compare it with something: `... >= ...`"
    examples = {
        "money": f">= 10 {scope.currency}", "percent": ">= 10%", "number": ">= 1", "int": ">= 1",
        "text": '= "..."', "quantity": f">= 1 {expr.type.dimension or 'kg'}",
    }  # fmt: skip
    if expr.type.kind == "texts":
        return f'ask what is in it: `"..." in {written}`'
    return f"compare it: `{written} {examples.get(expr.type.kind, '= ...')}`"


# ---- what goes together ------------------------------------------------------------------------------


def comparable(first: tuple[ast.Expr, Expr], second: tuple[ast.Expr, Expr], scope: Scope) -> bool:
    """Whether two values can be equal; if not, that is said at the second."""
    (first_node, left), (second_node, right) = first, second
    if common(left.type, right.type) is not None and left.type.kind in COMPARED:
        if left.type.kind == "quantity" and not left.type.dimension:
            _report_no_unit(left, right, scope)
            return False
        return known_choice(left.type, right, scope) and known_choice(right.type, left, scope)
    for node, other in ((second_node, left), (first_node, right)):
        bare = bare_number(node)
        if bare is not None and needs_unit(other.type):
            report_bare(bare, other.type, scope, beside=other)
            return False
    kinds = {left.type.kind, right.type.kind}
    units = kinds <= {"quantity", "int"}
    help = ""
    if kinds == {"texts", "text"}:
        help = 'ask what is in a list with `in`: `"..." in customer.segments`'
    same = left.type == right.type
    message = f"cannot compare {plain(left.type)} with {plain(right.type)}"
    scope.diagnostics.report(
        "unit-mismatch" if units else "type-mismatch",
        right.span,
        f"{with_article(left.type)} cannot be compared" if same else message,
        label="" if same else f"this is {with_article(right.type)}",
        secondary=[] if same else [Label(left.span, f"this is {with_article(left.type)}")],
        help=help,
    )
    return False


def _report_no_unit(left: Expr, right: Expr, scope: Scope) -> None:
    """Two quantities of the host, which may be of any unit."""
    scope.diagnostics.report(
        "unit-mismatch",
        right.span,
        "nothing says in which unit these two are",
        secondary=[Label(left.span, "this is a quantity")],
        help="compare each with a written quantity, such as `1 kg`",
    )


def ordered(expr: Expr, scope: Scope) -> bool:
    """Whether values of the type have an order; if not, that is said."""
    if expr.type.kind in ORDERED:
        return True
    plain = "texts have" if expr.type.kind == "text" else f"{with_article(expr.type)} has"
    scope.diagnostics.report(
        "type-mismatch",
        expr.span,
        f"{plain} no order",
        help='compare with `=` or `!=`, or list the values: `in {"...", "..."}`',
    )
    return False


def known_choice(type: Type, value: Expr, scope: Scope) -> bool:
    """Whether a constant text is one that a `one of` can have; if not, that is said."""
    if not type.choices or not isinstance(value, Const) or value.value in type.choices:
        return True
    scope.diagnostics.report(
        "unknown-value",
        value.span,
        f"the fact is never {quoted(str(value.value))}",
        notes=[f"it is {alternatives(type.choices)}"],
        help=did_you_mean(str(value.value), type.choices),
    )
    return False
