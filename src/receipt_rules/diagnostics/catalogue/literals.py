"""Values as they are written: money, percents, times, dates, counts."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "bad-literal",
        "this is not a number, amount or other value",
        """It begins like a value, but goes on in a way that none does. Thousands are parted by `_`, the
        decimals by one point.""",
        wrong="let rate = 1.5.2",
        right="let rate = 1.5",
    ),
    error(
        "percent-out-of-range",
        "a percent is above 0 and at most 100",
        """More than the whole cannot be given. `0%` is fine in a tier or a decision table, where it means
        nothing off.""",
        wrong="rule tea { give 200% off }",
        right="rule tea { give 20% off }",
    ),
    error(
        "bad-time",
        "there is no such time of day",
        "Times run from `00:00` to `23:59`; `24:00` may end a window.",
        wrong="rule tea { during 20:00..99:99 give 10% off }",
        right="rule tea { during 20:00..24:00 give 10% off }",
    ),
    error(
        "bad-date",
        "there is no such day",
        "A date is year, month and day of the calendar: `2026-02-28`.",
        wrong="rule tea { valid until 2026-02-30 give 10% off }",
        right="rule tea { valid until 2026-02-28 give 10% off }",
    ),
    error(
        "too-fine",
        "an amount is finer than the currency's smallest coin",
        """Money is counted in minor units: cents, kopecks, none at all for yen. Nothing is rounded behind
        the author's back.""",
        wrong="rule tea { give 0.005 EUR off each }",
        right="rule tea { give 0.01 EUR off each }",
    ),
    error(
        "number-too-large",
        "a number is larger than the engine counts",
        "The limits are far beyond any shop's; a digit or a thousands mark is probably misplaced.",
        wrong="rule tea { give 10% off limit 99_999_999_999_999_999_999 times in total }",
        right="rule tea { give 10% off limit 99_999 times in total }",
    ),
    error(
        "bad-count",
        "a count must be at least 1",
        "None of something can be neither bought nor given.",
        wrong="rule tea { take 0 of all items give 10% off set }",
        right="rule tea { take 2 of all items give 10% off set }",
    ),
    error(
        "unknown-currency",
        "there is no such currency",
        "Currencies are the three capital letters of ISO 4217. They follow the amount.",
        wrong="rule tea { give 5 EUX off each }",
        right="rule tea { give 5 EUR off each }",
    ),
    error(
        "unknown-unit",
        "there is no such unit of measure",
        "Quantities are in `kg`, `g`, `l`, `ml` or `m`; pieces are written without a unit.",
        wrong="rule apples { when quantity >= 2 lbs give 10% off }",
        right="rule apples { when quantity >= 2 kg give 10% off }",
    ),
    error(
        "unit-missing",
        "a number needs a unit",
        """A bare number does not say what it counts: a share is written with `%`, an amount with its
        currency, a weight with its unit of measure.""",
        wrong="rule tea { give 5 off }",
        right="rule tea { give 5% off }",
    ),
    error(
        "empty-range",
        "a range ends before it begins",
        "The smaller border comes first. Both borders of a range of numbers or dates belong to it.",
        wrong="rule tea { when quantity in 5..2 give 10% off }",
        right="rule tea { when quantity in 2..5 give 10% off }",
    ),
    error(
        "control-character",
        "a text holds a control character",
        """What is printed, told or shown must not command a printer or a screen: no line ends, no tabs, no
        escapes, and none of the characters that turn the direction of what is read.""",
        wrong='rule tea { give 10% off print "Thank you\\nfor buying tea" }',
        right='rule tea { give 10% off print "Thank you" print "for buying tea" }',
    ),
    error(
        "text-too-long",
        "a text is too long",
        "A text for a receipt or a screen has at most 500 characters.",
        wrong=f'rule tea {{ give 10% off print "{"tea " * 130}" }}',
        right='rule tea { give 10% off print "tea" }',
    ),
)
