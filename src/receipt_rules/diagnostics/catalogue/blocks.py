"""The header and the blocks that are no rules: groups, sequence, tiers, tables, coupons."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "missing-header",
        "a file begins with its header",
        "The header names the ruleset and its version and fixes currency and time zone.",
        wrong='"""Rules for tea."""\nrule tea { give 10% off }',
        right='ruleset "tea" version "1"\n  currency EUR\nrule tea { give 10% off }',
    ),
    error(
        "duplicate-header",
        "a file has one header",
        "Rules of another ruleset are brought in with `import`.",
        wrong='ruleset "tea" version "1" currency EUR\nruleset "coffee" version "1" currency EUR',
        right='ruleset "tea_and_coffee" version "1" currency EUR',
    ),
    error(
        "misplaced-declaration",
        "the header comes first, then the imports",
        "Of all other declarations the order means nothing.",
        wrong='ruleset "tea" version "1" currency EUR\nrule tea { give 10% off }\nimport "lists.rules" as l',
        right='ruleset "tea" version "1" currency EUR\nimport "lists.rules" as l\nrule tea { give 10% off }',
        files={"lists.rules": 'ruleset "lists" version "1" currency EUR'},
    ),
    error(
        "missing-currency",
        "the header names no currency",
        "Every amount of a ruleset is in its currency, so it must be known.",
        wrong='ruleset "tea" version "1"',
        right='ruleset "tea" version "1"\n  currency EUR',
    ),
    error(
        "header-conflict",
        "an imported file's header does not agree with this one",
        "All files of a bundle have the same currency and language level.",
        wrong='import "lists.rules" as l',
        right='import "local.rules" as l',
        files={
            "lists.rules": 'ruleset "lists" version "1" currency USD',
            "local.rules": 'ruleset "local" version "1" currency EUR',
        },
    ),
    error(
        "unknown-language",
        "this engine does not know that language level",
        "The level pins the meaning of a ruleset. A newer level needs a newer engine.",
        wrong='ruleset "tea" version "1"\n  language 99\n  currency EUR',
        right='ruleset "tea" version "1"\n  language 1\n  currency EUR',
    ),
    error(
        "bad-timezone",
        "there is no such time zone",
        "A fixed zone has its IANA name, `store` means that of the store where the receipt is written.",
        wrong='ruleset "tea" version "1"\n  currency EUR\n  timezone "Europe/Rigga"',
        right='ruleset "tea" version "1"\n  currency EUR\n  timezone "Europe/Riga"',
    ),
    error(
        "bad-locale",
        "there is no such locale",
        "A locale is a language and, if need be, a country: `lv`, `pt-BR`. Messages print money by it.",
        wrong='ruleset "tea" version "1"\n  currency EUR\n  locale "latvian"',
        right='ruleset "tea" version "1"\n  currency EUR\n  locale "lv-LV"',
    ),
    error(
        "bad-rounding",
        "this cannot be rounded to",
        "The step of a rounding is above zero and a whole number of minor units.",
        wrong='ruleset "tea" version "1"\n  currency EUR\n  rounding half_up to 0 EUR per line',
        right='ruleset "tea" version "1"\n  currency EUR\n  rounding half_up to 0.01 EUR per line',
    ),
    error(
        "empty-validity",
        "the term ends before it begins",
        "The first day comes first; both days belong to the term.",
        wrong="rule tea { valid 2026-03-31..2026-03-01 give 10% off }",
        right="rule tea { valid 2026-03-01..2026-03-31 give 10% off }",
    ),
    error(
        "duplicate-sequence",
        "the order of groups is said twice",
        "A bundle has one `sequence`, over all its files.",
        wrong="""
            group shelf best per item
            group basket best per receipt
            sequence shelf
            sequence basket
        """,
        right="""
            group shelf best per item
            group basket best per receipt
            sequence shelf, basket
        """,
    ),
    error(
        "sequence-twice",
        "the sequence names a group twice",
        "A group runs once.",
        wrong="""
            group shelf best per item
            group basket best per receipt
            sequence shelf, basket, shelf
        """,
        right="""
            group shelf best per item
            group basket best per receipt
            sequence shelf, basket
        """,
    ),
    error(
        "group-cycle",
        "groups depend on each other in a circle",
        "A group cannot be part of itself, nor exclude itself, however far round.",
        wrong="""
            group tea best per item part of drinks
            group drinks best per item part of tea
        """,
        right="""
            group tea best per item part of drinks
            group drinks best per item
        """,
    ),
    error(
        "group-scope",
        "two groups that must have one scope have two",
        """`excludes` and `part of` relate groups that run in the same phase: both per item or both per
        receipt.""",
        wrong="""
            group shelf best per item excludes basket
            group basket best per receipt
        """,
        right="""
            sequence shelf, leftover
            group shelf best per item excludes leftover
            group leftover best per item
        """,
    ),
    error(
        "part-of-sum",
        "a part needs a group that chooses",
        """Only `best` and `exclusive` choose between candidates; under `stack` and `compound` all rules
        apply.""",
        wrong="""
            group drinks stack per item
            group tea best per item part of drinks
        """,
        right="""
            group drinks best per item
            group tea best per item part of drinks
        """,
    ),
    error(
        "excludes-earlier",
        "a group excludes one that runs before it",
        "What is already given is not taken back: the excluded group must come later in `sequence`.",
        wrong="""
            group shelf best per item
            group leaflet best per item excludes shelf
            sequence shelf, leaflet
        """,
        right="""
            group shelf best per item
            group leaflet best per item excludes shelf
            sequence leaflet, shelf
        """,
    ),
    error(
        "part-in-sequence",
        "the sequence names a group that is part of another",
        "A part is one candidate of its group and runs in its place; it has no turn of its own.",
        wrong="""
            group drinks best per item
            group tea stack per item part of drinks
            sequence tea, drinks
        """,
        right="""
            group drinks best per item
            group tea stack per item part of drinks
            sequence drinks
        """,
    ),
    error(
        "at-most-rules",
        "a group that gives to one rule already has `at most n rules`",
        """`exclusive` gives to one rule, and under `best per item` each unit goes to one. How many may give
        can be said of `best per receipt`, and of `stack` and `compound`.""",
        wrong="group basket exclusive per receipt at most 2 rules",
        right="group basket best per receipt at most 2 rules",
    ),
    error(
        "protect-discounted",
        "a protection asks what is discounted",
        """What is protected is known before any rule gives something, so nothing is `discounted` then. A rule
        can leave cheaper units alone with `except discounted`.""",
        wrong="protect items discounted never discounted",
        right='protect items tag "sale" never discounted',
    ),
    error(
        "in-items-discounted",
        "an item is looked up in an item set that asks what is discounted",
        """`item.sku in items x` is asked of a whole line, of which some units may be discounted and others
        not. Where items are selected they are told apart.""",
        wrong="""
            items cheaper = discounted
            rule tea { on items category "Tea" where item.sku in items cheaper give 5% off }
        """,
        right="""
            items cheaper = discounted
            rule tea { on all items except cheaper give 5% off }
        """,
    ),
    error(
        "tiers-not-rising",
        "the borders of tiers must rise",
        "Each `from` is above the one before it, so that one tier fits.",
        wrong="tiers spend by amount whole { from 50 EUR: 5%  from 20 EUR: 3% }",
        right="tiers spend by amount whole { from 20 EUR: 3%  from 50 EUR: 5% }",
    ),
    error(
        "slices-own-items",
        "slices are cut from the items of the rule that gives them",
        """Each unit of the rule's items lies in a slice and earns its rate: `by amount`, `by quantity`, or
        the same with `of this item`, over all units of one SKU. Other items have no unit that could earn.
        `whole` tiers may look at any.""",
        wrong="tiers volume by quantity of all items slices { from 0: 0%  from 6: 5% }",
        right="tiers volume by quantity slices { from 0: 0%  from 6: 5% }",
    ),
    error(
        "row-width",
        "a row has another number of cells than the head",
        "Each row answers every column of the head; `any` where the column does not matter.",
        wrong="""
            table rate "Rate" first {
              | receipt.channel | receipt.lines | => percent |
              | "app"           | => 10%        |
            }
        """,
        right="""
            table rate "Rate" first {
              | receipt.channel | receipt.lines | => percent |
              | "app"           | any           | => 10%     |
            }
        """,
    ),
    error(
        "rows-overlap",
        "two rows of a `unique` table fit the same receipt",
        "Under `unique` exactly one row fits. Where the first of several should win, say `first`.",
        wrong="""
            table rate "Rate" unique {
              | receipt.lines | => percent |
              | >= 3          | => 5%      |
              | >= 5          | => 10%     |
              | < 3           | => 0%      |
            }
        """,
        right="""
            table rate "Rate" unique {
              | receipt.lines | => percent |
              | 3..4          | => 5%      |
              | >= 5          | => 10%     |
              | < 3           | => 0%      |
            }
        """,
    ),
    error(
        "rows-gap",
        "no row of a `unique` table fits some receipt",
        """Under `unique` exactly one row fits every receipt; a last row with `any` can catch the rest
        under `first`.""",
        wrong="""
            table rate "Rate" unique {
              | receipt.lines | => percent |
              | >= 5          | => 10%     |
            }
        """,
        right="""
            table rate "Rate" unique {
              | receipt.lines | => percent |
              | >= 5          | => 10%     |
              | < 5           | => 0%      |
            }
        """,
    ),
    error(
        "missing-code",
        "cards or coupons without a source",
        """`number` or `code` says which are accepted: a regular expression, a CSV, a pattern, or the
        codes themselves.""",
        wrong="coupons hello { use once }",
        right='coupons hello { code "HELLO10" use once }',
    ),
    error(
        "bad-pattern",
        "this pattern generates no codes",
        """`#` stands for a digit and `?` for a letter; with neither, or too few of them, there are not
        enough different codes.""",
        wrong='coupons hello { code generated "HELLO" count 100 }',
        right='coupons hello { code generated "HELLO-####" count 100 }',
    ),
)
