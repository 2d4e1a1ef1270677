"""The header and every block but rules and tests.

In: the children of a production. Out: nodes of ast/declaration.py.
"""

from __future__ import annotations

from typing import Any, Final

from receipt_rules.diagnostics import Span
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context, first_fixed, listed, node, values, yes
from receipt_rules.language.actions.expressions import nested
from receipt_rules.language.machine import Action


def _header(context: Context, kids: list[Any], start: int, end: int) -> ast.Header:
    doc, name, version, *clauses = kids
    return ast.Header(Span(context.source, start, end), doc, name, version, tuple(clauses))


def _schema_field(context: Context, kids: list[Any], start: int, end: int) -> ast.SchemaField:
    path, type_name, optional = kids
    return ast.SchemaField(Span(context.source, start, end), path, type_name, bool(optional))


def _type_name(context: Context, _kids: list[Any], start: int, end: int) -> ast.TypeName:
    return ast.TypeName(Span(context.source, start, end), context.text[start:end])


def _use(context: Context, kids: list[Any], start: int, end: int) -> ast.Use:
    *times, per_customer = kids
    return ast.Use(Span(context.source, start, end), times[0] if times else None, bool(per_customer))


def _expire_end(context: Context, kids: list[Any], start: int, end: int) -> ast.Expire:
    return ast.Expire(Span(context.source, start, end), "end", period=kids[0])


def _expire_on(context: Context, kids: list[Any], start: int, end: int) -> ast.Expire:
    return ast.Expire(Span(context.source, start, end), "on", on=kids[0])


def _group(context: Context, kids: list[Any], start: int, end: int) -> ast.Group:
    name, title, mode, scope, *parts = kids
    return ast.Group(Span(context.source, start, end), name, title, mode, scope, tuple(parts))


def _cell_is(context: Context, kids: list[Any], start: int, end: int) -> ast.CellCompare:
    return ast.CellCompare(Span(context.source, start, end), "=", kids[0])


def _cell(context: Context, kids: list[Any], start: int, end: int) -> ast.Cell:
    return ast.Cell(Span(context.source, start, end), tuple(kids))


def _cell_any(context: Context, _kids: list[Any], start: int, end: int) -> ast.Cell:
    span = Span(context.source, start, end)
    return ast.Cell(span, ast.CellAny(span))


def _table(context: Context, kids: list[Any], start: int, end: int) -> ast.Table:
    name, title, hit, inputs, outputs, *rows = kids
    return ast.Table(Span(context.source, start, end), name, title, hit, inputs, outputs, tuple(rows))


def _protect_never(context: Context, kids: list[Any], start: int, end: int) -> ast.Protect:
    return ast.Protect(Span(context.source, start, end), kids[0], "never")


def _protect_price(context: Context, kids: list[Any], start: int, end: int) -> ast.Protect:
    return ast.Protect(Span(context.source, start, end), kids[0], "price", kids[1])


def _protect_discount(context: Context, kids: list[Any], start: int, end: int) -> ast.Protect:
    *selector, most = kids
    return ast.Protect(Span(context.source, start, end), selector[0] if selector else None, "discount", most)


def _claim_together(context: Context, kids: list[Any], start: int, end: int) -> ast.Claim:
    return ast.Claim(Span(context.source, start, end), "together", rules=tuple(kids))


def _prove(context: Context, kids: list[Any], start: int, end: int) -> ast.Prove:
    title, assuming, *claims = kids
    return ast.Prove(Span(context.source, start, end), title, assuming, tuple(claims))


ACTIONS: Final[dict[str, Action]] = {
    "header": _header,
    "language": first_fixed(ast.Setting, "language"),
    "locale": first_fixed(ast.Setting, "locale"),
    "currency": first_fixed(ast.Setting, "currency"),
    "timezone": first_fixed(ast.Setting, "timezone"),
    "replaces": first_fixed(ast.Setting, "replaces"),
    "owner": first_fixed(ast.Setting, "owner"),
    "day_start": node(ast.DayStart),
    "rounding": node(ast.Rounding),
    "returns": node(ast.Returns),
    "import_": node(ast.Import),
    "sequence": listed(ast.Sequence),
    "schema": listed(ast.Schema),
    "schema_field": _schema_field,
    "type_name": _type_name,
    "one_of": lambda context, kids, start, end: ast.TypeName(context.span(start, end), "one of", tuple(kids)),
    "list_of_text": first_fixed(ast.TypeName, "list of text"),
    "optional": yes,
    "let": node(ast.Let),
    "items": node(ast.Items),
    "csv": node(ast.Csv),
    "assigned_to_customer": node(ast.AssignedToCustomer),
    "chosen_by_customer": node(ast.ChosenByCustomer),
    "segment": node(ast.Segment),
    "assigned_by_host": node(ast.AssignedByHost),
    "segment_where": node(ast.SegmentWhere),
    "cards": listed(ast.Cards, 2),
    "card_number": node(ast.CodeFrom),
    "coupons": listed(ast.Coupons, 2),
    "coupon_code": node(ast.CodeFrom),
    "generated": node(ast.Generated),
    "codes": listed(ast.Codes),
    "use": _use,
    "per_customer": yes,
    "freed_by_return": node(ast.FreedByReturn),
    "program": listed(ast.Programme, 2),
    "status": first_fixed(ast.ProgramPart, "status"),
    "kind": first_fixed(ast.ProgramPart, "kind"),
    "program_cards": first_fixed(ast.ProgramPart, "cards"),
    "program_points": first_fixed(ast.ProgramPart, "points"),
    "print_on_receipt": first_fixed(ast.ProgramPart, "print"),
    "points": listed(ast.Points, 2),
    "worth": node(ast.Worth),
    "available_now": node(ast.Available, "at once"),
    "available_next_day": node(ast.Available, "next day"),
    "available_after": first_fixed(ast.Available, "after"),
    "expire_never": node(ast.Expire, "never"),
    "expire_after": first_fixed(ast.Expire, "after"),
    "expire_end": _expire_end,
    "expire_on": _expire_on,
    "pays_up_to": node(ast.PaysUpTo),
    "at_least": node(ast.AtLeast),
    "steps": node(ast.Steps),
    "pays_as": node(ast.PaysAs),
    "earn_on": node(ast.EarnOn),
    "earn_rounding": node(ast.EarnRounding),
    "tender": listed(ast.Tender, 3),
    "tender_property": node(ast.Property),
    "rate_per": node(ast.RatePer),
    "list_value": nested(listed(ast.ListValue)),
    "map_value": nested(listed(ast.MapValue)),
    "map_pair": nested(node(ast.Property)),
    "group": _group,
    "excludes": listed(ast.Excludes),
    "part_of": node(ast.PartOf),
    "at_most_rules": node(ast.AtMostRules),
    "cap": node(ast.Cap),
    "budget": node(ast.Budget),
    "tiers": listed(ast.Tiers, 4),
    "tier": node(ast.Tier),
    "table": _table,
    "inputs": values,
    "output_names": values,
    "table_row": node(ast.TableRow),
    "cells": values,
    "outputs": values,
    "cell_any": _cell_any,
    "cell": _cell,
    "cell_is": _cell_is,
    "cell_compare": node(ast.CellCompare),
    "cell_not": first_fixed(ast.CellCompare, "not"),
    "cell_range": node(ast.CellRange),
    "protect_never": _protect_never,
    "protect_price": _protect_price,
    "protect_discount": _protect_discount,
    "protect_receipt": _protect_discount,
    "prove": _prove,
    "claim_always": first_fixed(ast.Claim, "always"),
    "claim_never": first_fixed(ast.Claim, "never"),
    "claim_together": _claim_together,
    "claim_monotone": node(ast.Claim, "monotone"),
}
