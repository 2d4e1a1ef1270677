"""Colours of a report, or none.

In: a piece of text and what it is. Out: the same text, between ANSI codes when colour was asked for.
Invariant: without colour the text is unchanged.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from receipt_rules.diagnostics.diagnostic import Level

_RESET: Final = "\x1b[0m"
_BOLD: Final = "\x1b[1m"
_FRAME: Final = "\x1b[1;34m"
_LEVELS: Final[dict[Level, str]] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "advice": "\x1b[1;36m"}


class Paint(NamedTuple):
    """The pens for one diagnostic."""

    level: Level
    colour: bool

    def main(self, text: str) -> str:
        """The level and the mark under the place itself."""
        return self._with(_LEVELS[self.level], text)

    def strong(self, text: str) -> str:
        """The message."""
        return self._with(_BOLD, text)

    def frame(self, text: str) -> str:
        """Line numbers, rulers and the marks under other places."""
        return self._with(_FRAME, text)

    def _with(self, code: str, text: str) -> str:
        return f"{code}{text}{_RESET}" if self.colour else text
