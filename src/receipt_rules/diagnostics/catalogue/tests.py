"""Tests inside a ruleset that cannot say anything."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "test-empty",
        "a test expects nothing",
        "A test without `expect` holds whatever happens.",
        wrong="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
            }
        """,
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
    error(
        "test-without-receipt",
        "a test expects something of no receipt",
        "`expect` speaks of the receipt before it.",
        wrong='test "tea" { at 2026-03-04T12:00 expect total 5 EUR }',
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
    error(
        "test-without-time",
        "a test does not say when",
        "Nothing in a ruleset reads the clock, so a test says at what time its receipt is written.",
        wrong='test "tea" { receipt { 1 x "tea" at 5 EUR } expect total 5 EUR }',
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
    error(
        "test-unknown-line",
        "the receipt of the test has no such line",
        "Lines are counted from 1 in the order in which the receipt lists them.",
        wrong="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect line 2 total 5 EUR
            }
        """,
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect line 1 total 5 EUR
            }
        """,
    ),
    error(
        "test-unknown-unit",
        "the line of the test has another number of units",
        "`expect line n units` gives the final amount of each unit of the line, no more and no fewer.",
        wrong="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 2 x "tea" at 5 EUR }
              expect line 1 units 5 EUR, 5 EUR, 5 EUR
            }
        """,
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 2 x "tea" at 5 EUR }
              expect line 1 units 5 EUR, 5 EUR
            }
        """,
    ),
    error(
        "test-without-customer",
        "the test needs a customer",
        'Balances, credits and uses per customer belong to somebody: say `customer {id: "C1"}`.',
        wrong="""
            points bonus { worth 1 point = 0.01 EUR }
            test "tea" {
              at 2026-03-04T12:00
              balance bonus 500 points
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
        right="""
            points bonus { worth 1 point = 0.01 EUR }
            test "tea" {
              at 2026-03-04T12:00
              customer {id: "C1"}
              balance bonus 500 points
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
    error(
        "duplicate-test",
        "two tests of a file have the same title",
        "The title is how a failing test is named and found.",
        wrong="""
            test "tea" { at 2026-03-04T12:00 receipt { 1 x "tea" at 5 EUR } expect total 5 EUR }
            test "tea" { at 2026-03-05T12:00 receipt { 2 x "tea" at 5 EUR } expect total 10 EUR }
        """,
        right="""
            test "one tea" { at 2026-03-04T12:00 receipt { 1 x "tea" at 5 EUR } expect total 5 EUR }
            test "two teas" { at 2026-03-05T12:00 receipt { 2 x "tea" at 5 EUR } expect total 10 EUR }
        """,
    ),
)
