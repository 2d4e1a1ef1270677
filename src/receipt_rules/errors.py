"""What can be raised, as one tree; everything that is not in it is our bug.

    ReceiptRulesError
    |-- RulesetError                a text was refused; carries its diagnostics
    `-- SluggedError                slug, message, help
        |-- CompiledRulesetError    a compiled file was refused, whole
        |-- ReceiptError            a receipt was refused; also a ValueError; carries a JSON pointer
        |-- UnknownRuleError        a rule was asked about that is not in the ruleset; also a KeyError
        `-- InvalidValueError       one value could not be read; also a ValueError; its caller knows the place
            |-- MoneyError          money.py: amounts and currencies
            |   `-- CurrencyMismatch
            |-- QuantityError       quantity.py
            `-- CalendarError       calendar.py: times, timezones

In: what was found, in the author's or the caller's words. Out: a message: what, where, what to do.
Invariant: a slug is kebab-case and stable for ever; an error pickles, so a worker process can raise it.

One error at a time: a receipt is refused at its first fault. Only a text has several, its diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

__all__ = [
    "CompiledRulesetError",
    "CompiledSlug",
    "InvalidValueError",
    "ReceiptError",
    "ReceiptRulesError",
    "RulesetError",
    "SluggedError",
    "UnknownRuleError",
    "json_pointer",
]

CompiledSlug = Literal[
    "not-a-compiled-ruleset", "unsupported-format", "truncated", "altered", "language-level"
]


class ReceiptRulesError(Exception):
    """The root: catch this to catch everything that receipt-rules raises on purpose."""


class RulesetError(ReceiptRulesError):
    """A ruleset's text was refused. `diagnostics`: everything that was said about it, errors and warnings."""

    def __init__(self, diagnostics: Iterable[object]) -> None:
        self.diagnostics: tuple[object, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        count = len(self.diagnostics)
        head = f"the ruleset was refused with {count} diagnostic{'' if count == 1 else 's'}"
        return "\n".join([head, *map(str, self.diagnostics)])


class SluggedError(ReceiptRulesError):
    """An error with a stable `slug`, a `message` that states the fact and a `help` with the remedy."""

    def __init__(self, slug: str, message: str, help: str = "") -> None:
        # the arguments as they came: this is what pickle calls the class with
        super().__init__(slug, message, help)
        self.slug = slug
        self.message = message
        self.help = help

    def __str__(self) -> str:
        remedy = f"; help: {self.help}" if self.help else ""
        return f"error[{self.slug}]: {self.message}{self._place()}{remedy}"

    def _place(self) -> str:
        return ""


class CompiledRulesetError(SluggedError):
    """A compiled file was refused: another format, cut short, altered, or of an unknown level."""

    slug: CompiledSlug

    def __init__(self, slug: CompiledSlug, message: str, help: str = "") -> None:
        super().__init__(slug, message, help)


class InvalidValueError(SluggedError, ValueError):
    """One value could not be read or used; the caller attaches the place where it stands."""


class ReceiptError(SluggedError, ValueError):
    """A receipt was refused before anything was evaluated.

    pointer: RFC 6901 JSON pointer into the receipt; "" is the whole document.
    line: 1-based line of the JSONL stream that the receipt came from, where there is one.
    """

    def __init__(
        self,
        slug: str,
        pointer: str,
        message: str,
        help: str = "",
        line: int | None = None,
    ) -> None:
        super().__init__(slug, message, help)
        self.args = (slug, pointer, message, help, line)
        self.pointer = pointer
        self.line = line

    def on_line(self, line: int) -> ReceiptError:
        """The same error, of the receipt on this line of a JSONL stream."""
        return ReceiptError(self.slug, self.pointer, self.message, self.help, line)

    def _place(self) -> str:
        place = f" at {self.pointer}" if self.pointer else ""
        return place if self.line is None else f"{place} on line {self.line}"


class UnknownRuleError(SluggedError, KeyError):
    """A rule was asked about that is not in the ruleset; `help` names the nearest."""


def json_pointer(parts: Iterable[str | int]) -> str:
    """`("lines", 1, "amount_minor")` -> `/lines/1/amount_minor`, escaped as RFC 6901 (section 3) says."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)
