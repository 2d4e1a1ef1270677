"""Literals, names, aggregates and functions: what an expression is made of.

In: their AST nodes. Out: bound ones. Invariant: an optional fact is read only where it is known.
"""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.suggest import did_you_mean, suggest
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Binder
from receipt_rules.program.bind.facts import (
    find_fact,
    looks_like_fact,
    nearest_fact,
    report_not_constant,
    report_unknown_fact,
)
from receipt_rules.program.bind.folding import constant
from receipt_rules.program.bind.literals import minor
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.selection import bind_selection
from receipt_rules.program.bind.tabled import bind_tabled, table_of
from receipt_rules.program.types import (
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    INT,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    TIME,
    Type,
)

_MONEY_FUNCTIONS: Final = ("amount", "lowest", "highest")
_NAMED: Final = ("let", "tiers", "table")
_FUNCTIONS: Final = ("near", "paying_with")
_NEAR: Final = "near(customer.birthday, 3 days)"
_DAYS: Final = {"day": 1, "week": 7}


# ---- literals ----------------------------------------------------------------------------------------


def bind_money(binder: Binder, node: ast.Money) -> px.Expr | None:
    """An amount of the ruleset's currency."""
    amount = minor(node, binder.scope.currency, binder.scope.diagnostics)
    return None if amount is None else constant(node.span, MONEY, amount)


def bind_literal(_binder: Binder, node: ast.Value) -> px.Expr | None:
    """Any other literal."""
    if isinstance(node, ast.Percent):
        return constant(node.span, PERCENT, node.share)
    if isinstance(node, ast.Measure):
        return constant(node.span, Type("quantity", dimension=node.quantity.dimension), node.quantity.micro)
    if isinstance(node, ast.Time):
        return constant(node.span, TIME, node.minutes)
    if isinstance(node, ast.Duration):
        return constant(node.span, DURATION, f"{node.count} {node.unit}")
    assert not isinstance(node, ast.Money)
    return constant(node.span, _LITERALS[type(node)], node.value)


_LITERALS: Final[dict[type[ast.Node], Type]] = {
    ast.Number: NUMBER, ast.Integer: INT, ast.Text: TEXT, ast.Date: DATE, ast.DateTime: DATETIME,
    ast.Bool: BOOL,
}  # fmt: skip


# ---- names -------------------------------------------------------------------------------------------


def bind_ref(binder: Binder, node: ast.Ref) -> px.Expr | None:
    """A fact, a constant, tiers or a decision table."""
    name, scope = node.name, binder.scope
    if looks_like_fact(name):
        return bind_fact(binder, name)
    table = table_of(name, scope)
    if table is not None:
        return bind_tabled(binder, name, table)
    if _means_fact(binder, name):
        report_unknown_fact(name, scope, binder.place)
        return None
    found = scope.declared(_NAMED, name)
    if found is None:
        return None
    value = scope.constant(name)
    return None if value is None else px.Const(node.span, value.type, value.value)


def _means_fact(binder: Binder, name: ast.Name) -> bool:
    """Whether a name that leads nowhere is nearer to a fact than to any declaration."""
    scope = binder.scope
    if scope.find(name) is not None or scope.may_be_hidden(name):
        return False
    nearest = nearest_fact(name.text, scope, binder.place)
    if nearest is None:
        return False
    declared = [known for known, each in scope.names.walk() if each.kind in _NAMED]
    return suggest(name.text, [*declared, nearest]) == nearest


def bind_fact(binder: Binder, name: ast.Name, *, guarded: bool = False) -> px.Expr | None:
    """A fact; `guarded`: it stands where it may be absent."""
    fact = find_fact(name, binder.scope, binder.place)
    if fact is None:
        return None
    if fact.type == DURATION:
        binder.scope.diagnostics.report(
            "type-mismatch",
            name.span,
            "an expression cannot read a duration",
            help="declare a number of days",
        )
        return None
    if fact.optional and not guarded and not binder.may_read(name, fact):
        return None
    type = fact.type
    if type.kind == "quantity" and binder.hint is not None:
        type = binder.hint
    return px.Fact(name.span, type, fact.path, fact.optional)


# ---- aggregates --------------------------------------------------------------------------------------


def bind_aggregate(binder: Binder, node: ast.Aggregate) -> px.Expr | None:
    """`amount`, `quantity of items x`, `lowest of this item`."""
    over: px.Selection | str | None = None
    if isinstance(node.over, ast.Selector):
        over = bind_selection(node.over, binder)
    if not _allowed(binder, node) or (isinstance(node.over, ast.Selector) and over is None):
        return None
    type = MONEY if node.function in _MONEY_FUNCTIONS else INT
    if node.function == "quantity" and binder.hint is not None and binder.hint.kind == "quantity":
        type = binder.hint
    if isinstance(node.over, ast.OverThisItem):
        return px.Aggregate(node.span, type, node.function, "this-item")
    assert not isinstance(over, str)
    return px.Aggregate(node.span, type, node.function, over)


def _allowed(binder: Binder, node: ast.Aggregate) -> bool:
    place, what = binder.place, quoted(node.span.text)
    if place is Place.CONSTANT:
        report_not_constant(node, what, binder.scope)
        return False
    help = label = ""
    if place is Place.CUSTOMER:
        label, help = "there is no receipt at hand", "aggregates can be read in `when`, `unless` and rewards"
    elif isinstance(node.over, ast.OverThisItem) and place is Place.RULE:
        label = "there is no single item at hand"
        help = f"write `{node.function} of items ...`, or move it to `where` of a selector"
    elif node.over is None and binder.selecting:
        label = "which items the rule has is only being chosen here"
        help = f"write `{node.function} of this item` or `of items ...`, or move the condition to `when`"
    elif node.over is None and place is Place.CLAIM:
        label, help = "a claim has no items of its own", f"write `{node.function} of all items`"
    if not help:
        return True
    where = "the `where` of a selector" if binder.selecting else place.value
    binder.scope.diagnostics.report(
        "fact-out-of-reach", node.span, f"{what} cannot be read in {where}", label=label, help=help
    )
    return False


# ---- functions -----------------------------------------------------------------------------------------


def bind_call(binder: Binder, node: ast.Call) -> px.Expr | None:
    """`near(date, duration)`, `paying_with("tender")`."""
    args = [binder.bind(each) for each in node.args]
    name = node.function.text
    if name not in _FUNCTIONS:
        binder.scope.diagnostics.report(
            "unknown-function",
            node.function.span,
            f"no function is called {quoted(name)}",
            help=did_you_mean(name, _FUNCTIONS) or "there are `near` and `paying_with`",
        )
        return None
    bound = [each for each in args if each is not None]
    if len(bound) < len(args):
        return None
    return _near(binder, node, bound) if name == "near" else _paying_with(binder, node, bound)


def _near(binder: Binder, node: ast.Call, args: list[px.Expr]) -> px.Expr | None:
    if [each.type for each in args] != [DATE, DURATION] or not isinstance(args[1], px.Const):
        _report_arguments(binder, node, "`near` takes a date and a duration", _NEAR)
        return None
    if binder.place is Place.CONSTANT:
        report_not_constant(node, "today", binder.scope)
        return None
    count, _, unit = str(args[1].value).partition(" ")
    if unit not in _DAYS:
        _report_arguments(binder, node, "`near` counts whole days", _NEAR)
        return None
    return px.Near(node.span, BOOL, args[0], int(count) * _DAYS[unit])


def _paying_with(binder: Binder, node: ast.Call, args: list[px.Expr]) -> px.Expr | None:
    if [each.type for each in args] != [TEXT] or not isinstance(args[0], px.Const):
        message = "`paying_with` takes the name of a tender"
        _report_arguments(binder, node, message, 'paying_with("cash")')
        return None
    if binder.place is Place.CONSTANT:
        report_not_constant(node, "how a receipt is paid", binder.scope)
        return None
    if binder.place is Place.CUSTOMER:
        binder.scope.diagnostics.report(
            "fact-out-of-reach",
            node.span,
            f"{quoted(node.span.text)} cannot be read in {binder.place.value}",
            label="there is no receipt at hand",
            help="it can be read in `when` and `unless`",
        )
        return None
    return px.PayingWith(node.span, MONEY, str(args[0].value))


def _report_arguments(binder: Binder, node: ast.Call, message: str, example: str) -> None:
    binder.scope.diagnostics.report(
        "wrong-arguments", node.span, message, help=f"write it like this: `{example}`"
    )
