"""How the ruleset's locale writes amounts, numbers and dates: the one place that asks babel.

In: a locale as the header writes it, a currency. Out: a `Wording`, or None where no such locale is known.
Invariants: it is looked up when a ruleset is bound, and travels with it: what a till prints depends neither
on its settings nor on the locale database that happens to be installed there; babel is imported only where
a ruleset has a locale and words. Digits are 0 to 9 everywhere: a printer that knows no others is not rare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.header import Settings
from receipt_rules.program.model import Programme, Rule, Wording

if TYPE_CHECKING:
    from babel import Locale

_NBSP: Final = "\N{NO-BREAK SPACE}"
_UNITS: Final = ("mass-kilogram", "volume-liter", "length-meter")
_DATE: Final = {
    ("d", 1): "d", ("d", 2): "dd", ("M", 1): "M", ("M", 2): "MM", ("L", 1): "M", ("L", 2): "MM",
    ("M", 3): "month", ("M", 4): "month", ("L", 3): "month", ("L", 4): "month", ("y", 1): "y",
    ("y", 4): "y", ("y", 2): "yy",
}  # fmt: skip
_WIDTHS: Final = {3: "abbreviated", 4: "wide"}


def bind_wording(
    context: Context, settings: Settings, rules: Iterable[Rule], programmes: Mapping[str, Programme]
) -> Wording | None:
    """The wording of the ruleset; None where it says nothing, or after a diagnostic."""
    if not any(rule.words for rule in rules) and not any(each.text for each in programmes.values()):
        return None
    found = wording(settings.locale, settings.currency)
    if found is None:
        header = context.bundle.root.file.header
        assert header is not None  # where else does the locale come from
        place = next(
            each.span for each in header.clauses if isinstance(each, ast.Setting) and each.key == "locale"
        )
        context.diagnostics.report(
            "bad-locale",
            place,
            f"nobody knows how amounts and dates are written in {quoted(settings.locale)}",
            help="write a language and perhaps a country, such as `lv` or `pt-BR`",
        )
    return found


def wording(tag: str, currency: str) -> Wording | None:
    """The wording of a locale such as `pt-BR`; of none, amounts and dates as rules write them."""
    if not tag:
        return _plain(currency)
    locale = _known(tag)
    return None if locale is None else _of(locale, currency)


def _plain(currency: str) -> Wording:
    return Wording(
        decimal=".",
        group="",
        sizes=(3, 3),
        minus="-",
        money=("", f" {currency}", "-", f" {currency}"),
        percent=("", "%", "-", "%"),
        date=("y", "'-", "MM", "'-", "dd"),
        months=(),
        units=(("", " kg"), ("", " l"), ("", " m")),
    )


def _known(tag: str) -> Locale | None:
    """The locale, or the nearest that is less particular: `lv-LV`, `lv`; extensions mean nothing here."""
    from babel import Locale, UnknownLocaleError

    parts = re.split(r"-[A-Za-z0-9]-", tag)[0].split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


def _of(locale: Locale, currency: str) -> Wording:
    from babel import numbers

    money = locale.currency_formats["standard"]
    percent = locale.percent_formats[None]
    symbol = numbers.get_currency_symbol(currency, locale)
    date, months = _date(locale)
    return Wording(
        decimal=numbers.get_decimal_symbol(locale),
        group=numbers.get_group_symbol(locale),
        sizes=money.grouping,
        minus=_quoted(locale.decimal_formats[None].prefix[1]),
        money=_around(money.prefix, money.suffix, symbol),
        percent=_around(percent.prefix, percent.suffix, ""),
        date=date,
        months=months,
        units=(_unit(_UNITS[0], locale), _unit(_UNITS[1], locale), _unit(_UNITS[2], locale)),
    )


def _around(prefix: tuple[str, str], suffix: tuple[str, str], symbol: str) -> tuple[str, str, str, str]:
    """What stands before and after a number; a currency that is written in letters keeps its distance."""
    found = []
    for before, after in zip(prefix, suffix, strict=True):
        before, after = _quoted(before), _quoted(after)
        if before.endswith("¤") and symbol[-1:].isalpha():
            before += _NBSP
        if after.startswith("¤") and symbol[:1].isalpha():
            after = _NBSP + after
        found += [re.sub("¤+", symbol, before), re.sub("¤+", symbol, after)]
    return found[0], found[1], found[2], found[3]


def _quoted(text: str) -> str:
    """A literal of a pattern, without the apostrophes around it."""
    return re.sub(r"'([^']*)'", lambda found: found[1] or "'", text)


def _date(locale: Locale) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of the medium date, and the names of months that it needs; of a locale that writes more
    than day, month and year, the date as rules write it."""
    from babel.dates import tokenize_pattern

    fields: list[str] = []
    months: tuple[str, ...] = ()
    for kind, token in tokenize_pattern(locale.date_formats["medium"].pattern):
        if kind == "chars":
            fields.append(f"'{token}")
            continue
        letter, width = str(token[0]), int(token[1])
        name = _DATE.get((letter, width))
        if name is None:
            return _plain("").date, ()
        if name == "month":
            months = tuple(_months(locale, letter, _WIDTHS[width]))
        fields.append(name)
    return tuple(fields), months


def _months(locale: Locale, letter: str, width: str) -> Iterator[str]:
    names = locale.months["format" if letter == "M" else "stand-alone"][width]
    return (str(names[number]) for number in range(1, 13))


def _unit(unit: str, locale: Locale) -> tuple[str, str]:
    """Of the short form, which has one spelling for nearly every number."""
    from babel.units import format_unit

    before, _, after = format_unit(7, unit, length="short", locale=locale).partition("7")
    return before, after
