"""What becomes of one candidate rule during an evaluation.

In: a plan and its lines. Out: filled by the stages, read by `verdicts` and `assemble`. Invariant:
`given` is what the rule took, after every cut; `reason` is set if and only if it was refused before its turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from receipt_rules.runtime.eligibility import Reason
from receipt_rules.runtime.goals import Missing
from receipt_rules.runtime.lines import Line, Run, Shares
from receipt_rules.runtime.plan import Plan
from receipt_rules.runtime.slices import slice_shares

if TYPE_CHECKING:
    from receipt_rules.runtime.session import Session
    from receipt_rules.runtime.set_values import Values
    from receipt_rules.runtime.sets.dealing import Claims

Segment = tuple[int, int, int]
"""(count, numerator, denominator): so many units in order, each worth this many minor units, exactly."""

Capacity = tuple[int, int]
"""(count, minor units): so many units in order, and what may be taken off each of them."""

Given = tuple[Line, int, Shares]
"""What a rule takes off one line, and off which of its units."""

Fits = tuple[int, int]
"""As bits, the slots of a set that a unit of a line fits: one that is not discounted, one that is."""

Lost = tuple[str | None, int, int]
"""Who won, what the winner gives and what the loser would have given, in minor units."""


_WHOLE: Mapping[int, bool] = {}
_NOWHERE: Set[int] = frozenset()
_UNKNOWN: Mapping[int, list[tuple[int, int]]] = {}


class Running:
    """One candidate rule. `offers`: by `Line.at`, what it would give to the units of the line."""

    # What nearly every rule has is in slots; the rest are defaults of the class, which cost nothing where a
    # rule has nothing else.
    __slots__ = (
        "__dict__", "given", "lines", "met", "number", "offers", "own", "picky", "plan", "reason",
        "total", "whole",
    )  # fmt: skip

    partial: Mapping[int, bool] = _WHOLE
    """By `Line.at`, of lines whose units are not all selected: the discounted ones are, or the others."""
    rivals: int = 0
    """As bits, the groups that gave money and exclude from this rule the units that got it."""
    excluders: int = 0
    """Those of them that one of its units met."""
    hidden: bool = False
    """It turned out, when its items could be told, that the receipt does not concern the rule."""
    concerned: bool = True
    """The receipt concerns the rule; others are looked at where every verdict is wanted."""
    missing: Missing | None = None
    """What little was missing when it was tested; asked for where a text may tell it."""
    floors: dict[int, int] | None = None
    """By `Line.at`, the rule's own floor of a unit, minor units, as far as it was asked."""
    frozen: dict[int, Any] | None = None
    """By `Line.at` (-1: for all), the rule's value at entry to its group, where that may change."""
    _shares: dict[int, list[Segment]] | None = None
    reach: Set[int] = _NOWHERE
    """`Line.at` of the lines where it would have given something, at entry to its group."""
    would: int = 0
    """What it would have given as the only rule of its group; worked out where it may be asked."""
    lost_to: Lost | None = None
    fits: dict[int, Fits] | None = None
    """Of a rule with sets, by `Line.at`."""
    tells: bool = False
    """Of one line it tells discounted units and others apart."""
    values: Values | None = None
    """Of a rule with sets, what it gives, as it was at entry to its group."""
    times: int = 1
    """How many sets it formed."""
    claims: Claims | None = None
    """The units of its sets."""
    contested: Mapping[int, list[tuple[int, int]]] = _UNKNOWN
    """Where sets of its group may close units to it: by `Line.at`, (how many units, whether it has a benefit
    there), at entry."""
    blind: bool = False
    """It is not kept from units that a set of its group closed: sets have rules of their own for that."""
    claimed_by: int = -1
    """The rule whose set took a unit before; -1: none did."""
    trimmed_by: str | None = None
    proven: bool = True
    gap: int = 0

    def __init__(self, plan: Plan, lines: list[Line]) -> None:
        self.plan = plan
        self.number = plan.number
        self.lines = lines
        self.own = lines
        """The rule's items as its aggregates see them: of a line perhaps a part."""
        self.picky = False
        """There may be units on its lines that it must leave out: it is `partial`, has `rivals`, or comes
        after a set of its group."""
        self.reason: Reason | None = None
        self.offers: dict[int, list[Segment]] = {}
        self.whole: Whole | None = None
        self.met: set[str] = set()
        self.given: list[Given] = []
        self.total = 0

    def value(self, session: Session, line: Line | None) -> Any:
        """The share or the minor units that the rule gives, as it was at entry to its group."""
        if self.plan.constant is not None:
            return self.plan.constant
        if self.frozen is not None:
            return self.frozen[-1 if line is None else line.at]
        return self.plan.reward_value(session, self.own, line)

    def bar(self, at: int, run: Run) -> Literal["unselected", "closed", "excluded"] | None:
        """Why a unit is left out: it is none of the rule's, a set of its group has it, or a group that
        excludes the rule gave it money."""
        mark = run[3]
        side = self.partial.get(at)
        if side is not None and (mark is not None and mark.discounted) is not side:
            return "unselected"
        if mark is None:
            return None
        if mark.groups & self.rivals:
            return "excluded"
        return "closed" if mark.closed and not self.blind else None

    def left_out(self, at: int, run: Run) -> bool:
        """Is the unit left out? What is excluded is noted."""
        if not self.picky:
            return False
        why = self.bar(at, run)
        if why == "excluded" and run[3] is not None:
            self.met.add(why)
            self.excluders |= run[3].groups & self.rivals
        return why is not None

    def shares(self, session: Session) -> dict[int, list[Segment]]:
        """By `Line.at`, the share of each unit where tiers work by slices, as it was at entry."""
        if self._shares is None:
            reward = self.plan.row.reward
            assert reward.slices is not None  # asked for such rewards only
            whole = reward.slices.same_item
            self._shares = slice_shares(session, self.lines if whole else self.own, reward)
            for line in self.lines:
                if line.at in self.partial and not whole:
                    self._shares[line.at] = self._spread(line, self._shares[line.at])
        return self._shares

    def _spread(self, line: Line, shares: list[Segment]) -> list[Segment]:
        """Shares of the units that are the rule's, over all units of the line."""
        mine = [(run[0], self.bar(line.at, run) != "unselected") for run in line.runs]
        pending = list(reversed(shares))
        result: list[Segment] = []
        for count, own in mine:
            if not own:
                result.append((count, 0, 1))
            while own and count:
                size, num, den = pending.pop()
                step = min(size, count)
                if step < size:
                    pending.append((size - step, num, den))
                count -= step
                result.append((step, num, den))
        return result

    def give(self, line: Line, amount: int, shares: Shares) -> None:
        """Take `amount` off the line for this rule."""
        if amount:
            line.take(self.plan.row.id, amount, shares)
            self.given.append((line, amount, shares))
            self.total += amount

    def withdrawn(self) -> list[Given]:
        """What it gave, which no longer counts; the lines are somebody else's to put back."""
        given, self.given, self.total = self.given, [], 0
        return given


class Whole:
    """A candidate that claims units all or nothing: a `once` rule every unit with capacity of its lines.

    `value` is its exact worth, cut to capacity; `capacities` by `Line.at`, for each run at entry to the
    group; `won` once the group has decided for it.
    """

    __slots__ = ("capacities", "value", "won")

    def __init__(self, value: Fraction, capacities: dict[int, list[Capacity]]) -> None:
        self.value = value
        self.capacities = capacities
        self.won = False


class Part:
    """A group that is a candidate of the group it is part of: its whole result, worked out alone."""

    __slots__ = (
        "gap",
        "group",
        "id",
        "lost",
        "members",
        "met",
        "number",
        "proven",
        "taken",
        "total",
        "whole",
    )

    def __init__(self, id: str, group: int, number: int, members: list[Running]) -> None:
        self.id = id
        self.group = group
        self.number = number
        """Where it has its turn: the number of its first rule."""
        self.members = members
        self.taken: list[tuple[Running, list[Given]]] = []
        self.total = 0
        self.lost = False
        """It came to something, and gives nothing of it."""
        self.whole: Whole | None = None
        self.met: set[str] = set()
        self.proven = True
        self.gap = 0

    @property
    def reach(self) -> Set[int]:
        """`Line.at` of the lines that it would give money."""
        return {line.at for _, given in self.taken for line, _, _ in given}

    @property
    def would(self) -> int:
        """What it would give, whether it does or not."""
        return self.total


Candidate = Running | Part
