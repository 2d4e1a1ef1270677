"""`print`, `tell`, `nudge`, `otherwise tell`: what a rule says.

In: the word clauses of a rule. Out: its `Words`, in an order of their own, and diagnostics. Invariants: a
placeholder stands only where it has a value: `{rule.discount}` where the rule gives one, `{points.earned}`
where it earns, `{missing}` before the rule applies; a nudge has something to speak of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from receipt_rules.diagnostics import Label
from receipt_rules.language import ast
from receipt_rules.program.bind.clauses import GIVES, SETS, Clauses
from receipt_rules.program.bind.conditions import Conditions
from receipt_rules.program.bind.expression import bind_expression
from receipt_rules.program.bind.goals import goals_of
from receipt_rules.program.bind.place import Place
from receipt_rules.program.bind.scope import Scope
from receipt_rules.program.bind.texts import bind_text
from receipt_rules.program.expression import Expr
from receipt_rules.program.model import Goal, Words
from receipt_rules.program.types import Type

WORDS: Final = (ast.Print, ast.Tell, ast.Nudge, ast.Otherwise)
_ALWAYS: Final = ("receipt.discount",)
_BEFORE: Final = ("missing", *_ALWAYS)
_KINDS: Final = ("print", "tell", "nudge", "otherwise")
_PLACES: Final = ("header", "line", "footer", "slip", "cashier", "customer")
_OF_RIVALS: Final = {ast.InGroup: "group", ast.Alone: "alone"}
_NOT_ALONE: Final = (*GIVES, *SETS, ast.Earn, ast.Accept, ast.Issue)


class Said(NamedTuple):
    """What a rule says, and the goals that its nudges, and `{missing}`, speak of."""

    words: tuple[Words, ...] = ()
    goals: tuple[Goal, ...] = ()


def bind_words(clauses: Clauses, conditions: Conditions, scope: Scope) -> Said:
    """Every text of a rule; equal ones are said once."""
    said = [each for each in clauses.all if isinstance(each, WORDS)]
    if not said:
        return Said()
    goals = goals_of(conditions.when)
    applied = _applied(clauses)
    found: list[Words] = []
    for clause in said:
        if isinstance(clause, ast.Print):
            place = clause.where or "footer"
            parts = bind_text(clause.text, applied, scope, Place.RULE, conditions.known)
            found.append(Words("print", place, parts, span=clause.span))
        elif isinstance(clause, ast.Tell):
            parts = bind_text(clause.text, applied, scope, Place.RULE, conditions.known)
            found.append(Words("tell", clause.whom, parts, span=clause.span))
        elif isinstance(clause, ast.Nudge):
            within = _within(clause, clauses, goals, scope)
            parts = bind_text(clause.text, _BEFORE, scope, Place.RULE)
            found.append(Words("nudge", clause.whom, parts, within, clause.span))
        else:
            parts = bind_text(clause.text, _BEFORE, scope, Place.RULE)
            found.append(Words("otherwise", clause.whom, parts, span=clause.span))
    _check_alone(clauses, scope)
    _check_lines(clauses, scope)
    return Said(tuple(sorted(set(found), key=_order)), goals)


def only_words(clauses: Clauses) -> bool:
    """Whether saying something is all that the rule does."""
    return not any(isinstance(each, _NOT_ALONE) for each in clauses.all)


def _order(words: Words) -> tuple[int, int, str]:
    return _KINDS.index(words.kind), _PLACES.index(words.place), repr((words.parts, words.within))


def _applied(clauses: Clauses) -> tuple[str, ...]:
    """The placeholders that have a value where the rule applied."""
    found = [*_ALWAYS]
    if any(isinstance(each, (*GIVES, ast.Buy)) for each in clauses.rule.clauses):
        found.append("rule.discount")
    if clauses.one(ast.Earn) is not None:
        found.append("points.earned")
    return tuple(found)


def _within(clause: ast.Nudge, clauses: Clauses, goals: Iterable[Goal], scope: Scope) -> Expr | None:
    bound = bind_expression(clause.within, scope, None, Place.CONSTANT)
    if bound is None:
        return None
    if bound.type.kind not in ("money", "int", "number", "quantity"):
        scope.diagnostics.report(
            "type-mismatch",
            clause.within.span,
            f"a nudge reaches as far as an amount, a number or a quantity, not a {bound.type}",
        )
        return None
    speaks = any(reaches(bound.type, goal.reached.type) for goal in goals)
    if not speaks and not (bound.type.kind in ("int", "number") and _has_set(clauses)):
        scope.diagnostics.report(
            "nothing-to-nudge",
            clause.span,
            "no condition of the rule says what could be missing",
            notes=[
                "a nudge speaks of a `when` on `amount`, `quantity`, `distinct` or `receipt.total`",
                "or of the pieces that a set lacks: `within 2`",
            ],
            help=_wanted(bound.type),
        )
    return bound


def reaches(within: Type, goal: Type) -> bool:
    """Whether a nudge that reaches so far can speak of a goal of that type: numbers and counts are one."""
    counts = ("int", "number")
    return within == goal or (within.kind in counts and goal.kind in counts)


def _has_set(clauses: Clauses) -> bool:
    return any(isinstance(each, SETS) for each in clauses.rule.clauses)


def _wanted(type: Type) -> str:
    what = {"money": "when amount >= ...", "quantity": "when quantity >= ..."}.get(
        type.kind, "when quantity >= ..."
    )
    return f"add `{what}` with {_an(type)}, or write `otherwise tell`"


def _an(type: Type) -> str:
    return {"money": "an amount", "quantity": f"a {type}"}.get(type.kind, "a number")


def _check_alone(clauses: Clauses, scope: Scope) -> None:
    """Rivals are compared by what they give, and words give nothing."""
    if not only_words(clauses):
        return
    for clause in clauses.all:
        word = _OF_RIVALS.get(type(clause))
        if word is not None:
            scope.diagnostics.report(
                "missing-clause",
                clause.span,
                f"`{word}` speaks of a discount, and the rule gives none",
                notes=["rules that only say something do not compete"],
                help=f"delete `{word}`",
            )


def _check_lines(clauses: Clauses, scope: Scope) -> None:
    """The rounding of a total is on no line."""
    total = clauses.one(ast.GiveTotal)
    for clause in clauses.every(ast.Print):
        if total is not None and clause.where == "line":
            scope.diagnostics.report(
                "clause-conflict",
                clause.span,
                "`print line` does not go with `give total`",
                secondary=[Label(total.span, "`give total` stands here")],
                notes=["the total is rounded as a whole, on no line"],
                help="write `print footer`",
            )
