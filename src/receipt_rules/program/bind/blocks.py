"""Points, tenders, programmes, budgets: checked in full, evaluated later.

In: their declarations. Out: programmes by id, and what is not evaluated yet. Invariant: every name in
them leads to a declaration of the right kind, every amount is in the ruleset's currency.
"""

from __future__ import annotations

from typing import Literal

from receipt_rules.calendar import Validity
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.literals import at_least_one, minor, positive_minor
from receipt_rules.program.bind.once import once_each
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.rates import bind_rate
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.selector import bind_selector
from receipt_rules.program.bind.terms import bind_validity
from receipt_rules.program.bind.texts import bind_text
from receipt_rules.program.model import Later, Part, Programme

Status = Literal["draft", "active", "stopped", "deleted"]


# ---- points --------------------------------------------------------------------------------------


def check_points(context: Context) -> dict[str, ast.Points]:
    """Every currency of points, by id."""
    found: dict[str, ast.Points] = {}
    for id, node, scope in context.named(ast.Points):
        found[id] = node
        for part in once_each(node.parts, _points_keyword, context.diagnostics):
            _check_points_part(part, scope)
    return found


def _points_keyword(part: ast.PointsPart) -> str | None:
    words = {
        ast.Worth: "worth", ast.Available: "available", ast.Expire: "expire", ast.PaysUpTo: "pays up to",
        ast.AtLeast: "at least", ast.Steps: "steps of", ast.PaysAs: "as", ast.EarnOn: "earn on",
        ast.EarnRounding: "earn rounding",
    }  # fmt: skip
    return words.get(type(part))


def _check_points_part(part: ast.PointsPart, scope: Scope) -> None:
    if isinstance(part, ast.Worth):
        if part.points.value <= 0:
            scope.diagnostics.report("bad-count", part.points.span, "the number of points must be above zero")
        positive_minor(part.money, scope.currency, scope.diagnostics, what="the value of points")
    elif isinstance(part, ast.PaysUpTo):
        bind_rate(part.rate, scope)
        if part.of is not None:
            bind_selector(part.of, scope)
    elif isinstance(part, ast.AtLeast | ast.Steps):
        at_least_one(part.points, scope.diagnostics, what="the number of points")


# ---- stored value ----------------------------------------------------------------------------------


def check_tenders(context: Context) -> dict[str, ast.Tender]:
    """Every tender, by id; what its block may hold is known to the plugin of its kind only."""
    found: dict[str, ast.Tender] = {}
    for id, node, scope in context.named(ast.Tender):
        found[id] = node
        properties = [part for part in node.parts if isinstance(part, ast.Property)]
        for each in once_each(properties, lambda part: part.key.text, context.diagnostics):
            _check_value(each.value, scope)
    return found


def _check_value(value: ast.TenderValue, scope: Scope) -> None:
    if isinstance(value, ast.Selector):
        bind_selector(value, scope)
        return
    if isinstance(value, ast.Money):
        minor(value, scope.currency, scope.diagnostics)
    elif isinstance(value, ast.RatePer) and isinstance(value.amount, ast.Money):
        minor(value.amount, scope.currency, scope.diagnostics)
    elif isinstance(value, ast.ListValue):
        for each in value.values:
            _check_value(each, scope)
    elif isinstance(value, ast.MapValue):
        for pair in once_each(value.pairs, lambda part: part.key.text, scope.diagnostics):
            _check_value(pair.value, scope)


# ---- programmes ------------------------------------------------------------------------------------


def bind_programmes(context: Context) -> dict[str, Programme]:
    """Every programme, by id."""
    return {id: _programme(id, node, scope) for id, node, scope in context.named(ast.Programme)}


def _programme(id: str, node: ast.Programme, scope: Scope) -> Programme:
    status: Status = "active"
    validity: Validity | None = None
    later: list[Later] = []
    text: tuple[Part, ...] = ()
    for part in once_each(node.parts, _programme_keyword, scope.diagnostics):
        if isinstance(part, ast.Valid):
            validity = bind_validity(part, scope.diagnostics)
        elif isinstance(part, ast.ProgramPart):
            if part.key == "status" and isinstance(part.value, ast.Word):
                status = _status(part.value.value)
            elif isinstance(part.value, ast.Name):
                scope.lookup("cards" if part.key == "cards" else "points", part.value)
            elif isinstance(part.value, ast.Text):
                text = bind_text(part.value, ("receipt.discount",), scope, Place.CONSTANT)
            if part.key in ("cards", "points"):
                later.append(Later(part.span, part.key))
    title = "" if node.title is None else node.title.value
    return Programme(id, node.name.text, title, status, validity, tuple(later), node.span, text)


def _status(word: str) -> Status:
    for status in ("draft", "active", "stopped", "deleted"):
        if word == status:
            return status
    raise AssertionError(word)


def _programme_keyword(part: ast.Node) -> str | None:
    if isinstance(part, ast.ProgramPart):
        return "print on every receipt" if part.key == "print" else part.key
    return "valid" if isinstance(part, ast.Valid) else None


# ---- budgets ---------------------------------------------------------------------------------------


def check_budgets(context: Context) -> dict[str, ast.Budget]:
    """Every budget, by id."""
    found: dict[str, ast.Budget] = {}
    for id, node, scope in context.named(ast.Budget):
        found[id] = node
        positive_minor(node.amount, scope.currency, scope.diagnostics, what="a budget")
    return found
