"""The Program: what a bundle of `.rules` files means, with nothing left to look up.

In: made by `program.bind`. Out: read by lint, compiler, reference interpreter, test runner and
explain. Invariants: every id that is mentioned is declared; everything is sorted by id, so that the
order of the text cannot show; values are immutable.

Ids of declarations other than rules are qualified by how the root file reaches them (`dairy`,
`c.dairy`); rule ids are bare and unique over the bundle.
"""

from receipt_rules.program.model.meeting import (
    CellTest,
    Group,
    Table,
    TableRow,
    Tiers,
)
from receipt_rules.program.model.program import (
    HostFact,
    Program,
    Protection,
    Rounding,
    RuleTest,
    Unused,
)
from receipt_rules.program.model.reward import (
    Every,
    GiftPrice,
    MoneyOff,
    MoneyOffReceipt,
    PercentOff,
    PercentOffReceipt,
    PriceEach,
    Reward,
    SetGive,
    SetOff,
    SetPrice,
    SetReward,
    SlicesOff,
    SlicesOffReceipt,
    TotalRounded,
)
from receipt_rules.program.model.rule import (
    Audience,
    ForCustomers,
    ForEveryone,
    ForMembers,
    ForSegment,
    RoundTo,
    Rule,
    Slot,
)
from receipt_rules.program.model.vocabulary import (
    CodeSet,
    ItemSet,
    Later,
    Programme,
    Segment,
    SegmentAssigned,
    SegmentIds,
    SkuList,
)
from receipt_rules.program.model.words import Goal, Part, Placeholder, Wording, Words

__all__ = [
    "Audience",
    "CellTest",
    "CodeSet",
    "Every",
    "ForCustomers",
    "ForEveryone",
    "ForMembers",
    "ForSegment",
    "GiftPrice",
    "Goal",
    "Group",
    "HostFact",
    "ItemSet",
    "Later",
    "MoneyOff",
    "MoneyOffReceipt",
    "Part",
    "PercentOff",
    "PercentOffReceipt",
    "Placeholder",
    "PriceEach",
    "Program",
    "Programme",
    "Protection",
    "Reward",
    "RoundTo",
    "Rounding",
    "Rule",
    "RuleTest",
    "Segment",
    "SegmentAssigned",
    "SegmentIds",
    "SetGive",
    "SetOff",
    "SetPrice",
    "SetReward",
    "SkuList",
    "SlicesOff",
    "SlicesOffReceipt",
    "Slot",
    "Table",
    "TableRow",
    "Tiers",
    "TotalRounded",
    "Unused",
    "Wording",
    "Words",
]
