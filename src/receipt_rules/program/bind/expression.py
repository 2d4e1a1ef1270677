"""The door for expressions: names resolved, types checked, constants folded.

In: an expression of the AST, the scope of its file, the type that is wanted, the place. Out: a bound
expression, or None after a diagnostic. Invariants: never raises on an author's text; all mistakes of an
expression are said, each once; what comes out is of the wanted type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.program.bind.binder import Binder, Known, Lacking
from receipt_rules.program.bind.membership import (
    bind_default,
    bind_in_fact,
    bind_in_items,
    bind_in_list,
    bind_in_range,
    bind_in_segment,
    bind_is_known,
    bind_matches,
)
from receipt_rules.program.bind.operators import (
    bind_arithmetic,
    bind_compare,
    bind_if_else,
    bind_logic,
    bind_negate,
    bind_not,
    bind_percent_of,
)
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.typing import expected
from receipt_rules.program.bind.values import bind_aggregate, bind_call, bind_literal, bind_money, bind_ref
from receipt_rules.program.expression import Expr
from receipt_rules.program.types import Type

_BINDERS: Final[Mapping[type[ast.Node], Callable[[Binder, Any], Expr | None]]] = {
    ast.Money: bind_money,
    **dict.fromkeys(
        (
            ast.Percent, ast.Number, ast.Integer, ast.Text, ast.Date, ast.DateTime, ast.Time, ast.Duration,
            ast.Measure, ast.Bool,
        ),
        bind_literal,
    ),
    ast.Ref: bind_ref,
    ast.Aggregate: bind_aggregate,
    ast.Call: bind_call,
    ast.Arithmetic: bind_arithmetic,
    ast.Negate: bind_negate,
    ast.PercentOf: bind_percent_of,
    ast.Default: bind_default,
    ast.Compare: bind_compare,
    ast.Logic: bind_logic,
    ast.Not: bind_not,
    ast.IsKnown: bind_is_known,
    ast.Matches: bind_matches,
    ast.InFact: bind_in_fact,
    ast.InRange: bind_in_range,
    ast.InList: bind_in_list,
    ast.InItems: bind_in_items,
    ast.InSegment: bind_in_segment,
    ast.IfElse: bind_if_else,
}  # fmt: skip


def bind_expression(
    node: ast.Expr,
    scope: Scope,
    want: Type | tuple[Type, ...] | None,
    place: Place,
    known: Known = frozenset(),
) -> Expr | None:
    """A bound expression of a wanted type (None: of any); None after a diagnostic.

    `known`: paths of optional facts that are known wherever this is evaluated.
    """
    return _bound(node, binder_at(scope, place, known), want)


def bound_with(node: ast.Expr, scope: Scope, want: Type, place: Place, lacking: list[Lacking]) -> Expr | None:
    """The same, where the caller knows which optional facts are asked for: those that are read are added."""
    return _bound(node, replace(binder_at(scope, place), lacking=lacking), want)


def binder_at(scope: Scope, place: Place, known: Known = frozenset()) -> Binder:
    """What binds the parts of an expression at a place."""
    return Binder(scope, place, _BINDERS, known)


def _bound(node: ast.Expr, binder: Binder, want: Type | tuple[Type, ...] | None) -> Expr | None:
    wants = (want,) if isinstance(want, Type) else want or ()
    quantity = next((each for each in wants if each.kind == "quantity"), None)
    bound = binder.bind(node, quantity)
    return bound if bound is not None and expected(bound, node, wants, binder.scope) else None
