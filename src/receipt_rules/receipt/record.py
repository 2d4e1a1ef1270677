"""The receipt as the engine evaluates it: frozen msgspec records with plain attributes.

In: the JSON document of a receipt (through `codec`) or the public models (through `model`).
Out: `ReceiptRecord`. The types carry every bound on a single value (lengths, ranges, counts), so that a
decoder enforces them; `validate` adds what looks at more than one. Invariants: field order is the order of
the canonical form; a record is immutable; no `repr` shows more of a card number, coupon or tender code than
its last four characters. A record built by hand, not by one of the two doors, has not been checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from msgspec import Meta, Struct, field
from msgspec.structs import force_setattr

from receipt_rules.money import MAX_MINOR

MAX_AMOUNT = MAX_MINOR
"""Bound of every whole number in a receipt; below 2**53, so that any JSON reader keeps it exactly."""
MAX_ID = 200
MAX_TEXT = 1_000
MAX_LIST = 1_000
MAX_LINES = 100_000

Amount = Annotated[int, Meta(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Count = Annotated[int, Meta(ge=0, le=MAX_AMOUNT)]
Id = Annotated[str, Meta(min_length=1, max_length=MAX_ID)]
Text = Annotated[str, Meta(max_length=MAX_TEXT)]
Ids = Annotated[tuple[Id, ...], Meta(max_length=MAX_LIST)]
Attribute = Amount | bool | Text | Annotated[tuple[Text, ...], Meta(max_length=MAX_LIST)]
Attributes = Annotated[dict[Id, Attribute], Meta(max_length=MAX_LIST)]

Pass = Literal["subtotal", "final"]
Prices = Literal["gross", "net"]
Kind = Literal["goods", "service", "deposit", "deposit_return", "stored_value", "fee", "return"]


def masked(code: str) -> str:
    """The last four characters of a card number or code; a code of four or fewer shows nothing."""
    return f"***{code[-4:]}" if len(code) > 4 else "***"


def shown(name: str, value: Any) -> object:
    """The value of a field as a `repr` may show it: codes masked, maps keyed by code only counted."""
    if name in ("code", "key"):
        return value if value is None else masked(value)
    if name in _BY_CODE and isinstance(value, dict):
        return f"{len(value)} known"
    if name == "cards":
        return tuple(map(masked, value))
    return value


def _rich_repr(self: Struct) -> list[tuple[str, Any]]:
    return [(name, shown(name, getattr(self, name))) for name in self.__struct_fields__]


def _repr(self: Struct) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in _rich_repr(self))})"


_BY_CODE = ("counters", "balances", "coupons", "cards")


class Record(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, gc=False):
    """Strings, numbers, tuples and dicts of those: never a cycle, so the collector need not track them."""

    __rich_repr__ = _rich_repr
    __repr__ = _repr


class StoreRecord(Record, frozen=True, kw_only=True):
    """The place of sale; `timezone` is an IANA name."""

    id: Id
    timezone: Id
    tags: Ids = ()


class CustomerRecord(Record, frozen=True, kw_only=True):
    """The identified buyer; `birthday` is an ISO date, `programmes` and `segments` names of the ruleset."""

    id: Id
    programmes: Ids = ()
    segments: Ids = ()
    birthday: Id | None = None
    level: Id | None = None
    attributes: Attributes = field(default_factory=dict)


class CouponRecord(Record, frozen=True, kw_only=True):
    """A coupon code presented at the till; in a document a bare string means the same."""

    code: Id


class TenderRecord(Record, frozen=True, kw_only=True):
    """One means of payment; without an amount it takes what the others leave."""

    tender: Id
    amount_minor: Count | None = None
    code: Id | None = None


class ReturnOf(Record, frozen=True, kw_only=True):
    """Where a return line was sold: the key of the sale and the id of its line."""

    sale: Id
    line: Id


class CreditRecord(Record, frozen=True, kw_only=True):
    """Units that earlier receipts put towards a set: `key` as `needs` names it, oldest first by `at`."""

    key: Id
    units: Count
    at: Id


class CodeState(Record, frozen=True, kw_only=True):
    """What is known of one coupon code or card: issued, how often used, valid when (ISO dates)."""

    issued: bool = False
    used: Count = 0
    used_by_customer: Count = 0
    valid_from: Id | None = None
    valid_until: Id | None = None


class StateRecord(Record, frozen=True, kw_only=True):
    """What the host or the ledger knows; keys as `needs` names them, `coupons` and `cards` by code."""

    counters: Annotated[dict[Id, Amount], Meta(max_length=MAX_LINES)] = field(default_factory=dict)
    credits: Annotated[tuple[CreditRecord, ...], Meta(max_length=MAX_LINES)] = ()
    balances: Annotated[dict[Id, Amount], Meta(max_length=MAX_LIST)] = field(default_factory=dict)
    coupons: Annotated[dict[Id, CodeState], Meta(max_length=MAX_LIST)] = field(default_factory=dict)
    cards: Annotated[dict[Id, CodeState], Meta(max_length=MAX_LIST)] = field(default_factory=dict)


class LineRecord(Record, frozen=True, kw_only=True):
    """One line; `amount_minor` is authoritative for the whole line, `quantity` is `"6"` or `"1.314 kg"`.

    `unit_price` is a decimal string in major units per piece or priced unit; other amounts are minor units.
    """

    id: Id
    kind: Kind = "goods"
    sku: Id
    gtin: Id | None = None
    name: Text | None = None
    quantity: Id
    amount_minor: Amount
    unit_price: Id | None = None
    regular_amount_minor: Amount | None = None
    min_price_minor: Count | None = None
    category: Ids = ()
    brand: Id | None = None
    tags: Ids = ()
    tax_code: Id | None = None
    weighed: bool = False
    manual_price: bool = False
    marked_down: bool = False
    discountable: bool = True
    cost_minor: Amount | None = None
    attributes: Attributes = field(default_factory=dict)
    return_of: ReturnOf | None = None


def _coupon(coupon: CouponRecord | str) -> CouponRecord:
    return CouponRecord(code=coupon) if isinstance(coupon, str) else coupon


if TYPE_CHECKING:
    Coupons = tuple[CouponRecord, ...]
else:  # a decoder also takes bare strings; `__post_init__` turns them into records
    Coupons = tuple[CouponRecord | Id, ...]


class ReceiptRecord(Record, frozen=True, kw_only=True):
    """A whole receipt: everything an evaluation may look at, in canonical field order.

    `at` is ISO 8601 with an offset; `pass_` is `pass` in JSON; amounts are minor units of `currency`.
    """

    id: Id
    at: Id
    pass_: Pass = field(name="pass", default="final")
    offline: bool = False
    currency: Id
    prices: Prices = "gross"
    channel: Id = "pos"
    store: StoreRecord
    register: Id | None = None
    operator: Id | None = None
    customer: CustomerRecord | None = None
    cards: Ids = ()
    coupons: Annotated[Coupons, Meta(max_length=MAX_LIST)] = ()
    lines: Annotated[tuple[LineRecord, ...], Meta(max_length=MAX_LINES)]
    tenders: Annotated[tuple[TenderRecord, ...], Meta(max_length=MAX_LIST)] = ()
    points_requested: Annotated[dict[Id, Count], Meta(max_length=MAX_LIST)] = field(default_factory=dict)
    state: StateRecord | None = None

    def __post_init__(self) -> None:
        if self.coupons:
            force_setattr(self, "coupons", tuple(map(_coupon, self.coupons)))
        if self.channel == "pos":
            # Defaults are omitted by identity: a decoded "pos" must be the very object.
            force_setattr(self, "channel", "pos")
