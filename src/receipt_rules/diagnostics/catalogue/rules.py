"""Clauses of a rule: what is missing, what is too much, what does not fit together."""

from __future__ import annotations

from typing import Final

from receipt_rules.diagnostics.catalogue.entry import Entry, error

ENTRIES: Final[tuple[Entry, ...]] = (
    error(
        "which-units",
        "an amount off needs a target",
        """Money off can be meant `each`, per `line`, `once`, off the `set` or off the `receipt`; a
        percent is the same on each.""",
        wrong="rule tea { give 30 EUR off }",
        right="rule tea { give 30 EUR off each }",
    ),
    error(
        "gives-nothing",
        "a rule without a reward or words",
        "A rule gives, earns, accepts, issues, prints or tells something.",
        wrong="rule tea { on all items }",
        right="rule tea { on all items give 10% off }",
    ),
    error(
        "two-rewards",
        "a rule has one reward",
        """Several `give` are possible only with different targets of one set, as in 10% off the 2nd and
        20% off the 3rd. Two promotions are two rules; a group says how they combine.""",
        wrong="""
            items jackets = category "Jackets"
            rule autumn { on items jackets give 20% off give 50 EUR off receipt }
        """,
        right="""
            items jackets = category "Jackets"
            rule autumn { on items jackets give 20% off }
            rule autumn_receipt { on items jackets give 50 EUR off receipt }
        """,
    ),
    error(
        "duplicate-clause",
        "a clause is there twice",
        "docs/language.md says of each clause how often it may stand.",
        wrong="rule tea { give 10% off priority 1 priority 2 }",
        right="rule tea { give 10% off priority 1 }",
    ),
    error(
        "clause-conflict",
        "two clauses exclude each other",
        """`take` and `buy` say themselves which items, so they do not go with `on` or with each other, and
        `buy` carries its reward, so it does not go with `give`.""",
        wrong="rule tea { on all items take 2 of all items give 10% off set }",
        right="rule tea { take 2 of all items give 10% off set }",
    ),
    error(
        "missing-clause",
        "a clause needs another one",
        "`same item`, `shared` or `off set` speak of a set, so the rule must form one with `take` or `buy`.",
        wrong="rule tea { give 10% off set }",
        right="rule tea { take 2 of all items give 10% off set }",
    ),
    error(
        "nothing-to-nudge",
        "no condition says what could be missing",
        """A nudge tells how much is missing to a condition that more items can meet: `when` on an amount, a
        quantity or a number of different items, compared with what does not change. `within` is of its
        type.""",
        wrong='rule tea { give 10% off nudge customer "Only {missing} more" within 4 EUR }',
        right="""
            rule tea {
              when amount >= 20 EUR
              give 10% off
              nudge customer "Only {missing} more" within 4 EUR
            }
        """,
    ),
    error(
        "receipt-reward-in-item-group",
        "a reward on the receipt in a group that works per item",
        """The scope of a group fixes when it runs: `per item` before, `per receipt` after the receipt's
        total is known.""",
        wrong="""
            group shelf best per item
            rule from20 { give 2 EUR off receipt group shelf }
        """,
        right="""
            group basket best per receipt
            rule from20 { give 2 EUR off receipt group basket }
        """,
    ),
    error(
        "unsupported-target",
        "this reward cannot be given on this target",
        "docs/language.md has the table of rewards: which percents, amounts and prices go with which target.",
        wrong="rule tea { give 5 EUR off cheapest 1 }",
        right="rule tea { give 50% off cheapest 1 }",
    ),
    error(
        "no-such-unit",
        "the set has no such unit",
        "A set of three has a 1st, a 2nd and a 3rd; `cheapest n` and `dearest n` count at most as many.",
        wrong="rule tea { take 3 of all items give 50% off 4th }",
        right="rule tea { take 3 of all items give 50% off 3rd }",
    ),
    error(
        "slices-need-give",
        "tiers by `slices` can only be given as a percent off",
        """Under `slices` the pieces or the money above each border earn their own rate, so there is no one
        rate to compare or to earn with.""",
        wrong="""
            tiers volume by quantity slices { from 0: 0%  from 6: 5% }
            rule bulk { when volume > 0% give 10% off }
        """,
        right="""
            tiers volume by quantity slices { from 0: 0%  from 6: 5% }
            rule bulk { give volume off }
        """,
    ),
    error(
        "which-points",
        "it must be said which points",
        "With more than one currency of points `earn` names its own: `to bonus`.",
        wrong="""
            points bonus { worth 1 point = 0.01 EUR }
            points miles { worth 1 point = 0.02 EUR }
            rule base { earn 1 point per 1 EUR }
        """,
        right="""
            points bonus { worth 1 point = 0.01 EUR }
            points miles { worth 1 point = 0.02 EUR }
            rule base { earn 1 point per 1 EUR to bonus }
        """,
    ),
)
