"""Every mistake that is known by name: slug, place, remedy, and that nothing else is said."""

# ruff: noqa: E501  a case reads best on one line

from __future__ import annotations

from typing import NamedTuple

import pytest

from receipt_rules.language import ast
from tests.unit.language.reading import only, read, rule, slugs

R = "rule r {{ {} }}".format


class Mistake(NamedTuple):
    """A text, what is said of it, at which words, and a part of the remedy."""

    text: str
    slug: str
    place: str
    help: str


MISTAKES = [
    # texts and patterns
    Mistake(R('print "abc'), "unclosed-text", '"abc', 'close it with `"`'),
    Mistake('rule r { """why }', "unclosed-text", '"""why', 'close it with `"""`'),
    Mistake(R("print «a» spread"), "unexpected-character", "«", "straight"),
    Mistake(R("print 'a' spread"), "unexpected-character", "'", "straight"),
    Mistake("cards c { number matches /77 }", "unclosed-pattern", "/77", "close it with `/`"),
    # amounts
    Mistake(R("give 5 rub off each"), "unknown-currency", "5 rub", "`5 RUB`"),
    Mistake(R("give 5 Rub off each"), "unknown-currency", "5 Rub", "`5 RUB`"),
    Mistake(R("give 5 RUR off each"), "unknown-currency", "5 RUR", "did you mean `RUB`?"),
    Mistake(R("give 5 QQQ off each"), "unknown-currency", "5 QQQ", "capital letters of ISO 4217"),
    Mistake(R("give 1.5₽ off each"), "unexpected-character", "1.5₽", "`1.5 RUB`"),
    Mistake(R("give $ 5 off each"), "unexpected-character", "$ 5", "`5 USD`"),
    Mistake('test "t" { receipt { 1 x "a" at 5 rub } }', "unknown-currency", "5 rub", "`5 RUB`"),
    Mistake('test "t" { receipt { 1 x "a" at 5\u00a0RUB } }', "unexpected-character", "\u00a0", "plain space"),
    Mistake(R("give 0.001 RUB off each"), "too-fine", "0.001 RUB", "`0.01 RUB`"),
    Mistake(R("give 0.5 JPY off each"), "too-fine", "0.5 JPY", "`1 JPY`"),
    Mistake(R("give 9999999999999999 RUB off each"), "number-too-large", "9999999999999999 RUB", "minor units"),
    Mistake(R("give 5 off"), "unit-missing", "5 off", "`5% off` for a share, or `5.00 RUB off`"),
    Mistake(R("give 2.5 off each"), "unit-missing", "2.5 off each", "`2.5% off` for a share, or `2.5 RUB off`"),
    Mistake(R("buy 1 of items a get 1 at 50 off"), "unit-missing", "50 off", "`50% off`"),
    Mistake(R("buy 1 of items a get 1 for 10"), "unit-missing", "10", "`10.00 RUB`"),
    Mistake(R("give price 10 each"), "unit-missing", "10", "`10.00 RUB`"),
    Mistake(R("give 5 % off"), "unexpected-character", "5 %", "`5%`"),
    Mistake(R("give 101% off"), "percent-out-of-range", "101%", "at most 100"),
    Mistake(R("give 0% off"), "percent-out-of-range", "0%", "tiers and tables"),
    # quantities and numbers
    Mistake(R("when quantity > 2 lbs spread"), "unknown-unit", "lbs", "`kg` or `g`"),
    Mistake(R("when quantity > 2lbs spread"), "unknown-unit", "2lbs", "`kg` or `g`"),
    Mistake(R("take 2 pcs of items a"), "unknown-unit", "pcs", "without a unit"),
    Mistake("let x = 1.5.2", "bad-literal", "1.5.2", "`1_299.90`"),
    Mistake("let x = 1__0", "bad-literal", "1__0", "`1_299.90`"),
    Mistake("let x = 12345678901234567890", "number-too-large", "12345678901234567890", "18 digits"),
    Mistake("let x = 0.0000001 kg", "bad-literal", "0.0000001 kg", ""),
    Mistake(R("take 3 of items a give 1% off 2rd"), "bad-literal", "2rd", "`2nd`"),
    Mistake(R("take 30 of items a give 1% off 11st"), "bad-literal", "11st", "`11th`"),
    Mistake(R("take 3 of items a give 1% off 0th"), "bad-literal", "0th", "`1st`"),
    # dates and times
    Mistake(R("during 10:00..24:01"), "bad-time", "24:01", "`24:00` may end a window"),
    Mistake(R("during 10:60..11:00"), "bad-time", "10:60", "`23:59`"),
    Mistake('test "t" { at 2026-03-04T24:00 }', "bad-time", "24:00", "`23:59`"),
    Mistake('test "t" { at 2026-02-30T12:00 }', "bad-date", "2026-02-30", "`2026-02-28`"),
    Mistake(R("valid until 2026-13-45"), "bad-date", "2026-13-45", "`2026-02-28`"),
    Mistake(R("valid until 31.12.2026"), "bad-date", "31.12.2026", "`2026-12-31`:"),
    Mistake(R("valid 31.12.2026..2027-01-07"), "bad-date", "31.12.2026", "`2026-12-31`:"),
    Mistake(R("valid until 01.03.2027"), "bad-date", "01.03.2027", "write `2027-03-01`:"),
    Mistake(R("valid until 2026/12/31"), "bad-date", "2026/12/31", "`2026-12-31`:"),
    Mistake(R("valid until 2026-1-2"), "bad-date", "2026-1-2", "`2026-01-02`:"),
    Mistake(R("valid until 3/31/2027"), "bad-date", "3/31/2027", "write `2027-03-31`:"),
    Mistake(R("valid until 3/1/2027"), "bad-date", "3/1/2027", "`2027-01-03` or `2027-03-01`:"),
    Mistake(R("valid until 31.31.2026"), "bad-date", "31.31.2026", "`2026-03-01`"),
    # as they are spoken
    Mistake(R("give 10 percent off"), "bad-literal", "10 percent", "write `10%`"),
    Mistake(R("give 12.5 pct off receipt"), "bad-literal", "12.5 pct", "write `12.5%`"),
    Mistake(R("give 10 per cent off"), "bad-literal", "10 per cent", "write `10%`"),
    Mistake(R("when 5 percent > rate spread"), "bad-literal", "5 percent", "write `5%`"),
    Mistake(R("give 50 ct off each"), "bad-literal", "50 ct", "write `0.50 RUB`"),
    Mistake(R("give 150 cents off each"), "bad-literal", "150 cents", "write `1.50 RUB`"),
    Mistake(R("give 2.5 ct off each"), "too-fine", "2.5 ct", "the smallest amount is `0.01 RUB`"),
    Mistake(R("give 1_50 ct off each"), "bad-literal", "1_50 ct", "write `1.50 RUB`"),
    Mistake(R("give 50 pence off each"), "bad-literal", "50 pence", "write `0.50 GBP`"),
    Mistake(R("give EUR 2 off each"), "bad-literal", "EUR 2", "write `2 EUR`"),
    Mistake(R("give EUR2.50 off each"), "bad-literal", "EUR2.50", "write `2.50 EUR`"),
    Mistake(R("give eur 2 off each"), "bad-literal", "eur 2", "write `2 EUR`"),
    Mistake(R("when amount >= RUB 1_000 spread"), "bad-literal", "RUB 1_000", "write `1_000 RUB`"),
    Mistake(R("during mon-fri"), "bad-literal", "mon-fri", "write `mon..fri`"),
    Mistake(R("during mon - fri 08:00..10:00"), "bad-literal", "mon - fri", "write `mon..fri`"),
    Mistake(R("during wednesday"), "unexpected-word", "wednesday", "did you mean `wed`?"),
    Mistake(R("during mon to fri"), "bad-literal", "mon to fri", "write `mon..fri`"),
    Mistake(R("during 08:00-10:00"), "bad-literal", "08:00-10:00", "write `08:00..10:00`"),
    Mistake(R("valid 2027-03-01 \u2013 2027-03-31"), "bad-literal", "2027-03-01 \u2013 2027-03-31", "write `2027-03-01..2027-03-31`"),
    Mistake(R("when amount => 5 RUB"), "bad-literal", "=>", "write `>=`"),
    Mistake(R("when amount =< 5 RUB"), "bad-literal", "=<", "write `<=`"),
    Mistake(R("when amount <> 5 RUB"), "bad-literal", "<>", "write `!=`"),
    Mistake(R("when amount \u2265 5 RUB"), "bad-literal", "\u2265", "write `>=`"),
    Mistake(R("during 9:30..11:00"), "bad-time", "9:30", "`09:30`"),
    Mistake(R("during 9.30..11:00"), "bad-time", "9.30", "`09:30`"),
    Mistake('test "t" { at 2026-03-04T12:00:30 }', "bad-literal", "2026-03-04T12:00:30", "`2026-03-04T12:00`"),
    # names
    Mistake('rule HappyHour "x" { }', "bad-name", "HappyHour", "`happy_hour`"),
    Mistake("rule happy-hour { }", "bad-name", "happy-hour", "`happy_hour`"),
    Mistake("rule Give { }", "bad-name", "Give", "names have small letters"),
    Mistake("rule 2for1 { }", "bad-name", "2for1", "begin with a letter"),
    Mistake("rule чай { }", "bad-name", "чай", "titles are free"),
    Mistake(R("take { 1 of items a as Soup } spread"), "bad-name", "Soup", "`soup`"),
    Mistake("rule give { }", "reserved-word", "give", "`give_rule`"),
    Mistake("items on = all items", "reserved-word", "on", "`on_items`"),
    Mistake("let when = 5%", "reserved-word", "when", "`when_value`"),
    Mistake('import "a" as on', "reserved-word", "on", "`on_x`"),
    Mistake(R("take { 1 of items a as set } spread"), "reserved-word", "set", "`set_part`"),
    Mistake("rule { spread }", "unexpected-word", "{", "for example"),
    # letters, marks, spaces
    Mistake(R("GIVE 5% off"), "unexpected-word", "GIVE", "`give`"),
    Mistake(R("give\u00a05% off give\u00a06% off"), "unexpected-character", "\u00a0", "plain space"),
    Mistake(R("give 5% off;"), "unexpected-character", ";", "leave it out"),
    Mistake(R("when a & b spread"), "unexpected-character", "&", "write `and`"),
    Mistake(R("give 5% off, group g"), "unexpected-word", ",", "leave it out"),
    Mistake(R("when a == 1 spread"), "unexpected-word", "=", "write one `=`"),
    Mistake("rule r { { give 5% off }", "unexpected-word", "{", "leave it out"),
    Mistake(R("give10% off"), "words-run-together", "give10%", "`give 10%`"),
    Mistake(R("when a limit1 per receipt"), "words-run-together", "limit1", "`limit 1`"),
    Mistake(R("whenreceipt.total > 5 RUB"), "words-run-together", "whenreceipt.total", "`when receipt.total`"),
    Mistake(R("give 1% off limit 2 per customer perday"), "words-run-together", "perday", "`per day`"),
    Mistake(R("take 2 of items a give 10% offset"), "words-run-together", "offset", "`off set`"),
    Mistake(R("give 10%off"), "words-run-together", "10%off", "`10% off`"),
    Mistake(R("counting all receipts within 3days"), "words-run-together", "3days", "`3 days`"),
    Mistake('test "t" { receipt { 6x "a" at 1 RUB } }', "words-run-together", "6x", "`6 x`"),
    # words that are missing or misspelt
    Mistake(R("on jackets"), "unexpected-word", "jackets", "`on items jackets`"),
    Mistake(R("give 20% each"), "unexpected-word", "each", "`give 20% off each`"),
    Mistake(R("draws summer"), "unexpected-word", "summer", "`draws on summer`"),
    Mistake(R("costs 30 bonus"), "unexpected-word", "bonus", "`costs 30 points of bonus`"),
    Mistake(R("when (a = 1"), "unexpected-word", "}", "`when (a = 1) }`"),
    Mistake('items a "A" category "Tea"', "unexpected-word", "category", "`items a \"A\" = category`"),
    Mistake('rule r "R" spread }', "unexpected-word", "spread", '`rule r "R" { spread`'),
    Mistake(R("givve 5% off"), "unknown-clause", "givve", "did you mean `give`?"),
    Mistake(R("give 5% fof receipt limit 1 per receipt"), "unexpected-word", "fof", "did you mean `off`?"),
    Mistake(R("for membres of club"), "unexpected-word", "membres", "did you mean `members`?"),
    Mistake(R("for all"), "unexpected-word", "all", "did you mean `everyone`?"),
    Mistake('items a = catgory "Tea"', "unexpected-word", "catgory", "did you mean `category`?"),
    Mistake(R("foo bar"), "unknown-clause", "foo", "for example"),
    Mistake(R("expect total 5 RUB"), "unknown-clause", "expect", "`expect total 9 EUR`"),
    Mistake(R("during xyz"), "unexpected-word", "xyz", "for example"),
    # declarations
    Mistake("ruel r { }", "unknown-declaration", "ruel", "did you mean `rule`?"),
    Mistake("tiems a = all items", "unknown-declaration", "tiems", "did you mean `items`?"),
    Mistake("voucher v { }", "unknown-declaration", "voucher", "coupons"),
    Mistake("disabled rule r { }", "unknown-declaration", "disabled", "`draft rule`"),
    Mistake("rule r { } give 5% off", "unknown-declaration", "give", "braces"),
    Mistake("rule r { } }", "superfluous-brace", "}", "leave it out"),
    Mistake("let a = 5 }", "superfluous-brace", "}", "leave it out"),
    Mistake('let a = 5\n"""why"""', "unknown-declaration", '"""why"""', "above `ruleset`"),
    Mistake('rule r { }\nimport "a"', "misplaced-declaration", "import", "then the imports"),
    Mistake("let a =", "unexpected-end", "=", "`let rate = 5%`"),
    Mistake("rule a { give 10%", "unexpected-end", "10%", "for example"),
    # forms of other languages
    Mistake(R("give free cheapest 1"), "unexpected-word", "cheapest", "`give 100% off cheapest 1`"),
    Mistake(R('give item "A" free'), "unexpected-word", '"A"', "`give gift 1 of"),
    Mistake(R("give 5% off of current price"), "unexpected-word", "current", "leave the words out"),
    Mistake(R("give 5 RUB off each of shelf price"), "unexpected-word", "shelf", "leave the words out"),
    Mistake(R("give 10% of receipt"), "unexpected-word", "}", "write `off`, not `of`"),
    Mistake(R("give 10 points"), "unexpected-word", "points", "`earn 10 points`"),
    Mistake(R("give price 5 RUB receipt"), "unexpected-word", "receipt", "`give price 5 EUR each`"),
    Mistake(R("valid forever"), "unexpected-word", "forever", "leave the clause out"),
    Mistake(R("redeem bonus up to 30%"), "unknown-clause", "redeem", "`accept bonus up to 30%`"),
    Mistake(R("budget 500 RUB per receipt"), "unknown-clause", "budget", "`limit 500 EUR per receipt`"),
    Mistake(R("counting all receipts"), "unexpected-word", "}", "`within 30 days`"),
    Mistake(R("counting all receipts within campaign"), "unexpected-word", "campaign", "`within 30 days`"),
    Mistake(R("limit 2 sets"), "unexpected-word", "}", "`limit 2 per receipt`"),
    Mistake(R("limit 2 per day"), "unexpected-word", "day", "`per customer per day`"),
    Mistake(R("limit 2 per till"), "unexpected-word", "till", "`register`"),
    Mistake(R("accept card"), "unexpected-word", "}", "`accept gift_card up to 50%`"),
    Mistake(R("when 1 < a < 5"), "unexpected-word", "<", "`a <= b and b <= c`"),
    Mistake(R("when amount of items a, b > 1 RUB"), "unexpected-word", ",", "in parentheses"),
    Mistake('coupons c { code "A" use unlimited }', "unexpected-word", "unlimited", "leave it out"),
    Mistake("group g best per item order 1", "unknown-clause", "order", "`sequence a, b, c`"),
]  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.text[:60])
def test_it_is_said_once_at_its_place_with_its_remedy(mistake: Mistake) -> None:
    found = only(mistake.text)
    assert (found.slug, found.span.text) == (mistake.slug, mistake.place)
    assert mistake.help in found.help


def test_what_can_come_is_said_by_its_kind() -> None:
    for text, words in [
        (
            R("during xyz"),
            "expected a date such as `2026-03-01`, a time such as `18:00` or days such as `mon..fri`",
        ),
        (R("when"), "expected a condition"),
        ("let a = )", "expected a value"),
        (R("give 1% off each )"), "expected `of regular price`, `}` or another clause"),
        (R("limit 2 )"), "expected `in total`, `items`, `per`, `points`, `sets` or `times`"),
        (R("needs )"), "expected `card` or `coupon`"),
        ("rule r )", "expected `was`, a text in quotes or `{`"),
        ('test "t" { expect ) }', "or 8 more after `expect`, found `)`"),
        ("items a = )", "expected"),
    ]:
        (found,) = read(text).diagnostics
        assert words in found.message, found.message


def test_a_mistake_is_said_where_it_is_even_if_the_next_clause_has_one_as_well() -> None:
    assert slugs(rule("spread foo bar\n on jackets\n shared")) == ["unknown-clause", "unexpected-word"]
    assert slugs("rule a { foo bar baz") == ["unknown-clause", "missing-brace"]


def test_nothing_follows_from_a_mistake_in_braces() -> None:
    for text in [
        'test "t" { customer {id id: "C1"} at 2026-03-04T12:00 expect total 1 RUB }',
        'test "t" {\n receipt { 1 x "a" at wrong\n expect total 1 RUB\n }\n expect due 1 RUB\n}',
        'test "t" { receipt { 1 x "a" at 1 RUB {category "Tea"} } expect total 1 RUB }',
        "rule r { take { one of items a } give 1% off set }",
        "tender k t { a: [1, 2 3] b: 5 }",
        'test "t" {\n  customer {id: "C4"\n  used rule r 1 in total\n  receipt { 1 x "a" at 1 RUB }\n}',
    ]:
        assert len(read(text).diagnostics) == 1, [str(each) for each in read(text).diagnostics]


def test_of_a_tender_the_second_name_is_the_name() -> None:
    (broken,) = read("tender gift_card gft { a 1 }").file.broken
    assert broken.name is not None
    assert (broken.declaration, broken.name.text, broken.clause) == ("tender", "gft", "a")


def test_a_description_alone_lacks_a_header_and_nothing_else() -> None:
    assert slugs('"""Rules for tea."""\nrule tea { give 10% off }', header="") == ["missing-header"]


def test_the_header_may_lack_its_first_word() -> None:
    result = read("rule a { }", header='"x" version "1" currency EUR\n')
    assert [each.slug for each in result.diagnostics] == ["unexpected-word"]
    assert isinstance(result.file.header, ast.Header)
