"""What authors write that the language says otherwise: words of other systems and of earlier drafts.

In: nothing. Out: tables. Invariant: each remedy names a form of docs/language.md.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SYNONYMS: Final = {
    "all": "everyone",
    "also": "and",
    "anybody": "everyone",
    "anyone": "everyone",
    "article": "item",
    "articles": "items",
    "basket": "receipt",
    "bill": "receipt",
    "but": "except",
    "cart": "receipt",
    "client": "customer",
    "clients": "customers",
    "count": "quantity",
    "discount": "give",
    "else": "otherwise",
    "everybody": "everyone",
    "excluding": "except",
    "friday": "fri",
    "goods": "items",
    "if": "when",
    "max": "limit",
    "maximum": "limit",
    "member": "members",
    "message": "print",
    "monday": "mon",
    "order": "receipt",
    "pos": "register",
    "product": "item",
    "products": "items",
    "purchase": "receipt",
    "requires": "needs",
    "saturday": "sat",
    "say": "tell",
    "shop": "store",
    "show": "tell",
    "sum": "amount",
    "sunday": "sun",
    "thursday": "thu",
    "till": "register",
    "tuesday": "tue",
    "user": "customer",
    "voucher": "coupon",
    "vouchers": "coupons",
    "wednesday": "wed",
    "without": "except",
}
"""A word of other systems -> ours; said only where ours can come."""

DECLARATIONS: Final = {
    "action": "a promotion is a `rule`",
    "campaign": "a promotion is a `rule`; its dates are the clause `valid`",
    "const": "a constant is `let name = value`",
    "disabled": "a rule that is not evaluated is `draft rule`",
    "enabled": "a rule is evaluated unless it is a `draft rule`; leave the word out",
    "function": "a value that several rules use is `let name = expression`",
    "inactive": "a rule that is not evaluated is `draft rule`",
    "list": 'a set of items is `items name = ...`, such as `items tea = category "Tea"`',
    "offer": "a promotion is a `rule`",
    "order": "the order of groups is `sequence a, b, c`",
    "paused": "a rule that is not evaluated is `draft rule`",
    "promo": "a promotion is a `rule`",
    "promotion": "a promotion is a `rule`",
    "set": 'a set of items is `items name = ...`, such as `items tea = category "Tea"`',
    "var": "a constant is `let name = value`",
    "voucher": "a code that makes a rule possible is `coupons name { code ... }`, stored value is `tender`",
}
"""A word that begins no declaration -> what does."""


class Form(NamedTuple):
    """A form that is not in the language: where, how an item that has it reads, what to write."""

    block: str
    pattern: re.Pattern[str]
    help: str


def _form(block: str, pattern: str, remedy: str) -> Form:
    return Form(block, re.compile(pattern), remedy)


FORMS: Final = (
    _form(
        "rule",
        r".*\b(?:amount|quantity|distinct|lowest|highest) of items [^(]*,",
        "put a longer selector in parentheses: `amount of (items a, b except c)`",
    ),
    _form("rule", r"give free\b", "write `give 100% off cheapest 1`"),
    _form("rule", r"give item\b", 'write `give gift 1 of "sku"`'),
    _form(
        "rule",
        r"give .*\boff\b.*\bof current price",
        "a discount is of the current price; leave the words out",
    ),
    _form(
        "rule", r"give .*\boff\b.*\bof shelf price", "a discount is of the current price; leave the words out"
    ),
    _form(
        "rule",
        r"give [^{}]*% of (receipt|each|line|once|set)\b",
        "write `off`, not `of`, before what the discount is on",
    ),
    _form(
        "rule", r"give [^{}]*\boff (?:the |whole |total |all )", "write `off receipt` for the whole receipt"
    ),
    _form("rule", r"give price .*\breceipt\b", "a price is of a unit or of a set: `give price 5 EUR each`"),
    _form("rule", r"give \d[\d._]* points?\b", "points are earned: `earn 10 points`"),
    _form("rule", r"valid forever\b", "a rule without `valid` has no end; leave the clause out"),
    _form("rule", r"redeem\b", "to let customers pay with points write `accept bonus up to 30%`"),
    _form(
        "rule",
        r"budget\b",
        "what this rule may spend is `limit 500 EUR per receipt`; a shared budget is `draws on name`",
    ),
    _form("rule", r"counting .*\bwithin campaign", "say how long a receipt counts: `within 30 days`"),
    _form(
        "rule",
        r"counting (all|earlier) receipts\b(?! (one|within))",
        "say how long a receipt counts: `within 30 days`",
    ),
    _form("rule", r"limit [^{}]*\bper (?:till|pos|terminal)\b", "a till is a `register`"),
    _form(
        "rule", r"limit \d[^{}]*\bper (?:day|week|month|quarter|year)\b", "say whose: `per customer per day`"
    ),
    _form("rule", r"limit \d", "say whose: `limit 2 per receipt`, `per customer per day`, or `in total`"),
    _form(
        "rule",
        r"accept \S+(?!.*\bup to\b)",
        "say how much of the receipt it may pay: `accept gift_card up to 50%`",
    ),
    _form(
        "rule", r"(?:when|unless) .*[<>]=? *\S+ *[<>]", "compare two values at a time: `a <= b and b <= c`"
    ),
    _form(
        "coupons", r"use unlimited\b", "coupons without `use` can be used any number of times; leave it out"
    ),
    _form("ruleset", r"best effort\b", "the best choice needs no setting; leave the words out"),
    _form("group", r".*\border\b", "the order of groups is one line of its own: `sequence a, b, c`"),
    _form("group", r".*\bpriority\b", "the order of groups is one line of its own: `sequence a, b, c`"),
)

USAGE: Final = {
    "accept": "accept gift_card up to 50%",
    "alone": "alone first",
    "at": "at 2026-03-04T12:00",
    "balance": "balance bonus 500 points",
    "budget": "budget summer 10_000 EUR per month",
    "buy": "buy 2 of items tea get 1 free",
    "card": 'card "7712345"',
    "cards": "cards club { number matches /77[0-9]+/ }",
    "channel": 'channel "app"',
    "code": 'code "HELLO10"',
    "costs": "costs 300 points of bonus",
    "counting": "counting earlier receipts within 30 days",
    "coupon": 'coupon "HELLO10"',
    "coupons": 'coupons hello { code "HELLO10" use once }',
    "currency": "currency EUR",
    "customer": 'customer {id: "C1"}',
    "draws": "draws on summer",
    "during": "during mon..fri 08:00..12:00",
    "earn": "earn 1 point per 10 EUR to bonus",
    "expire": "expire 180 days after earning",
    "expect": "expect total 9 EUR",
    "expect gift": 'expect gift "sku" 1 times',
    "expect line": "expect line 1 discount 1 EUR",
    "expect points": "expect points earned 7 of bonus",
    "expect rule": "expect rule tea gives 1 EUR",
    "favour": "favour customer",
    "floor": "floor 1 EUR",
    "for": "for members of club",
    "from": "from 100 EUR: 5%",
    "give": "give 10% off",
    "give gift": 'give gift 1 of "sku"',
    "give price": "give price 5 EUR each",
    "give total": "give total rounded down to 1 EUR",
    "group": "group shelf best per item",
    "import": 'import "common.rules" as c',
    "in receipt": '2 x "sku" at 5 EUR {category: "Tea"}',
    "in return": '1 x "sku"',
    "in schema": "customer.level: text optional",
    "in table": '| "gold" | => 10% |',
    "in take": "1 of items tea as tea",
    "in tender": "usage: multiple",
    "issue": "issue coupon thanks",
    "items": 'items tea = category "Tea"',
    "let": "let rate = 5%",
    "limit": "limit 2 items per customer per day",
    "needs": "needs coupon hello",
    "nudge": 'nudge customer "Only {missing} more" within 5 EUR',
    "number": "number matches /77[0-9]+/",
    "on": "on items tea, coffee",
    "otherwise": 'otherwise tell cashier "..."',
    "pay": "pay cash 20 EUR",
    "pays": "pays up to 30%",
    "points": "points bonus { worth 1 point = 0.01 EUR }",
    "print": 'print line "..."',
    "priority": "priority 1",
    "program": "program club { status active }",
    "protect": "protect items tobacco never discounted",
    "redeem": "redeem 300 points of bonus",
    "return": 'return { 1 x "sku" }',
    "round": "round price half_up to 0.05 EUR",
    "rounding": "rounding half_up to 0.01 EUR per line",
    "rule": 'rule tea_10 "10% off tea" { on items tea give 10% off }',
    "ruleset": 'ruleset "spring" version "1"',
    "schema": "schema { customer.level: text optional }",
    "segment": 'segment vip = where customer.level = "gold"',
    "sequence": "sequence shelf, basket",
    "steps": "steps of 10 points",
    "table": 'table rate unique { | customer.level | => percent | | "gold" | => 10% | }',
    "take": "take 3 of items tea",
    "tell": 'tell cashier "..."',
    "tender": 'tender gift_card card "Gift card" { usage: multiple }',
    "test": 'test "two teas" { receipt { 2 x "sku" at 5 EUR } expect total 9 EUR }',
    "tiers": "tiers by_amount by amount { from 0 EUR: 0% from 100 EUR: 5% }",
    "timezone": 'timezone "Europe/Riga"',
    "unless": "unless receipt.total < 5 EUR",
    "use": "use 3 times per customer",
    "used": "used rule tea 2 items per customer per month",
    "valid": "valid 2026-03-01..2026-03-31",
    "when": "when receipt.total >= 20 EUR",
    "worth": "worth 100 points = 1 EUR",
}
"""The first word of a clause or declaration, or the first two -> one that is right."""

UNITS: Final = {
    **dict.fromkeys(("lb", "lbs", "oz", "pound", "pounds"), "weights are in `kg` or `g`"),
    **dict.fromkeys(("gr", "gram", "grams", "grammes"), "grams are `g`"),
    **dict.fromkeys(("kgs", "kilo", "kilos", "kilogram", "kilograms"), "kilograms are `kg`"),
    **dict.fromkeys(
        ("cl", "dl", "liter", "liters", "litre", "litres", "lt", "ltr"), "volumes are in `l` or `ml`"
    ),
    **dict.fromkeys(("cm", "mm", "meter", "meters", "metre", "metres"), "lengths are in `m`"),
    **dict.fromkeys(("pc", "pcs", "piece", "pieces", "unit"), "pieces are written without a unit"),
}
"""A unit that the language does not know -> what to write."""

SIGNS: Final = {
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "€": "EUR",
    "₴": "UAH",
    "₸": "KZT",
    "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
}

MARKS: Final = {
    "!": "write `not`, or `!=` for unequal",
    ";": "nothing stands between clauses; leave it out",
    "@": "leave it out",
    "^": "leave it out",
    "~": "leave it out",
    "\\": "leave it out",
}
"""A mark that the language does not use -> what to write."""
