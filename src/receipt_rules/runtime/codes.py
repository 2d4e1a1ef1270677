"""Cards and coupons on a receipt: which declarations they belong to, and in which state they are.

In: the codes presented, and what the receipt's `state` knows of them. Out: `CodeFacts`. Invariants: a code is
compared normalised, and never part of an error or a `repr`; states are told apart (usable, not yet, expired,
used up, unknown); a code counts on business days that are in the term of its declaration and in its own; what
is not known offline does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from receipt_rules.calendar import Term
from receipt_rules.errors import ReceiptError, json_pointer
from receipt_rules.outcome.record import CouponState
from receipt_rules.receipt.record import CodeState, ReceiptRecord
from receipt_rules.runtime.code_index import CodeIndex, Owner
from receipt_rules.runtime.eligibility import USABLE, validity_of
from receipt_rules.runtime.rows import normalised

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session

State = CouponState | Literal["usable"]


class Instance(NamedTuple):
    """A usable code of one declaration, normalised. `left`: how often it may still be used, None for any
    number; `code` as it was presented."""

    text: str
    left: int | None
    code: str

    def __repr__(self) -> str:
        return f"Instance(left={self.left})"


class Coupon(NamedTuple):
    """A coupon as it was presented, and its state for each of its declarations, by id."""

    code: str
    text: str
    states: dict[str, State]

    def __repr__(self) -> str:
        return f"Coupon(states={self.states})"


class CodeFacts(NamedTuple):
    """`present`: declaration to the state of its best code. `unknown`: a coupon (a card) belongs to none.
    `usable`: declaration to its usable codes, ascending. `coupons` in receipt order."""

    present: dict[str, State]
    unknown: dict[str, bool]
    usable: dict[str, list[Instance]]
    coupons: list[Coupon]


def read_codes(session: Session) -> CodeFacts:
    """Match every card and coupon against every declaration of its kind.

    Raises ReceiptError: `missing-state` where the state of a code must be known and is not,
    `contradictory-state` where a code was used and never issued.
    """
    facts = CodeFacts({}, {"card": False, "coupon": False}, {}, [])
    for kind, codes in _by_kind(session.receipt):
        known = _states(session.receipt, kind) if codes else {}
        for place, code in enumerate(codes):
            text = normalised(code)
            owners = session.engine.codes.owners_of(kind, text)
            if text not in known and not session.receipt.offline and asked(session, owners):
                raise _missing(kind, place)
            if not owners:
                facts.unknown[kind] = True
            states = {owner.id: _note(session, facts, owner, code, known.get(text)) for owner in owners}
            if kind == "coupon":
                facts.coupons.append(Coupon(code.strip(), text, states))
    for instances in facts.usable.values():
        instances.sort()
    return facts


def codes_to_ask_for(index: CodeIndex, receipt: ReceiptRecord, kind: str) -> Iterator[str]:
    """The cards (the coupons) whose state an evaluation must know, normalised."""
    for each, codes in _by_kind(receipt):
        for code in codes if each == kind else ():
            text = normalised(code)
            if _asked(index, index.owners_of(kind, text), receipt):
                yield text


def _by_kind(receipt: ReceiptRecord) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("card", receipt.cards), ("coupon", tuple([coupon.code for coupon in receipt.coupons]))


def _states(receipt: ReceiptRecord, kind: str) -> Mapping[str, CodeState]:
    if receipt.state is None:
        return {}
    states = receipt.state.cards if kind == "card" else receipt.state.coupons
    return {normalised(code): state for code, state in states.items()}


def asked(session: Session, owners: list[Owner]) -> bool:
    """Whether the state of a code with these owners must be known."""
    return _asked(session.engine.codes, owners, session.receipt)


def _asked(index: CodeIndex, owners: list[Owner], receipt: ReceiptRecord) -> bool:
    customer = receipt.customer is not None
    return any(owner.id in index.needed and owner.asks(customer) for owner in owners)


def _note(session: Session, facts: CodeFacts, owner: Owner, code: str, known: CodeState | None) -> State:
    """The state of a code for one of its declarations, entered into the facts."""
    left = _left(session, owner, known)
    state = _state(session, owner, known, left)
    best = facts.present.get(owner.id)
    if best is None or _BEST.index(state) < _BEST.index(best):
        facts.present[owner.id] = state
    if state == USABLE:
        facts.usable.setdefault(owner.id, []).append(Instance(normalised(code), left, code.strip()))
    return state


def _state(session: Session, owner: Owner, known: CodeState | None, left: int | None) -> State:
    """The first that holds: unknown, not yet or expired, used up."""
    if not owner.listed and (known is None or not known.issued):
        if known is not None and known.used:
            raise _contradictory(owner.row.kind)
        return "unknown"
    if known is None and session.receipt.offline and asked(session, [owner]):
        return "unknown"
    term = max(_own_term(session, known), _declared_term(session, owner), key=_TERMS.index)
    if term != "within":
        return _STATES[term]
    return USABLE if left is None or left > 0 else "used-up"


def _left(session: Session, owner: Owner, known: CodeState | None) -> int | None:
    """How often a code may still be used; a limit per customer is nobody's where there is no customer."""
    row = owner.row
    if not row.uses or (row.per_customer and session.customer is None):
        return None
    if known is None:
        return row.uses
    return row.uses - (known.used_by_customer if row.per_customer else known.used)


def _declared_term(session: Session, owner: Owner) -> Term:
    validity = owner.row.validity
    return "within" if validity is None else validity_of(validity).at(session.moment)


def _own_term(session: Session, known: CodeState | None) -> Term:
    """Where today is in the term of one code; an ISO date sorts as its day does."""
    if known is None or (known.valid_from is None and known.valid_until is None):
        return "within"
    today = session.today.isoformat()
    if known.valid_until is not None and known.valid_until < today:
        return "after"
    return "before" if known.valid_from is not None and today < known.valid_from else "within"


def _missing(kind: str, place: int) -> ReceiptError:
    """The key would be the code, so the pointer stops at the map."""
    return ReceiptError(
        "missing-state",
        json_pointer(("state", f"{kind}s")),
        f"nothing is known of entry {place} of `{kind}s`, whose issue or use must be known",
        "send what `engine.needs(receipt)` names, or `offline: true` where it cannot be asked for",
    )


def _contradictory(kind: str) -> ReceiptError:
    return ReceiptError(
        "contradictory-state",
        json_pointer(("state", f"{kind}s")),
        f"a generated {kind} was used and never issued",
        "send `issued: true` for what was issued",
    )


_TERMS: Final[tuple[Term, ...]] = ("within", "before", "after")
"""Of two terms that must both hold the later one here decides: what is over does not come back."""
_STATES: Final[dict[Term, State]] = {"before": "not-yet", "after": "expired"}
_BEST: Final[tuple[State, ...]] = (USABLE, "not-yet", "expired", "used-up", "unknown")
"""Of several codes of one declaration the first of these counts."""
