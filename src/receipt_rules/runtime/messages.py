"""Phase 7: what is printed, told and shown.

In: the rules with what became of them, the receipt as it is done. Out: messages, those of programmes by id,
those of each rule by kind, place and line. Invariants: a rule that the receipt
does not concern says nothing; `print` and `tell` speak of a rule that applied, `nudge` and `otherwise` of one
that was refused; a draft is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from receipt_rules.outcome.record import Message, MessageKind, MessagePlace
from receipt_rules.runtime.saying import Template

if TYPE_CHECKING:
    from receipt_rules.runtime.lines import Line
    from receipt_rules.runtime.running import Running
    from receipt_rules.runtime.saying import Saying
    from receipt_rules.runtime.session import Session

Values = Mapping[str, str]


class Said(NamedTuple):
    """What programmes say, and what rules say, by their number."""

    of_programmes: tuple[Message, ...]
    of_rules: Mapping[int, tuple[Message, ...]]


NOTHING: Final = Said((), {})


def say(session: Session, rules: list[Running], rounding: tuple[Running, int] | None) -> Said:
    """Say what there is to say of rules of which it is known what became of them."""
    saved = sum(line.shelf - line.current for line in session.lines)
    values = {"receipt.discount": session.engine.formatter.money(saved)}
    return Said(
        tuple(_of_programmes(session, values)),
        {
            running.number: tuple(_of_rule(session, running, rounding, values))
            for running in rules
            if running.plan.sayings and running.concerned
        },
    )


def _of_programmes(session: Session, values: Values) -> Iterator[Message]:
    """ "The conditions of the active programme are printed on every receipt", whoever buys."""
    for id, row in session.engine.ruleset.programmes.items():
        if row.text and session.programme_status(id) == "active":
            text = Template(row.text).said(session, values)
            if text is not None:
                yield Message(kind="print", place="footer", text=text, programme=id)


def _of_rule(
    session: Session, running: Running, rounding: tuple[Running, int] | None, values: Values
) -> Iterator[Message]:
    gives = _gives(running, rounding)
    for saying in running.plan.sayings:
        if gives is None:
            yield from _refused(session, running, saying, values)
        elif saying.kind not in ("print", "tell"):
            continue
        elif saying.place == "line":
            yield from _under_lines(session, running, saying, values)
        else:
            money = session.engine.formatter.money(gives)
            yield from _message(session, running, saying, {**values, "rule.discount": money})


def _gives(running: Running, rounding: tuple[Running, int] | None) -> int | None:
    """What an applied rule gave, in minor units; None: it was refused."""
    if rounding is not None and running is rounding[0]:
        return -rounding[1]
    without_money = running.plan.row.scope == "words" and running.reason is None
    return running.total if running.total or without_money else None


def _under_lines(session: Session, running: Running, saying: Saying, values: Values) -> Iterator[Message]:
    """Once under each line that the rule gave money; under each of its items where it gives none at all."""
    amounts: dict[Line, int] = dict.fromkeys(running.lines, 0) if running.plan.row.scope == "words" else {}
    for line, amount, _ in running.given:
        amounts[line] = amounts.get(line, 0) + amount
    for line, amount in sorted(amounts.items(), key=_place):
        money = session.engine.formatter.money(amount)
        of_line = {**values, "rule.discount": money}
        yield from _message(session, running, saying, of_line, line=line.record.id)


def _place(pair: tuple[Line, int]) -> int:
    return pair[0].place


def _refused(session: Session, running: Running, saying: Saying, values: Values) -> Iterator[Message]:
    if running.reason is not None and running.reason.slug == "draft":
        return
    missing = running.missing
    if missing is not None:
        formatter = session.engine.formatter
        kind = missing.kind if missing.kind in ("money", "int") else "quantity"
        values = {**values, "missing": formatter.of(kind, missing.amount, missing.kind)}
    if saying.kind == "otherwise":
        yield from _message(session, running, saying, values)
    elif saying.kind == "nudge" and missing is not None and saying.reaches(missing):
        if missing.kind == "money":
            yield from _message(session, running, saying, values, missing_minor=missing.amount)
        else:
            yield from _message(session, running, saying, values, missing_quantity=missing.quantity)


def _message(
    session: Session,
    running: Running,
    saying: Saying,
    values: Values,
    *,
    line: str | None = None,
    missing_minor: int | None = None,
    missing_quantity: str | None = None,
) -> Iterator[Message]:
    text = saying.template.said(session, values)
    if text is not None:
        yield Message(
            rule=running.plan.row.id,
            kind=cast(MessageKind, saying.kind),
            place=cast(MessagePlace, saying.place),
            text=text,
            line=line,
            missing_minor=missing_minor,
            missing_quantity=missing_quantity,
        )
