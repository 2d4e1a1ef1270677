"""The compiled ruleset as data: what a compiled file holds and what the engine indexes.

In: made by `receipt_rules.compiler`, or decoded from bytes by `codec`. Out: read by `Engine`.
Invariants: plain data, never code; rules stand in running order, so that a smaller index
always runs first; every id that is mentioned is present; nothing depends on the order of the text.

Expressions are nested tuples `(op, ...)`, listed in `expressions`. Codes and ids that came from
the author's tables are stored as digests (`digest_of`), so that a compiled file betrays none.
"""

from __future__ import annotations

import hashlib
from typing import Any

from msgspec import Struct, field

from receipt_rules.money import RoundMode

FORMAT = 3
"""The number of this layout; a file of another number is refused, never guessed at."""

LATE = frozenset({"total", "words"})
"""Scopes of rules that act when all discounts are given, and that compete with none."""

ExpressionRow = tuple[Any, ...]
"""`(op, ...)`, an array in a file; what is nested in it is lists where it came from one."""


def digest_of(code: str) -> str:
    """The stored form of a card number, coupon code or customer id: 128 bits of BLAKE2b in hex."""
    return hashlib.blake2b(code.encode(), digest_size=16).hexdigest()


def normalised(code: str) -> str:
    """Codes compare without case and surrounding space."""
    return code.strip().casefold()


class Row(Struct, frozen=True, gc=False, array_like=True, forbid_unknown_fields=True):
    """Data only: no cycles, written as arrays."""


class SelectionRow(Row, frozen=True):
    """Which lines: any of the atoms, none of `none`, and `where`. Lists and sets are named by id.

    `discounted`, alone of all atoms, tells units of a line apart.
    """

    all: bool = False
    skus: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    none: SelectionRow | None = None
    where: ExpressionRow | None = None
    discounted: bool = False


class ValidityRow(Row, frozen=True):
    """A term as ISO text: business days, both included, and local times, half-open; None is an open end."""

    first_day: str | None = None
    last_day: str | None = None
    starts: str | None = None
    ends: str | None = None


class WindowRow(Row, frozen=True):
    """Weekdays (0 is Monday), or first and last ISO date, or every day; a span in minutes after midnight."""

    weekdays: tuple[int, ...] | None = None
    dates: tuple[str, str] | None = None
    span: tuple[int, int] | None = None


class GateRow(Row, frozen=True):
    """Phase 0: who and when. One audience must hold: `("members", programme or None)`, `("segment", id)`,
    `("where", expr)`."""

    customer: bool = False
    audiences: tuple[tuple[str, Any], ...] = ()
    cards: tuple[str, ...] = ()
    coupons: tuple[str, ...] = ()
    validities: tuple[ValidityRow, ...] = ()
    windows: tuple[WindowRow, ...] = ()


class SlicesRow(Row, frozen=True):
    """Tiers by `slices`, over the rule's own units or over all those of the same SKU.

    `measure`: units, price, or kg, l or m, of which a unit has so many millionths. `borders` rise, `rates`
    are as many; both are (numerator, denominator).
    """

    measure: str
    same_item: bool
    borders: tuple[tuple[int, int], ...]
    rates: tuple[tuple[int, int], ...]


class RewardRow(Row, frozen=True):
    """What a rule gives. `kind`: percent, each, line, once, price, slices; receipt-percent, receipt-money,
    receipt-slices; total; set; none, where it gives no money.

    `value` is an expression (a share, or minor units); of slices and sets there is none.
    `every` is (size, what) for `for each`: minor units, units, or millionths of kg, l or m.
    """

    kind: str
    value: ExpressionRow | None = None
    cheapest: int = 0
    of_regular: bool = False
    every: tuple[int, str] | None = None
    mode: RoundMode = "half_up"
    step: int = 1
    slices: SlicesRow | None = None


class SlotRow(Row, frozen=True):
    """`count` units of a set; where `dimension` is kg, l or m, weighed units of `micro` millionths or
    more."""

    count: int
    selection: SelectionRow
    micro: int = 0
    dimension: str = ""


class SetGiveRow(Row, frozen=True):
    """`kind`: percent, money, set-price, gift-price. `target`: set, slot (`n` from 0), nth (from 1),
    cheapest, dearest (`n` units); of the last two kinds none is needed."""

    kind: str
    value: ExpressionRow
    target: str = "set"
    n: int = 0


class SetRow(Row, frozen=True):
    """Sets of a rule. `buys`: the first slot pays, the second is the gift. `items`: any, same, different."""

    slots: tuple[SlotRow, ...]
    gives: tuple[SetGiveRow, ...]
    buys: bool = False
    items: str = "any"
    shared: bool = False
    favour_store: bool = False
    spread: bool = False


class RoundingRow(Row, frozen=True):
    """`what`: discount or price. `ending` is (minor units, of a major unit) or None."""

    what: str
    mode: RoundMode
    step: int = 1
    per_unit: bool = False
    ending: tuple[int, int] | None = None


class GroupRow(Row, frozen=True):
    """How rules combine. `mode`: exclusive, best, stack, compound; `scope`: item or receipt.

    `root` and `parent` are indexes into `groups`; -1: part of none. What got money from a group of
    `excluders` gets none here. `cap_share` is (numerator, denominator), `cap_minor` minor units, `most` the
    number of rules that may give, 0 for any. `first`: the number of its first rule, which tells where a part
    has its turn.
    """

    id: str
    mode: str
    scope: str
    root: int
    parent: int = -1
    excluders: tuple[int, ...] = ()
    cap_share: tuple[int, int] | None = None
    cap_minor: int | None = None
    most: int = 0
    first: int = 0
    title: str = ""


class WordsRow(Row, frozen=True):
    """What a rule says. `kind`: print, tell, nudge, otherwise; `place`: header, line, footer, slip, cashier,
    customer.

    `parts`: text, `("missing",)` or another placeholder, or `("value", kind, dimension, expression)`.
    `within`: how far a nudge reaches, and `within_kind` of what: a kind as `GoalRow` names it.
    """

    kind: str
    place: str
    parts: tuple[Any, ...]
    within: ExpressionRow | None = None
    within_kind: str = ""


class GoalRow(Row, frozen=True):
    """A condition that more items can meet, by its `place` among all conditions of `when`, those inside an
    `and` counted each. `kind` of what is missing: money, int, or kg, l or m; `beyond`: more than `needed`."""

    place: int
    kind: str
    reached: ExpressionRow
    needed: ExpressionRow
    beyond: bool = False


class RuleRow(Row, frozen=True):
    """One rule. `gate` is an index into `gates`, or -1 where everyone always qualifies.

    `scope`: item, receipt, total or words, the phase it acts in. `exact`: the index hits are the matching
    lines, no test needed. `group` is an index into `groups`, or -1. `alone`: nothing, alone, or first. A rule
    with `sets` selects what their slots do; `selection` is then nothing. `issues`: coupon declarations.
    """

    id: str
    title: str
    scope: str
    reward: RewardRow
    selection: SelectionRow
    exact: bool = False
    gate: int = -1
    draft: bool = False
    priority: int = 0
    when: tuple[ExpressionRow, ...] = ()
    unless: tuple[ExpressionRow, ...] = ()
    floor: ExpressionRow | None = None
    rounding: RoundingRow | None = None
    including_manual: bool = False
    group: int = -1
    alone: str = ""
    sets: SetRow | None = None
    issues: tuple[str, ...] = ()
    words: tuple[WordsRow, ...] = ()
    goals: tuple[GoalRow, ...] = ()

    @property
    def evaluated(self) -> bool:
        """Whether more than the name of a draft is kept of it."""
        return self.reward.kind != "none" or bool(self.issues or self.words)


class ProgrammeRow(Row, frozen=True):
    """A loyalty programme by the name that receipts use; `status`: draft, active, stopped, deleted.

    `text`: what is printed on every receipt, as the parts of a `WordsRow`.
    """

    name: str
    status: str
    validity: ValidityRow | None = None
    text: tuple[Any, ...] = ()


class SegmentRow(Row, frozen=True):
    """A segment: digests of ids, or the name the host assigns, or a condition."""

    ids: tuple[str, ...] | None = None
    assigned: str | None = None
    where: ExpressionRow | None = None


class CodeRow(Row, frozen=True):
    """`cards` or `coupons`: digests of normalised codes, and regular expressions.

    Codes that fit only `generated` must have been issued. `uses`: how often each may be used, 0 for any
    number; of `per_customer`, by each customer.
    """

    kind: str
    codes: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    validity: ValidityRow | None = None
    generated: tuple[str, ...] = ()
    uses: int = 0
    per_customer: bool = False
    freed: bool = False


class ProtectionRow(Row, frozen=True):
    """`kind`: never, price, discount; money or (for discount) a share, as `value` says when evaluated."""

    kind: str
    selection: SelectionRow | None
    value: ExpressionRow | None = None
    share: bool = False


class FactRow(Row, frozen=True):
    """A host's fact: the kind of its type, its choices, and whether it may be absent."""

    kind: str
    optional: bool = False
    choices: tuple[str, ...] = ()
    dimension: str = ""


class IndexRow(Row, frozen=True):
    """From what a line or a receipt carries to the rules it concerns (indexes into `rules`).

    `gated` maps a card or coupon set to the rules that need it first; those stand in no other index.
    """

    skus: dict[str, tuple[int, ...]] = field(default_factory=dict)
    categories: dict[str, tuple[int, ...]] = field(default_factory=dict)
    brands: dict[str, tuple[int, ...]] = field(default_factory=dict)
    tags: dict[str, tuple[int, ...]] = field(default_factory=dict)
    always: tuple[int, ...] = ()
    gated: dict[str, tuple[int, ...]] = field(default_factory=dict)


class TiersRow(Row, frozen=True):
    """Tiers that give one value: that of the last border not above `by`. `borders` rise; constants."""

    by: ExpressionRow
    borders: tuple[ExpressionRow, ...]
    values: tuple[ExpressionRow, ...]


class DecisionRow(Row, frozen=True):
    """A decision table. `hit`: first (`unique` too), max, min.

    `rows`: (cells, values). A cell is None where it fits everything, else tests of which one must hold:
    (op, constant), or ("in", low, high), both included.
    """

    hit: str
    inputs: tuple[ExpressionRow, ...]
    outputs: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


class WordingRow(Row, frozen=True):
    """How the ruleset's locale writes values; see `Wording` of the program. Data only: a till asks no locale
    database."""

    decimal: str
    group: str
    sizes: tuple[int, int]
    minus: str
    money: tuple[str, str, str, str]
    percent: tuple[str, str, str, str]
    date: tuple[str, ...]
    months: tuple[str, ...]
    units: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]


class CompiledRuleset(Row, frozen=True):
    """A whole ruleset, ready to evaluate; `digest` is over every source and table it was made from."""

    name: str
    version: str
    language: int
    engine: str
    digest: str
    currency: str
    minor_per_major: int
    locale: str
    zone: str | None
    day_starts: int
    rounding: RoundingRow
    validity: ValidityRow | None
    rules: tuple[RuleRow, ...]
    groups: tuple[GroupRow, ...]
    index: IndexRow
    gates: tuple[GateRow, ...]
    lists: dict[str, tuple[str, ...]]
    sets: dict[str, SelectionRow]
    segments: dict[str, SegmentRow]
    programmes: dict[str, ProgrammeRow]
    codes: dict[str, CodeRow]
    protections: tuple[ProtectionRow, ...]
    facts: dict[str, FactRow]
    tiers: dict[str, TiersRow]
    decisions: dict[str, DecisionRow]
    wording: WordingRow | None
