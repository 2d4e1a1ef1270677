"""Leaves: names, words and values.

In: the place of a token. Out: the node of it. Invariant: a value is exact or refused with a diagnostic;
nothing is rounded or cut to fit.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from string import ascii_lowercase
from typing import Any, Final

from receipt_rules.diagnostics import CATALOGUE, Fix, Span, did_you_mean, quoted
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context, written
from receipt_rules.language.machine import Action
from receipt_rules.money import EXPONENTS, MoneyError, format_minor, parse_major
from receipt_rules.quantity import QuantityError, parse_quantity

MAX_DIGITS: Final = 18
_WHOLE_DAY: Final = 24 * 60
SIGNS: Final = {
    "$": "USD", "£": "GBP", "¥": "JPY", "€": "EUR", "₴": "UAH",
    "₸": "KZT", "₹": "INR", "₺": "TRY", "₽": "RUB",
}  # fmt: skip
"""The sign of a currency -> its code."""

_NUMBER: Final = re.compile(r"[0-9_.]+")
_ESCAPE: Final = re.compile(r"\\(.)")
_ESCAPES: Final = {"n": "\n", "t": "\t"}


def _name(context: Context, _kids: list[Any], start: int, end: int) -> ast.Name:
    return ast.Name(Span(context.source, start, end), context.text[start:end])


def _word(context: Context, _kids: list[Any], start: int, end: int) -> ast.Word:
    text = context.text[start:end]
    return ast.Word(Span(context.source, start, end), text, text)


def _text(context: Context, _kids: list[Any], start: int, end: int) -> ast.Text:
    text = context.text[start:end]
    # A text that was never closed, or that recovery made up, was reported; all of it is its value.
    closed = text[:1] != '"' or (len(text) > 1 and text[-1] == '"')
    value = text[1:-1] if closed else text[1:]
    if "\\" in value:
        value = _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), value)
    return ast.Text(Span(context.source, start, end), text, value)


def _doc(context: Context, _kids: list[Any], start: int, end: int) -> ast.Doc:
    text = context.text[start:end]
    return ast.Doc(Span(context.source, start, end), text, text[3:].removesuffix('"""'))


def _regex(context: Context, _kids: list[Any], start: int, end: int) -> ast.Regex:
    text = context.text[start:end]
    return ast.Regex(Span(context.source, start, end), text, text[1:].removesuffix("/"))


def _bool(context: Context, _kids: list[Any], start: int, end: int) -> ast.Bool:
    text = context.text[start:end]
    return ast.Bool(Span(context.source, start, end), text, text == "yes")


# ---- numbers --------------------------------------------------------------------------------------------


def _integer(context: Context, _kids: list[Any], start: int, end: int) -> ast.Integer:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    return ast.Integer(span, text, int(_digits(context, span, text)))


def _number(context: Context, _kids: list[Any], start: int, end: int) -> ast.Number:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    return ast.Number(span, text, Fraction(_digits(context, span, text)))


def _percent(context: Context, _kids: list[Any], start: int, end: int) -> ast.Percent:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    share = Fraction(_digits(context, span, text[:-1].rstrip())) / 100
    if share > 1:
        context.refuse(
            "percent-out-of-range",
            span,
            f"{quoted(text)} is more than the whole",
            help="a percent is above 0 and at most 100",
        )
    elif not share:
        context.zeros[start] = span
    return ast.Percent(span, text, share)


def _ordinal(context: Context, _kids: list[Any], start: int, end: int) -> ast.Integer:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    number = int(_digits(context, span, text[:-2]))
    right = f"{number}{_ending(number)}"
    if not number:
        context.refuse("bad-literal", span, f"{quoted(text)} is no place", help="places begin with `1st`")
    elif text[-2:] != right[-2:]:
        context.report(
            "bad-literal", span, f"{quoted(text)} is no place", help=f"write `{right}`", fix=Fix(span, right)
        )
    return ast.Integer(span, text, number)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _digits(context: Context, span: Span, text: str) -> str:
    digits = text.replace("_", "")
    if len(digits) > MAX_DIGITS:
        context.refuse(
            "number-too-large", span, "the number is too large", help=f"at most {MAX_DIGITS} digits"
        )
        return "1"
    return digits


def _money(context: Context, _kids: list[Any], start: int, end: int) -> ast.Money:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    amount, code = text[:-3].rstrip(), text[-3:]
    if code not in EXPONENTS:
        amount, code = _misspelt_money(context, span, text)
    minor = 0
    if code in EXPONENTS:
        try:
            minor = parse_major(amount, code)
        except MoneyError as error:
            smallest = f"the smallest amount is `{format_minor(1, code)} {code}`"
            if error.slug == "too-fine":
                context.refuse("too-fine", span, error.message, notes=[error.help], help=smallest)
            else:
                slug = error.slug if error.slug in CATALOGUE else "bad-literal"
                context.refuse(slug, span, error.message, help=error.help)
    return ast.Money(span, text, minor, code)


def _misspelt_money(context: Context, span: Span, text: str) -> tuple[str, str]:
    """An amount that recovery took for money: report it, and say what it is if that is certain."""
    number = _NUMBER.search(text)
    assert number is not None
    amount = number.group()
    written = (text[: number.start()] + text[number.end() :]).strip()
    if written in SIGNS:
        code = SIGNS[written]
        context.report(
            "unexpected-character",
            span,
            f"{quoted(written)} is no currency",
            help=f"write the code after the amount: `{amount} {code}`",
            fix=Fix(span, f"{amount} {code}"),
        )
        return amount, code
    code = written.upper()
    if code in EXPONENTS:
        context.report(
            "unknown-currency",
            span,
            f"no currency is called {quoted(written)}",
            help=f"currencies have capital letters: `{amount} {code}`",
            fix=Fix(span, f"{amount} {code}"),
        )
        return amount, code
    remedy = did_you_mean(written, EXPONENTS) or "currencies are the three capital letters of ISO 4217"
    context.refuse("unknown-currency", span, f"no currency is called {quoted(written)}", help=remedy)
    return amount, written


def _measure(context: Context, _kids: list[Any], start: int, end: int) -> ast.Measure:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    number = _NUMBER.match(text)
    assert number is not None
    unit = text[number.end() :].strip()
    try:
        quantity = parse_quantity(f"{number.group().replace('_', '')} {unit}")
    except QuantityError as error:
        context.refuse("bad-literal", span, error.message, help=error.help)
        quantity = parse_quantity(f"1 {unit}")
    return ast.Measure(span, text, quantity)


# ---- time -----------------------------------------------------------------------------------------------


def _date(context: Context, _kids: list[Any], start: int, end: int) -> ast.Date:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    return ast.Date(span, text, _day(context, span, text))


def _datetime(context: Context, _kids: list[Any], start: int, end: int) -> ast.DateTime:
    text = context.text[start:end]
    day = _day(context, context.span(start, start + 10), text[:10])
    minutes = _minutes(context, context.span(start + 11, start + 16), text[11:16], most=_WHOLE_DAY - 1)
    time = dt.time(minutes // 60, minutes % 60)
    return ast.DateTime(Span(context.source, start, end), text, dt.datetime.combine(day, time))


def _time(context: Context, _kids: list[Any], start: int, end: int) -> ast.Time:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    return ast.Time(span, text, _minutes(context, span, text, most=_WHOLE_DAY))


def _day(context: Context, span: Span, text: str) -> dt.date:
    try:
        return dt.date(int(text[:4]), int(text[5:7]), int(text[8:10]))
    except ValueError:
        remedy = "a date is year, month and day: `2026-02-28`"
        context.refuse("bad-date", span, f"there is no day {quoted(text)}", help=remedy)
        return dt.date(2000, 1, 1)


def _minutes(context: Context, span: Span, text: str, *, most: int) -> int:
    hours, minutes = int(text[:2]), int(text[3:5])
    if minutes > 59 or hours * 60 + minutes > most:
        remedy = "times run from `00:00` to `23:59`"
        if most == _WHOLE_DAY:
            remedy += "; `24:00` may end a window"
        context.refuse("bad-time", span, f"there is no time {quoted(text)}", help=remedy)
        return 0
    return hours * 60 + minutes


def _duration(context: Context, _kids: list[Any], start: int, end: int) -> ast.Duration:
    text = context.text[start:end]
    span = Span(context.source, start, end)
    count = text.rstrip(ascii_lowercase)
    unit = text[len(count) :].removesuffix("s")
    return ast.Duration(span, text, int(_digits(context, span, count.rstrip())), unit)


_CHOICES: Final = (
    "coupon_reason coupon_state earn_base expected_sum extreme favoured function group_mode group_scope hit "
    "limit_scope limit_unit line_sum needed offline_mode period point_event points_as price_target print_at "
    "reason returns_mode round_mode round_unit tier_mode whom comparison_sign"
)

ACTIONS: Final[dict[str, Action]] = {
    **dict.fromkeys(_CHOICES.split(), written),
    **dict.fromkeys(["id", "name", "label", "key"], _name),
    **dict.fromkeys(["word", "status_word", "kind_word", "store_word", "currency_code"], _word),
    "text": _text,
    "doc": _doc,
    "regex": _regex,
    "bool": _bool,
    "integer": _integer,
    "number": _number,
    "percent": _percent,
    "ordinal": _ordinal,
    "money": _money,
    "measure": _measure,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "duration": _duration,
    "ending": written,
}
