"""What is known of cards and coupons while a test runs.

In: `used coupon` statements, receipts and their outcomes, in order. Out: receipts with the state that a host
would send. Invariant: a test starts from nothing, and each receipt leaves its uses to the next.

A generated code counts as issued if `used coupon` names it, or if an earlier receipt of the test issued a
coupon of its declaration that nobody presented yet. No statement issues a card, so every card was issued.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from msgspec.structs import replace

from receipt_rules.outcome.record import CouponIssued, CouponUsed, Outcome
from receipt_rules.receipt.record import CodeState, ReceiptRecord, StateRecord
from receipt_rules.runtime import Engine
from receipt_rules.runtime.coupons import digest
from receipt_rules.runtime.rows import normalised


class Used(NamedTuple):
    """`used coupon "X" 2 times`; `customer`: who is known when the test says so."""

    code: str
    times: int
    customer: str | None


class Ledger:
    """One test's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._used: Counter[str] = Counter()
        self._by_customer: Counter[tuple[str, str | None]] = Counter()
        self._issued: set[str] = set()
        self._waiting: Counter[str] = Counter()
        """By declaration: coupons that were issued and not presented yet."""

    def note(self, used: Used) -> None:
        """A coupon was used before."""
        text = normalised(used.code)
        self._issued.add(digest(text))
        self._add(digest(text), used.customer, used.times)

    def known(self, receipt: ReceiptRecord) -> ReceiptRecord:
        """The receipt with the states that the ruleset asks for."""
        needs = self._engine.needs(receipt)
        if not (needs.coupons or needs.cards):
            return receipt
        customer = None if receipt.customer is None else receipt.customer.id
        coupons = {text: self._state(text, customer) for text in needs.coupons}
        cards = {text: CodeState(issued=True) for text in needs.cards}
        return replace(receipt, state=StateRecord(coupons=coupons, cards=cards))

    def commit(self, receipt: ReceiptRecord, outcome: Outcome) -> None:
        """The receipt was paid."""
        customer = None if receipt.customer is None else receipt.customer.id
        if outcome.state_changes is not None:
            for key, times in outcome.state_changes.coupons.items():
                self._add(key, customer, times)
        for effect in outcome.effects:
            if isinstance(effect, CouponIssued):
                self._waiting[effect.coupon] += effect.times
            elif isinstance(effect, CouponUsed) and effect.code_digest is not None:
                self._issued.add(effect.code_digest)

    def _add(self, key: str, customer: str | None, times: int) -> None:
        self._used[key] += times
        self._by_customer[key, customer] += times

    def _state(self, text: str, customer: str | None) -> CodeState:
        key = digest(text)
        return CodeState(
            issued=key in self._issued or self._was_issued(text),
            used=self._used[key],
            used_by_customer=0 if customer is None else self._by_customer[key, customer],
        )

    def _was_issued(self, text: str) -> bool:
        """One of the coupons that are waiting is this one, from now on."""
        for owner in self._engine.codes.owners_of("coupon", text):
            if not owner.listed and self._waiting[owner.id]:
                self._waiting[owner.id] -= 1
                self._issued.add(digest(text))
                return True
        return False
