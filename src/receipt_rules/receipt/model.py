"""The public models: a receipt built or read by a host, with a JSON Schema and help in the editor.

In: keyword arguments, a dict, or JSON. Out: frozen pydantic models; `Receipt.record()` is what the engine
evaluates. Invariants: these models and the fast door of `codec` accept the same documents and refuse the
others with the same slug and pointer; field by field they are the records of `record`, in the same order;
no `repr` shows more of a card number or code than its last four characters.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

import msgspec
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    StrictBool,
    StrictInt,
    StrictStr,
    Tag,
    ValidationError,
    model_validator,
)

from receipt_rules.errors import ReceiptError
from receipt_rules.receipt import record as records
from receipt_rules.receipt.document import MAX_BYTES, parse, utf8
from receipt_rules.receipt.leniency import a_list, a_map, a_time, branch
from receipt_rules.receipt.record import MAX_AMOUNT, MAX_ID, MAX_LINES, MAX_LIST, MAX_TEXT
from receipt_rules.receipt.translate import first_fault
from receipt_rules.receipt.validate import validate

__all__ = [
    "CodeState",
    "Coupon",
    "Credit",
    "Customer",
    "Line",
    "Receipt",
    "ReturnOf",
    "State",
    "Store",
    "TenderLine",
]

# ---- the types of fields: what a type checker sees, and what pydantic checks --------------------------


def _coupon(code: str) -> Coupon:
    return Coupon(code=code)


Amount = Annotated[StrictInt, Field(ge=-MAX_AMOUNT, le=MAX_AMOUNT)]
Count = Annotated[StrictInt, Field(ge=0, le=MAX_AMOUNT)]
Id = Annotated[StrictStr, Field(min_length=1, max_length=MAX_ID)]
Text = Annotated[StrictStr, Field(max_length=MAX_TEXT)]

T = TypeVar("T")
if TYPE_CHECKING:
    Many = Sequence[T]
    Map = Mapping[str, T]
    Moment = str | datetime
    Attribute = int | bool | str | Sequence[str]
else:
    Many = Annotated[tuple[T, ...], Field(max_length=MAX_LIST), BeforeValidator(a_list(MAX_LIST))]
    Map = Annotated[dict[Id, T], Field(max_length=MAX_LIST), BeforeValidator(a_map(MAX_LIST))]
    Moment = Annotated[Id, BeforeValidator(a_time)]
    Attribute = Annotated[
        Annotated[Amount, Tag("IntType")]
        | Annotated[StrictBool, Tag("BoolType")]
        | Annotated[Text, Tag("StrType")]
        | Annotated[Many[Text], Tag("VarTupleType")],
        Discriminator(branch),
    ]


# ---- the models ---------------------------------------------------------------------------------------


class _Model(BaseModel):
    """Frozen, strict about scalars, closed to unknown fields; what is refused raises ReceiptError.

    A model that stands inside another pydantic model of the host's is refused with that model's
    ValidationError.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
    )
    mirrors: ClassVar[type[msgspec.Struct]]

    if not TYPE_CHECKING:  # a checker takes the signature from the fields

        def __init__(self, /, **data: Any) -> None:
            try:
                super().__init__(**data)
                return
            except ValidationError as error:
                fault = first_fault(error.errors(include_url=False), self.mirrors)
            # Out of the handler: pydantic's error would be the context of ours, and it knows the input.
            raise fault

        # So that pydantic builds models within models by itself, and locates faults from the outermost one.
        __init__.__pydantic_base_init__ = True

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """As of pydantic, but raises ReceiptError."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            fault = first_fault(error.errors(include_url=False), cls.mirrors)
        raise fault  # as above

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """As of pydantic, but raises ReceiptError, and reads JSON as the fast door does."""
        text = json_data if isinstance(json_data, str) else bytes(json_data)
        return cls.model_validate(parse(utf8(text, MAX_BYTES)), by_alias=True, by_name=False, **options)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        return ((name, records.shown(str(name), value)) for name, value in super().__repr_args__())


class Store(_Model):
    """The place of sale."""

    mirrors = records.StoreRecord

    id: Id
    timezone: Id
    """IANA name, such as `Europe/Moscow`."""
    tags: Many[Id] = ()


class Customer(_Model):
    """The identified buyer."""

    mirrors = records.CustomerRecord

    id: Id
    programmes: Many[Id] = ()
    """Names of the loyalty programmes the buyer belongs to."""
    segments: Many[Id] = ()
    """Names of the segments that the host assigned."""
    birthday: Id | None = None
    """ISO date, `1990-03-04`."""
    level: Id | None = None
    attributes: Map[Attribute] = Field(default_factory=dict)
    """Facts of the host's own: texts, whole numbers, true or false, lists of texts; decimals are texts."""


class Coupon(_Model):
    """A coupon presented at the till; a bare text in `coupons` means the same."""

    mirrors = records.CouponRecord

    code: Id


class TenderLine(_Model):
    """A means of payment."""

    mirrors = records.TenderRecord

    tender: Id
    amount_minor: Count | None = None
    """Minor units; absent: what the other tenders leave."""
    code: Id | None = None
    """Number of the card or certificate."""


class ReturnOf(_Model):
    """Where a returned line was sold."""

    mirrors = records.ReturnOf

    sale: Id
    line: Id


class Credit(_Model):
    """Units that earlier receipts put towards a set."""

    mirrors = records.CreditRecord

    key: Id
    units: Count
    at: Moment


class CodeState(_Model):
    """What is known of one coupon code or card."""

    mirrors = records.CodeState

    issued: StrictBool = False
    used: Count = 0
    used_by_customer: Count = 0
    valid_from: Id | None = None
    """ISO date, inclusive."""
    valid_until: Id | None = None
    """ISO date, inclusive."""


if TYPE_CHECKING:
    Counters = Mapping[str, int]
    Credits = Sequence[Credit]
else:
    Counters = Annotated[dict[Id, Amount], Field(max_length=MAX_LINES), BeforeValidator(a_map(MAX_LINES))]
    Credits = Annotated[tuple[Credit, ...], Field(max_length=MAX_LINES), BeforeValidator(a_list(MAX_LINES))]


class State(_Model):
    """What the host or the ledger knows; keys as `Engine.needs` names them."""

    mirrors = records.StateRecord

    counters: Counters = Field(default_factory=dict)
    credits: Credits = ()
    balances: Map[Amount] = Field(default_factory=dict)
    coupons: Map[CodeState] = Field(default_factory=dict)
    """By coupon code."""
    cards: Map[CodeState] = Field(default_factory=dict)
    """By card number."""


class Line(_Model):
    """One line. Amounts are minor units of the receipt's currency, for the whole line."""

    mirrors = records.LineRecord

    id: Id
    """Unique on the receipt."""
    kind: records.Kind = "goods"
    """Only `return` and `deposit_return` are negative; rules see `goods` and `service`."""
    sku: Id
    gtin: Id | None = None
    name: Text | None = None
    quantity: Id
    """`"6"` pieces, or one weighed thing: `"1.314 kg"`, `"500 g"`, `"0.5 l"`, `"2 m"`; never zero."""
    amount_minor: Amount
    """Shelf amount; authoritative, never recomputed from quantity and price."""
    unit_price: Id | None = None
    """Decimal text in major units per piece or priced unit, at most six decimals: `"1.599"`."""
    regular_amount_minor: Amount | None = None
    """Amount before any price reduction; absent: the shelf amount."""
    min_price_minor: Count | None = None
    """Lowest price of one piece or one priced unit, whatever the rules say."""
    category: Many[Id] = ()
    """Path from the widest category to the narrowest."""
    brand: Id | None = None
    tags: Many[Id] = ()
    tax_code: Id | None = None
    weighed: StrictBool = False
    """Sold by weight; the quantity then has a unit of measure, or is `"1"`."""
    manual_price: StrictBool = False
    """The operator typed the price: protected, unless a rule includes manual prices."""
    marked_down: StrictBool = False
    discountable: StrictBool = True
    cost_minor: Amount | None = None
    attributes: Map[Attribute] = Field(default_factory=dict)
    """Facts of the host's own: texts, whole numbers, true or false, lists of texts; decimals are texts."""
    return_of: ReturnOf | None = None


if TYPE_CHECKING:
    Coupons = Sequence[Coupon | str]
    Lines = Sequence[Line]
else:
    Coupons = Many[
        Annotated[
            Annotated[Coupon, Tag("StructType")] | Annotated[Id, AfterValidator(_coupon), Tag("StrType")],
            Discriminator(branch),
        ]
    ]
    Lines = Annotated[tuple[Line, ...], Field(max_length=MAX_LINES), BeforeValidator(a_list(MAX_LINES))]


with warnings.catch_warnings():
    # The till is called a register, and so is a method of every abstract class: here the field wins.
    warnings.filterwarnings("ignore", message='Field name "register"')

    class Receipt(_Model):
        """A whole receipt: everything that an evaluation may look at, and nothing else is read.

        Building one raises ReceiptError with a JSON pointer, such as `/lines/1/amount_minor`, and what to do.
        """

        mirrors = records.ReceiptRecord

        id: Id
        at: Moment
        """ISO 8601 with offset, or an aware datetime: the one time of the evaluation."""
        pass_: records.Pass = Field(default="final", alias="pass")
        """`subtotal` while the means of payment are not known."""
        offline: StrictBool = False
        currency: Id
        """ISO 4217."""
        prices: records.Prices = "gross"
        channel: Id = "pos"
        store: Store
        register: Id | None = None
        operator: Id | None = None
        customer: Customer | None = None
        cards: Many[Id] = ()
        coupons: Coupons = ()
        lines: Lines
        tenders: Many[TenderLine] = ()
        points_requested: Map[Count] = Field(default_factory=dict)
        """Points the buyer wants to spend, by points currency."""
        state: State | None = None
        """What `Engine.needs` asked for."""

        _record: records.ReceiptRecord | None = PrivateAttr(default=None)

        @classmethod
        def from_json(cls, data: bytes | bytearray | memoryview | str, *, max_bytes: int = MAX_BYTES) -> Self:
            """One JSON document -> a receipt.

            Raises ReceiptError as `decode_receipt` does, which is five times faster where a record will do.
            """
            return cls.model_validate(parse(utf8(data, max_bytes)), by_alias=True, by_name=False)

        @model_validator(mode="after")
        def _checked(self) -> Self:
            try:
                built = msgspec.convert(self, records.ReceiptRecord, from_attributes=True)
            except msgspec.ValidationError as error:
                # A part was made by `model_construct`, which checks nothing.
                raise ReceiptError("wrong-type", "", str(error), "build every part by its class") from None
            validate(built)
            self._record = built
            return self

        def record(self) -> records.ReceiptRecord:
            """What the engine evaluates; made once, when the receipt was checked."""
            assert self._record is not None, "a receipt made by `model_construct` was never checked"
            return self._record

        def with_state(self, state: State | Mapping[str, Any]) -> Self:
            """A copy that carries what `Engine.needs` asked for."""
            return self.model_copy(update={"state": state})

        def paying(self, tender: str, amount_minor: int | None = None, *, code: str | None = None) -> Self:
            """A copy for the final pass with one more tender; without an amount it pays the rest."""
            line = {"tender": tender, "amount_minor": amount_minor, "code": code}
            return self.model_copy(update={"pass_": "final", "tenders": (*self.tenders, line)})

        def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
            """As of pydantic, but an updated copy is checked again. Raises ReceiptError."""
            if not update:
                return super().model_copy(deep=deep)
            changed = {"pass_" if name == "pass" else name: value for name, value in update.items()}
            kept = {name: getattr(self, name) for name in self.model_fields_set}
            return type(self)(**{**kept, **changed})
