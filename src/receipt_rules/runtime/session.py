"""One evaluation: the receipt, its lines as they change, and what was looked up once.

In: an engine and a receipt. Out: what the stages read and change. Invariant: lives for one call of
`Engine.evaluate` and is never shared; what it remembers (same items, selections, segments, codes)
cannot change during the call, prices stand in the lines.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from receipt_rules.calendar import Moment, local_time, moment, parse_at
from receipt_rules.errors import ReceiptError
from receipt_rules.receipt.record import CustomerRecord, ReceiptRecord
from receipt_rules.runtime.codes import CodeFacts, read_codes
from receipt_rules.runtime.eligibility import RUNNING, validity_of
from receipt_rules.runtime.lines import Line
from receipt_rules.runtime.rows import SelectionRow, digest_of
from receipt_rules.runtime.selectors import parts_of, split

if TYPE_CHECKING:
    from receipt_rules.runtime.eligibility import Reason
    from receipt_rules.runtime.engine import Engine

SEEN = frozenset({"goods", "service"})
"""Rules, `all items`, aggregates and `receipt.*` see lines of these kinds only."""


class Session:
    """The state of one evaluation."""

    __slots__ = (
        "_codes", "_moment", "_same", "_segments", "_selected",
        "customer", "engine", "gave", "lines", "memo", "most_off", "probe", "reasons", "receipt", "tabled",
        "unseen_minor",
    )  # fmt: skip

    def __init__(self, engine: Engine, receipt: ReceiptRecord) -> None:
        if receipt.currency != engine.ruleset.currency:
            raise ReceiptError(
                "currency-mismatch",
                "/currency",
                f"the receipt is in {receipt.currency}, the ruleset in {engine.ruleset.currency}",
                "evaluate it with a ruleset of its currency; the engine never converts",
            )
        self.engine = engine
        self.receipt: ReceiptRecord = receipt
        self.customer: CustomerRecord | None = receipt.customer
        lines: list[Line] = []
        unseen = 0
        for place, record in enumerate(receipt.lines):
            if record.kind in SEEN:
                lines.append(Line(len(lines), place, record))
            else:
                unseen += record.amount_minor
        self.lines: list[Line] = lines
        self.unseen_minor = unseen
        """Sum of the lines that take no part: deposits, fees, stored value, returns."""
        self.reasons: dict[int, Reason | None] = {}
        """By gate, why it is shut, or None: many rules share a gate."""
        self.most_off: int | None = None
        """The most that all rules together may take off the receipt; None: no end to it."""
        self.probe = False
        """The answer of `discounted` while a selector is asked of a line: it tells units apart."""
        self.gave = 0
        """As bits, the groups that gave money and exclude a later group."""
        self._moment: Moment | None = None
        self._same: dict[str, list[Line]] | None = None
        self._selected: dict[int, tuple[SelectionRow, list[Line]]] = {}
        self.memo: dict[tuple[str, str, int], tuple[int, list[Line]]] = {}
        """What aggregates came to at entry to this group: by function, dimension and identity of the
        lines."""
        self.tabled: dict[tuple[str, str, int, int], tuple[Any, list[Line]]] = {}
        """What tables came to, in the same way: by id, output, identity of the lines and the line."""
        self._segments: dict[str, bool] = {}
        self._codes: CodeFacts | None = None

    @property
    def moment(self) -> Moment:
        """Wall-clock time and business day, in the ruleset's or the store's zone."""
        if self._moment is None:
            ruleset = self.engine.ruleset
            zone = ruleset.zone or self.receipt.store.timezone
            self._moment = moment(local_time(parse_at(self.receipt.at), zone), ruleset.day_starts)
        return self._moment

    @property
    def local(self) -> dt.datetime:
        """Wall-clock time."""
        return self.moment.local

    @property
    def today(self) -> dt.date:
        """The business day."""
        return self.moment.day

    @property
    def codes(self) -> CodeFacts:
        """The cards and coupons presented, by declaration."""
        if self._codes is None:
            self._codes = read_codes(self)
        return self._codes

    def same_item(self, line: Line | None) -> list[Line]:
        """All lines with the SKU of this line."""
        assert line is not None  # `of this item` stands only where a line is at hand
        if self._same is None:
            self._same = {}
            for each in self.lines:
                self._same.setdefault(each.record.sku, []).append(each)
        return self._same[line.record.sku]

    def select(self, selection: SelectionRow) -> list[Line]:
        """The lines that match a selection of an expression, at the prices of now; of a line perhaps a
        part."""
        if selection.all and selection.none is None and selection.where is None:
            return self.lines
        key = id(selection)
        found = self._selected.get(key)
        if found is None:
            # With the row itself: an identity is only of use as long as the row lives.
            found = self._selected[key] = (selection, self._select(selection))
        return found[1]

    def _select(self, selection: SelectionRow) -> list[Line]:
        matches = self.engine.matches(selection)
        if not self.engine.traits_of(selection).discounted:
            return [line for line in self.lines if matches(self, line)]
        lines, partial = split(self, matches, self.lines)
        return parts_of(lines, partial)

    def enter_group(self) -> None:
        """Prices have changed: forget what was selected by them."""
        self._selected.clear()
        self.memo.clear()
        self.tabled.clear()

    def restart(self) -> None:
        """Back to the shelf prices, with nothing given."""
        for line in self.lines:
            line.restart()
        self.gave = 0

    def in_segment(self, segment: str) -> bool:
        """Is the customer of the receipt in the segment? Nobody is in none."""
        known = self._segments.get(segment)
        if known is None:
            known = self._segments[segment] = self.customer is not None and self._segment(segment)
        return known

    def _segment(self, segment: str) -> bool:
        customer = self.customer
        assert customer is not None  # `in_segment` has looked
        row = self.engine.ruleset.segments[segment]
        if row.assigned is not None:
            return row.assigned in customer.segments
        if row.ids is not None:
            return digest_of(normalised_id(customer.id)) in self.engine.ids_of(segment)
        return bool(self.engine.condition(segment)(self, [], None))

    def programme_status(self, programme: str) -> str:
        """`draft`, `active`, `stopped` or `deleted`; outside its term `not begun` or `over`."""
        row = self.engine.ruleset.programmes[programme]
        if row.validity is not None and row.status in RUNNING:
            return _OUTSIDE.get(validity_of(row.validity).at(self.moment), row.status)
        return row.status

    def is_member(self, programme: str | None) -> bool:
        """Has the customer of the receipt this programme, and does it run; or, of None, any at all?"""
        customer = self.customer
        if customer is None or programme is None:
            return customer is not None and bool(customer.programmes)
        name = self.engine.ruleset.programmes[programme].name
        return name in customer.programmes and self.programme_status(programme) in RUNNING

    def unlocked(self) -> list[int]:
        """The rules whose every card and coupon is on the receipt."""
        if not self.engine.index.gated or not (self.receipt.cards or self.receipt.coupons):
            return []
        present = self.codes.present
        gated = self.engine.index.gated
        return [
            number
            for code_set in sorted(present)
            for number in gated.get(code_set, ())
            if all(need in present for need in self.engine.plan(number).needs)
        ]


_OUTSIDE = {"before": "not begun", "after": "over"}


def normalised_id(customer_id: str) -> str:
    """Customer ids compare as they are written, without surrounding space."""
    return customer_id.strip()
