"""Cards and coupons: where their numbers and codes come from.

In: `cards` and `coupons` declarations. Out: `CodeSet` by id. Invariant: codes and generated patterns are
normalised (stripped, case-folded), as a presented code must be before it is looked up; regular expressions
are meant without case, too, and for the whole code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from receipt_rules.calendar import Validity
from receipt_rules.diagnostics import Diagnostics
from receipt_rules.diagnostics.wording import quoted
from receipt_rules.language import ast
from receipt_rules.program.bind.context import Context
from receipt_rules.program.bind.literals import at_least_one
from receipt_rules.program.bind.once import once_each
from receipt_rules.program.bind.regex import checked_pattern
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.terms import bind_validity
from receipt_rules.program.model import CodeSet

_DIGITS, _LETTERS = 10, 26


def normalised(code: str) -> str:
    """The form in which codes compare: without surrounding space and case."""
    return code.strip().casefold()


def expression_of_generated(pattern: str) -> str:
    """A pattern of `#` for a digit and `?` for a letter as a regular expression."""
    drawn = {"#": "[0-9]", "?": "[a-z]"}
    return "".join(drawn.get(character) or re.escape(character) for character in pattern)


def bind_codes(context: Context) -> dict[str, CodeSet]:
    """Every set of cards and coupons of the bundle, by id."""
    found: dict[str, CodeSet] = {}
    for id, cards, scope in context.named(ast.Cards):
        found[id] = _bound(id, cards, "card", scope, context)
    for id, coupons, scope in context.named(ast.Coupons):
        found[id] = _bound(id, coupons, "coupon", scope, context)
    return found


def _bound(
    id: str, node: ast.Cards | ast.Coupons, kind: Literal["card", "coupon"], scope: Scope, context: Context
) -> CodeSet:
    found = _Sources(set(), set(), set())
    validity: Validity | None = None
    uses: int | None = None
    per_customer = freed = False
    parts: Iterable[ast.Node] = node.parts
    for part in once_each(parts, _keyword, context.diagnostics):
        if isinstance(part, ast.Valid):
            validity = bind_validity(part, context.diagnostics)
        elif isinstance(part, ast.CodeFrom):
            _source(part.source, found, context)
        elif isinstance(part, ast.Use):
            uses, per_customer = _uses(part, context.diagnostics), part.per_customer
        elif isinstance(part, ast.FreedByReturn):
            freed = True
    if not any(isinstance(part, ast.CodeFrom) for part in node.parts) and scope.file.understood(node):
        _report_no_source(node, kind, context.diagnostics)
    title = "" if node.title is None else node.title.value
    return CodeSet(
        id,
        title,
        kind,
        frozenset(found.codes),
        tuple(sorted(found.patterns)),
        validity,
        node.span,
        generated=tuple(sorted(found.generated)),
        uses=uses,
        per_customer=per_customer,
        freed_by_return=freed,
    )


def _keyword(part: ast.Node) -> str | None:
    words = {ast.Valid: "valid", ast.Use: "use", ast.FreedByReturn: "freed by return"}
    return words.get(type(part))


def _uses(part: ast.Use, diagnostics: Diagnostics) -> int:
    """`use once` is `use 1 times`."""
    if part.times is None:
        return 1
    return at_least_one(part.times, diagnostics, what="the number of uses") or 1


class _Sources(NamedTuple):
    """Where the codes of one declaration come from."""

    codes: set[str]
    patterns: set[str]
    generated: set[str]


def _source(source: ast.CodeSource, found: _Sources, context: Context) -> None:
    if isinstance(source, ast.Regex):
        pattern = checked_pattern(source, context.diagnostics)
        if pattern is not None:
            found.patterns.add(pattern)
    elif isinstance(source, ast.Csv):
        found.codes.update(map(normalised, context.tables.column(source, secret=True) or ()))
    elif isinstance(source, ast.Codes):
        for text in source.values:
            if normalised(text.value):
                found.codes.add(normalised(text.value))
            else:
                context.diagnostics.report("missing-code", text.span, "a code cannot be empty")
    else:
        _check_generated(source, context.diagnostics)
        found.generated.add(normalised(source.pattern.value))


def _check_generated(source: ast.Generated, diagnostics: Diagnostics) -> None:
    pattern = source.pattern.value
    if "#" not in pattern and "?" not in pattern:
        diagnostics.report(
            "bad-pattern",
            source.pattern.span,
            f"{quoted(pattern)} stands for one code only",
            help="write `#` for each digit and `?` for each letter that is drawn",
        )
        return
    if source.count is None or at_least_one(source.count, diagnostics, what="the number of codes") is None:
        return
    different = _DIGITS ** pattern.count("#") * _LETTERS ** pattern.count("?")
    if different < source.count.value:
        diagnostics.report(
            "bad-pattern",
            source.pattern.span,
            f"{quoted(pattern)} stands for {different} codes, {source.count.value} are wanted",
            help="add `#` or `?`",
        )


def _report_no_source(
    node: ast.Cards | ast.Coupons, kind: Literal["card", "coupon"], diagnostics: Diagnostics
) -> None:
    word, what = ("number", "numbers") if kind == "card" else ("code", "codes")
    ways = f'add `{word} "..."`, `{word} matches /.../`, `{word} from csv "..."` or `{word} generated "..."`'
    diagnostics.report(
        "missing-code",
        node.name.span,
        f"{quoted(node.name.text)} does not say which {what} it has",
        help=ways,
    )
