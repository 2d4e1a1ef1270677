"""The Program: what a bundle of `.rules` files means, with nothing left to look up.

In: made by `program.bind`. Out: read by lint, compiler, reference interpreter, test runner and
explain. Invariants: every id that is mentioned is declared; everything is sorted by id, so that the
order of the text cannot show; values are immutable.

Ids of declarations other than rules are qualified by how the root file reaches them (`dairy`,
`c.dairy`); rule ids are bare and unique over the bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from receipt_rules.calendar import Validity, Window
from receipt_rules.diagnostics import Source, Span
from receipt_rules.language import ast
from receipt_rules.money import RoundMode
from receipt_rules.program.expression import Constant, Expr, Selection
from receipt_rules.program.types import Type


@dataclass(frozen=True, slots=True)
class Later:
    """A clause or declaration that is understood and checked but not evaluated yet."""

    span: Span = field(compare=False, repr=False)
    what: str
    """The clause in the author's words, e.g. `limit`, `group`, `give gift`."""


# ---- what rules select and whom they address -------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkuList:
    """SKUs of a CSV column."""

    skus: frozenset[str]


@dataclass(frozen=True, slots=True)
class ItemSet:
    """`items x = ...`; a source that depends on the customer is `Later`."""

    id: str
    title: str
    source: Selection | SkuList | Later
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SegmentIds:
    """Customer ids of a CSV column."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class SegmentAssigned:
    """The host lists the segment in `customer.segments`, under its bare name."""

    name: str


@dataclass(frozen=True, slots=True)
class Segment:
    """`segment x = ...`; the source is ids, a name the host assigns, or a condition."""

    id: str
    title: str
    source: SegmentIds | SegmentAssigned | Expr
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CodeSet:
    """`cards` or `coupons`: literal and CSV codes (normalised: stripped, case-folded), patterns.

    `later` holds what is not evaluated yet: generated codes, `use`, `freed by return`.
    """

    id: str
    title: str
    kind: Literal["card", "coupon"]
    codes: frozenset[str]
    patterns: tuple[str, ...]
    validity: Validity | None
    later: tuple[Later, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Programme:
    """`program x { ... }`. `name` is how `customer.programmes` of a receipt lists it.

    Only members of an active or a stopped programme are members, and only within its term.
    """

    id: str
    name: str
    title: str
    status: Literal["draft", "active", "stopped", "deleted"]
    validity: Validity | None
    later: tuple[Later, ...]
    span: Span = field(compare=False, repr=False)


# ---- rewards --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PercentOff:
    """`P off`, `P off cheapest n`, each perhaps `of regular price`."""

    share: Expr
    cheapest: int | None = None
    of_regular: bool = False


@dataclass(frozen=True, slots=True)
class MoneyOff:
    """`M off each | line | once`."""

    amount: Expr
    per: Literal["each", "line", "once"]


@dataclass(frozen=True, slots=True)
class PriceEach:
    """`price M each`."""

    price: Expr


@dataclass(frozen=True, slots=True)
class PercentOffReceipt:
    """`P off receipt`."""

    share: Expr


@dataclass(frozen=True, slots=True)
class Every:
    """`for each 5_000 RUB | 3 items | 2 kg`: `size` in minor units, units, or millionths of `of`."""

    size: int
    of: Literal["money", "items", "kg", "l", "m"]


@dataclass(frozen=True, slots=True)
class MoneyOffReceipt:
    """`M off receipt [for each X]`."""

    amount: Expr
    every: Every | None = None


@dataclass(frozen=True, slots=True)
class TotalRounded:
    """`total rounded MODE to M`: step in minor units."""

    mode: RoundMode
    step_minor: int


@dataclass(frozen=True, slots=True)
class SlicesOff:
    """`TIERS off` where the tiers work by slices: each piece, or each part of the money, at its own rate."""

    tiers: str


@dataclass(frozen=True, slots=True)
class SlicesOffReceipt:
    """`TIERS off receipt` where the tiers work by slices."""

    tiers: str


Reward = (
    PercentOff
    | MoneyOff
    | PriceEach
    | SlicesOff
    | PercentOffReceipt
    | MoneyOffReceipt
    | SlicesOffReceipt
    | TotalRounded
)


# ---- how rules meet, and tables of rates -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """`group x MODE per SCOPE ...`: how its rules combine.

    `excludes`: the groups that give nothing to a unit (per receipt: to a receipt) which got money from this
    one. `part_of`: the group whose candidate its whole result is. `cap_share` or `cap_minor`: the most it gives, to a unit or to the
    receipt. `most_rules`: how many rules may give, None for any number.
    """

    id: str
    title: str
    mode: Literal["exclusive", "best", "stack", "compound"]
    scope: Literal["item", "receipt"]
    span: Span = field(compare=False, repr=False)
    excludes: tuple[str, ...] = ()
    part_of: str | None = None
    cap_share: Fraction | None = None
    cap_minor: int | None = None
    most_rules: int | None = None


@dataclass(frozen=True, slots=True)
class Tiers:
    """`tiers x by E whole|slices { from A: B ... }`: `borders` rise, one for each of `values`.

    `whole`: the value of the last border that `by` reaches, zero below the first. `slices`: what lies between
    two borders earns the rate of the lower one; `by` is an `amount` or a `quantity` over the rule's own
    items, or `of this item`.
    """

    id: str
    title: str
    by: Expr
    mode: Literal["whole", "slices"]
    borders: tuple[Constant, ...]
    values: tuple[Constant, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CellTest:
    """`op value`; or `value .. high`, both included, with op `in`."""

    op: Literal["=", "!=", "<", "<=", ">", ">=", "in"]
    value: Constant
    high: Constant | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A cell for each input, None where it fits everything, else tests of which one must hold; a value for
    each output."""

    cells: tuple[tuple[CellTest, ...] | None, ...]
    values: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`table x HIT { | input | => output | ... }`.

    `unique` and `first`: the first row that fits; `max` and `min`: of the rows that fit the largest or the
    smallest value of the output asked for. No row: zero.
    """

    id: str
    title: str
    hit: Literal["unique", "first", "max", "min"]
    inputs: tuple[Expr, ...]
    outputs: tuple[str, ...]
    rows: tuple[TableRow, ...]
    span: Span = field(compare=False, repr=False)


# ---- rules ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ForEveryone:
    """`everyone`."""


@dataclass(frozen=True, slots=True)
class ForMembers:
    """`members [of program]`: `program` is the programme's id, or None for any."""

    program: str | None


@dataclass(frozen=True, slots=True)
class ForSegment:
    """`segment s`."""

    segment: str


@dataclass(frozen=True, slots=True)
class ForCustomers:
    """`customers where ...`."""

    condition: Expr


Audience = ForEveryone | ForMembers | ForSegment | ForCustomers


@dataclass(frozen=True, slots=True)
class Slot:
    """`count` units of a set; of a quantity in kg, l or m at least this many weighed lines."""

    count: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class RoundTo:
    """`round price|discount MODE to STEP | .ENDING`: exactly one of step and ending.

    `ending_minor` is compared with the price modulo one major unit (`.99` is 99 of 100).
    """

    what: Literal["price", "discount"]
    mode: RoundMode
    step_minor: int | None = None
    ending_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One promotion. `audiences` empty means everyone. `selection` is what `on` says (absent: all).

    `reads_customer`: something in the rule needs a customer (audience, `customer.*`).
    `reward` is None when the rule's only reward is in `later`. `scope`: where the rule acts, which is where its
    group does: phase 1, phase 2, or the rounding of the total (phase 5). `alone`: compared with all others
    together, or `first`, which wins whenever it gives anything.
    """

    id: str
    title: str
    doc: str
    draft: bool
    was: tuple[str, ...]
    span: Span = field(compare=False, repr=False)
    module: str = ""
    audiences: tuple[Audience, ...] = ()
    cards: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    validities: tuple[Validity, ...] = ()
    windows: tuple[Window, ...] = ()
    when: tuple[Expr, ...] = ()
    unless: tuple[Expr, ...] = ()
    selection: Selection | None = None
    slots: tuple[Slot, ...] = ()
    """What one set is made of, as far as this receipt must have it; sets themselves are not evaluated yet."""
    reward: Reward | None = None
    floor: Expr | None = None
    rounding: RoundTo | None = None
    including_manual: bool = False
    priority: int | None = None
    group: str | None = None
    scope: Literal["item", "receipt", "total"] = "item"
    alone: Literal["alone", "first"] | None = None
    reads_customer: bool = False
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Protection:
    """`protect ...`: `selection` None protects the receipt as a whole."""

    kind: Literal["never", "price", "discount"]
    selection: Selection | None
    value: Expr | None
    span: Span = field(compare=False, repr=False)
    later: tuple[Later, ...] = ()


@dataclass(frozen=True, slots=True)
class Rounding:
    """The ruleset's rounding of item discounts."""

    mode: RoundMode
    step_minor: int
    per: Literal["unit", "line"]


@dataclass(frozen=True, slots=True)
class HostFact:
    """A fact of `schema`."""

    path: str
    type: Type
    optional: bool


@dataclass(frozen=True, slots=True)
class RuleTest:
    """A `test` block with the names of its module resolved where they are used.

    `lists` maps the name of an item set as the test's file writes it to its id.
    """

    title: str
    node: ast.Test
    module: str
    lists: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unused:
    """A declaration of the root file that nothing names; `noun` says what it is: `item set`."""

    noun: str
    name: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Program:
    """A whole ruleset. `zone` None: the store's own. `day_starts`: minutes after midnight."""

    name: str
    version: str
    language: int
    currency: str
    locale: str
    zone: str | None
    day_starts: int
    rounding: Rounding
    validity: Validity | None
    replaces: str
    owner: str
    returns: Literal["refund_paid", "unwind"]
    rules: tuple[Rule, ...]
    items: Mapping[str, ItemSet]
    segments: Mapping[str, Segment]
    codes: Mapping[str, CodeSet]
    protections: tuple[Protection, ...]
    facts: Mapping[str, HostFact]
    tests: tuple[RuleTest, ...]
    sources: tuple[Source, ...]
    tables: Mapping[str, bytes]
    """CSV path (relative to the bundle's root) -> content: part of the digest."""
    later: tuple[Later, ...] = ()
    """Declarations that are not evaluated yet and that no rule carries (points, tenders, proofs ...)."""
    programs: Mapping[str, Programme] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    sequence: tuple[str, ...] = ()
    """The groups that `sequence` names, in its order; the others run after them in the order of their ids."""
    tiers: Mapping[str, Tiers] = field(default_factory=dict)
    decisions: Mapping[str, Table] = field(default_factory=dict)
    unused: tuple[Unused, ...] = ()
