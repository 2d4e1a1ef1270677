"""What is legal and probably not meant, and what could be better."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, advice, warning

ENTRIES: Final[tuple[Entry, ...]] = (
    warning(
        "table-too-large",
        "a `unique` table is too large to look at every case of it",
        """Whether each case fits one row is looked at for tables of any usual size. In a larger one two rows
        may fit one case, of which the first counts, or none, and then the value is zero.""",
        wrong="""
            table rate "Rate, of twenty columns like these" unique {
              | receipt.lines > 1 | receipt.lines > 2 | => percent |
              | yes               | any               | => 5%      |
              | any               | yes               | => 10%     |
            }
        """,
        right="""
            table rate "Rate" first {
              | receipt.lines > 1 | receipt.lines > 2 | => percent |
              | yes               | any               | => 5%      |
              | any               | yes               | => 10%     |
            }
        """,
    ),
    warning(
        "expired",
        "the term is over",
        """On the day of the check the rule can no longer apply. Rules that are over make every till carry
        them.""",
        wrong="rule tea { valid until 2020-12-31 give 10% off }",
        right="rule tea { valid from 2020-12-31 give 10% off }",
    ),
    warning(
        "codes-overlap",
        "a code belongs to two cards or coupons",
        """Whoever presents such a code has both, and where its uses are counted, a use is one for both. What
        overlaps is told with a code: of two patterns a shortest one that fits both. Codes out of a table are
        not shown. Where there is too much to compare, that is said.""",
        wrong="""
            coupons partner { code matches /PRT-[0-9]+/ }
            coupons gold { code matches /[A-Z]{3}-7/ }
            rule tea { needs coupon partner give 10% off }
            rule cake { needs coupon gold give 1 EUR off receipt }
        """,
        right="""
            coupons partner { code matches /PRT-[0-9]+/ }
            coupons gold { code matches /GLD-[0-9]+/ }
            rule tea { needs coupon partner give 10% off }
            rule cake { needs coupon gold give 1 EUR off receipt }
        """,
    ),
    warning(
        "never-applies",
        "no receipt can meet all conditions",
        """Two clauses contradict each other: a window on Sundays in a term of five weekdays, above 20 and
        below 10.""",
        wrong="rule tea { valid 2099-03-02..2099-03-06 during sun give 10% off }",
        right="rule tea { valid 2099-03-02..2099-03-08 during sun give 10% off }",
    ),
    warning(
        "ungrouped-rules-meet",
        "two rules without a group can meet",
        """Without a group only the better of them is given. If that is meant, say so with a `best` group;
        if both should apply, with `stack` or `compound`. Of many such pairs the first is shown, once for
        items and once for the receipt.""",
        wrong="""
            rule tea { on items category "Tea" give 10% off }
            rule leaflet { on items tag "leaflet" give 15% off }
        """,
        right="""
            group shelf best per item
            rule tea { on items category "Tea" give 10% off group shelf }
            rule leaflet { on items tag "leaflet" give 15% off group shelf }
        """,
    ),
    warning(
        "priority-tie",
        "two rules of a group have the same priority, and their order matters",
        """Where both want one item the tie falls to the rule's name, which nobody chose for that. The order
        matters in an `exclusive` group, where `at most n rules` give, where a cap cuts, where a set closes
        its items to the rules after it, and under `compound` between a percent and an amount.""",
        wrong="""
            group drinks exclusive per item
            rule tea { give 10% off group drinks priority 1 }
            rule coffee { give 15% off group drinks priority 1 }
        """,
        right="""
            group drinks exclusive per item
            rule tea { give 10% off group drinks priority 2 }
            rule coffee { give 15% off group drinks priority 1 }
        """,
    ),
    warning(
        "sequence-incomplete",
        "the sequence leaves out a group that meets others",
        """A group that `sequence` does not name runs after those it names, in the order of names. Here its
        rules can give on one unit, or on one receipt, with those of another group, so that the order
        matters.""",
        wrong="""
            sequence shelf
            group shelf best per item
            group members stack per item
            rule tea { on items category "Tea" give 10% off group shelf }
            rule club { for members on items category "Tea" give 5% off group members }
        """,
        right="""
            sequence shelf, members
            group shelf best per item
            group members stack per item
            rule tea { on items category "Tea" give 10% off group shelf }
            rule club { for members on items category "Tea" give 5% off group members }
        """,
    ),
    warning(
        "groups-meet",
        "two groups give on one unit, and nothing says that they should",
        """A rule of each can give on the same unit, or on the same receipt, one on what the other left: 10%
        and then 5% are 14.5%. If that is meant, `sequence` says so and in which order; if not, make them one
        group, or let one exclude the other. Rules without a group run last, and `sequence` cannot name
        them.""",
        wrong="""
            group shelf best per item
            group members stack per item
            rule tea { on items category "Tea" give 10% off group shelf }
            rule club { for members on items category "Tea" give 5% off group members }
        """,
        right="""
            group members stack per item excludes shelf
            group shelf best per item
            rule tea { on items category "Tea" give 10% off group shelf }
            rule club { for members on items category "Tea" give 5% off group members }
        """,
    ),
    warning(
        "shadowed",
        "a rule of an `exclusive` group never gets a turn",
        """In an `exclusive` group the first rule that gives something takes the unit, or the receipt. Another
        rule comes before this one and gives wherever this one could. Prices of next to nothing apart, this
        rule never applies.""",
        wrong="""
            group shelf exclusive per item
            rule all_tea { on items category "Tea" give 10% off group shelf priority 1 }
            rule afternoon { during 16:00..18:00 on items category "Tea" give 20% off group shelf priority 2 }
        """,
        right="""
            group shelf exclusive per item
            rule all_tea { on items category "Tea" give 10% off group shelf priority 2 }
            rule afternoon { during 16:00..18:00 on items category "Tea" give 20% off group shelf priority 1 }
        """,
    ),
    warning(
        "dominated",
        "a rule of a `best` group is never better than another",
        """In a `best` group, and among rules without a group, the largest discount is given. Another rule
        gives as much or more wherever this one can apply, so that this one changes nothing.""",
        wrong="""
            group shelf best per item
            rule all_tea { on items category "Tea" give 20% off group shelf }
            rule happy_hour { during 16:00..18:00 on items category "Tea" give 10% off group shelf }
        """,
        right="""
            group shelf best per item
            rule all_tea { on items category "Tea" give 10% off group shelf }
            rule happy_hour { during 16:00..18:00 on items category "Tea" give 20% off group shelf }
        """,
    ),
    warning(
        "unused-group",
        "no rule is in the group",
        "It may be left over, or a rule that belongs to it is in none. A turn in `sequence` is no use of it.",
        wrong="""
            sequence shelf, members
            group shelf best per item
            group members stack per item
            rule tea { give 10% off group shelf }
        """,
        right="""
            sequence shelf
            group shelf best per item
            rule tea { give 10% off group shelf }
        """,
    ),
    warning(
        "not-yet-evaluated",
        "this is understood but not evaluated yet",
        """The ruleset is checked in full, but a live rule with this clause is refused by `compile`; a
        draft may have it.""",
        wrong="""
            points bonus { worth 1 point = 0.01 EUR }
            rule base { earn 1 point per 1 EUR to bonus }
        """,
        right="rule base { give 1% off receipt }",
    ),
    warning(
        "prove-not-checked",
        "a claim is kept but not checked",
        "Claims need a solver. Until then a test can show single cases.",
        wrong='prove "never for nothing" { always receipt.total >= 0 EUR }',
        right="""
            test "never for nothing" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
    warning(
        "unused-name",
        "a declaration is used nowhere",
        "It may be left over, or a rule that should name it names another.",
        wrong="""
            items tea = category "Tea"
            rule all_off { give 10% off }
        """,
        right="""
            items tea = category "Tea"
            rule tea_off { on items tea give 10% off }
        """,
    ),
    warning(
        "empty-set",
        "an item set can have no items",
        "What is listed is taken away again by `except` or can never meet `where`.",
        wrong='items tea = category "Tea" except category "Tea"',
        right='items tea = category "Tea" except category "Iced tea"',
    ),
    warning(
        "needless-default",
        "the fact is always known",
        "`default` and `is known` are for optional facts; here the value after it is never used.",
        wrong="rule tea { when receipt.total default 0 EUR > 20 EUR give 10% off }",
        right="rule tea { when receipt.total > 20 EUR give 10% off }",
    ),
    advice(
        "rule-without-test",
        "no test names this rule",
        "A test is an example that must hold; it keeps a later change from breaking the promotion unseen.",
        wrong="rule tea { give 10% off }",
        right="""
            rule tea { give 10% off }
            test "tea" {
              at 2026-03-04T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect rule tea gives 0.50 EUR
            }
        """,
    ),
    advice(
        "favours-store",
        "sets are chosen in the store's favour",
        "With `favour store` one more item can lower the customer's benefit, which customers notice.",
        wrong="rule tea { take 3 of all items favour store give 100% off cheapest 1 }",
        right="rule tea { take 3 of all items give 100% off cheapest 1 }",
    ),
    advice(
        "farmed-gift",
        "a gift stays with a buyer who brings back what paid for it",
        """Without a word about returns, and with `returns refund_paid`, what is refunded is what was paid for
        the unit. Of a 2 + 1 the two that were paid can be brought back and the third is kept. With `spread`
        each item of the set bears its part of the gift, and is refunded less. It is said once for all rules;
        where the gift is meant to stay, let it stand.""",
        wrong="rule tea { buy 2 of all items get 1 free }",
        right="rule tea { buy 2 of all items get 1 free spread }",
    ),
    warning(
        "set-never-forms",
        "no receipt can have the items of a set",
        """A part of the set selects no items, `different items` asks for more items than are listed, or
        `same item` for an item that is in all parts where there is none. Lists of SKUs are looked at as they
        are on the day of the check. That no item is in two categories is taken for likely, not for
        certain.""",
        wrong="""
            rule pair {
              take { 1 of items "4601" 1 of items "4602" }
              same item
              give 10% off set
            }
        """,
        right="""
            rule pair {
              take { 1 of items "4601" 1 of items "4602" }
              give 10% off set
            }
        """,
    ),
    advice(
        "more-problems",
        "not all findings are shown",
        "Only so many are shown at once. Often a few of the first ones explain the others.",
        wrong="# a file with more findings than are shown",
        right="# the same file with fewer",
    ),
    warning(
        "test-time-twice",
        "a test names two times for one receipt",
        "A receipt is written at the last time before it; one that no receipt follows says nothing.",
        wrong="""
            test "tea" {
              at 2026-03-04T12:00
              at 2026-03-05T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
        right="""
            test "tea" {
              at 2026-03-05T12:00
              receipt { 1 x "tea" at 5 EUR }
              expect total 5 EUR
            }
        """,
    ),
)
