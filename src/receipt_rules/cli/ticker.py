"""A running count for whoever waits at a terminal.

In: one `tick` for each thing done. Out: a line on standard error that is written over, and cleared at the
end. Invariants: nothing where standard error is no terminal, nothing for work that is done within a second,
and never a word on standard output.
"""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TextIO

_AFTER_S = 1.0
_EVERY_S = 0.1


class Ticker:
    """Counts `noun` while the block lasts: `1,234 of 5,000 receipts`. `stream`: standard error if absent."""

    def __init__(
        self,
        noun: str,
        total: int | None = None,
        *,
        wanted: bool = True,
        stream: TextIO | None = None,
    ) -> None:
        self.noun = noun
        self.total = total
        self.count = 0
        self._stream = stream or sys.stderr
        self._wanted = wanted and self._stream.isatty()
        self._next = monotonic() + _AFTER_S
        self._shown = False

    def tick(self) -> None:
        """One more is done."""
        self.count += 1
        if self._wanted and monotonic() >= self._next:
            of = "" if self.total is None else f" of {self.total:,}"
            self._stream.write(f"\r{self.count:,}{of} {self.noun}")
            self._stream.flush()
            self._shown = True
            self._next = monotonic() + _EVERY_S

    def clear(self) -> None:
        """Make room for what is printed now."""
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._shown = False

    def __enter__(self) -> Ticker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
