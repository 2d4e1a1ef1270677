"""The sets that a rule may form.

In: a rule, what it finds at its turn, the classes of units. Out: `Candidate`s, each a multiset of classes in
its roles. Invariant: all that may be formed, each once; none that stands the wrong way round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from receipt_rules.program.model import SetOff
from receipt_rules.reference.sets.kinds import Kind, TooLargeError
from receipt_rules.reference.sets.offer import Field, SetOffer
from receipt_rules.reference.sets.worth import Role, Worth, worth

MOST_SETS: Final = 20_000

Slots = tuple[tuple[Kind, ...], ...]
"""The classes in each slot: "slots as written (payers before gifts), in a slot filling order"."""


class Form:
    """One set: `roles` is its slots end to end, `slot_of` the slot of each role."""

    def __init__(self, offer: SetOffer, slots: Slots, worth: Worth) -> None:
        self.offer = offer
        self.roles = tuple(kind for slot in slots for kind in slot)
        self.slot_of = tuple(number for number, slot in enumerate(slots) for _ in slot)
        self.worth = worth


class Candidate:
    """What is chosen or not: one set; of a rule that favours the store, all of its sets at once.

    `ranks`: "the places of their classes in the rule's filling order, in role order".
    """

    def __init__(self, forms: Sequence[Form], ranks: tuple[int, ...]) -> None:
        self.forms = tuple(forms)
        self.ranks = ranks
        self.benefit = sum((form.worth.benefit for form in forms), Fraction(0))


class Former:
    """A rule among the classes of units; they tell apart whatever the rule does."""

    def __init__(self, offer: SetOffer, field: Field, kinds: Sequence[Kind]) -> None:
        self._offer = offer
        self._field = field
        self._capacity = {
            kind: offer.capacity(kind.first, field.room) for kind in kinds if any(offer.fits(kind.first))
        }
        # "*Filling order* of units: those without capacity for the rule first, then the dearest first by the
        # price that percents are taken of, then (line, unit)."
        self._line_up = sorted(
            self._capacity, key=lambda kind: (self._capacity[kind] > 0, -kind.price, kind.place)
        )
        self._rank = {kind: rank for rank, kind in enumerate(self._line_up)}
        self._open = [
            [kind for kind in self._line_up if offer.may_take(kind.first, slot, field)]
            for slot in range(len(offer.rule.slots))
        ]

    def candidates(self) -> list[Candidate]:
        """Those with a benefit: "a set whose benefit is not above zero is not formed"."""
        return [each for each in self._all() if each.benefit > 0]

    def could_form(self) -> bool:
        """Whether there is a set at all, with a benefit or without."""
        return next(self._all(), None) is not None

    def _all(self) -> Iterator[Candidate]:
        if self._offer.reward.favour_store:
            yield from self._in_favour_of_store()
            return
        for count, slots in enumerate(self._filled(())):
            if count >= MOST_SETS:
                raise TooLargeError(f"rule {self._offer.rule.id}: more than {MOST_SETS} sets")
            ranks = tuple(self._rank[kind] for slot in slots for kind in slot)
            yield Candidate([self._form(slots)], ranks)

    def _form(self, slots: Slots) -> Form:
        roles = [
            Role(number, kind.price, self._capacity[kind], self._rank[kind])
            for number, slot in enumerate(slots)
            for kind in slot
        ]
        return Form(self._offer, slots, worth(self._offer, roles))

    # ---- sets one by one -----------------------------------------------------------------------------

    def _filled(self, before: Slots) -> Iterator[Slots]:
        """All ways to fill the slots that are left."""
        if len(before) == len(self._open):
            yield before
            return
        for choice in self._choices(len(before)):
            slots = (*before, choice)
            if self._is_there(slots) and self._right_way_round(slots):
                yield from self._filled(slots)

    def _choices(self, slot: int) -> Iterator[tuple[Kind, ...]]:
        """What one slot may hold, in filling order."""
        needed = self._offer.rule.slots[slot]
        kinds = self._open[slot]

        def go_on(held: tuple[Kind, ...], start: int, micro: int) -> Iterator[tuple[Kind, ...]]:
            # "A slot of a quantity holds weighed units that reach the quantity, and no longer do without the
            # last of them in filling order."
            full = micro >= needed.micro if needed.dimension else len(held) == needed.count
            if full:
                yield held
                return
            for place in range(start, len(kinds)):
                kind = kinds[place]
                if self._is_there(((*held, kind),)):
                    yield from go_on((*held, kind), place, micro + kind.first.line.micro)

        return go_on((), 0, 0)

    def _is_there(self, slots: Slots) -> bool:
        """Whether there are so many units of each class, and the items are the same, or different.

        "A unit is in a set once." "`same item`: all units of a set have one SKU. `different items`: no two of
        them have."
        """
        held = Counter(kind for slot in slots for kind in slot)
        if any(count > len(kind.units) for kind, count in held.items()):
            return False
        skus = {kind.first.line.record.sku for kind in held}
        if self._offer.reward.items == "same":
            return len(skus) <= 1
        return self._offer.reward.items == "any" or len(skus) == sum(held.values())

    def _right_way_round(self, slots: Slots) -> bool:
        """ "A set is a candidate only if no two of its units stand the wrong way round: u in slot A, v in
        slot B, A before B in growing benefit, neither a slot of a quantity, both units fit both slots, and v
        stands before u in filling order." """
        by_pieces = [slot for slot in self._offer.growing() if not self._offer.rule.slots[slot].dimension]
        filled = [slot for slot in by_pieces if slot < len(slots)]
        for place, lesser in enumerate(filled):
            for larger in filled[place + 1 :]:
                for u in slots[lesser]:
                    for v in slots[larger]:
                        both = self._fits_both(u, lesser, larger) and self._fits_both(v, lesser, larger)
                        if both and self._rank[v] < self._rank[u]:
                            return False
        return True

    def _fits_both(self, kind: Kind, one: int, other: int) -> bool:
        # What is closed to a slot cannot change places with what stands there.
        return all(self._offer.may_take(kind.first, slot, self._field) for slot in (one, other))

    # ---- `favour store` ------------------------------------------------------------------------------

    def _in_favour_of_store(self) -> Iterator[Candidate]:
        """ "Let N be the rule's units that are open and, with `same item`, of one SKU; k = N div size. If k
        is above zero the candidate has the k*m last of N in filling order as its gifts (its cheapest) and the
        k*(size - m) first as payers, m being the number of gifts of one set; its benefit is the sum of
        theirs, it is one candidate, all or nothing ... Its sets are k: the j-th has the units numbered j,
        j+k, ... of both." """
        reward, size = self._offer.reward, self._offer.size
        give = reward.gives[0]
        of_cheapest = give.n if isinstance(give, SetOff) else 0
        gifts = self._offer.rule.slots[1].count if reward.buys else of_cheapest
        is_open = [kind for kind in self._line_up if all(kind in kinds for kinds in self._open)]
        items = dict.fromkeys(kind.first.line.record.sku for kind in is_open)
        for sku in items if reward.items == "same" else (None,):
            all_open = [
                kind for kind in is_open for _ in kind.units if sku in (None, kind.first.line.record.sku)
            ]
            k = len(all_open) // size
            if k == 0:
                continue
            payers, given = all_open[: k * (size - gifts)], all_open[len(all_open) - k * gifts :]
            forms = []
            for j in range(k):
                own, free = tuple(payers[j::k]), tuple(given[j::k])
                forms.append(self._form((own, free) if reward.buys else ((*own, *free),)))
            yield Candidate(forms, tuple(self._rank[kind] for kind in (*payers, *given)))
