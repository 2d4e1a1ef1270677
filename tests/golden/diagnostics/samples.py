"""The examples of the design page, built by hand: a file with the lines in question, and what is said.

The expected texts in `page/` are the page's own, to the character.
"""

from __future__ import annotations

from receipt_rules.diagnostics import Diagnostic, Fix, Label, Source, Span

COFFEE = "rulesets/autumn/coffee.rules"
STAFF = "rulesets/autumn/staff.rules"


def source(path: str, lines: dict[int, str]) -> Source:
    """A file with these lines, the others empty."""
    return Source(path, "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1)) + "\n")


def at(file: Source, line: int, text: str) -> Span:
    """Where a text first stands in a line."""
    start = file.line_starts[line - 1] + file.line_text(line).index(text)
    return Span(file, start, start + len(text))


def unknown_clause() -> Diagnostic:
    file = source(COFFEE, {7: "  givve 100% off cheapest 1"})
    place = at(file, 7, "givve")
    return Diagnostic(
        "unknown-clause",
        "error",
        "unknown clause `givve`",
        place,
        help="did you mean `give`?",
        fix=Fix(place, "give"),
    )


def unexpected_word() -> Diagnostic:
    file = source(COFFEE, {14: "  give 20% each"})
    place = at(file, 14, "each")
    return Diagnostic(
        "unexpected-word",
        "error",
        "expected `off` after the discount, found `each`",
        place,
        label="expected `off` here",
        help="write `give 20% off each`",
        fix=Fix(Span(file, place.start, place.start), "off "),
    )


def words_run_together() -> Diagnostic:
    file = source(COFFEE, {21: "  give10% off each"})
    return Diagnostic(
        "words-run-together",
        "error",
        "`give10%` is not a word of the language",
        at(file, 21, "give10%"),
        help="put a space after the keyword: `give 10%`",
    )


def unknown_items() -> Diagnostic:
    file = source(
        COFFEE,
        {3: 'items coffee = category "coffee" except "TRAVEL-MUG"', 6: "  take 3 of items cofee"},
    )
    return Diagnostic(
        "unknown-items",
        "error",
        "no item set is called `cofee`",
        at(file, 6, "cofee"),
        label="not declared",
        secondary=(Label(at(file, 3, "coffee"), "the nearest name is declared here"),),
        help="did you mean `coffee`?",
    )


def currency_mismatch() -> Diagnostic:
    file = source(COFFEE, {8: "  when receipt.total > 20 USD"})
    return Diagnostic(
        "currency-mismatch",
        "error",
        "cannot compare EUR with USD",
        at(file, 8, "20 USD"),
        label="in USD",
        secondary=(Label(at(file, 8, "receipt.total"), "in EUR, the currency of the ruleset"),),
        notes=("the engine never converts currencies",),
    )


def unit_missing() -> Diagnostic:
    file = source(COFFEE, {20: "  give 5 off"})
    return Diagnostic(
        "unit-missing",
        "error",
        "a discount needs a unit",
        at(file, 20, "5 off"),
        label="a bare number",
        help="write `5% off` for a share, or `5.00 EUR off` for an amount",
    )


def duplicate_rule() -> Diagnostic:
    staff = source(STAFF, {3: 'rule happy_hour "Staff price" {'})
    coffee = source(COFFEE, {12: 'rule happy_hour "Coffee 20 % off" {'})
    return Diagnostic(
        "duplicate-rule",
        "error",
        "two rules are called `happy_hour`",
        at(staff, 3, "happy_hour"),
        label="second declaration",
        secondary=(Label(at(coffee, 12, "happy_hour"), "first declaration"),),
        notes=("a rule name is its identity in usage counters and in the ledger",),
        help="rename one; if this replaces the other, say `was happy_hour`",
    )


def priority_tie() -> Diagnostic:
    file = source(COFFEE, {9: "  group drinks priority 1", 15: "  group drinks priority 1"})
    return Diagnostic(
        "priority-tie",
        "warning",
        "rules `third_coffee` and `happy_hour` tie in group `drinks`",
        at(file, 15, "priority 1"),
        label="same priority",
        secondary=(Label(at(file, 9, "priority 1"), "first claimed here"),),
        notes=("a receipt exists where both want one line; the tie falls to rule name: `happy_hour` wins",),
        help="give one of them another priority",
    )


def unknown_tender() -> Diagnostic:
    file = source(STAFF, {5: "  accept gift_crad up to 50%"})
    return Diagnostic(
        "unknown-tender",
        "error",
        "no installed plugin provides the tender `gift_crad`",
        at(file, 5, "gift_crad"),
        notes=(
            "installed tenders: `cash`, `gift_card` (receipt-rules-gift-cards 1.2.0), `gift_certificate`",
        ),
        help="did you mean `gift_card`?",
    )


PAGE = (
    unknown_clause(),
    unexpected_word(),
    words_run_together(),
    unknown_items(),
    currency_mismatch(),
    unit_missing(),
    duplicate_rule(),
    priority_tie(),
    unknown_tender(),
)
