"""Every form of the language page becomes the node that it should, with the right fields."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from receipt_rules.language import ast
from receipt_rules.quantity import Quantity
from tests.unit.language.building import (
    EVERYTHING,
    S,
    date,
    duration,
    integer,
    kilos,
    name,
    of,
    percent,
    ref,
    rub,
    text,
    time,
    when,
)
from tests.unit.language.reading import clean, one, rule

CLAUSES: list[tuple[str, ast.Node]] = [
    ("for everyone", ast.For(S, (ast.Everyone(S),))),
    ("for members", ast.For(S, (ast.Members(S),))),
    (
        "for members of club, segment vip",
        ast.For(S, (ast.Members(S, name("club")), ast.InAudience(S, name("vip")))),
    ),
    ("for customers where a", ast.For(S, (ast.CustomersWhere(S, ref("a")),))),
    ("needs card club_cards", ast.Needs(S, "card", name("club_cards"))),
    ("needs coupon c.hello", ast.Needs(S, "coupon", name("c.hello"))),
    ("valid 2026-03-01..2026-03-31", ast.Valid(S, date("2026-03-01"), date("2026-03-31"))),
    (
        "valid 2026-03-01T18:00..2026-03-01T20:00",
        ast.Valid(S, when("2026-03-01T18:00"), when("2026-03-01T20:00")),
    ),
    ("valid from 2026-03-01", ast.Valid(S, date("2026-03-01"), None)),
    ("valid until 2026-03-01T18:00", ast.Valid(S, None, when("2026-03-01T18:00"))),
    ("during fri", ast.During(S, (ast.Window(S, days="fri"),))),
    (
        "during mon .. fri 07:00..10:00, weekend",
        ast.During(S, (ast.Window(S, days="mon..fri", start=time(420), end=time(600)), ast.Window(S, days="weekend"))),
    ),
    ("during weekdays", ast.During(S, (ast.Window(S, days="weekdays"),))),
    ("during 22:00..02:00", ast.During(S, (ast.Window(S, start=time(1320), end=time(120)),))),
    ("during 20:00..24:00", ast.During(S, (ast.Window(S, start=time(1200), end=time(1440)),))),
    ("during 2026-03-08", ast.During(S, (ast.Window(S, first=date("2026-03-08")),))),
    (
        "during 2026-03-07..2026-03-08 09:00..18:00",
        ast.During(
            S,
            (ast.Window(S, first=date("2026-03-07"), last=date("2026-03-08"), start=time(540), end=time(1080)),),
        ),
    ),
    ("when a", ast.When(S, ref("a"))),
    ("unless a", ast.Unless(S, ref("a"))),
    ("on all items", ast.On(S, EVERYTHING)),
    ("on items a, c.b except d, e", ast.On(S, of("a", "c.b", excepts=("d", "e")))),
    ("on all items where a", ast.On(S, ast.Selector(S, True, (), (), ref("a")))),
    (
        'on items "1", category "Tea", brand "B", tag "t", discounted',
        ast.On(
            S,
            ast.Selector(
                S,
                False,
                (
                    ast.SetSku(S, text("1")),
                    ast.SetCategory(S, text("Tea")),
                    ast.SetBrand(S, text("B")),
                    ast.SetTag(S, text("t")),
                    ast.SetDiscounted(S),
                ),
            ),
        ),
    ),
    ("take 3 of items a", ast.Take(S, (ast.Slot(S, integer(3), of("a")),))),
    (
        "take { 1 of items a as one 2 kg of all items }",
        ast.Take(S, (ast.Slot(S, integer(1), of("a"), name("one")), ast.Slot(S, kilos(2), EVERYTHING)), True),
    ),
    ("buy 2 of items a get 1 free", ast.Buy(S, integer(2), of("a"), integer(1), None, "free")),
    (
        "buy 1 of items a get 2 of items b at 50% off",
        ast.Buy(S, integer(1), of("a"), integer(2), of("b"), "off", percent(50)),
    ),
    ("buy 1 of items a get 1 for 10 RUB", ast.Buy(S, integer(1), of("a"), integer(1), None, "price", rub(1000))),
    ("same item", ast.SameItem(S)),
    ("different items", ast.DifferentItems(S)),
    ("shared", ast.Shared(S)),
    ("favour customer", ast.Favour(S, "customer")),
    ("favour store", ast.Favour(S, "store")),
    ("counting this receipt", ast.Counting(S, "this")),
    ("counting earlier receipts within 60 days", ast.Counting(S, "earlier", False, duration(60, "day"))),
    ("counting earlier receipts one each within 1 month", ast.Counting(S, "earlier", True, duration(1, "month"))),
    ("counting all receipts within 2 weeks", ast.Counting(S, "all", False, duration(2, "week"))),
    ("give 10% off", ast.GiveOff(S, percent(10))),
    ("give 5 RUB off each", ast.GiveOff(S, rub(500), ast.Target(S, "each"))),
    ("give 5 RUB off line", ast.GiveOff(S, rub(500), ast.Target(S, "line"))),
    ("give 5 RUB off once", ast.GiveOff(S, rub(500), ast.Target(S, "once"))),
    ("give 5 RUB off set", ast.GiveOff(S, rub(500), ast.Target(S, "set"))),
    ("give 10% off cheapest 1", ast.GiveOff(S, percent(10), ast.Target(S, "cheapest", integer(1)))),
    ("give 10% off dearest 2", ast.GiveOff(S, percent(10), ast.Target(S, "dearest", integer(2)))),
    ("give 10% off 2nd", ast.GiveOff(S, percent(10), ast.Target(S, "ordinal", integer(2)))),
    ("give 10% off drink", ast.GiveOff(S, percent(10), ast.Target(S, "label", label=name("drink")))),
    ("give 10% off of regular price", ast.GiveOff(S, percent(10), None, True)),
    (
        "give 10% off 1st of regular price",
        ast.GiveOff(S, percent(10), ast.Target(S, "ordinal", integer(1)), True),
    ),
    ("give 5% off receipt", ast.GiveOff(S, percent(5), ast.Target(S, "receipt"))),
    (
        "give 5 RUB off receipt for each 100 RUB",
        ast.GiveOff(S, rub(500), ast.Target(S, "receipt", for_each=ast.ForEach(S, rub(10000)))),
    ),
    (
        "give 5 RUB off receipt for each 3 items",
        ast.GiveOff(S, rub(500), ast.Target(S, "receipt", for_each=ast.ForEach(S, integer(3)))),
    ),
    (
        "give 5 RUB off receipt for each 2 kg",
        ast.GiveOff(S, rub(500), ast.Target(S, "receipt", for_each=ast.ForEach(S, kilos(2)))),
    ),
    ("give price 5 RUB each", ast.GivePrice(S, rub(500), "each")),
    ("give price a set", ast.GivePrice(S, ref("a"), "set")),
    ('give gift 2 of "A"', ast.GiveGift(S, integer(2), text("A"))),
    ('give gift 1 of "A" for 1 RUB', ast.GiveGift(S, integer(1), text("A"), rub(100))),
    ("give total rounded down to 1 RUB", ast.GiveTotal(S, "down", rub(100))),
    ("earn 1 point per 100 RUB", ast.Earn(S, "per", integer(1), rub(10000))),
    ("earn 2 points per 100 RUB to bonus", ast.Earn(S, "per", integer(2), rub(10000), name("bonus"))),
    ("earn 5% as points to bonus", ast.Earn(S, "share", percent(5), to=name("bonus"))),
    ("earn 50 points", ast.Earn(S, "flat", integer(50))),
    ("earn 10 points each to eco", ast.Earn(S, "each", integer(10), to=name("eco"))),
    ("earn points times 1.5", ast.Earn(S, "times", ast.Number(S, "", Fraction(3, 2)))),
    ("accept gift_card up to 50%", ast.Accept(S, name("gift_card"), percent(50))),
    ("accept gift_card up to share", ast.Accept(S, name("gift_card"), name("share"))),
    ("accept gift_card up to 20 RUB", ast.Accept(S, name("gift_card"), rub(2000))),
    ("issue coupon next_buy", ast.Issue(S, name("next_buy"))),
    ("group shelf", ast.InGroup(S, name("shelf"))),
    ("priority 2", ast.Priority(S, integer(2))),
    ("alone", ast.Alone(S)),
    ("alone first", ast.Alone(S, True)),
    ("limit 2 per receipt", ast.Limit(S, integer(2), "times", ("receipt",))),
    ("limit 2 times per receipt", ast.Limit(S, integer(2), "times", ("receipt",))),
    ("limit 2 sets per customer per day", ast.Limit(S, integer(2), "sets", ("customer",), "day")),
    (
        "limit 1 items per customer per store per year",
        ast.Limit(S, integer(1), "items", ("customer", "store"), "year"),
    ),
    (
        "limit 1 per card within 2 hours",
        ast.Limit(S, integer(1), "times", ("card",), None, duration(2, "hour")),
    ),
    ("limit 1_000 in total", ast.Limit(S, integer(1000), "times", ())),
    (
        "limit 5 RUB per item or nothing offline allow",
        ast.Limit(S, rub(500), None, ("item",), None, None, True, "allow"),
    ),
    (
        "limit 100 points per coupon offline deny",
        ast.Limit(S, ast.PointsAmount(S, integer(100)), None, ("coupon",), None, None, False, "deny"),
    ),
    ("costs 300 points of bonus", ast.Costs(S, integer(300), name("bonus"))),
    ("draws on summer", ast.Draws(S, name("summer"))),
    ("floor 1 RUB", ast.Floor(S, rub(100))),
    ("round price half_up to 0.05 RUB", ast.Round(S, "price", "half_up", rub(5))),
    ("round discount down to 0.10 RUB", ast.Round(S, "discount", "down", rub(10))),
    ("round price down to .99", ast.Round(S, "price", "down", ending="99")),
    ("spread", ast.Spread(S)),
    ("including manual prices", ast.IncludingManual(S)),
    ('print "a"', ast.Print(S, text("a"))),
    *((f'print {where} "a"', ast.Print(S, text("a"), where)) for where in ("header", "line", "footer", "slip")),  # type: ignore[arg-type]
    ('tell cashier "a"', ast.Tell(S, "cashier", text("a"))),
    ('nudge customer "a" within 5 RUB', ast.Nudge(S, "customer", text("a"), rub(500))),
    ('otherwise tell customer "a"', ast.Otherwise(S, "customer", text("a"))),
    ('"""why"""', ast.Doc(S, "", "why")),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "node"), CLAUSES, ids=[clause for clause, _ in CLAUSES])
def test_a_clause_of_a_rule(clause: str, node: ast.Node) -> None:
    (declaration,) = clean(rule(clause)).declarations
    assert isinstance(declaration, ast.Rule)
    assert declaration.clauses == (node,)


def test_a_rule() -> None:
    found = one(ast.Rule, 'draft rule tea was coffee, cocoa "Tea" { spread shared spread }')
    assert found == ast.Rule(
        S,
        name("tea"),
        True,
        (name("coffee"), name("cocoa")),
        text("Tea"),
        (ast.Spread(S), ast.Shared(S), ast.Spread(S)),
    )
    assert one(ast.Rule, "rule tea { }") == ast.Rule(S, name("tea"), False, (), None, ())


EXPRESSIONS: list[tuple[str, Any]] = [
    ("1 + 2 * 3", ast.Arithmetic(S, "+", integer(1), ast.Arithmetic(S, "*", integer(2), integer(3)))),
    ("1 - 2 - 3", ast.Arithmetic(S, "-", ast.Arithmetic(S, "-", integer(1), integer(2)), integer(3))),
    ("(1 - 2) / 3", ast.Arithmetic(S, "/", ast.Arithmetic(S, "-", integer(1), integer(2)), integer(3))),
    ("1-2", ast.Arithmetic(S, "-", integer(1), integer(2))),
    ("-a", ast.Negate(S, ref("a"))),
    ("30% of a + b", ast.Arithmetic(S, "+", ast.PercentOf(S, percent(30), ref("a")), ref("b"))),
    ("c.rate of a", ast.PercentOf(S, ref("c.rate"), ref("a"))),
    ("a default 0", ast.Default(S, ref("a"), integer(0))),
    ("a and b or not c", ast.Logic(S, "or", ast.Logic(S, "and", ref("a"), ref("b")), ast.Not(S, ref("c")))),
    ("not a = 1", ast.Not(S, ast.Compare(S, "=", ref("a"), integer(1)))),
    *((f"a {sign} 1", ast.Compare(S, sign, ref("a"), integer(1))) for sign in ("=", "!=", "<", "<=", ">", ">=")),  # type: ignore[arg-type]
    ("a is known", ast.IsKnown(S, ref("a"))),
    ("a matches /7{3}/", ast.Matches(S, ref("a"), ast.Regex(S, "", "7{3}"))),
    ("a in b", ast.InFact(S, ref("a"), ref("b"))),
    ("a in 1..5", ast.InRange(S, ref("a"), integer(1), integer(5))),
    ('a in {"x", 1, b}', ast.InList(S, ref("a"), (text("x"), integer(1), ref("b")))),
    ("a in items tea", ast.InItems(S, ref("a"), name("tea"))),
    ("a in segment s", ast.InSegment(S, ref("a"), name("s"))),
    ("if a then 1 else if b then 2 else 3", ast.IfElse(S, ref("a"), integer(1), ast.IfElse(S, ref("b"), integer(2), integer(3)))),
    ("near(a, 3 days)", ast.Call(S, name("near"), (ref("a"), duration(3, "day")))),
    ("f()", ast.Call(S, name("f"), ())),
    ("amount", ast.Aggregate(S, "amount")),
    ("quantity of items tea", ast.Aggregate(S, "quantity", of("tea"))),
    ("distinct of all items", ast.Aggregate(S, "distinct", EVERYTHING)),
    ("lowest of this item", ast.Aggregate(S, "lowest", ast.OverThisItem(S))),
    ("highest of (items a, b except c)", ast.Aggregate(S, "highest", of("a", "b", excepts=("c",)))),
    ("amount of (all items where a)", ast.Aggregate(S, "amount", ast.Selector(S, True, (), (), ref("a")))),
    ("yes", ast.Bool(S, "", True)),
    ("no", ast.Bool(S, "", False)),
    ("2026-03-01", date("2026-03-01")),
    ("2026-03-01T09:30", when("2026-03-01T09:30")),
    ("09:30", time(570)),
    ("1_000.5 RUB", rub(100050)),
    ("5RUB", rub(500)),
    ("12.5%", ast.Percent(S, "", Fraction(1, 8))),
    ("1 day", duration(1, "day")),
    ("500 g", ast.Measure(S, "", Quantity(1, 500_000, "kg"))),
    (r'"a \"b\" \\ c"', text(r'a "b" \ c')),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "node"), EXPRESSIONS, ids=[each for each, _ in EXPRESSIONS])
def test_an_expression(expression: str, node: Any) -> None:
    assert one(ast.Let, f"let x = {expression}") == ast.Let(S, name("x"), node)
