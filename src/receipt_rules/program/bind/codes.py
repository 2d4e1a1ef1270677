"""Cards and coupons: where their numbers and codes come from.

In: `cards` and `coupons` declarations. Out: `CodeSet` by id. Invariant: codes are normalised (stripped,
case-folded), as a presented code must be before it is looked up; patterns are meant without case, too,
and for the whole code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

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
from receipt_rules.program.model import CodeSet, Later

_DIGITS, _LETTERS = 10, 26


def normalised(code: str) -> str:
    """The form in which codes compare: without surrounding space and case."""
    return code.strip().casefold()


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
    codes: set[str] = set()
    patterns: list[str] = []
    validity: Validity | None = None
    later: list[Later] = []
    parts: Iterable[ast.Node] = node.parts
    for part in once_each(parts, _keyword, context.diagnostics):
        if isinstance(part, ast.Valid):
            validity = bind_validity(part, context.diagnostics)
        elif isinstance(part, ast.CodeFrom):
            later += _source(part.source, codes, patterns, context)
        elif isinstance(part, ast.Use):
            if part.times is not None:
                at_least_one(part.times, context.diagnostics, what="the number of uses")
            later.append(Later(part.span, "use"))
        elif isinstance(part, ast.FreedByReturn):
            later.append(Later(part.span, "freed by return"))
    if not any(isinstance(part, ast.CodeFrom) for part in node.parts) and scope.file.understood(node):
        _report_no_source(node, kind, context.diagnostics)
    title = "" if node.title is None else node.title.value
    return CodeSet(
        id, title, kind, frozenset(codes), tuple(sorted(patterns)), validity, tuple(later), node.span
    )


def _keyword(part: ast.Node) -> str | None:
    words = {ast.Valid: "valid", ast.Use: "use", ast.FreedByReturn: "freed by return"}
    return words.get(type(part))


def _source(source: ast.CodeSource, codes: set[str], patterns: list[str], context: Context) -> list[Later]:
    if isinstance(source, ast.Regex):
        pattern = checked_pattern(source, context.diagnostics)
        if pattern is not None:
            patterns.append(pattern)
    elif isinstance(source, ast.Csv):
        codes.update(map(normalised, context.tables.column(source, secret=True) or ()))
    elif isinstance(source, ast.Codes):
        for text in source.values:
            if normalised(text.value):
                codes.add(normalised(text.value))
            else:
                context.diagnostics.report("missing-code", text.span, "a code cannot be empty")
    else:
        _check_generated(source, context.diagnostics)
        return [Later(source.span, "generated")]
    return []


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
