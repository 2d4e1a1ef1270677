"""Going on after an error: what was probably meant, said in words, or the next clause.

In: a run whose next token cannot come. Out: a run that can go on, and a diagnostic. Invariants: every
error is said once, where it is; each step reads on or ends the run, so that it always ends; after an
error nothing that was understood is thrown away but the clause that it stands in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from receipt_rules.language.actions.context import Context
from receipt_rules.language.machine import MAX_STACK, Run
from receipt_rules.language.recovery import amounts, braces, misfit, spelling, spoken
from receipt_rules.language.recovery.resume import resume
from receipt_rules.language.recovery.shape import Shape
from receipt_rules.language.recovery.trouble import Trouble
from receipt_rules.language.scanner import Piece

__all__ = ["Allowance", "Recovery", "Shape"]

_DETECTORS: Final[tuple[Callable[[Trouble], bool | None], ...]] = (
    braces.leftover,
    braces.unclosed_at_end,
    braces.unclosed_inside,
    spelling.quotes,
    spelling.pattern,
    spoken.percent,
    spoken.cents,
    spoken.code_first,
    spoken.stretch,
    spoken.date,
    spoken.comparison,
    amounts.comma,
    amounts.amount,
    amounts.percent,
    amounts.unit,
    amounts.moment,
    amounts.number,
    spelling.letters,
    spelling.small_currency,
    spelling.hyphen,
    spelling.symbol,
    spelling.character,
    spelling.together,
    misfit.superfluous,
    misfit.other_form,
    misfit.reserved,
    misfit.misspelt,
    misfit.misspelt_before,
    misfit.missing,
    misfit.unknown,
)
"""In this order: the first that knows the mistake says what it is."""


class Allowance:
    """How many errors of a file are still looked into; those after them nobody reads."""

    def __init__(self, errors: int = 500) -> None:
        self._left = errors

    def take(self) -> bool:
        """Whether one more may be looked into."""
        self._left -= 1
        return self._left >= 0


class Recovery:
    """The recovery of one declaration."""

    def __init__(self, shape: Shape, context: Context, piece: Piece, allowance: Allowance) -> None:
        self._shape = shape
        self._context = context
        self._piece = piece
        self._allowance = allowance
        self._last = -1
        self.headless = False
        self.lost: list[tuple[int, int]] = []

    def __call__(self, run: Run) -> bool:
        """Go on after a token that cannot come; False gives the rest of the declaration up."""
        assert run.token is not None
        trouble = Trouble(run, self._context, self._shape, self._piece)
        again, self._last = trouble.start == self._last, trouble.start
        if len(run.states) > MAX_STACK:
            trouble.report(
                "too-deep",
                "too many parentheses or braces inside each other",
                help="give the parts names with `let`",
            )
        elif again and trouble.at_end and "RBRACE" in trouble.expected:
            return trouble.go_on_after("RBRACE")
        elif not again:
            if not self._allowance.take():
                return False
            went_on = next(found for found in (each(trouble) for each in _DETECTORS) if found is not None)
            if went_on:
                return True
        return self._resume(trouble)

    def _resume(self, trouble: Trouble) -> bool:
        """Leave the clause out and go on with the next one."""
        run = trouble.run
        run.queue.clear()
        outcome = resume(trouble)
        if outcome is None:
            return False
        self.lost += outcome.lost
        self.headless |= outcome.headless
        return True
