"""The header: name, version, currency, zone, rounding and the other settings of a ruleset.

In: the headers of a bundle's files. Out: `Settings`, from the root alone. Invariant: an imported file
may not contradict the root in currency or language level; its zone, start of the business day, rounding,
locale, validity, `returns`, `replaces` and owner are those of the ruleset it was written as, and mean
nothing where it is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from receipt_rules.calendar import Validity, timezones
from receipt_rules.diagnostics import Diagnostics, Label, Span
from receipt_rules.diagnostics.suggest import did_you_mean
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.bundle import Bundle, Module
from receipt_rules.program.bind.literals import positive_step
from receipt_rules.program.bind.once import once_each
from receipt_rules.program.bind.terms import bind_validity
from receipt_rules.program.bind.walk import walk
from receipt_rules.program.model import Later, Rounding

LEVELS: Final = (1,)
"""The language levels that this engine knows."""
NEWEST: Final = max(LEVELS)
_LOCALE: Final = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?"
    r"(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*(-[xX](-[A-Za-z0-9]{1,8})+)?"
)
"""Well-formed in the sense of RFC 5646, section 2.1, without extended languages and grandfathered tags."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The fields of `Program` that the root's header gives."""

    name: str
    version: str
    language: int
    currency: str
    locale: str
    zone: str | None
    day_starts: int
    rounding: Rounding
    validity: Validity | None
    replaces: str
    owner: str
    returns: Literal["refund_paid", "unwind"]
    later: tuple[Later, ...]


def bind_settings(bundle: Bundle, diagnostics: Diagnostics) -> Settings:
    """The settings of the bundle; where one is wrong, a diagnostic and its default."""
    root = bundle.root.file.header
    clauses = {path: _once_each(module, diagnostics) for path, module in bundle.modules.items()}
    own = clauses[bundle.root.path]
    currency = _currency(own, bundle.root, diagnostics)
    _check_imported(bundle, clauses, currency, diagnostics)
    validity = own.get("valid")
    start = own.get("business day starts")
    returns = own.get("returns")
    return Settings(
        name="" if root is None else root.name.value,
        version="" if root is None else root.version.value,
        language=_language(own, diagnostics),
        currency=currency,
        locale=_locale(own, diagnostics),
        zone=_zone(own, diagnostics),
        day_starts=start.time.minutes if isinstance(start, ast.DayStart) else 0,
        rounding=_rounding(own, currency, diagnostics),
        validity=bind_validity(validity, diagnostics) if isinstance(validity, ast.Valid) else None,
        replaces=_text(own, "replaces"),
        owner=_text(own, "owner"),
        returns=returns.mode if isinstance(returns, ast.Returns) else "refund_paid",
        later=(Later(returns.span, "returns"),) if isinstance(returns, ast.Returns) else (),
    )


_Clauses = Mapping[str, ast.HeaderClause]


def _once_each(module: Module, diagnostics: Diagnostics) -> dict[str, ast.HeaderClause]:
    """The clauses of a header by keyword; of a repeated one the first."""
    header = module.file.header
    clauses = () if header is None else header.clauses
    return {_keyword(clause): clause for clause in once_each(clauses, _keyword, diagnostics)}


def _keyword(clause: ast.HeaderClause) -> str:
    if isinstance(clause, ast.Setting):
        return clause.key
    words = {ast.DayStart: "business day starts", ast.Rounding: "rounding", ast.Returns: "returns"}
    return words.get(type(clause), "valid")


# ---- one setting each ------------------------------------------------------------------------------


def _currency(own: _Clauses, root: Module, diagnostics: Diagnostics) -> str:
    found = own.get("currency")
    if isinstance(found, ast.Setting) and isinstance(found.value, ast.Word):
        return found.value.value
    likely = _likely_currency(root.file.declarations)
    header = root.file.header
    if header is not None and root.understood(header):
        place = Span.join(header.name.span, header.version.span)
        diagnostics.report(
            "missing-currency",
            place,
            "the header names no currency",
            help=f"add `currency {likely}`",
        )
    return likely


def _likely_currency(declarations: Iterable[ast.Declaration]) -> str:
    """That of the first amount, so that a header without a currency is one mistake and not many."""
    for node in declarations:
        for each in walk(node):
            if isinstance(each, ast.Money):
                return each.currency
    return "EUR"


def _language(own: _Clauses, diagnostics: Diagnostics) -> int:
    found = own.get("language")
    if not isinstance(found, ast.Setting) or not isinstance(found.value, ast.Integer):
        return NEWEST
    level = found.value.value
    if level not in LEVELS:
        diagnostics.report(
            "unknown-language",
            found.value.span,
            f"this engine does not know language level {level}",
            notes=["it knows level 1"],
            help="write `language 1`, or use an engine that knows this level",
        )
        return NEWEST
    return level


def _locale(own: _Clauses, diagnostics: Diagnostics) -> str:
    written = _text(own, "locale")
    if not written or _LOCALE.fullmatch(written):
        return written
    diagnostics.report(
        "bad-locale",
        own["locale"].span,
        f"{quoted(written)} is not a locale",
        help="write a language and perhaps a country, such as `lv` or `pt-BR`",
    )
    return ""


def _zone(own: _Clauses, diagnostics: Diagnostics) -> str | None:
    found = own.get("timezone")
    if not isinstance(found, ast.Setting) or not isinstance(found.value, ast.Text):
        return None
    written = found.value.value
    known = timezones()
    if written in known:
        return written
    diagnostics.report(
        "bad-timezone",
        found.value.span,
        f"no time zone is called {quoted(written)}",
        help=did_you_mean(written, known) or "write an IANA name such as `Europe/Riga`, or `timezone store`",
    )
    return None


def _rounding(own: _Clauses, currency: str, diagnostics: Diagnostics) -> Rounding:
    found = own.get("rounding")
    if not isinstance(found, ast.Rounding):
        return Rounding("half_up", 1, "line")
    step = positive_step(found.step, currency, diagnostics)
    return Rounding(found.mode, step or 1, found.per or "line")


def _text(own: _Clauses, key: str) -> str:
    found = own.get(key)
    return found.value.value if isinstance(found, ast.Setting) and isinstance(found.value, ast.Text) else ""


# ---- imported headers ------------------------------------------------------------------------------


def _check_imported(
    bundle: Bundle, clauses: Mapping[str, _Clauses], currency: str, diagnostics: Diagnostics
) -> None:
    root = clauses[bundle.root.path]
    for path, module in bundle.modules.items():
        if module is bundle.root:
            continue
        _language(clauses[path], diagnostics)
        other = clauses[path].get("currency")
        if not isinstance(other, ast.Setting) or not isinstance(other.value, ast.Word):
            continue
        if other.value.value != currency and "currency" in root:
            diagnostics.report(
                "header-conflict",
                other.span,
                f"this file is in {other.value.value}, the ruleset that imports it in {currency}",
                secondary=[Label(root["currency"].span, f"in {currency}, the currency of the ruleset")],
                notes=["the engine never converts currencies"],
                help=f"write the file for {currency}, or import one that is",
            )
