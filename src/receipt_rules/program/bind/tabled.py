"""Tier tables and decision tables as values.

In: the name of one in an expression. Out: the value it gives, with its type. Invariant: the type is that
of the first value with one; that all values agree is checked at the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from receipt_rules.diagnostics.wording import alternatives, quoted
from receipt_rules.language import ast
from receipt_rules.program import expression as px
from receipt_rules.program.bind.binder import Binder
from receipt_rules.program.bind.facts import report_not_constant
from receipt_rules.program.bind.names import Declared
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
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

_TYPES: Final[dict[type[ast.Node], Type]] = {
    ast.Money: MONEY, ast.Percent: PERCENT, ast.Number: NUMBER, ast.Integer: INT, ast.Text: TEXT,
    ast.Date: DATE, ast.DateTime: DATETIME, ast.Time: TIME, ast.Duration: DURATION, ast.Bool: BOOL,
}  # fmt: skip


def table_of(name: ast.Name, scope: Scope) -> Declared | None:
    """The tiers or the table that a name leads to: its own name, or that of one of its outputs."""
    found = scope.find(name)
    if found is None and "." in name.text:
        found = scope.find(_table_name(name))
        return found if found is not None and found.kind == "table" else None
    return found if found is not None and found.kind in ("tiers", "table") else None


def by_slices(node: ast.Node) -> bool:
    """Whether a declaration is of tiers that have no one value."""
    return isinstance(node, ast.Tiers) and node.mode == "slices"


def bind_tabled(binder: Binder, name: ast.Name, table: Declared) -> px.Expr | None:
    """The value of tiers, or of an output of a table."""
    if binder.place in (Place.CONSTANT, Place.CUSTOMER):
        if binder.place is Place.CONSTANT:
            report_not_constant(name, quoted(name.text), binder.scope)
        else:
            _report_out_of_reach(binder, name)
        return None
    if isinstance(table.node, ast.Tiers):
        return _tiers(binder, name, table.node, table.id)
    assert isinstance(table.node, ast.Table)
    return _output(binder, name, table.node, table.id)


def _tiers(binder: Binder, name: ast.Name, node: ast.Tiers, id: str) -> px.Expr | None:
    if by_slices(node):
        binder.scope.diagnostics.report(
            "slices-need-give",
            name.span,
            f"{quoted(name.text)} works by `slices` and has no one value",
            help=f"write `give {name.text} off`, or make the tiers `whole`",
        )
        return None
    type = _value_type([tier.value for tier in node.tiers], name, binder.scope)
    return None if type is None else px.TierValue(name.span, type, id)


def _output(binder: Binder, name: ast.Name, node: ast.Table, id: str) -> px.Expr | None:
    outputs = [each.text for each in node.outputs]
    named = binder.scope.find(name) is None
    output = name.text.rpartition(".")[2] if named else outputs[0]
    if output not in outputs or (not named and len(outputs) > 1):
        table = name.text.rpartition(".")[0] if named else name.text
        message = f"{quoted(table)} has no output {quoted(output)}"
        if not named:
            message = f"{quoted(table)} has several outputs"
        binder.scope.diagnostics.report(
            "unknown-name",
            name.span,
            message,
            help=f"write {alternatives(f'{table}.{each}' for each in outputs)}",
        )
        return None
    place = outputs.index(output)
    values = [row.outputs[place] for row in node.rows if place < len(row.outputs)]
    prefix = _table_name(name) if named else name
    type = _value_type(values, prefix, binder.scope)
    return None if type is None else px.TableValue(name.span, type, id, output)


def _value_type(values: Iterable[ast.Value | ast.Ref], table: ast.Name, scope: Scope) -> Type | None:
    """The type of the first value that has one; numbers are whole only if all are."""
    types = [each for each in (_type(value, table, scope) for value in values) if each is not None]
    if not types:
        return None
    return NUMBER if types[0] == INT and NUMBER in types else types[0]


def _type(value: ast.Value | ast.Ref, table: ast.Name, scope: Scope) -> Type | None:
    if isinstance(value, ast.Measure):
        return Type("quantity", dimension=value.quantity.dimension)
    if not isinstance(value, ast.Ref):
        return _TYPES[type(value)]
    module, dot, _ = table.text.rpartition(".")
    name = ast.Name(table.span, f"{module}{dot}{value.name.text}")
    found = scope.find(name)
    constant = scope.constant(name) if found is not None and found.kind == "let" else None
    return None if constant is None else constant.type


def _table_name(name: ast.Name) -> ast.Name:
    return ast.Name(name.span, name.text.rpartition(".")[0])


def _report_out_of_reach(binder: Binder, name: ast.Name) -> None:
    binder.scope.diagnostics.report(
        "fact-out-of-reach",
        name.span,
        f"{quoted(name.text)} cannot be read in {binder.place.value}",
        label="there is no receipt at hand",
        help="tables can be read in `when`, `unless` and rewards",
    )
