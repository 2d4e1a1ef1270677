"""How a ruleset is written: words, marks, braces and names."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "unexpected-word",
        "a word stands where another was expected",
        """The words before it can go on in other ways only; the message lists them. Often a small word
        such as `off`, `of` or `per` is missing.""",
        wrong="rule tea { give 20% each }",
        right="rule tea { give 20% off each }",
    ),
    error(
        "unexpected-character",
        "a character that the language does not use",
        """Outside quotes the language is written with letters, digits and a few marks. A typographic
        quote or a currency sign that came from a word processor is the usual cause.""",
        wrong="rule tea { give 5 € off each }",
        right="rule tea { give 5 EUR off each }",
    ),
    error(
        "unexpected-end",
        "the file ends in the middle of something",
        "The last declaration is not complete.",
        wrong="let rate =",
        right="let rate = 5%",
    ),
    error(
        "words-run-together",
        "a space is missing between two words",
        """A word of the language ends where a letter, digit or underscore no longer follows, so that
        `onset` can never be read as `on set`.""",
        wrong="rule tea { give10% off each }",
        right="rule tea { give 10% off each }",
    ),
    error(
        "unknown-clause",
        "no clause begins with this word",
        """Inside a block every clause begins with one of a fixed list of words; docs/language.md has it
        for each block.""",
        wrong="rule tea { givve 100% off cheapest 1 }",
        right="rule tea { give 100% off cheapest 1 }",
    ),
    error(
        "unknown-declaration",
        "no declaration begins with this word",
        "At the top of a file stand declarations only: `rule`, `items`, `group` and so on.",
        wrong="ruel tea { give 10% off }",
        right="rule tea { give 10% off }",
    ),
    error(
        "unknown-key",
        "this block has no such key",
        "The keys of a block of `key: value` pairs are fixed by what the block describes.",
        wrong="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR {categroy: "Tea"} }
              expect total 5 EUR
            }
        """,
        right="""
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR {category: "Tea"} }
              expect total 5 EUR
            }
        """,
    ),
    error(
        "missing-brace",
        "a brace is not closed",
        """A block that opens with `{` ends with `}`. The place is where the next declaration begins
        although the block is still open, the other label shows where it was opened.""",
        wrong="""
            rule tea { give 10% off
            rule coffee { give 5% off }
        """,
        right="""
            rule tea { give 10% off }
            rule coffee { give 5% off }
        """,
    ),
    error(
        "superfluous-brace",
        "a brace closes nothing",
        "There is one `}` more than blocks are open.",
        wrong="rule tea { give 10% off } }",
        right="rule tea { give 10% off }",
    ),
    error(
        "unclosed-text",
        "a text has no closing quote",
        """A text in `"` ends on its own line; a description in `\"\"\"` may go over several. A quote inside
        a text is written `\\"`.""",
        wrong='rule tea "Tea {\n  give 10% off\n}',
        right='rule tea "Tea" {\n  give 10% off\n}',
    ),
    error(
        "unclosed-pattern",
        "a regular expression has no closing slash",
        "A regular expression stands between two `/` on one line; a slash inside it is written `\\/`.",
        wrong="cards club { number matches /77[0-9]+ }",
        right="cards club { number matches /77[0-9]+/ }",
    ),
    error(
        "reserved-word",
        "a word of the language cannot be a name",
        """Words that begin a clause or can stand where a name can are kept for the language. Any word may
        be a key in `{key: value}`.""",
        wrong="rule give { give 10% off }",
        right="rule give_tea { give 10% off }",
    ),
    error(
        "bad-name",
        "a name is written in lower-case letters, digits and underscores",
        """Names are permanent keys in counters, ledgers and files, so they stay plain: `a` to `z`, digits
        and `_`, beginning with a letter. Titles and texts are free, in any script.""",
        wrong='rule HappyHour "Happy hour" { give 10% off }',
        right='rule happy_hour "Happy hour" { give 10% off }',
    ),
    error(
        "too-deep",
        "too much stands inside each other",
        """An expression holds at most a hundred operators one in another. A long list of values is written
        `x in {...}`, and a part can have a name of its own with `let`. Item sets and segments that are made
        of others go at most fifty deep, where a condition counts once for every four levels that it has.""",
        wrong=f"let x = {'(' * 600}1{')' * 600}",
        right="let x = (1)",
    ),
    error(
        "not-utf8",
        "the file is not UTF-8 text",
        "Rules and item lists are read as UTF-8, with or without a byte order mark.",
        wrong='import "koffie.rules" as k   # saved as Windows-1257',
        right='import "koffie.rules" as k   # saved as UTF-8',
        files={"koffie.rules": 'ruleset "koffie" version "1" currency EUR'},
    ),
)
