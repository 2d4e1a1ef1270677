"""Types: money, percents, quantities, texts and facts that do not fit together."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "type-mismatch",
        "two kinds of value do not go together",
        """Money is added to money, money is multiplied by a number, a percent is taken `of` money; there
        are no other sums, and only like is compared with like.""",
        wrong="rule tea { when receipt.total > 5% give 10% off }",
        right="rule tea { when receipt.total > 5 EUR give 10% off }",
    ),
    error(
        "currency-mismatch",
        "two currencies meet",
        "The engine never converts currencies. Amounts are in the currency of the ruleset.",
        wrong="rule tea { when receipt.total > 20 USD give 10% off }",
        right="rule tea { when receipt.total > 20 EUR give 10% off }",
    ),
    error(
        "unit-mismatch",
        "two units of measure do not go together",
        """Kilograms compare with grams and litres with millilitres, but mass never with volume, length or
        pieces.""",
        wrong="rule mix { when quantity in 1 kg..2 l give 10% off }",
        right="rule mix { when quantity in 1 kg..2 kg give 10% off }",
    ),
    error(
        "unguarded-optional",
        "a fact may be unknown, and nothing says what then",
        """An optional fact is read with `default`, or after `is known` in the same condition. A rule must
        not depend on what a till happens to leave out.""",
        wrong="""
            schema { item.shelf_life_days: number optional }
            rule fresh { on all items where item.shelf_life_days < 3 give 30% off }
        """,
        right="""
            schema { item.shelf_life_days: number optional }
            rule fresh { on all items where item.shelf_life_days default 99 < 3 give 30% off }
        """,
    ),
    error(
        "not-a-condition",
        "a condition must be true or false",
        "`when`, `unless` and `where` take a comparison, or several with `and`, `or` and `not`.",
        wrong="rule tea { when receipt.total give 10% off }",
        right="rule tea { when receipt.total > 20 EUR give 10% off }",
    ),
    error(
        "not-a-constant",
        "this must be known before the till opens",
        "A constant is made of written values and other constants, never of facts.",
        wrong="let threshold = receipt.total * 2",
        right="let threshold = 20 EUR * 2",
    ),
    error(
        "fact-out-of-reach",
        "the fact means nothing here",
        """`item.*` speaks of one item: it can be read in `where`, where items are looked at one by one,
        not in a condition on the whole receipt.""",
        wrong="rule tea { when item.price > 5 EUR give 10% off }",
        right="rule tea { on all items where item.price > 5 EUR give 10% off }",
    ),
    error(
        "circular-name",
        "a declaration depends on itself",
        "Constants, item sets and segments are built from others, never from themselves, however far round.",
        wrong="""
            items tea = herbs
            items herbs = tea, category "Herbs"
        """,
        right="""
            items tea = category "Tea"
            items herbs = tea, category "Herbs"
        """,
    ),
    error(
        "divide-by-zero",
        "a division by zero",
        "Only a constant may stand after `/`, and it must not be zero.",
        wrong="let share = 10 EUR / 0",
        right="let share = 10 EUR / 2",
    ),
    error(
        "bad-regex",
        "this is not a regular expression",
        "The note says what is wrong with it. A mark that is meant as itself is written with `\\` before it.",
        wrong="cards club { number matches /77[0-9+/ }",
        right="cards club { number matches /77[0-9]+/ }",
    ),
    error(
        "regex-not-linear",
        "a regular expression that can take too long",
        """Back-references, look-around and a repeat inside an unbounded repeat are not part of the
        language, so that a till never waits for a match.""",
        wrong="cards club { number matches /(7+)+/ }",
        right="cards club { number matches /7+/ }",
    ),
    error(
        "wrong-arguments",
        "a function is called with other values than it takes",
        "`near` takes a date and a duration, `paying_with` the name of a tender.",
        wrong="rule cash { when paying_with() > 0 EUR give 1% off receipt }",
        right='rule cash { when paying_with("cash") > 0 EUR give 1% off receipt }',
    ),
)
