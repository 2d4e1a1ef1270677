from __future__ import annotations

import datetime as dt

import pytest

from receipt_rules.calendar import Validity
from receipt_rules.program.model import Later, Rounding
from tests.unit.program.binding import found, only, program, slugs


def test_a_header_that_says_all() -> None:
    text = """
    ruleset "spring" version "2026.03.1"
      language 1
      locale "ru-RU"
      currency RUB
      timezone "Europe/Moscow"
      business day starts 06:00
      rounding half_even to 0.05 RUB per unit
      valid 2026-03-01..2026-05-31
      replaces "2026.02.1"
      owner "loyalty"
      returns unwind
    """
    result = program(text)
    assert (result.name, result.version, result.language) == ("spring", "2026.03.1", 1)
    assert (result.locale, result.currency, result.zone) == ("ru-RU", "RUB", "Europe/Moscow")
    assert (result.day_starts, result.rounding) == (360, Rounding("half_even", 5, "unit"))
    assert result.validity == Validity(dt.date(2026, 3, 1), dt.date(2026, 5, 31))
    assert (result.replaces, result.owner, result.returns) == ("2026.02.1", "loyalty", "unwind")
    assert result.later == (Later(result.later[0].span, "returns"),)


def test_a_header_that_says_little() -> None:
    result = program('ruleset "x" version "1" currency JPY')
    assert (result.language, result.locale, result.zone, result.day_starts) == (1, "", None, 0)
    assert result.rounding == Rounding("half_up", 1, "line")
    assert (result.validity, result.returns, result.later) == (None, "refund_paid", ())


def test_the_store_s_zone_can_be_said() -> None:
    assert program('ruleset "x" version "1" currency EUR timezone store').zone is None


def test_a_missing_currency_is_one_mistake() -> None:
    finding = only('ruleset "x" version "1"\nrule r { when receipt.total > 5 RUB give 3 RUB off receipt }')
    assert (finding.slug, finding.line, finding.help) == ("missing-currency", 1, "add `currency RUB`")


@pytest.mark.parametrize(
    ("clause", "slug", "place", "help"),
    [
        ('timezone "Europe/Rigga"', "bad-timezone", '"Europe/Rigga"', "did you mean `Europe/Riga`?"),
        ('timezone "europe/riga"', "bad-timezone", '"europe/riga"', "did you mean `Europe/Riga`?"),
        ('locale "latvian"', "bad-locale", 'locale "latvian"', None),
        ('locale "lv_LV"', "bad-locale", 'locale "lv_LV"', None),
        ("language 99", "unknown-language", "99", None),
        ("language 0", "unknown-language", "0", None),
        ("rounding up to 0 EUR per line", "bad-rounding", "0 EUR", None),
        ("rounding up to 1 USD", "currency-mismatch", "1 USD", "write the amount in EUR"),
        ("valid 2026-03-31..2026-03-01", "empty-validity", "2026-03-31..2026-03-01", None),
        ("valid 2026-03-01T10:00..2026-03-01T10:00", "empty-validity",
         "2026-03-01T10:00..2026-03-01T10:00", None),
        ("owner \"a\" owner \"b\"", "duplicate-clause", 'owner "b"', "keep one of them"),
        ("currency USD", "duplicate-clause", "currency USD", "keep one of them"),
    ],
)  # fmt: skip
def test_a_setting_that_is_wrong(clause: str, slug: str, place: str, help: str | None) -> None:
    finding = only(f'ruleset "x" version "1" currency EUR {clause}')
    assert (finding.slug, finding.span.text) == (slug, place)
    if help is not None:
        assert finding.help == help


@pytest.mark.parametrize(
    "locale",
    ["lv", "lv-LV", "pt-BR", "zh-Hant-TW", "es-419", "sl-rozaj", "de-DE-1996", "en-u-hc-h12", "en-x-a"],
)
def test_a_well_formed_locale_passes(locale: str) -> None:
    assert program(f'ruleset "x" version "1" currency EUR locale "{locale}"').locale == locale


def imported(header: str) -> dict[str, str | bytes]:
    return {"a.rules": f'ruleset "a" version "1" {header}'}


def test_an_imported_file_in_another_currency_is_refused_with_both_places() -> None:
    finding = only('import "a.rules" as a', imported("currency USD"))
    assert (finding.slug, finding.path, finding.span.text) == ("header-conflict", "a.rules", "currency USD")
    assert [(label.span.path, label.span.text) for label in finding.secondary] == [
        ("main.rules", "currency EUR")
    ]


def test_an_imported_file_of_another_level_is_refused() -> None:
    assert found('import "a.rules" as a', imported("currency EUR language 2")) == [("unknown-language", "2")]


def test_an_imported_file_may_leave_its_currency_out() -> None:
    assert slugs('import "a.rules" as a', imported("")) == []


def test_other_settings_of_an_imported_file_mean_nothing_here() -> None:
    header = (
        'currency EUR timezone "Asia/Tokyo" business day starts 05:00 rounding up to 1 EUR returns unwind'
    )
    result = program('import "a.rules" as a', imported(header))
    assert (result.zone, result.day_starts, result.rounding.step_minor) == (None, 0, 1)
    assert (result.returns, result.later) == ("refund_paid", ())
