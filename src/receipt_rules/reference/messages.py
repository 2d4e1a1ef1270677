"""Phase 7: "coupons issued, gifts offered, messages, nudges: final result: texts and effects".

In: the notes of all rules, the prices that are left, the rounding. Out: messages. Invariants: "what else it
does (earn, issue, print) happens only if its discount was applied; rules without a discount are tested at
entry to ... 7"; "`otherwise tell` speaks for concerned rules only".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from receipt_rules.outcome.record import Message
from receipt_rules.program import model
from receipt_rules.program.expression import Const, Expr
from receipt_rules.program.types import INT, MONEY, Type
from receipt_rules.reference.eligibility import status_of
from receipt_rules.reference.expressions import evaluate
from receipt_rules.reference.goals import Missing
from receipt_rules.reference.notes import Note
from receipt_rules.reference.total import Rounded
from receipt_rules.reference.units import Line, Prices
from receipt_rules.reference.wording import money, written
from receipt_rules.reference.world import View, World

_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Said:
    """`programmes` by id; `rules` by rule id, each rule's words in their order and by line."""

    programmes: Sequence[Message]
    rules: Mapping[str, Sequence[Message]]


def said(world: World, notes: Sequence[Note], prices: Prices, rounded: Rounded) -> Said:
    """Everything that is said."""
    if world.program.wording is None:
        return Said((), {})
    speaker = _Speaker(world, world.at(prices), rounded)
    return Said(
        tuple(speaker.programmes()),
        {note.rule.id: tuple(speaker.rule(note)) for note in notes if note.concerned},
    )


class _Speaker:
    def __init__(self, world: World, view: View, rounded: Rounded) -> None:
        self._program = world.program
        self._world = world
        self._view = view
        self._rounded = rounded
        saved = sum(unit.shelf - view.prices[unit] for unit in world.units)
        self._always = {"receipt.discount": money(saved, world.program)}

    def programmes(self) -> Iterator[Message]:
        """ "The conditions of the Active program are printed on every receipt" (requirement LOY-09)."""
        for id in sorted(self._program.programs):
            programme = self._program.programs[id]
            if programme.text and status_of(programme, self._world) == "active":
                text = self._text(programme.text, self._always)
                if text is not None:
                    yield Message(kind="print", place="footer", text=text, programme=id)

    def rule(self, note: Note) -> Iterator[Message]:
        """What one rule says."""
        rounds = note.rule.id == self._rounded.rule
        applied = rounds or note.gives > 0 or (note.rule.scope == "words" and note.reason is None)
        for words in note.rule.words:
            if not applied:
                yield from self._refused(note, words)
            elif words.kind in ("print", "tell"):
                lines = self._lines(note) if words.place == "line" else {}
                if words.place == "line":
                    for line in sorted(lines, key=lambda line: line.number):
                        yield from self._said(note, words, lines[line], line)
                else:
                    yield from self._said(note, words, -self._rounded.change if rounds else note.gives)

    def _lines(self, note: Note) -> dict[Line, int]:
        """The lines that the rule gave money; of a rule that never does, those of its items."""
        if note.rule.scope == "words":
            return {unit.line: 0 for unit in note.items}
        found: dict[Line, int] = {}
        for unit, share in note.shares.items():
            if share > 0:
                found[unit.line] = found.get(unit.line, 0) + share
        return found

    def _said(
        self, note: Note, words: model.Words, gives: int, line: Line | None = None
    ) -> Iterator[Message]:
        text = self._text(words.parts, {**self._always, "rule.discount": money(gives, self._program)})
        if text is not None:
            id = None if line is None else line.record.id
            yield Message(rule=note.rule.id, kind=words.kind, place=words.place, text=text, line=id)

    def _refused(self, note: Note, words: model.Words) -> Iterator[Message]:
        lacking = note.missing
        if words.kind not in ("nudge", "otherwise") or note.why_nothing().slug == "draft":
            return
        if words.kind == "nudge" and not (lacking is not None and _within(words, lacking)):
            return
        values = dict(self._always)
        if lacking is not None:
            values["missing"] = written(lacking.amount, _type_of(lacking), self._program)
        text = self._text(words.parts, values)
        if text is None:
            return
        yield Message(
            rule=note.rule.id,
            kind=words.kind,
            place=words.place,
            text=text,
            missing_minor=_of_money(words, lacking),
            missing_quantity=_of_quantity(words, lacking),
        )

    def _text(self, parts: Sequence[model.Part], values: dict[str, str]) -> str | None:
        """A text whose placeholder has no value is not said."""
        text = ""
        for part in parts:
            if isinstance(part, str):
                text += part
            elif isinstance(part, model.Placeholder):
                if part.name not in values:
                    return None
                text += values[part.name]
            else:
                text += written(evaluate(part, self._view), part.type, self._program)
        return text[:_MOST]


def _type_of(lacking: Missing) -> Type:
    if lacking.kind == "money":
        return MONEY
    return INT if lacking.kind == "int" else Type("quantity", lacking.kind)


def _within(words: model.Words, lacking: Missing) -> bool:
    """Whether a nudge reaches so far: in the type of what is missing."""
    assert words.within is not None
    reach = words.within.type
    kind = reach.dimension or ("money" if reach.kind == "money" else "int")
    return kind == lacking.kind and lacking.amount <= _number(words.within)


def _number(within: Expr) -> int | Fraction:
    assert isinstance(within, Const), "a nudge reaches as far as a constant"
    assert isinstance(within.value, int | Fraction), "an amount, a number or a quantity"
    return within.value


def _of_money(words: model.Words, lacking: Missing | None) -> int | None:
    nudged = words.kind == "nudge" and lacking is not None and lacking.kind == "money"
    return lacking.amount if nudged and lacking is not None else None


def _of_quantity(words: model.Words, lacking: Missing | None) -> str | None:
    """As a receipt writes it: `2`, `0.5 kg`."""
    if words.kind != "nudge" or lacking is None or lacking.kind == "money":
        return None
    if lacking.kind == "int":
        return str(lacking.amount)
    whole, rest = divmod(lacking.amount, 1_000_000)
    decimals = f".{rest:06}".rstrip("0") if rest else ""
    return f"{whole}{decimals} {lacking.kind}"
