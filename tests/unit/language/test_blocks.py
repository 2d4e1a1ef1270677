"""Every block of the language page, and every statement of a test, becomes the node that it should."""

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
from tests.unit.language.reading import HEADER, clean


def word(value: str) -> ast.Word:
    return ast.Word(S, "", value)


def csv(path: str, column: str | None = None) -> ast.Csv:
    return ast.Csv(S, text(path), None if column is None else text(column))


TEA = ast.Selector(S, False, (ast.SetCategory(S, text("Tea")),))

DECLARATIONS: list[tuple[str, ast.Node]] = [
    ("sequence a, c.b", ast.Sequence(S, (name("a"), name("c.b")))),
    (
        'schema { customer.spent: money  customer.tier: one of "a", "b" optional  customer.tags: list of text }',
        ast.Schema(
            S,
            (
                ast.SchemaField(S, name("customer.spent"), ast.TypeName(S, "money"), False),
                ast.SchemaField(S, name("customer.tier"), ast.TypeName(S, "one of", (text("a"), text("b"))), True),
                ast.SchemaField(S, name("customer.tags"), ast.TypeName(S, "list of text"), False),
            ),
        ),
    ),
    ("let rate = 7%", ast.Let(S, name("rate"), percent(7))),
    ('items a "A" = csv "a.csv" column "sku"', ast.Items(S, name("a"), text("A"), csv("a.csv", "sku"))),
    ('items a = csv "a.csv"', ast.Items(S, name("a"), None, csv("a.csv"))),
    ('items a = category "Tea"', ast.Items(S, name("a"), None, TEA)),
    (
        "items a = b except c where d",
        ast.Items(
            S, name("a"), None, ast.Selector(S, False, (ast.SetName(S, name("b")),), (ast.SetName(S, name("c")),), ref("d"))
        ),
    ),
    ("items a = all items", ast.Items(S, name("a"), None, EVERYTHING)),
    ("items a = assigned to customer", ast.Items(S, name("a"), None, ast.AssignedToCustomer(S))),
    (
        "items a = chosen by customer up to 5 from b, c every month",
        ast.Items(
            S,
            name("a"),
            None,
            ast.ChosenByCustomer(S, integer(5), (ast.SetName(S, name("b")), ast.SetName(S, name("c"))), "month"),
        ),
    ),
    ('segment s "S" = csv "s.csv" column "id"', ast.Segment(S, name("s"), text("S"), csv("s.csv", "id"))),
    ("segment s = assigned by host", ast.Segment(S, name("s"), None, ast.AssignedByHost(S))),
    ("segment s = where a", ast.Segment(S, name("s"), None, ast.SegmentWhere(S, ref("a")))),
    (
        'cards c "C" { """why""" number matches /7+/ number from csv "c.csv" number generated "77##" valid until 2026-03-01 }',
        ast.Cards(
            S,
            name("c"),
            text("C"),
            (
                ast.Doc(S, "", "why"),
                ast.CodeFrom(S, ast.Regex(S, "", "7+")),
                ast.CodeFrom(S, csv("c.csv")),
                ast.CodeFrom(S, ast.Generated(S, text("77##"), None)),
                ast.Valid(S, None, date("2026-03-01")),
            ),
        ),
    ),
    (
        'coupons c { code "A", "B" code generated "NB-????" count 50 use once use 3 times per customer freed by return }',
        ast.Coupons(
            S,
            name("c"),
            None,
            (
                ast.CodeFrom(S, ast.Codes(S, (text("A"), text("B")))),
                ast.CodeFrom(S, ast.Generated(S, text("NB-????"), integer(50))),
                ast.Use(S, None),
                ast.Use(S, integer(3), True),
                ast.FreedByReturn(S),
            ),
        ),
    ),
    (
        ("points p { worth 100 points = 5.50 RUB available at once available next day available after 14 days expire never"
        " expire 180 days after earning expire at end of year expire on 2026-12-31 pays up to 30% pays up to share of"
        " items a at least 10 points steps of 5 points as tender as discount earn on paid earn rounding down }"),
        ast.Points(
            S,
            name("p"),
            None,
            (
                ast.Worth(S, integer(100), rub(550)),
                ast.Available(S, "at once"),
                ast.Available(S, "next day"),
                ast.Available(S, "after", duration(14, "day")),
                ast.Expire(S, "never"),
                ast.Expire(S, "after", duration(180, "day")),
                ast.Expire(S, "end", period="year"),
                ast.Expire(S, "on", on=date("2026-12-31")),
                ast.PaysUpTo(S, percent(30), None),
                ast.PaysUpTo(S, name("share"), of("a")),
                ast.AtLeast(S, integer(10)),
                ast.Steps(S, integer(5)),
                ast.PaysAs(S, "tender"),
                ast.PaysAs(S, "discount"),
                ast.EarnOn(S, "paid"),
                ast.EarnRounding(S, "down"),
            ),
        ),
    ),
    (
        'program p "P" { kind gift status active cards c points b print on every receipt "x" valid from 2026-03-01 }',
        ast.Programme(
            S,
            name("p"),
            text("P"),
            (
                ast.ProgramPart(S, "kind", word("gift")),
                ast.ProgramPart(S, "status", word("active")),
                ast.ProgramPart(S, "cards", name("c")),
                ast.ProgramPart(S, "points", name("b")),
                ast.ProgramPart(S, "print", text("x")),
                ast.Valid(S, date("2026-03-01"), None),
            ),
        ),
    ),
    (
        'tender gift_card gft "G" { usage: multiple limits: [1 per day from 06:00, 5 RUB per week] names: {a: "b"} for: items a }',
        ast.Tender(
            S,
            name("gift_card"),
            name("gft"),
            text("G"),
            (
                ast.Property(S, name("usage"), word("multiple")),
                ast.Property(
                    S,
                    name("limits"),
                    ast.ListValue(S, (ast.RatePer(S, integer(1), "day", time(360)), ast.RatePer(S, rub(500), "week"))),
                ),
                ast.Property(S, name("names"), ast.MapValue(S, (ast.Property(S, name("a"), text("b")),))),
                ast.Property(S, name("for"), of("a")),
            ),
        ),
    ),
    (
        'group g "G" stack per receipt excludes a, b part of c at most 2 rules cap 30% cap 5 RUB',
        ast.Group(
            S,
            name("g"),
            text("G"),
            "stack",
            "receipt",
            (
                ast.Excludes(S, (name("a"), name("b"))),
                ast.PartOf(S, name("c")),
                ast.AtMostRules(S, integer(2)),
                ast.Cap(S, percent(30)),
                ast.Cap(S, rub(500)),
            ),
        ),
    ),
    ('budget b "B" 1_000 RUB per month', ast.Budget(S, name("b"), text("B"), rub(100000), "month")),
    ("budget b 1 RUB", ast.Budget(S, name("b"), None, rub(100), None)),
    (
        "tiers t by amount whole { from 0 RUB: 0% from 5 RUB: rate }",
        ast.Tiers(
            S,
            name("t"),
            None,
            ast.Aggregate(S, "amount"),
            "whole",
            (ast.Tier(S, rub(0), percent(0)), ast.Tier(S, rub(500), ref("rate"))),
        ),
    ),
    (
        'table t "T" first { | a | b.c | => x | => y | | any | "u", not "v" | => 1 | => 2 | | >= 3, 1..2, = 4 | d | => 0% | => 4 | }',
        ast.Table(
            S,
            name("t"),
            text("T"),
            "first",
            (ref("a"), ref("b.c")),
            (name("x"), name("y")),
            (
                ast.TableRow(
                    S,
                    (
                        ast.Cell(S, ast.CellAny(S)),
                        ast.Cell(S, (ast.CellCompare(S, "=", text("u")), ast.CellCompare(S, "not", text("v")))),
                    ),
                    (integer(1), integer(2)),
                ),
                ast.TableRow(
                    S,
                    (
                        ast.Cell(
                            S,
                            (
                                ast.CellCompare(S, ">=", integer(3)),
                                ast.CellRange(S, integer(1), integer(2)),
                                ast.CellCompare(S, "=", integer(4)),
                            ),
                        ),
                        ast.Cell(S, (ast.CellCompare(S, "=", ref("d")),)),
                    ),
                    (percent(0), integer(4)),
                ),
            ),
        ),
    ),
    ("protect items a never discounted", ast.Protect(S, of("a"), "never")),
    ("protect all items price at least 1 RUB", ast.Protect(S, EVERYTHING, "price", rub(100))),
    ("protect all items discount at most 70%", ast.Protect(S, EVERYTHING, "discount", percent(70))),
    ("protect receipt discount at most 50%", ast.Protect(S, None, "discount", percent(50))),
    (
        'prove "p" { assuming a always b never c never together r, q every added item never lowers discount }',
        ast.Prove(
            S,
            text("p"),
            ref("a"),
            (
                ast.Claim(S, "always", ref("b")),
                ast.Claim(S, "never", ref("c")),
                ast.Claim(S, "together", None, (name("r"), name("q"))),
                ast.Claim(S, "monotone"),
            ),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "node"), DECLARATIONS, ids=[source[:40] for source, _ in DECLARATIONS])
def test_a_declaration(source: str, node: ast.Node) -> None:
    assert clean(source).declarations == (node,)


def test_a_header() -> None:
    header = (
        '"""About it."""\nruleset "r" version "2" language 1 locale "lv-LV" currency EUR timezone "Europe/Riga"'
        " business day starts 05:30 rounding half_even to 0.05 EUR per unit valid until 2026-12-31"
        ' replaces "1" owner "me" returns unwind'
    )
    file = clean('import "a.rules" as a import "b.rules"', header=header + "\n")
    assert file.header == ast.Header(
        S,
        ast.Doc(S, "", "About it."),
        text("r"),
        text("2"),
        (
            ast.Setting(S, "language", integer(1)),
            ast.Setting(S, "locale", text("lv-LV")),
            ast.Setting(S, "currency", word("EUR")),
            ast.Setting(S, "timezone", text("Europe/Riga")),
            ast.DayStart(S, time(330)),
            ast.Rounding(S, "half_even", ast.Money(S, "", 5, "EUR"), "unit"),
            ast.Valid(S, None, date("2026-12-31")),
            ast.Setting(S, "replaces", text("1")),
            ast.Setting(S, "owner", text("me")),
            ast.Returns(S, "unwind"),
        ),
    )
    assert file.imports == (ast.Import(S, text("a.rules"), name("a")), ast.Import(S, text("b.rules"), None))
    plain = clean("", header=HEADER + "timezone store rounding down to 1 RUB").header
    assert plain is not None
    assert plain.clauses[1:] == (ast.Setting(S, "timezone", word("store")), ast.Rounding(S, "down", rub(100)))


STATEMENTS: list[tuple[str, Any]] = [
    ("at 2026-03-04T12:00", ast.At(S, when("2026-03-04T12:00"))),
    ('store "s"', ast.InStore(S, text("s"))),
    ('channel "app"', ast.OnChannel(S, text("app"))),
    (
        'customer {id: "C1", tags: ["a", 1], tier: gold, limit: all,}',
        ast.WithCustomer(
            S,
            (
                ast.Attribute(S, name("id"), text("C1")),
                ast.Attribute(S, name("tags"), ast.ListAttribute(S, (text("a"), integer(1)))),
                ast.Attribute(S, name("tier"), word("gold")),
                ast.Attribute(S, name("limit"), word("all")),
            ),
        ),
    ),
    ("balance bonus 500 points", ast.Balance(S, name("bonus"), None, ast.PointsAmount(S, integer(500)))),
    ('balance gft "GC-1" 50 RUB', ast.Balance(S, name("gft"), text("GC-1"), rub(5000))),
    (
        "used rule r 2 items per customer per month",
        ast.UsedRule(S, name("r"), ast.Limit(S, integer(2), "items", ("customer",), "month")),
    ),
    ("used rule r 5 RUB in total", ast.UsedRule(S, name("r"), ast.Limit(S, rub(500), None, ()))),
    ('used coupon "X" 1 times', ast.UsedCoupon(S, text("X"), integer(1))),
    ("used budget b 900 RUB per day", ast.UsedBudget(S, name("b"), rub(90000), "day")),
    (
        ('receipt { 6 x "a" at 120 RUB {category: "Tea"} 1 x "b" at 1 RUB 2 kg "c" at 90 RUB coupon "X" card "77"'
        ' pay gft "G" 20 RUB pay cash redeem 300 points of bonus }'),
        ast.SoldReceipt(
            S,
            (
                ast.SoldLine(S, integer(6), text("a"), rub(12000), (ast.Attribute(S, name("category"), text("Tea")),)),
                ast.SoldLine(S, integer(1), text("b"), rub(100)),
                ast.SoldLine(S, kilos(2), text("c"), rub(9000)),
                ast.WithCoupon(S, text("X")),
                ast.WithCard(S, text("77")),
                ast.Pay(S, name("gft"), text("G"), rub(2000)),
                ast.Pay(S, name("cash"), None, None),
                ast.Redeem(S, integer(300), name("bonus")),
            ),
        ),
    ),
    (
        'return { 1 x "a" 0.4 kg "c" }',
        ast.ReturnReceipt(
            S,
            (
                ast.ReturnedLine(S, integer(1), text("a")),
                ast.ReturnedLine(S, ast.Measure(S, "", Quantity(1, 400_000, "kg")), text("c")),
            ),
        ),
    ),
    ("void", ast.Void(S)),
    *(
        (f"expect {what} 5 RUB", ast.ExpectMoney(S, what, rub(500)))  # type: ignore[arg-type]
        for what in ("total", "discount", "due", "refund", "shortfall")
    ),
    ("expect line 2 total 5 RUB", ast.ExpectLine(S, integer(2), "total", rub(500))),
    ("expect line 2 discount 5 RUB", ast.ExpectLine(S, integer(2), "discount", rub(500))),
    ("expect line 1 units 1 RUB, 2 RUB", ast.ExpectUnits(S, integer(1), (rub(100), rub(200)))),
    ("expect rule r applied", ast.ExpectApplied(S, name("r"), None)),
    ("expect rule r applied 2 times", ast.ExpectApplied(S, name("r"), integer(2))),
    ("expect rule r gives 1 RUB", ast.ExpectGives(S, name("r"), rub(100))),
    *(
        (f"expect rule r skipped because {reason}", ast.ExpectSkipped(S, name("r"), reason))
        for reason in (
            "draft", "programme", "audience", "card", "coupon", "window", "tender-pending", "condition", "no-items",
            "incomplete-set", "limit", "excluded", "lost", "claimed", "protected", "already-lower", "zero", "points",
        )
    ),
    *(
        (f"expect rule r skipped because coupon {state}", ast.ExpectSkipped(S, name("r"), "coupon", state))
        for state in ("unknown", "not-yet", "expired", "used-up")
    ),
    *(
        (f"expect points {event} 7 of bonus", ast.ExpectPoints(S, event, integer(7), name("bonus"), None))  # type: ignore[arg-type]
        for event in ("earned", "redeemed", "allowed", "reversed", "returned")
    ),
    (
        "expect points earned 7 of bonus on 2026-03-05",
        ast.ExpectPoints(S, "earned", integer(7), name("bonus"), date("2026-03-05")),
    ),
    ('expect gift "s" 2 times', ast.ExpectGift(S, text("s"), integer(2))),
    ('expect balance gft "G" 5 RUB', ast.ExpectBalance(S, ast.Balance(S, name("gft"), text("G"), rub(500)))),
    ('expect printed "a"', ast.ExpectPrinted(S, text("a"))),
    ('expect told cashier "a"', ast.ExpectTold(S, "cashier", text("a"))),
    ("expect issued coupon k", ast.ExpectIssued(S, name("k"))),
    ('"""why"""', ast.Doc(S, "", "why")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "node"), STATEMENTS, ids=[source[:50] for source, _ in STATEMENTS])
def test_a_statement_of_a_test(source: str, node: Any) -> None:
    assert clean(f'test "t" {{ {source} }}').declarations == (ast.Test(S, text("t"), (node,)),)


def test_a_number_is_exact() -> None:
    (let,) = clean("let x = 0.1").declarations
    assert let == ast.Let(S, name("x"), ast.Number(S, "", Fraction(1, 10)))
