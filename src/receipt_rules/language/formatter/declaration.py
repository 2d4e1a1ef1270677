"""The header, and the declarations that are no block of settings, as layouts.

In: declaration nodes. Out: layouts. Invariant: the clauses of the header come in one order, the
author's among equals.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.language.formatter.blocks import cards, coupons, csv, points, programme, tender
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.expression import (
    expression,
    leaf,
    literal,
    selector_parts,
    set_refs,
    word,
    worded,
    words,
)
from receipt_rules.language.formatter.layout import Doc, seq
from receipt_rules.language.formatter.rule import rule, valid
from receipt_rules.language.formatter.slots import Part, part
from receipt_rules.language.formatter.tables import table, tiers
from receipt_rules.language.formatter.test import test


def declaration(c: Composer, node: ast.Declaration | ast.Import) -> Doc:
    """One declaration."""
    return _WRITERS[type(node)](c, node)


# ---- header ------------------------------------------------------------------------------------


def header_parts(c: Composer, node: ast.Header) -> list[Part]:
    """The leading doc text, if any, and the `ruleset` line with its clauses."""
    start = c.start_of("ruleset", node.name.span.start)
    end = max(each.span.end for each in (node.version, *node.clauses))
    docs = [part(node.doc, literal)] if node.doc else []
    return [*docs, Part(start, end, lambda: _header(c, node))]


def _header(c: Composer, node: ast.Header) -> Doc:
    head = words("ruleset", node.name, "version", node.version)
    clauses = [part(each, _header_clause) for each in node.clauses]
    return c.stack(head, clauses, lambda index: _HEADER_ORDER.index(_header_key(node.clauses[index])))


def _header_key(node: ast.HeaderClause) -> object:
    return node.key if isinstance(node, ast.Setting) else type(node)


_HEADER_ORDER: Final[tuple[object, ...]] = (
    "language", "currency", "locale", "timezone", ast.DayStart, ast.Rounding, ast.Valid, "replaces", "owner",
    ast.Returns,
)  # fmt: skip


def _header_clause(node: ast.HeaderClause) -> Doc:
    match node:
        case ast.Setting():
            return words(node.key, node.value)
        case ast.DayStart():
            return words("business day starts", node.time)
        case ast.Rounding():
            return words("rounding", node.mode, "to", node.step, f"per {node.per}" if node.per else "")
        case ast.Returns():
            return words("returns", node.mode)
        case ast.Valid():
            return valid(node)


# ---- order, schema, constants --------------------------------------------------------------------


def _import(_: Composer, node: ast.Import) -> Doc:
    return words("import", node.path, words("as", node.alias) if node.alias else "")


def _schema(c: Composer, node: ast.Schema) -> Doc:
    return c.block("schema", [part(each, partial(_schema_field, c)) for each in node.fields], node.span[1:])


def _schema_field(c: Composer, node: ast.SchemaField) -> Doc:
    choices = c.listing([leaf(each) for each in node.type.choices]) if node.type.choices else ""
    return seq(f"{word(node.path)}: {node.type.name}", choices, " optional" if node.optional else "")


# ---- item sets, audiences ------------------------------------------------------------------------


def _items(c: Composer, node: ast.Items) -> Doc:
    head = f"{words('items', node.name, node.title)} ="
    match node.source:
        case ast.Csv():
            return words(head, csv(node.source))
        case ast.Selector():
            return c.chain(selector_parts(c, node.source, start=node.span.start, before=head, bare=True))
        case ast.AssignedToCustomer():
            return words(head, "assigned to customer")
        case ast.ChosenByCustomer():
            pool = set_refs(c, node.source.pool)
            head = words(head, "chosen by customer up to", node.source.up_to, "from")
            return seq(head, pool, f" every {node.source.every}" if node.source.every else "")


def _segment(c: Composer, node: ast.Segment) -> Doc:
    head = f"{words('segment', node.name, node.title)} ="
    match node.source:
        case ast.Csv():
            return words(head, csv(node.source))
        case ast.AssignedByHost():
            return words(head, "assigned by host")
        case ast.SegmentWhere():
            return seq(f"{head} where ", expression(c, node.source.condition))


# ---- groups, budgets, protection, claims ---------------------------------------------------------


def _group(c: Composer, node: ast.Group) -> Doc:
    head = words("group", node.name, node.title, node.mode, "per", node.scope)
    title_end = (node.title or node.name).span.end
    first = Part(node.span.start, title_end, lambda: head)
    parts = [part(each, partial(_group_part, c)) for each in node.parts]
    return c.chain([first, *parts])


def _group_part(c: Composer, node: ast.Excludes | ast.PartOf | ast.AtMostRules | ast.Cap) -> Doc:
    match node:
        case ast.Excludes():
            return seq("excludes", c.listing([leaf(each) for each in node.groups]))
        case ast.PartOf():
            return words("part of", node.group)
        case ast.AtMostRules():
            return words("at most", node.count, "rules")
        case ast.Cap():
            return words("cap", node.value)


def _budget(_: Composer, node: ast.Budget) -> Doc:
    return words("budget", node.name, node.title, node.amount, f"per {node.per}" if node.per else "")


_BOUNDS: Final = {"never": "never discounted", "price": "price at least", "discount": "discount at most"}


def _protect(c: Composer, node: ast.Protect) -> Doc:
    bound = _BOUNDS[node.what]
    value = node.value

    def build() -> Doc:
        return bound if value is None else seq(f"{bound} ", expression(c, value))

    if node.selector is None:
        return seq("protect receipt ", build())
    parts = selector_parts(c, node.selector, start=node.span.start, before="protect")
    at = c.start_of(bound, node.span.end if value is None else value.span.start)
    return c.chain([*parts, Part(at, node.span.end, build)])


def _prove(c: Composer, node: ast.Prove) -> Doc:
    parts = [part(each, partial(_claim, c)) for each in node.claims]
    if node.assuming is not None:
        parts.insert(0, worded(c, "assuming", node.assuming))
    return c.block(words("prove", node.title), parts, node.span[1:])


def _claim(c: Composer, node: ast.Claim) -> Doc:
    if node.condition is not None:
        return seq(f"{node.kind} ", expression(c, node.condition))
    if node.kind == "monotone":
        return "every added item never lowers discount"
    return seq("never together", c.listing([leaf(each) for each in node.rules]))


_WRITERS: Final[Mapping[type[ast.Node], Callable[[Composer, Any], Doc]]] = {
    ast.Import: _import,
    ast.Sequence: lambda c, node: seq("sequence", c.listing([leaf(each) for each in node.groups])),
    ast.Schema: _schema,
    ast.Let: lambda c, node: seq(f"let {word(node.name)} = ", expression(c, node.value)),
    ast.Items: _items,
    ast.Segment: _segment,
    ast.Cards: cards,
    ast.Coupons: coupons,
    ast.Points: points,
    ast.Tender: tender,
    ast.Programme: programme,
    ast.Group: _group,
    ast.Budget: _budget,
    ast.Tiers: tiers,
    ast.Table: table,
    ast.Protect: _protect,
    ast.Rule: rule,
    ast.Test: test,
    ast.Prove: _prove,
}
