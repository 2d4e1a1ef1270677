"""`tiers` and `table`: checked in full, evaluated later.

In: their declarations. Out: diagnostics, and their nodes by id. Invariant: borders rise, rows are as wide
as the head, cells have the type of their column, and the rows of a `unique` table fit each case once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from receipt_rules.diagnostics import Label
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.cells import BoundCell, bind_cell, bind_value, named_values, stretches
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.coverage import coverage, samples
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.shown import shown
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.expression import Aggregate, Const, Expr
from receipt_rules.program.types import INT, MONEY, NUMBER, PERCENT, Type

_RISING: Final = ("money", "percent", "number", "int", "quantity", "date", "datetime", "time", "duration")
_GIVEN: Final = (PERCENT, MONEY, NUMBER, INT)


def check_tables(context: Context) -> dict[str, Mapping[str, ast.Node]]:
    """Tier tables and decision tables of the bundle, by kind and id."""
    tiers: dict[str, ast.Node] = {}
    for id, node, scope in context.named(ast.Tiers):
        tiers[id] = node
        _check_tiers(node, scope)
    tables: dict[str, ast.Node] = {}
    for id, table, scope in context.named(ast.Table):
        tables[id] = table
        _check_table(table, scope)
    return {"tiers": tiers, "table": tables}


# ---- tiers ---------------------------------------------------------------------------------------


def _check_tiers(node: ast.Tiers, scope: Scope) -> None:
    starts = [bind_value(tier.start, None, scope) for tier in node.tiers]
    wanted = next((each.type for each in starts if each is not None), None)
    want = (NUMBER, INT) if wanted in (NUMBER, INT) else wanted
    by = bind_expression(node.by, scope, want, Place.RULE)
    if by is not None and by.type.kind not in _RISING:
        scope.diagnostics.report(
            "type-mismatch", node.by.span, f"a {by.type} does not rise", help="write an amount or a number"
        )
    _check_borders(node, starts, scope)
    _check_same_type([tier.value for tier in node.tiers], scope)
    if node.mode == "slices":
        _check_slices(node, by, scope)


def _check_borders(node: ast.Tiers, starts: Sequence[Const | None], scope: Scope) -> None:
    before: tuple[ast.Tier, Const] | None = None
    for tier, start in zip(node.tiers, starts, strict=True):
        if start is None:
            continue
        if before is not None:
            last, border = before
            if not _alike(border.type, start.type):
                scope.diagnostics.report(
                    "type-mismatch",
                    tier.start.span,
                    f"this border is a {start.type}, the one before it a {border.type}",
                    secondary=[Label(last.start.span, f"a {border.type}")],
                )
                continue
            if not border.value < start.value:  # type: ignore[operator]
                scope.diagnostics.report(
                    "tiers-not-rising",
                    tier.start.span,
                    f"{quoted(tier.start.span.text)} is not above {quoted(last.start.span.text)}",
                    secondary=[Label(last.start.span, "the border before it")],
                    help="put the tiers in rising order",
                )
        before = (tier, start)


def _check_slices(node: ast.Tiers, by: Expr | None, scope: Scope) -> None:
    if by is not None and not (isinstance(by, Aggregate) and by.function in ("amount", "quantity")):
        scope.diagnostics.report(
            "type-mismatch",
            node.by.span,
            "slices are cut from an `amount` or a `quantity`",
            help="write `by amount` or `by quantity`, or make the tiers `whole`",
        )
    for tier in node.tiers:
        if not isinstance(tier.value, ast.Percent | ast.Ref):
            scope.diagnostics.report(
                "type-mismatch", tier.value.span, "a slice earns a percent", help="write a percent"
            )


def _check_same_type(values: Sequence[ast.Value | ast.Ref], scope: Scope) -> None:
    """What a table gives is of one type in all rows."""
    first: Const | None = None
    for value in values:
        bound = bind_value(value, None, scope)
        if bound is None:
            continue
        if bound.type not in _GIVEN:
            scope.diagnostics.report("type-mismatch", value.span, f"a table gives no {bound.type}")
        elif first is not None and not _alike(first.type, bound.type):
            scope.diagnostics.report(
                "type-mismatch",
                value.span,
                f"this row gives a {bound.type}, the first a {first.type}",
                secondary=[Label(first.span, f"a {first.type}")],
            )
        first = first or bound


def _alike(one: Type, other: Type) -> bool:
    return one == other or {one, other} <= {NUMBER, INT}


# ---- decision tables ---------------------------------------------------------------------------------


def _check_table(node: ast.Table, scope: Scope) -> None:
    inputs = [
        bind_expression(each, scope, _wanted(node, column), Place.RULE)
        for column, each in enumerate(node.inputs)
    ]
    _check_output_names(node, scope)
    rows = [row for row in node.rows if _is_as_wide(row, node, scope)]
    for column in range(len(node.outputs)):
        _check_same_type([row.outputs[column] for row in rows], scope)
    cells = [
        [bind_cell(cell, bound, scope) for cell, bound in zip(row.cells, inputs, strict=True)] for row in rows
    ]
    known = [each for row in cells for each in row]
    if node.hit == "unique" and len(rows) == len(node.rows) and None not in known and None not in inputs:
        types = [each.type for each in inputs if each is not None]
        _check_coverage(node, types, [[each for each in row if each is not None] for row in cells], scope)


def _wanted(node: ast.Table, column: int) -> Type | None:
    """The unit of measure that the cells of a column are in: a bare `quantity` means that one then."""
    for row in node.rows:
        for each in walk(row.cells[column : column + 1]):
            if isinstance(each, ast.Measure):
                return Type("quantity", dimension=each.quantity.dimension)
    return None


def _check_output_names(node: ast.Table, scope: Scope) -> None:
    first: dict[str, ast.Name] = {}
    for name in node.outputs:
        if name.text in first:
            scope.diagnostics.report(
                "duplicate-name",
                name.span,
                f"two columns are called {quoted(name.text)}",
                label="second",
                secondary=[Label(first[name.text].span, "first")],
                help="rename one of them",
            )
        first.setdefault(name.text, name)


def _is_as_wide(row: ast.TableRow, node: ast.Table, scope: Scope) -> bool:
    expected = len(node.inputs) + len(node.outputs)
    actual = len(row.cells) + len(row.outputs)
    if len(row.cells) == len(node.inputs) and len(row.outputs) == len(node.outputs):
        return True
    head = node.inputs[0].span
    said = f"{actual} cells, the head has {expected}"
    if actual == expected:
        said = f"{len(row.outputs)} results, the head has {len(node.outputs)}"
    scope.diagnostics.report(
        "row-width",
        row.span,
        f"this row has {said}",
        secondary=[Label(head, "the head")],
        help="write `any` where a column does not matter",
    )
    return False


def _check_coverage(
    node: ast.Table, types: Sequence[Type], cells: Sequence[Sequence[BoundCell]], scope: Scope
) -> None:
    values = [
        samples(type, (value for row in cells for value in named_values(row[column]))) or ("",)
        for column, type in enumerate(types)
    ]
    places = [{value: place for place, value in enumerate(column)} for column in values]
    found = coverage(len(cells), values, lambda row, column: stretches(cells[row][column], places[column]))
    for first, second in found.overlaps:
        scope.diagnostics.report(
            "rows-overlap",
            node.rows[second].span,
            "two rows of a `unique` table fit one case",
            label="also fits",
            secondary=[Label(node.rows[first].span, "fits")],
            help="make the rows exclude each other, or write `first` for `unique`",
        )
    if found.gap is not None:
        case = ", ".join(
            f"`{' '.join(each.span.text.split())}` is {shown(value, type, scope.currency)}"
            for each, value, type in zip(node.inputs, found.gap, types, strict=False)
        )
        scope.diagnostics.report(
            "rows-gap",
            node.name.span,
            "no row of this `unique` table fits some case",
            notes=[f"none fits where {case}"],
            help="add a row for it, or write `first` for `unique` and end with a row of `any`",
        )
