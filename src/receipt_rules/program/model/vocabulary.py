"""What rules select and whom they address.

In: made by `program.bind`. Out: item sets, segments, codes, programmes. Invariants: every id that is
mentioned is declared; values are immutable.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from receipt_rules.calendar import Validity
from receipt_rules.diagnostics import Span
from receipt_rules.program.expression import Expr, Selection
from receipt_rules.program.model.words import Part


@dataclass(frozen=True, slots=True)
class Later:
    """A clause or declaration that is understood and checked but not evaluated yet."""

    span: Span = field(compare=False, repr=False)
    what: str
    """The clause in the author's words, e.g. `limit`, `group`, `give gift`."""


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

    A code that fits only a `generated` pattern (`#` digit, `?` letter) counts if the state says that it was
    issued. `uses`: how often each code may be used, of `per_customer` by each customer; None: any number.
    """

    id: str
    title: str
    kind: Literal["card", "coupon"]
    codes: frozenset[str]
    patterns: tuple[str, ...]
    validity: Validity | None
    span: Span = field(compare=False, repr=False)
    generated: tuple[str, ...] = ()
    uses: int | None = None
    per_customer: bool = False
    freed_by_return: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """`program x { ... }`. `name` is how `customer.programmes` of a receipt lists it.

    Only members of an active or a stopped programme are members, and only within its term. `text` is printed
    on every receipt while the programme is active.
    """

    id: str
    name: str
    title: str
    status: Literal["draft", "active", "stopped", "deleted"]
    validity: Validity | None
    later: tuple[Later, ...]
    span: Span = field(compare=False, repr=False)
    text: tuple[Part, ...] = ()
