"""Names: what is used but declared nowhere, and what is declared twice."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "unknown-items",
        "no item set has this name",
        "An item set is declared with `items NAME = ...`, here or in an imported file (`module.name`).",
        wrong="""
            items coffee = category "Coffee"
            rule third { on items cofee give 10% off }
        """,
        right="""
            items coffee = category "Coffee"
            rule third { on items coffee give 10% off }
        """,
    ),
    error(
        "unknown-segment",
        "no segment has this name",
        "A segment is declared with `segment NAME = ...`.",
        wrong="""
            segment staff = assigned by host
            rule member_price { for segment staf give 10% off }
        """,
        right="""
            segment staff = assigned by host
            rule member_price { for segment staff give 10% off }
        """,
    ),
    error(
        "unknown-cards",
        "no cards have this name",
        "Cards are declared with `cards NAME { number ... }`.",
        wrong="""
            cards club { number matches /77[0-9]+/ }
            rule member_price { needs card clb give 10% off }
        """,
        right="""
            cards club { number matches /77[0-9]+/ }
            rule member_price { needs card club give 10% off }
        """,
    ),
    error(
        "unknown-coupons",
        "no coupons have this name",
        "Coupons are declared with `coupons NAME { code ... }`.",
        wrong="""
            coupons hello { code "HELLO10" }
            rule welcome { needs coupon helo give 10% off }
        """,
        right="""
            coupons hello { code "HELLO10" }
            rule welcome { needs coupon hello give 10% off }
        """,
    ),
    error(
        "unknown-group",
        "no group has this name",
        "A group is declared with `group NAME MODE per item` or `per receipt`.",
        wrong="""
            group drinks best per item
            rule tea { give 10% off group drink }
        """,
        right="""
            group drinks best per item
            rule tea { give 10% off group drinks }
        """,
    ),
    error(
        "unknown-points",
        "no points have this name",
        "A currency of points is declared with `points NAME { worth ... }`.",
        wrong="""
            points bonus { worth 1 point = 0.01 EUR }
            rule base { earn 1 point per 1 EUR to bonnus }
        """,
        right="""
            points bonus { worth 1 point = 0.01 EUR }
            rule base { earn 1 point per 1 EUR to bonus }
        """,
    ),
    error(
        "unknown-tender",
        "no tender has this name",
        """A tender is declared with `tender KIND NAME { ... }` or provided by an installed plugin; the note
        lists those that are there.""",
        wrong="rule gifts { accept gift_crad up to 50% }",
        right="""
            points bonus { worth 1 point = 0.01 EUR }
            rule gifts { accept bonus up to 50% }
        """,
    ),
    error(
        "unknown-tender-kind",
        "no installed plugin provides this kind of tender",
        """The kind stands right after `tender`; each comes from a plugin, which also says what the block
        may hold.""",
        wrong='tender gift_crad gc "Gift card" { }',
        right='tender gift_card gc "Gift card" { }   # with receipt-rules-gift-cards installed',
    ),
    error(
        "unknown-program",
        "no programme has this name",
        "A programme is declared with `program NAME { ... }`.",
        wrong="""
            program club { status active }
            rule member_price { for members of clb give 10% off }
        """,
        right="""
            program club { status active }
            rule member_price { for members of club give 10% off }
        """,
    ),
    error(
        "unknown-budget",
        "no budget has this name",
        "A budget is declared with `budget NAME MONEY`.",
        wrong="""
            budget summer 1_000 EUR
            rule tea { give 10% off draws on sumer }
        """,
        right="""
            budget summer 1_000 EUR
            rule tea { give 10% off draws on summer }
        """,
    ),
    error(
        "unknown-rule",
        "no rule has this name",
        "Tests and proofs name rules of the whole bundle by their identity, not by their title.",
        wrong="""
            rule tea { give 10% off }
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect rule te applied
            }
        """,
        right="""
            rule tea { give 10% off }
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect rule tea applied
            }
        """,
    ),
    error(
        "unknown-fact",
        "there is no such fact",
        """The standard facts are built in (docs/language.md lists them); what else the till knows must be
        declared in `schema`.""",
        wrong="rule tea { when recept.total > 20 EUR give 10% off }",
        right="rule tea { when receipt.total > 20 EUR give 10% off }",
    ),
    error(
        "unknown-function",
        "there is no such function",
        "The functions are a closed list: `near` and `paying_with`.",
        wrong='rule cash { when payed_with("cash") > 0 EUR give 1% off receipt }',
        right='rule cash { when paying_with("cash") > 0 EUR give 1% off receipt }',
    ),
    error(
        "unknown-name",
        "nothing is declared under this name",
        "A bare name in an expression is a constant (`let`), tiers or a decision table.",
        wrong="""
            let member_rate = 7%
            rule tea { give membr_rate off }
        """,
        right="""
            let member_rate = 7%
            rule tea { give member_rate off }
        """,
    ),
    error(
        "unknown-module",
        "no import has this name",
        'The part before the point is the name that `import "..." as NAME` gives to a file.',
        wrong="""
            import "common.rules" as c
            rule tea { on items d.tea give 10% off }
        """,
        right="""
            import "common.rules" as c
            rule tea { on items c.tea give 10% off }
        """,
        files={"common.rules": 'ruleset "common" version "1" currency EUR\nitems tea = category "Tea"'},
    ),
    error(
        "unknown-label",
        "no slot of the set has this label",
        "A reward names a slot by the label that `take n of ... as LABEL` gives it.",
        wrong="""
            rule lunch {
              take { 1 of items category "Soup"  1 of items category "Bread" as side }
              give 50% off sid
            }
        """,
        right="""
            rule lunch {
              take { 1 of items category "Soup"  1 of items category "Bread" as side }
              give 50% off side
            }
        """,
    ),
    error(
        "unknown-placeholder",
        "a text has no value for this placeholder",
        "What may stand in `{...}` depends on the clause; docs/language.md lists the placeholders of each.",
        wrong="""
            rule from20 {
              when amount >= 20 EUR
              give 2 EUR off receipt
              nudge customer "only {mising} more" within 4 EUR
            }
        """,
        right="""
            rule from20 {
              when amount >= 20 EUR
              give 2 EUR off receipt
              nudge customer "only {missing} more" within 4 EUR
            }
        """,
    ),
    error(
        "unknown-value",
        "the fact never has this value",
        "A fact declared as `one of` is compared with one of the values it can have.",
        wrong="""
            schema { customer.tier: one of "silver", "gold" }
            rule tea { when customer.tier = "glod" give 10% off }
        """,
        right="""
            schema { customer.tier: one of "silver", "gold" }
            rule tea { when customer.tier = "gold" give 10% off }
        """,
    ),
    error(
        "wrong-kind",
        "the name belongs to something else",
        "It is declared, but not as what is needed here: a segment is not an item set.",
        wrong="""
            segment tea = assigned by host
            rule cup { on items tea give 10% off }
        """,
        right="""
            segment tea = assigned by host
            rule cup { for segment tea give 10% off }
        """,
    ),
    error(
        "duplicate-rule",
        "two rules have the same name",
        """A rule's name is its identity in usage counters and in the ledger, over all files of the bundle.
        A rule that takes the place of another says so with `was`.""",
        wrong="""
            rule happy_hour "Coffee" { give 20% off }
            rule happy_hour "Staff" { give 30% off }
        """,
        right="""
            rule happy_hour "Coffee" { give 20% off }
            rule staff_price "Staff" { give 30% off }
        """,
    ),
    error(
        "duplicate-name",
        "two declarations have the same name",
        "Within one file each name stands for one thing, of whatever kind.",
        wrong="""
            items tea = category "Tea"
            items tea = category "Green tea"
        """,
        right="""
            items tea = category "Tea"
            items green_tea = category "Green tea"
        """,
    ),
    error(
        "duplicate-fact",
        "a fact is declared that is already there",
        "The standard facts are built in, and each fact of the host is declared once in a bundle.",
        wrong="schema { receipt.total: money }",
        right="schema { customer.bags: number }",
    ),
)
