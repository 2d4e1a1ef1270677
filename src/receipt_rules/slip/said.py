"""What rules print and tell, as rows of a slip.

In: an outcome. Out: rows for each part of the paper. Invariant: an outcome without messages has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from receipt_rules.outcome.record import Message, Outcome
from receipt_rules.slip.layout import clean, note, wrapped


class Said:
    """The messages of one outcome, where they go."""

    def __init__(self, outcome: Outcome, width: int) -> None:
        self._messages = [each for each in outcome.effects if isinstance(each, Message)]
        self._width = width

    def header(self) -> Iterator[str]:
        """Over the lines."""
        yield from self._printed("header")
        if any(each.place == "header" for each in self._messages):
            yield "-" * self._width

    def under(self, line: str) -> Iterator[str]:
        """Under the line with this id."""
        for each in self._messages:
            if each.place == "line" and each.line == line:
                yield from wrapped(clean(each.text), self._width, first="  ", others="  ")

    def footer(self) -> Iterator[str]:
        """Under the total."""
        if any(each.place == "footer" for each in self._messages):
            yield ""
        yield from self._printed("footer")

    def told(self) -> Iterator[str]:
        """What is told and shown; it is not on the paper of a till."""
        told = [each for each in self._messages if each.kind != "print"]
        if told:
            yield ""
            yield "Told:"
        for each in told:
            yield from note(each.place, clean(each.text), self._width)

    def slips(self) -> Iterator[str]:
        """Papers of their own."""
        for each in self._messages:
            if each.place == "slip":
                yield "- " * (self._width // 2)
                yield from wrapped(clean(each.text), self._width)

    def _printed(self, place: str) -> Iterator[str]:
        for each in self._messages:
            if each.place == place:
                yield from wrapped(clean(each.text), self._width)
