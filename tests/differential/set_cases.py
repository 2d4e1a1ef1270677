"""Small rulesets of plain, `once` and set rules with small receipts, for `brute_sets`.

In: a number. Out: a case, its ruleset and its receipt as texts. Invariant: units and benefits are often
equal, for there the ties are.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from tests.differential.brute import Case as Plain
from tests.differential.brute import Rule, fences_text, plain_text, receipt_of, rule_of, text_around

SKUS = ("A", "B", "C")
MOST_UNITS = 7


class Slot(NamedTuple):
    """`label`: for the text; slots of `buy` have none."""

    count: int
    skus: tuple[str, ...]
    label: str = ""


class Give(NamedTuple):
    """`kind`: percent, money, set-price, gift-price; `target`: set, slot, nth, cheapest, dearest."""

    kind: str
    value: Fraction
    target: str = "set"
    n: int = 0


class SetRule(NamedTuple):
    """`items`: any, same, different. `least`: its floor, in minor units."""

    id: str
    slots: tuple[Slot, ...]
    gives: tuple[Give, ...]
    buys: bool
    items: str
    shared: bool
    priority: int
    least: int

    @property
    def one_amount(self) -> bool:
        """Whether each set has one amount, which is shared out over lines."""
        return any(give.kind in ("money", "set-price") for give in self.gives)


class Case(NamedTuple):
    """Rules with and without sets, and lines as (SKU, pieces, amount)."""

    plain: tuple[Rule, ...]
    sets: tuple[SetRule, ...]
    lines: tuple[tuple[str, int, int], ...]


def case_of(number: int) -> Case:
    """The case with this number; equal units and equal benefits come up often, for there the ties are."""
    draw = Random(f"sets {number}")
    lines: list[tuple[str, int, int]] = []
    for _ in range(draw.randint(3, 5)):
        pieces = draw.choice((1, 1, 2, 3))
        if sum(each[1] for each in lines) + pieces <= MOST_UNITS:
            price = draw.choice((100, 100, 200, 101, draw.randint(1, 300)))
            lines.append(
                (draw.choice(SKUS[: draw.choice((2, 3))]), pieces, price * pieces + draw.choice((0, 0, 1)))
            )
    if draw.random() < 0.3:
        # A rule that meets no other, and takes of everything: its sets have a closed form.
        rule = _set_rule(draw, 0)
        slots = tuple(slot._replace(skus=SKUS) for slot in rule.slots)
        return Case((), (rule._replace(slots=slots, least=0),), tuple(lines))
    forming = draw.choice((1, 1, 2, 2, 3))
    sets = tuple(_set_rule(draw, place) for place in range(forming))
    plain = tuple(rule_of(draw, f"r{place}") for place in range(draw.randint(0, min(3, 6 - forming))))
    return Case(plain, sets, tuple(lines))


def _set_rule(draw: Random, number: int) -> SetRule:
    """A rule of `buy` is called b, one of `take` t, and a number."""
    buys = draw.random() < 0.4
    if buys:
        payers = _skus(draw)
        slots = (
            Slot(draw.choice((1, 1, 2)), payers),
            Slot(1, payers if draw.random() < 0.5 else _skus(draw)),
        )
        kind = draw.choice(("percent", "percent", "gift-price"))
        value = Fraction(draw.choice((20, 50, 100, 100)), 100) if kind == "percent" else _money(draw)
        gives: tuple[Give, ...] = (Give(kind, value, "slot", 1),)
    else:
        first, second = _skus(draw), _skus(draw)
        block = draw.random() < 0.4
        slots = (
            (
                Slot(1, first, "x"),
                Slot(draw.choice((1, 1, 2)), first if draw.random() < 0.5 else second, "y"),
            )
            if block
            else (Slot(draw.choice((2, 2, 3)), first),)
        )
        gives = _gives(draw, slots)
    return SetRule(
        id=f"{'b' if buys else 't'}{number}",
        slots=slots,
        gives=gives,
        buys=buys,
        items=draw.choice(("any", "any", "any", "same", "different")),
        shared=buys and draw.random() < 0.4,
        priority=draw.choice((1, 1, 2)),
        least=draw.choice((0, 0, 0, draw.randint(1, 150))),
    )


def _skus(draw: Random) -> tuple[str, ...]:
    return tuple(sorted(draw.sample(SKUS, draw.choice((1, 2, 2, 3)))))


def _money(draw: Random) -> Fraction:
    return Fraction(draw.choice((10, 50, 100, draw.randint(1, 300))))


def _gives(draw: Random, slots: Sequence[Slot]) -> tuple[Give, ...]:
    """One amount, or percents on one or two targets."""
    size = sum(slot.count for slot in slots)
    targets = [("set", 0), ("cheapest", 1), ("dearest", 1), ("nth", 1), ("nth", size)]
    targets += [("slot", place) for place in range(len(slots)) if slots[place].label] * 2
    kind = draw.choice(("percent", "percent", "percent", "money", "set-price"))
    if kind == "set-price":
        return (Give(kind, _money(draw) + draw.choice((0, 100))),)
    if kind == "money":
        return (Give(kind, _money(draw), *draw.choice(targets)),)
    chosen = dict.fromkeys(draw.choices(targets, k=draw.choice((1, 2))))
    return tuple(Give(kind, Fraction(draw.choice((10, 50, 100, 20)), 100), *target) for target in chosen)


# ---- as the engine is told ---------------------------------------------------------------------------------


def text_of(case: Case) -> str:
    """The ruleset."""
    return text_around([*map(plain_text, case.plain), *map(_set_text, case.sets)])


def receipt_text(case: Case) -> str:
    """The receipt as JSON."""
    return receipt_of(Plain(case.plain, case.lines))


def _set_text(rule: SetRule) -> str:
    slots = [f"{slot.count} of {_items(slot.skus)}" for slot in rule.slots]
    words = [f"{rule.items} item{'s' * (rule.items == 'different')}"] * (rule.items != "any")
    words += ["shared"] * rule.shared
    if rule.buys:
        give = rule.gives[0]
        ending = f"at {_share(give)} off" if give.kind == "percent" else f"for {_amount(give)}"
        words.insert(0, f"buy {slots[0]} get {slots[1]} {ending}")
    else:
        labelled = [
            f"{text} as {slot.label}" if slot.label else text
            for text, slot in zip(slots, rule.slots, strict=True)
        ]
        words.insert(0, f"take {{ {' '.join(labelled)} }}" if len(slots) > 1 else f"take {labelled[0]}")
        words += [_give_text(rule, give) for give in rule.gives]
    return f"rule {rule.id} {{ {' '.join(words)} {fences_text(rule.priority, rule.least)} }}"


def _items(skus: Sequence[str]) -> str:
    return "items " + ", ".join(f'"{sku}"' for sku in skus)


def _share(give: Give) -> str:
    return f"{int(give.value * 100)}%"


def _amount(give: Give) -> str:
    return f"{int(give.value) / 100:.2f} EUR"


def _give_text(rule: SetRule, give: Give) -> str:
    if give.kind == "set-price":
        return f"give price {_amount(give)} set"
    ordinals = {1: "1st", 2: "2nd", 3: "3rd"}
    if give.target == "slot":
        target = rule.slots[give.n].label
    elif give.target == "nth":
        target = ordinals.get(give.n, f"{give.n}th")
    else:
        target = "set" if give.target == "set" else f"{give.target} {give.n}"
    return f"give {_share(give) if give.kind == 'percent' else _amount(give)} off {target}"
