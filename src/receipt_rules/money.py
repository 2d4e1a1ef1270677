"""Money: whole minor units of an ISO 4217 currency, and the only places where they are rounded.

In: integers, decimal texts, exact fractions as (numerator, denominator). Out: integers in minor units.
Invariant: nothing here is a float or an approximation; a text that is finer than a minor unit is refused,
never rounded; every rounding names its mode.

The table is ISO 4217 (list one, without funds, metals and test codes) as of 2026, and BGN, because sales
from before the euro are still returned. UYW and CLF, which have four decimals, are funds and stay out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from receipt_rules.errors import InvalidValueError

__all__ = [
    "EXPONENTS",
    "MAX_MINOR",
    "CurrencyMismatch",
    "Money",
    "MoneyError",
    "RoundMode",
    "exponent",
    "format_minor",
    "parse_decimal",
    "parse_ending",
    "parse_major",
    "round_div",
    "round_to",
    "round_to_ending",
]

RoundMode = Literal["half_up", "half_down", "half_even", "down", "up"]

MAX_MINOR = 10**15
"""The largest amount a text may state, in minor units: exact as a JSON number, with room for sums."""

_BY_DECIMALS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
        CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG
        HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU
        MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR
        SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED
        VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}

EXPONENTS: Mapping[str, int] = MappingProxyType(
    {code: decimals for decimals, codes in _BY_DECIMALS.items() for code in codes.split()}
)
"""Currency code -> how many decimals its major unit has: 0, 2 or 3."""


class MoneyError(InvalidValueError):
    """A text or a value is not money: unknown-currency, malformed-amount, too-fine, number-too-large."""


class CurrencyMismatch(MoneyError):  # noqa: N818  the name says what happened
    """Amounts of two currencies met; the engine never converts."""

    def __init__(self, left: str, right: str) -> None:
        message, remedy = f"{left} met {right}", "the engine never converts currencies: use one"
        super().__init__("currency-mismatch", message, remedy)
        self.args = (left, right)


def exponent(currency: str) -> int:
    """How many decimals the major unit has: `JPY` 0, `EUR` 2. Raises MoneyError `unknown-currency`."""
    try:
        return EXPONENTS[currency]
    except KeyError:
        remedy = "use a code of ISO 4217 in capital letters, such as `EUR`"
        raise MoneyError("unknown-currency", f"no currency is called `{currency}`", remedy) from None


class Money(Struct, frozen=True, gc=False):
    """An amount with its currency, for borders and messages; inside the engine amounts are bare integers."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)
        if type(self.amount_minor) is not int:
            raise TypeError(f"an amount is an int in minor units, not {type(self.amount_minor).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount_minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount_minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount_minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount_minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount_minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount_minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount_minor >= self._same(other)

    def __str__(self) -> str:
        return f"{format_minor(self.amount_minor, self.currency)} {self.currency}"

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.amount_minor


# ---- texts ------------------------------------------------------------------------------------------


def parse_decimal(text: str) -> tuple[int, int]:
    """`"3_000.50"` -> (300050, 2): the digits as one integer, and how many of them are decimals.

    Digits, single underscores between digits, and a point with digits on both sides; no sign, no exponent.
    Raises MoneyError `malformed-amount`, or `number-too-large` beyond 30 digits.
    """
    whole, point, decimals = text.partition(".")
    if "_" in whole and "__" not in whole and whole[0] != "_" and whole[-1] != "_":
        whole = whole.replace("_", "")
    digits = whole + decimals
    if not (digits.isascii() and digits.isdigit() and whole and (decimals or not point)):
        remedy = "write digits and at most one point, such as `1_299.90`"
        raise MoneyError("malformed-amount", f"`{text[:40]}` is not an amount", remedy)
    if len(digits) > 30:
        raise _too_large(text)
    return int(digits), len(decimals)


def parse_major(text: str, currency: str) -> int:
    """`("3_000.50", "RUB")` -> 300050 minor units, exactly.

    Trailing zeros beyond the minor unit are allowed (`1.990 EUR`): they are no finer. Raises MoneyError:
    `too-fine` where the text is finer than the minor unit, what parse_decimal and exponent raise, and
    `number-too-large` beyond MAX_MINOR.
    """
    decimals = exponent(currency)
    digits, places = parse_decimal(text)
    if places <= decimals:
        minor = digits * _power_of_ten(decimals - places)
    else:
        minor, rest = divmod(digits, _power_of_ten(places - decimals))
        if rest:
            raise _too_fine(text, currency, decimals)
    if minor > MAX_MINOR:
        raise _too_large(text)
    return minor


def parse_ending(text: str, currency: str) -> tuple[int, int]:
    """`(".99", "RUB")` -> (99, 100): the ending and the major unit, both in minor units.

    Raises MoneyError: `malformed-amount`, `too-fine` (every ending is, for a currency without decimals).
    """
    whole, _, decimals = text.partition(".")
    if whole:
        remedy = "write a point and digits, such as `.99`"
        raise MoneyError("malformed-amount", f"`{text[:40]}` is not an ending", remedy)
    return parse_major(f"0.{decimals}", currency), _power_of_ten(exponent(currency))


def format_minor(amount_minor: int, currency: str) -> str:
    """`(123450, "RUB")` -> `1234.50`: plain, with all its decimals, without code, grouping or locale."""
    decimals = exponent(currency)
    if not decimals:
        return str(amount_minor)
    sign = "-" if amount_minor < 0 else ""
    major, minor = divmod(abs(amount_minor), _power_of_ten(decimals))
    return f"{sign}{major}.{minor:0{decimals}d}"


def _power_of_ten(decimals: int) -> int:
    power: int = 10**decimals
    return power


def _too_fine(text: str, currency: str, decimals: int) -> MoneyError:
    message = f"`{text[:40]}` is finer than a minor unit of {currency}"
    unit = f"has {decimals} decimals" if decimals else "has no decimals"
    return MoneyError("too-fine", message, f"{currency} {unit}")


def _too_large(text: str) -> MoneyError:
    shown = text if len(text) <= 40 else f"{text[:40]}..."
    return MoneyError("number-too-large", f"`{shown}` is too large", f"at most {MAX_MINOR} minor units")


# ---- rounding ---------------------------------------------------------------------------------------


def round_div(num: int, den: int, mode: RoundMode) -> int:
    """num / den rounded to an integer; den > 0, num of either sign.

    `down` goes towards zero, `up` away from it; `half_*` go to the nearest, and from the middle `half_up`
    goes away from zero, `half_down` towards it, `half_even` to the even one. So the sign never matters:
    round_div(-n, d, m) == -round_div(n, d, m), and a refund rounds as its sale did.
    Raises ValueError on a den of zero or less, or on an unknown mode.
    """
    if den <= 0:
        raise ValueError(f"the denominator {den} is not positive")
    quotient, rest = divmod(abs(num), den)
    if mode == "half_up":
        up = 2 * rest >= den
    elif mode == "half_even":
        up = 2 * rest > den or (2 * rest == den and quotient % 2 == 1)
    elif mode == "half_down":
        up = 2 * rest > den
    elif mode == "down":
        up = False
    elif mode == "up":
        up = rest > 0
    else:
        raise ValueError(f"`{mode}` is not a rounding mode")
    if up:
        quotient += 1
    return -quotient if num < 0 else quotient


def round_to(num: int, den: int, step_minor: int, mode: RoundMode) -> int:
    """num / den minor units rounded to a multiple of step_minor > 0, as round_div rounds."""
    return step_minor * round_div(num, den * step_minor, mode)


def round_to_ending(num: int, den: int, ending_minor: int, modulus_minor: int, mode: RoundMode) -> int:
    """num / den minor units rounded to a price that ends right: p >= 0 with p % modulus == ending.

    0 <= ending < modulus; (99, 100) is `.99`. `down` takes the largest p that is not above, `up` the
    smallest that is not below, `half_*` the nearest (from the middle: half_up the upper, half_down the
    lower, half_even the one whose number of whole moduli is even). Below the smallest such price there is
    none, so every mode takes it: a pretty ending never makes a thing free, and who may only lower a price
    keeps the old one. Raises ValueError as round_div does.
    """
    if not 0 <= ending_minor < modulus_minor:
        raise ValueError(f"no price ends in {ending_minor} of {modulus_minor}")
    moduli = round_div(max(0, num - ending_minor * den), den * modulus_minor, mode)
    return ending_minor + modulus_minor * moduli
