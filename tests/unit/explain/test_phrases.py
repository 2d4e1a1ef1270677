"""What an explanation says of a condition is the language itself: read again it is the same condition."""

from __future__ import annotations

import pytest

from receipt_rules.runtime.why.phrases import Phrases
from receipt_rules.runtime.why.values import decimal
from tests.unit.explain.sold import engine

DECLARED = """\
schema {
  customer.visits: int  customer.since: date  customer.wish: quantity optional  customer.hour: time
  customer.share: percent  customer.staff: bool
}
segment vip = assigned by host
items tea "Tea" = category "Tea"
items dear = all items where item.price > 3 EUR
tiers rate by amount { from 0 EUR: 1%  from 10 EUR: 5% }
table level unique {
  | receipt.channel | => share | => money |
  | "app"           | => 2%    | => 1 EUR |
  | not "app"       | => 1%    | => 2 EUR |
}
"""


def row_of(condition: str) -> object:
    made = engine(f"{DECLARED}rule r {{ on items tea when {condition} give 10% off }}")
    return made.ruleset.rules[0].when[0]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("amount >= 50 EUR", "amount >= 50.00 EUR"),
        ("quantity >= 2 kg", "quantity >= 2 kg"),
        ("quantity < 500 g", "quantity < 0.5 kg"),
        ("quantity >= 3 and distinct != 2", "quantity >= 3 and distinct != 2"),
        ("lowest >= 5 EUR or highest <= 50 EUR", "lowest >= 5.00 EUR or highest <= 50.00 EUR"),
        ("amount of all items > 0.5 EUR", "amount of all items > 0.50 EUR"),
        ('lowest of (all items except brand "A") > 1 EUR',
         'lowest of (all items except brand "A") > 1.00 EUR'),
        ('amount of (items tea, "s1", category "Coffee" except tag "new" where item.price > 1 EUR) >= 20 EUR',
         ('amount of (items tea, "s1", category "Coffee" except tag "new" where item.price > 1.00 EUR) '
         ">= 20.00 EUR")),
        ('receipt.weekday in {"sun", "sat"} or receipt.hour in 20..23',
         'receipt.weekday in {"sat", "sun"} or receipt.hour in 20..23'),
        ("(receipt.hour = 1 or receipt.hour = 2) and not (receipt.hour = 3 and receipt.lines = 4)",
         "(receipt.hour = 1 or receipt.hour = 2) and not (receipt.hour = 3 and receipt.lines = 4)"),
        ("not receipt.hour = 3", "not receipt.hour = 3"),
        ("receipt.hour = 1 and (receipt.hour = 2 and receipt.hour = 3)",
         "receipt.hour = 1 and (receipt.hour = 2 and receipt.hour = 3)"),
        ("receipt.total - (amount - lowest) > 1 EUR", "receipt.total - (amount - lowest) > 1.00 EUR"),
        ("-lowest > 0 EUR - 5 EUR", "-lowest > -5.00 EUR"),
        ("today in 2026-12-01..2026-12-24", "today in 2026-12-01..2026-12-24"),
        ("customer.since < 2020-01-31", "customer.since < 2020-01-31"),
        ("customer.hour >= 09:30", "customer.hour >= 09:30"),
        ("customer.share > 12.5%", "customer.share > 12.5%"),
        ("customer.visits * 1.5 > 3", "customer.visits * 1.5 > 3"),
        ("customer.wish default 1 kg >= 250 g", "customer.wish default 1 kg >= 0.25 kg"),
        ("customer.staff and customer.staff = yes", "customer.staff and customer.staff = yes"),
        ('"de" in store.tags and store.id != "S\\\\7"', '"de" in store.tags and store.id != "S\\\\7"'),
        ("customer in segment vip", "customer in segment vip"),
        ("customer.birthday is known and near(customer.birthday, 1 week)",
         "customer.birthday is known and near(customer.birthday, 7 days)"),
        ("amount of items tea * 2 > receipt.total - 10 EUR",
         "amount of items tea * 2 > receipt.total - 10.00 EUR"),
        ("2 * amount > 1 EUR", "2 * amount > 1.00 EUR"),
        ("amount >= 30% of receipt.full", "amount >= 30% of receipt.full"),
        ("amount >= 30% of (receipt.full - 5 EUR)", "amount >= 30% of (receipt.full - 5.00 EUR)"),
        ("amount / 3 < 2.50 EUR", "amount / 3 < 2.50 EUR"),
        ("(amount + 1 EUR) * 2 >= 10 EUR - (receipt.full - receipt.total)",
         "(amount + 1.00 EUR) * 2 >= 10.00 EUR - (receipt.full - receipt.total)"),
        ("amount > -(1 EUR - lowest)", "amount > -(1.00 EUR - lowest)"),
        ("amount > (if quantity >= 3 then 20 EUR else 5 EUR)",
         "amount > (if quantity >= 3 then 20.00 EUR else 5.00 EUR)"),
        ('customer.level default "" = "a \\"b\\""', 'customer.level default "" = "a \\"b\\""'),
        ('customer.level default "-" matches /.*(Bio|a\\/b).*/',
         'customer.level default "-" matches /.*(Bio|a\\/b).*/'),
        ("amount in 10 EUR..20 EUR", "amount in 10.00 EUR..20.00 EUR"),
        ("amount of items dear in 10 EUR .. 2 * lowest", "amount of items dear in 10.00 EUR .. 2 * lowest"),
        ("rate > 2% and level.share >= 1%", "rate > 2% and level.share >= 1%"),
        ("level.money = 2 EUR", "level.money = 2.00 EUR"),
        ("amount > 20 EUR - 25 EUR", "amount > -5.00 EUR"),
    ],
)  # fmt: skip
def test_words_are_the_language(condition: str, words: str) -> None:
    row = row_of(condition)
    assert Phrases("EUR").expression(row) == words
    assert row_of(words) == row


def test_a_long_list_is_cut_short() -> None:
    skus = ", ".join(f'"{number}"' for number in range(10, 30))
    words = Phrases("EUR").expression(row_of(f"quantity of (items {skus}) > 1"))
    shown = ", ".join(f'"{number}"' for number in range(10, 22))
    assert words == f"quantity of (items {shown}, ... (8 more)) > 1"


@pytest.mark.parametrize(
    ("currency", "minor", "words"),
    [("JPY", 1200, "1200 JPY"), ("KWD", 1250, "1.250 KWD"), ("EUR", -5, "-0.05 EUR")],
)
def test_money_is_of_the_currency(currency: str, minor: int, words: str) -> None:
    assert Phrases(currency).values.money(minor) == words


@pytest.mark.parametrize(
    ("top", "bottom", "words"),
    [(1, 2, "0.5"), (-1, 8, "-0.125"), (1, 3, "1/3"), (-4, 2, "-2"), (0, 1, "0"), (1, 100, "0.01")],
)
def test_decimals_end_or_are_a_fraction(top: int, bottom: int, words: str) -> None:
    from fractions import Fraction

    assert decimal(Fraction(top, bottom)) == words
