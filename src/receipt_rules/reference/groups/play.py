"""One group from its entry: its parts first, then its mode, the numbers of the losers, its cap.

In: a group with the offers of the rules under it. Out: what each rule gives, in running order. Invariant:
every part is evaluated "from the root group's entry, as if it were alone, with its own cap; then it is one
candidate of its group" (decision 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from receipt_rules.reference.giving import Giver
from receipt_rules.reference.groups import item, lost, receipt
from receipt_rules.reference.groups.candidates import Candidate, Give, Part
from receipt_rules.reference.groups.caps import capped
from receipt_rules.reference.groups.turns import Claims, whole
from receipt_rules.reference.notes import Notes
from receipt_rules.reference.offers import Offer
from receipt_rules.reference.order import Node
from receipt_rules.reference.units import Prices


class Table:
    """Where the rules of a root group meet. `offers`: by rule id, of the rules that come to their turn;
    `claims`: by the sets of earlier groups."""

    def __init__(
        self, offers: Mapping[str, Offer], entry: Prices, claims: Claims, giver: Giver, notes: Notes
    ) -> None:
        self._offers = offers
        self._entry = entry
        self._claims = claims
        self._giver = giver
        self._notes = notes

    def play(self, node: Node) -> list[Give]:
        """What the rules under the group give."""
        candidates: list[Candidate] = []
        for player in node.players:
            if isinstance(player, Node):
                candidates.append(Part(player.id, self.play(player)))
            elif player.id in self._offers:
                candidates.append(self._offers[player.id])
        gives = (
            self._per_item(node, candidates) if node.scope == "item" else self._per_receipt(node, candidates)
        )
        if node.group is None:
            return gives
        return capped(node.group, gives, list(self._under(node)), self._entry, self._notes)

    def _per_item(self, node: Node, candidates: Sequence[Candidate]) -> list[Give]:
        if node.group is None or node.mode == "best":
            gives, losers = item.best(candidates, self._entry, self._claims, self._giver, self._notes)
        else:
            gives, losers = item.in_turn(
                node.group, candidates, self._entry, self._claims, self._giver, self._notes
            )
        for give in gives:
            note = self._notes[give.offer.rule.id]
            if give.offer in candidates and not give.total and "lost" in note.met:
                # "what it gives as the only rule of its group from entry"
                would = whole(give.offer, self._entry, self._claims, self._giver)
                note.lost = lost.per_item(lost.lines_of(would), would.total, candidates, gives)
        for part in losers:
            # "A part: its total, for each of its rules that gave something in it."
            lines = {unit.line for give in part.gives for unit, share in give.shares.items() if share > 0}
            numbers = lost.per_item(lines, part.total, candidates, gives)
            for give in part.gives:
                if give.total:
                    self._lose(give, numbers)
        return gives

    def _per_receipt(self, node: Node, candidates: Sequence[Candidate]) -> list[Give]:
        if node.group is not None and node.mode in ("stack", "compound"):
            decided = receipt.in_turn(
                node.group, candidates, self._entry, self._claims, self._giver, self._notes
            )
        else:
            most = 1 if node.group is None else node.group.most_rules or 1
            decided = receipt.choose(
                node.mode, most, candidates, self._entry, self._claims, self._giver, self._notes
            )
        for candidate in decided.lost:
            if isinstance(candidate, Offer):
                note = self._notes[candidate.rule.id]
                note.met.add("lost")
                note.lost = lost.per_receipt(decided, node.mode, decided.amounts[candidate])
                continue
            for give in candidate.gives:
                if give.total:
                    # "A part: its total, for each of its rules that gave something in it."
                    self._lose(give, lost.per_receipt(decided, node.mode, candidate.total))
        return decided.gives

    def _lose(self, give: Give, numbers: Mapping[str, int | str]) -> None:
        note = self._notes[give.offer.rule.id]
        note.met.add("lost")
        note.lost = dict(numbers)
        note.cut_by = None

    def _under(self, node: Node) -> Iterator[Offer]:
        return (self._offers[rule.id] for rule in node.rules() if rule.id in self._offers)
