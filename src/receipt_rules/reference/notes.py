"""What is known of each rule while an evaluation runs.

In: written by the stages. Out: read by the verdicts. Invariant: one `Note` for each rule and evaluation; what
a rule gives stands in `shares` and nowhere else when the evaluation is over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from receipt_rules.outcome.reasons import ReasonSlug
from receipt_rules.program.model import Rule
from receipt_rules.reference.goals import Missing
from receipt_rules.reference.reasons import MET, Numbers, Reason
from receipt_rules.reference.units import Unit


@dataclass(slots=True)
class Note:
    """`reason`: why it did not come to its turn. `met`: what its units met. `lost`: the numbers of `lost`.

    `excluder`: the group that excludes some of its units. `closer`: the rule whose set closed the first of
    its units that are closed. `times`: how many sets it formed, 1 for a rule without sets. `cut_by`: a cap,
    or the protection of the receipt, that cut it, and `cut_to_nothing` the reason if nothing was left.
    `concerned`: whether the receipt concerns it. `missing`: the one thing that it lacked when it was tested.
    `items`: of a rule that gives no money.
    """

    rule: Rule
    concerned: bool = True
    reason: Reason | None = None
    met: set[ReasonSlug] = field(default_factory=set)
    lost: Numbers = field(default_factory=dict)
    excluder: str = ""
    closer: str = ""
    times: int = 1
    shares: dict[Unit, int] = field(default_factory=dict)
    cut_by: str | None = None
    cut_to_nothing: ReasonSlug | None = None
    missing: Missing | None = None
    items: Sequence[Unit] = ()

    @property
    def gives(self) -> int:
        """What the rule gives in all."""
        return sum(self.shares.values())

    def why_nothing(self) -> Reason:
        """The reason of a rule that gives nothing."""
        if self.reason is not None:
            return self.reason
        if self.cut_to_nothing is not None:
            return Reason(self.cut_to_nothing)
        slug: ReasonSlug = next((each for each in MET if each in self.met), "zero")
        if slug == "excluded":
            return Reason(slug, {"group": self.excluder})
        if slug == "claimed":
            return Reason(slug, {"winner": self.closer})
        return Reason(slug, self.lost if slug == "lost" else {})


Notes = dict[str, Note]
"""By rule id."""
