"""Values as locales write them: both writers against babel, and what no fact can bring into a text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from babel import Locale, dates, localedata, numbers

from receipt_rules.compiler import compile_program
from receipt_rules.money import exponent
from receipt_rules.program import Program
from receipt_rules.program.bind.locale import wording
from receipt_rules.program.types import DATE, DATETIME, INT, MONEY, NUMBER, PERCENT, TEXT, TIME, Type
from receipt_rules.reference.wording import written
from receipt_rules.runtime.wording import Formatter
from tests.unit.program.binding import program

LOCALES = (
    "en",
    "de",
    "de-CH",
    "de-AT",
    "ru",
    "lv",
    "et",
    "fr",
    "es",
    "pl",
    "tr",
    "hi",
    "fa",
    "he",
    "ar",
    "ja",
    "pt-BR",
    "sv",
    "bg",
)


def says(locale: str, currency: str = "EUR") -> Program:
    header = f'ruleset "w" version "1"\n  currency {currency}\n'
    text = header + (f'  locale "{locale}"\n' if locale else "") + 'rule r { print "a" }'
    return program(text, {})


def both(value: Any, type: Type, locale: str = "", currency: str = "EUR") -> str:
    """What engine and reference write, which is the same."""
    bound = says(locale, currency)
    ruleset = compile_program(bound)
    assert ruleset.wording is not None
    engine = Formatter(ruleset.wording, ruleset).of(type.kind, value, type.dimension)
    assert engine == written(value, type, bound)
    return engine


# ---- against babel -------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("currency", ["EUR", "RUB", "JPY", "KWD", "INR"])
def test_money_is_as_babel_writes_it(locale: str, currency: str) -> None:
    for minor in (0, 5, 99, 100, 123_456, 100_000, 123_456_789_012):
        amount = Decimal(minor).scaleb(-exponent(currency))
        by_babel = numbers.format_currency(amount, currency, locale=Locale.parse(locale, sep="-"))
        # A currency in letters keeps its distance, as CLDR says and babel does not know.
        assert both(minor, MONEY, locale, currency).replace("\xa0", "") == by_babel.replace("\xa0", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_and_percents_are_as_babel_writes_them(locale: str) -> None:
    babel_locale = Locale.parse(locale, sep="-")
    for number in ("0", "7", "1234", "1234567.125", "0.5", "-12345.6"):
        by_babel = numbers.format_decimal(Decimal(number), locale=babel_locale)
        assert both(Fraction(number), NUMBER, locale) == by_babel
    by_babel = numbers.format_percent(
        Decimal("0.125"), format=None, locale=babel_locale, decimal_quantization=False
    )
    assert both(Fraction(1, 8), PERCENT, locale) == by_babel


@pytest.mark.parametrize("locale", LOCALES)
def test_dates_are_as_babel_writes_them(locale: str) -> None:
    for day in (dt.date(2026, 3, 4), dt.date(2026, 12, 31), dt.date(2026, 5, 1)):
        by_babel = dates.format_date(day, format="medium", locale=Locale.parse(locale, sep="-"))
        assert both(day, DATE, locale) == by_babel


def test_every_locale_of_babel_has_a_wording() -> None:
    """A till writes in whatever locale; none needs a field that the writers do not know."""
    for tag in localedata.locale_identifiers():
        found = wording(tag.replace("_", "-"), "EUR")
        assert found is not None, tag
        assert all(
            each[0] == "'" or each in ("d", "dd", "M", "MM", "month", "y", "yy") for each in found.date
        )
        assert "month" not in found.date or len(found.months) == 12


# ---- without a locale, and by hand ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "type", "text"),
    [
        (123_456, MONEY, "1234.56 EUR"),
        (-5, MONEY, "-0.05 EUR"),
        (Fraction(1, 2), MONEY, "0.01 EUR"),
        (Fraction(-1, 3), MONEY, "0.00 EUR"),
        (Fraction(1, 8), PERCENT, "12.5%"),
        (Fraction(1, 3), PERCENT, "33.33%"),
        (Fraction(-1, 10), PERCENT, "-10%"),
        (Fraction(2, 3), NUMBER, "0.667"),
        (Fraction(-1, 9_999), NUMBER, "0"),
        (1_000_000, INT, "1000000"),
        (375_000, Type("quantity", "kg"), "0.375 kg"),
        (1, Type("quantity", "m"), "0.000001 m"),
        (dt.date(2026, 3, 4), DATE, "2026-03-04"),
        (dt.datetime(2026, 3, 4, 9, 5), DATETIME, "2026-03-04 09:05"),  # noqa: DTZ001 - a wall clock
        (545, TIME, "09:05"),
        ("Anna", TEXT, "Anna"),
        (None, TEXT, ""),
    ],
)
def test_without_a_locale_values_are_written_as_in_rules(value: Any, type: Type, text: str) -> None:
    assert both(value, type) == text


@pytest.mark.parametrize(
    ("locale", "value", "type", "text"),
    [
        ("ru", 123_456_789, MONEY, "1\xa0234\xa0567,89\xa0€"),
        ("en", 123_456_789, MONEY, "€1,234,567.89"),
        ("lv", 5, MONEY, "0,05\xa0€"),
        ("ru", Fraction(1, 8), PERCENT, "12,5\xa0%"),
        ("tr", Fraction(1, 8), PERCENT, "%12,5"),
        ("ru", 1_500_000, Type("quantity", "kg"), "1,5 кг"),
        ("ru", dt.date(2026, 5, 4), DATE, "4 мая 2026\u202fг."),  # noqa: RUF001 - Russian
    ],
)
def test_some_by_hand(locale: str, value: Any, type: Type, text: str) -> None:
    assert both(value, type, locale) == text


def test_a_currency_in_letters_keeps_its_distance() -> None:
    assert both(100, MONEY, "en", "RUB") == "RUB\xa01.00"


def test_a_region_that_nobody_knows_is_its_language() -> None:
    assert wording("de-LV-u-nu-arab", "EUR") == wording("de", "EUR")
    assert wording("qx", "EUR") is None


# ---- nothing from a receipt commands a printer ---------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("a\x1b[31mb", "a [31mb"),
        ("\x1bi\x1d\x56\x00", "i V"),
        ("a\r\n\tb", "a b"),
        ("\x9b2Ja", "2Ja"),
        ("gpj.\u202eexe", "gpj. exe"),
        ("\u2066a\u2069", "a"),
        ("a\u2028b\u2029c", "a b c"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("x" * 101, "x" * 100),
        ("שלום\u200f!", "שלום\u200f!"),
    ],
)
def test_a_fact_in_a_text_is_harmless(fact: str, text: str) -> None:
    assert both(fact, TEXT) == text
