"""Values written as they are spoken, or as other programs write them: the commonest slips of all.

`10 percent`, `50 ct`, `EUR 2`, `mon-fri`, `01.03.2027`, `=>`.

In: a token that cannot come. Out: for each detector, None if the mistake is another, else whether the run can
go on; then it was reported, with the right form of what was written.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from receipt_rules.diagnostics import Fix, Span, quoted
from receipt_rules.language.recovery.trouble import Trouble
from receipt_rules.money import EXPONENTS, exponent, format_minor

_NUMBER: Final = re.compile(r"\d[\d_]*(?:\.\d+)?")
_PERCENT: Final = ("pct", "per", "percent", "percents")
_CENTS: Final = {
    "c": None, "cent": None, "cents": None, "ct": None, "cts": None,
    "kop": "RUB", "kopeck": "RUB", "kopecks": "RUB", "p": "GBP", "pence": "GBP", "penny": "GBP",
}  # fmt: skip
"""What a hundredth is called -> the one currency that calls it so."""
_CODE_FIRST: Final = re.compile(r"(?P<code>[A-Za-z]{3})[ \t]*(?P<number>\d[\d_]*(?:\.\d+)?)(?![\w%])")
_DASHES: Final = ("-", "\u2013", "\u2014", "to", "till", "until")
_DATE: Final = re.compile(
    r"(?P<first>\d{4}|\d{1,2})(?P<mark>[-./])(?P<second>\d{1,2})(?P=mark)(?P<third>\d{4}|\d{1,2})"
    r"(?![\w/]|\.(?!\.))"
)
_COMPARISONS: Final = {"=>": ">=", "=<": "<=", "<>": "!=", "\u2265": ">=", "\u2264": "<=", "\u2260": "!="}


def percent(trouble: Trouble) -> bool | None:
    """`10 percent`."""
    number = _number_before(trouble)
    if number is None or trouble.word not in _PERCENT or not _could_be(trouble, "PERCENT"):
        return None
    end = trouble.end
    if trouble.word == "per":
        after = trouble.following(1)[0]
        if trouble.run.text[after.start : after.end] != "cent":
            return None
        end = after.end
    return _say(trouble, trouble.run.last_start, end, f"{number}%", "a percent")


def cents(trouble: Trouble) -> bool | None:
    """`50 ct`."""
    number = _number_before(trouble)
    if number is None or trouble.word not in _CENTS or not _could_be(trouble, "MONEY"):
        return None
    currency = _CENTS[trouble.word] or trouble.context.currency
    if currency not in EXPONENTS or exponent(currency) != 2:
        return None
    if "." in number:
        place = trouble.span(trouble.run.last_start)
        least = f"{format_minor(1, currency)} {currency}"
        message = f"{quoted(place.text)} is finer than {currency} goes"
        trouble.report("too-fine", message, span=place, help=f"the smallest amount is `{least}`")
        return False
    right = f"{format_minor(int(number), currency)} {currency}"
    return _say(trouble, trouble.run.last_start, trouble.end, right, "an amount")


def code_first(trouble: Trouble) -> bool | None:
    """`EUR 2`; `eur 2`, of which the code was read as a name."""
    start, possible = trouble.start, "MONEY" in trouble.expected
    if trouble.word[:1].isdigit():
        start, possible = trouble.run.last_start, _could_be(trouble, "MONEY")
    found = _CODE_FIRST.match(trouble.run.text, start, trouble.run.end)
    if found is None or found["code"].upper() not in EXPONENTS or not possible:
        return None
    right = f"{found['number']} {found['code'].upper()}"
    return _say(trouble, start, found.end(), right, "an amount")


def stretch(trouble: Trouble) -> bool | None:
    """`mon-fri`, `08:00-12:00`, `2027-03-01 to 2027-03-31`."""
    dots = trouble.shape.tables.marks[".."]
    if trouble.word not in _DASHES or dots not in trouble.expected:
        return None
    following = trouble.after(trouble.token)
    if not trouble.fits(dots, following):
        return None
    text, run = trouble.run.text, trouble.run
    last = text[following.start : following.end]
    whole = trouble.span(run.last_start, following.end)
    _report(trouble, whole, f"{trouble.previous}..{last}", "a range")
    return trouble.go_on_with(dots)


def date(trouble: Trouble) -> bool | None:
    """`01.03.2027`, `3/31/2027`, `2027-3-1`."""
    if {"DATE", "DATETIME"}.isdisjoint(trouble.expected):
        return None
    found = _DATE.match(trouble.run.text, trouble.start, trouble.run.end)
    days = [] if found is None else _days(found)
    if found is None or not days:
        return None
    place = trouble.span(trouble.start, found.end())
    forms = " or ".join(f"`{day.isoformat()}`" for day in days)
    trouble.report(
        "bad-date",
        f"{quoted(found.group())} is no date",
        span=place,
        help=f"write {forms}: the year comes first, then the month, then the day",
        fix=Fix(place, days[0].isoformat()) if len(days) == 1 else None,
    )
    return False


def comparison(trouble: Trouble) -> bool | None:
    """`=>`, `=<`, `<>`."""
    start = trouble.start
    if trouble.word not in _COMPARISONS and trouble.adjacent and trouble.previous in ("=", "<"):
        start = trouble.run.last_start
    written = trouble.run.text[start : trouble.end]
    stack = trouble.states if start == trouble.start else trouble.before_previous
    right = trouble.shape.tables.marks.get(_COMPARISONS.get(written, ""))
    if right is None or stack is None or trouble.shape.automaton.feed(stack, right) is None:
        return None
    place = trouble.span(start)
    _report(trouble, place, _COMPARISONS[written], "a comparison")
    if start < trouble.start:
        return trouble.go_on_instead_of_previous(right, trouble.end)
    return trouble.go_on_with(right)


# ---- what they have in common -------------------------------------------------------------------------


def _number_before(trouble: Trouble) -> str | None:
    """The number that stands directly before the token, on the same line."""
    between = trouble.run.text[trouble.run.last : trouble.start]
    if between.strip(" \t") or not _NUMBER.fullmatch(trouble.previous):
        return None
    return trouble.previous


def _could_be(trouble: Trouble, terminal: str) -> bool:
    """Whether a value of another kind could stand in place of the number."""
    stack = trouble.before_previous
    return stack is not None and trouble.shape.automaton.feed(stack, terminal) is not None


def _say(trouble: Trouble, start: int, end: int, right: str, what: str) -> bool:
    _report(trouble, trouble.span(start, end), right, what)
    return False


def _report(trouble: Trouble, place: Span, right: str, what: str) -> None:
    trouble.report(
        "bad-literal",
        f"{quoted(place.text)} is not how {what} is written",
        span=place,
        help=f"write `{right}`",
        fix=Fix(place, right),
    )


def _days(found: re.Match[str]) -> list[dt.date]:
    """The days that may be meant; of two the one with the day before the month first."""
    first, second, third = (int(found[each]) for each in ("first", "second", "third"))
    orders = [(third, second, first), (third, first, second)]
    if len(found["first"]) == 4:
        orders = [(first, second, third)]
    elif len(found["third"]) != 4:
        return []
    days: list[dt.date] = []
    for year, month, day in orders:
        try:
            each = dt.date(year, month, day)
        except ValueError:
            continue
        if each not in days:
            days.append(each)
    # with points the day comes first wherever dates are written so
    return days[:1] if found["mark"] == "." else days
