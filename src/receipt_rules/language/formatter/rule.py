"""Rules as layouts.

In: rule nodes. Out: layouts, the clauses in reading order: who, when, what, reward, fences, words.
Invariant: clauses of one kind keep the order of the author; every clause is there once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from receipt_rules.language import ast
from receipt_rules.language.formatter.compose import Composer
from receipt_rules.language.formatter.expression import (
    expression,
    points,
    selector,
    selector_parts,
    word,
    words,
)
from receipt_rules.language.formatter.layout import Doc, seq
from receipt_rules.language.formatter.slots import Part, part


def rule(c: Composer, node: ast.Rule) -> Doc:
    """`rule id "title" { clauses }`."""
    was = f"was {', '.join(map(word, node.was))}" if node.was else ""
    head = words("draft" if node.draft else "", "rule", node.name, was, node.title)
    parts = [part(each, partial(clause, c)) for each in node.clauses]
    return c.block(head, parts, node.span[1:], order=lambda index: rank(node.clauses[index]))


def clause(c: Composer, node: ast.Clause) -> Doc:
    """One clause."""
    return _WRITERS[type(node)](c, node)


def rank(node: ast.Clause) -> int:
    """Where a clause stands in reading order; clauses of one kind stand together."""
    return _RANKS[type(node)]


# ---- who and when ------------------------------------------------------------------------------


def _for(c: Composer, node: ast.For) -> Doc:
    return seq("for", c.listing([part(each, partial(_audience, c)) for each in node.audiences]))


def _audience(c: Composer, node: ast.Audience) -> Doc:
    match node:
        case ast.Everyone():
            return "everyone"
        case ast.Members():
            return words("members of", node.program) if node.program else "members"
        case ast.InAudience():
            return words("segment", node.segment)
        case ast.CustomersWhere():
            return seq("customers where ", expression(c, node.condition))


def valid(node: ast.Valid) -> str:
    """`valid A..B`, `valid from A`, `valid until B`."""
    if node.start is None:
        return words("valid until", node.end)
    if node.end is None:
        return words("valid from", node.start)
    return f"valid {word(node.start)}..{word(node.end)}"


def _during(c: Composer, node: ast.During) -> Doc:
    return seq("during", c.listing([part(each, _window) for each in node.windows]))


def _window(node: ast.Window) -> str:
    dates = "..".join(word(each) for each in (node.first, node.last) if each is not None)
    times = "..".join(word(each) for each in (node.start, node.end) if each is not None)
    return words(node.days, dates, times)


# ---- what --------------------------------------------------------------------------------------


def _slot(c: Composer, node: ast.Slot, before: str = "", start: int | None = None) -> Doc:
    """`2 of items a as label`, behind a word if there is one."""
    start = node.span.start if start is None else start
    doc = selector(c, node.selector, start=start, before=words(before, node.count, "of"))
    return seq(doc, words(" as", node.label)) if node.label else doc


def _take(c: Composer, node: ast.Take) -> Doc:
    if not node.block and len(node.slots) == 1:
        return _slot(c, node.slots[0], "take", node.span.start)
    return c.block("take", [part(each, partial(_slot, c)) for each in node.slots], node.span[1:])


def _buy(c: Composer, node: ast.Buy) -> Doc:
    bought = Part(
        node.span.start,
        node.selector.span.end,
        lambda: selector(c, node.selector, start=node.span.start, before=words("buy", node.count, "of")),
    )
    got = Part(c.start_of("get", node.get.span.start), node.span.end, lambda: _get(c, node))
    return c.chain([bought, got])


def _get(c: Composer, node: ast.Buy) -> Doc:
    head = words("get", node.get)
    if node.get_of is None:
        return seq(head, " ", _for_what(c, node))
    start = c.start_of("get", node.get.span.start)
    parts = selector_parts(c, node.get_of, start=start, before=f"{head} of")
    at = node.span.end if node.value is None else node.value.span.start
    word_before = {"free": "free", "off": "at", "price": "for"}[node.reward]
    last = Part(c.start_of(word_before, at), node.span.end, lambda: _for_what(c, node))
    return c.chain([*parts, last])


def _for_what(c: Composer, node: ast.Buy) -> Doc:
    if node.value is None:
        return "free"
    if node.reward == "off":
        return seq("at ", expression(c, node.value), " off")
    return seq("for ", expression(c, node.value))


def _counting(_: Composer, node: ast.Counting) -> Doc:
    if node.what == "this":
        return "counting this receipt"
    one_each = "one each" if node.one_each else ""
    return words("counting", node.what, "receipts", one_each, "within", node.within)


# ---- rewards -----------------------------------------------------------------------------------


def _give_off(c: Composer, node: ast.GiveOff) -> Doc:
    target = _target(node.target) if node.target else ""
    tail = words("off", target, "of regular price" if node.of_regular else "")
    return seq("give ", expression(c, node.value), f" {tail}")


def _target(node: ast.Target) -> str:
    match node.kind:
        case "ordinal":
            assert node.n is not None
            return ordinal(node.n.value)
        case "label":
            return words(node.label)
        case "cheapest" | "dearest":
            return words(node.kind, node.n)
        case "receipt" if node.for_each:
            every = node.for_each.every
            items = "items" if isinstance(every, ast.Integer) else ""
            return words("receipt for each", every, items)
        case _:
            return node.kind


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `4th`, `11th`."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number // 10 % 10 == 1 else endings.get(number % 10, 'th')}"


def _give_gift(_: Composer, node: ast.GiveGift) -> Doc:
    price = words("for", node.price) if node.price else ""
    return words("give gift", node.count, "of", node.sku, price)


def _earn(c: Composer, node: ast.Earn) -> Doc:
    to = words(" to", node.to) if node.to else ""
    value = node.value
    if node.form == "share":
        return seq("earn ", expression(c, value), f" as points{to}")
    assert isinstance(value, ast.Integer | ast.Number), value
    if node.form == "times":
        return f"earn points times {word(value)}{to}"
    tail = words("per", node.per) if node.per else "each" if node.form == "each" else ""
    return words("earn", points(value), tail) + to


# ---- fences ------------------------------------------------------------------------------------


def amount_and_scope(node: ast.Limit) -> str:
    """`2 sets per customer per day`, `500 RUB in total`."""
    if isinstance(node.amount, ast.PointsAmount):
        amount = points(node.amount.count)
    else:
        amount = words(node.amount, node.unit)
    scopes = [f"per {scope}" for scope in node.scopes] or ["in total"]
    period = f"per {node.period}" if node.period else ""
    within = words("within", node.within) if node.within else ""
    return words(amount, *scopes, period, within)


def _limit(_: Composer, node: ast.Limit) -> Doc:
    or_nothing = "or nothing" if node.or_nothing else ""
    offline = f"offline {node.offline}" if node.offline else ""
    return words("limit", amount_and_scope(node), or_nothing, offline)


def _round(_: Composer, node: ast.Round) -> Doc:
    to = f".{node.ending}" if node.step is None else word(node.step)
    return words("round", node.what, node.mode, "to", to)


# ---- all of them, in reading order ---------------------------------------------------------------

_Writer = Callable[[Composer, Any], Doc]


def _fixed(text: str) -> _Writer:
    return lambda _, __: text


_READING_ORDER: Final[tuple[Mapping[type[ast.Node], _Writer], ...]] = (
    {ast.Doc: lambda _, node: word(node)},
    {ast.For: _for},
    {ast.Needs: lambda _, node: words("needs", node.what, node.source)},
    {ast.Valid: lambda _, node: valid(node)},
    {ast.During: _during},
    {ast.When: lambda c, node: seq("when ", expression(c, node.condition))},
    {ast.Unless: lambda c, node: seq("unless ", expression(c, node.condition))},
    {ast.On: lambda c, node: selector(c, node.selector, start=node.span.start, before="on")},
    {ast.Take: _take},
    {ast.Buy: _buy},
    {ast.SameItem: _fixed("same item")},
    {ast.DifferentItems: _fixed("different items")},
    {ast.Shared: _fixed("shared")},
    {ast.Favour: lambda _, node: words("favour", node.whom)},
    {ast.Counting: _counting},
    {
        ast.GiveOff: _give_off,
        ast.GivePrice: lambda c, node: seq("give price ", expression(c, node.value), f" {node.target}"),
        ast.GiveGift: _give_gift,
        ast.GiveTotal: lambda _, node: words("give total rounded", node.mode, "to", node.step),
    },
    {ast.Earn: _earn},
    {ast.Accept: lambda _, node: words("accept", node.tender, "up to", node.up_to)},
    {ast.Issue: lambda _, node: words("issue coupon", node.coupon)},
    {ast.InGroup: lambda _, node: words("group", node.group)},
    {ast.Priority: lambda _, node: words("priority", node.value)},
    {ast.Alone: lambda _, node: "alone first" if node.first else "alone"},
    {ast.Limit: _limit},
    {ast.Costs: lambda _, node: words("costs", points(node.points), "of", node.currency)},
    {ast.Draws: lambda _, node: words("draws on", node.budget)},
    {ast.Floor: lambda c, node: seq("floor ", expression(c, node.value))},
    {ast.Round: _round},
    {ast.Spread: _fixed("spread")},
    {ast.IncludingManual: _fixed("including manual prices")},
    {ast.Print: lambda _, node: words("print", node.where, node.text)},
    {ast.Tell: lambda _, node: words("tell", node.whom, node.text)},
    {
        ast.Nudge: lambda c, node: seq(
            words("nudge", node.whom, node.text), " within ", expression(c, node.within)
        )
    },
    {ast.Otherwise: lambda _, node: words("otherwise tell", node.whom, node.text)},
)
_WRITERS: Final[Mapping[type[ast.Node], _Writer]] = {
    kind: writer for kinds in _READING_ORDER for kind, writer in kinds.items()
}
_RANKS: Final[Mapping[type[ast.Node], int]] = {
    kind: rank for rank, kinds in enumerate(_READING_ORDER) for kind in kinds
}
