"""Rules and their clauses.

In: the children of a production. Out: nodes of ast/rule.py.
"""

from __future__ import annotations

from typing import Any, Final

from receipt_rules.diagnostics import Span
from receipt_rules.language import ast
from receipt_rules.language.actions.context import Context, first_fixed, listed, node, values, yes
from receipt_rules.language.machine import Action
from receipt_rules.money import EXPONENTS


def _rule(context: Context, kids: list[Any], start: int, end: int) -> ast.Rule:
    draft, name, was, title, *clauses = kids
    return ast.Rule(Span(context.source, start, end), name, bool(draft), was or (), title, tuple(clauses))


def _valid_from(context: Context, kids: list[Any], start: int, end: int) -> ast.Valid:
    return ast.Valid(Span(context.source, start, end), kids[0], None)


def _valid_until(context: Context, kids: list[Any], start: int, end: int) -> ast.Valid:
    return ast.Valid(Span(context.source, start, end), None, kids[0])


def _days(context: Context, _kids: list[Any], start: int, end: int) -> str:
    return "".join(context.text[start:end].split())


def _window_days(context: Context, kids: list[Any], start: int, end: int) -> ast.Window:
    days, first, last = kids
    return ast.Window(Span(context.source, start, end), days=days, start=first, end=last)


def _window_dates(context: Context, kids: list[Any], start: int, end: int) -> ast.Window:
    return ast.Window(Span(context.source, start, end), None, *kids)


def _window_times(context: Context, kids: list[Any], start: int, end: int) -> ast.Window:
    return ast.Window(Span(context.source, start, end), start=kids[0], end=kids[1])


def _take_one(context: Context, kids: list[Any], start: int, end: int) -> ast.Take:
    return ast.Take(Span(context.source, start, end), tuple(kids))


def _take_block(context: Context, kids: list[Any], start: int, end: int) -> ast.Take:
    return ast.Take(Span(context.source, start, end), tuple(kids), True)


def _buy(context: Context, kids: list[Any], start: int, end: int) -> ast.Buy:
    count, selector, get, get_of, (reward, value) = kids
    return ast.Buy(Span(context.source, start, end), count, selector, get, get_of, reward, value)


def _counting_earlier(context: Context, kids: list[Any], start: int, end: int) -> ast.Counting:
    one_each, within = kids
    return ast.Counting(Span(context.source, start, end), "earlier", bool(one_each), within)


def _counting_all(context: Context, kids: list[Any], start: int, end: int) -> ast.Counting:
    return ast.Counting(Span(context.source, start, end), "all", within=kids[0])


# ---- rewards --------------------------------------------------------------------------------------------


def _give_off(context: Context, kids: list[Any], start: int, end: int) -> ast.GiveOff:
    value, target, of_regular = kids
    _needs_unit(
        context, value, Span(context.source, value.span.start, end), "a discount", "{0}% off", "{1} off"
    )
    return ast.GiveOff(Span(context.source, start, end), value, target, bool(of_regular))


def _give_price(context: Context, kids: list[Any], start: int, end: int) -> ast.GivePrice:
    value, target = kids
    _needs_unit(context, value, value.span, "a price", "", "{1}")
    return ast.GivePrice(Span(context.source, start, end), value, target)


def _got_off(context: Context, kids: list[Any], _start: int, end: int) -> tuple[str, Any]:
    span = Span(context.source, kids[0].span.start, end)
    _needs_unit(context, kids[0], span, "a discount", "{0}% off", "{1} off")
    return "off", kids[0]


def _got_price(context: Context, kids: list[Any], _start: int, _end: int) -> tuple[str, Any]:
    _needs_unit(context, kids[0], kids[0].span, "a price", "", "{1}")
    return "price", kids[0]


def _got_free(_context: Context, _kids: list[Any], _start: int, _end: int) -> tuple[str, None]:
    return "free", None


def _needs_unit(context: Context, value: Any, span: Span, what: str, share: str, amount: str) -> None:
    """Refuse a bare number where a percent or an amount of money is meant."""
    if not isinstance(value, ast.Integer | ast.Number):
        return
    number = value.text.replace("_", "")
    currency = context.currency or "EUR"
    money = f"{number if '.' in number else number + _decimals(currency)} {currency}"
    forms = [
        f"`{form.format(number, money)}` for {use}"
        for form, use in ((share, "a share"), (amount, "an amount"))
        if form
    ]
    context.report(
        "unit-missing",
        span,
        f"{what} needs a unit",
        label="a bare number",
        help=f"write {', or '.join(forms)}",
    )
    context.bad.append(span)


def _decimals(currency: str) -> str:
    places = EXPONENTS.get(currency, 2)
    return f".{'0' * places}" if places else ""


def _target_word(context: Context, _kids: list[Any], start: int, end: int) -> ast.Target:
    word: Any = context.text[start:end]
    return ast.Target(Span(context.source, start, end), word)


def _to_receipt(context: Context, kids: list[Any], start: int, end: int) -> ast.Target:
    return ast.Target(Span(context.source, start, end), "receipt", for_each=kids[0])


def _to_label(context: Context, kids: list[Any], start: int, end: int) -> ast.Target:
    return ast.Target(Span(context.source, start, end), "label", label=kids[0])


def _earn_per(context: Context, kids: list[Any], start: int, end: int) -> ast.Earn:
    value, per, to = kids
    return ast.Earn(Span(context.source, start, end), "per", value, per, to)


def _earn(form: Any) -> Action:
    def make(context: Context, kids: list[Any], start: int, end: int) -> ast.Earn:
        value, to = kids
        return ast.Earn(Span(context.source, start, end), form, value, to=to)

    return make


# ---- fences and words -----------------------------------------------------------------------------------


def _alone(context: Context, kids: list[Any], start: int, end: int) -> ast.Alone:
    return ast.Alone(Span(context.source, start, end), bool(kids[0]))


def _limit_count(_context: Context, kids: list[Any], _start: int, _end: int) -> tuple[Any, str]:
    count, unit = kids
    return count, unit or "times"


def _limit_keys(_context: Context, kids: list[Any], _start: int, _end: int) -> tuple[Any, ...]:
    return tuple(kids), None, None


def _limit_keys_per(_context: Context, kids: list[Any], _start: int, _end: int) -> tuple[Any, ...]:
    *keys, period = kids
    return tuple(keys), period, None


def _limit_keys_within(_context: Context, kids: list[Any], _start: int, _end: int) -> tuple[Any, ...]:
    *keys, within = kids
    return tuple(keys), None, within


def _limit_total(_context: Context, _kids: list[Any], _start: int, _end: int) -> tuple[Any, ...]:
    return (), None, None


def used_limit(context: Context, kids: list[Any], start: int, end: int) -> ast.Limit:
    """`2 items per customer per month`: the words of a limit, without the clause around them."""
    return _limit(context, [*kids, None, None], start, end)


def _limit(context: Context, kids: list[Any], start: int, end: int) -> ast.Limit:
    amount, (scopes, period, within), or_nothing, offline = kids
    count, unit = amount if isinstance(amount, tuple) else (amount, None)
    return ast.Limit(
        Span(context.source, start, end), count, unit, scopes, period, within, bool(or_nothing), offline
    )


def _round_price(context: Context, kids: list[Any], start: int, end: int) -> ast.Round:
    mode, to = kids
    if isinstance(to, str):
        return ast.Round(Span(context.source, start, end), "price", mode, ending=to[1:])
    return ast.Round(Span(context.source, start, end), "price", mode, to)


def _print(context: Context, kids: list[Any], start: int, end: int) -> ast.Print:
    where, text = kids
    return ast.Print(Span(context.source, start, end), text, where)


ACTIONS: Final[dict[str, Action]] = {
    "rule": _rule,
    "draft": yes,
    "was": values,
    "for": listed(ast.For),
    "everyone": node(ast.Everyone),
    "members": node(ast.Members),
    "in_audience": node(ast.InAudience),
    "customers_where": node(ast.CustomersWhere),
    "needs": node(ast.Needs),
    "valid_range": node(ast.Valid),
    "valid_from": _valid_from,
    "valid_until": _valid_until,
    "during": listed(ast.During),
    "days": _days,
    "window_days": _window_days,
    "window_dates": _window_dates,
    "window_times": _window_times,
    "when": node(ast.When),
    "unless": node(ast.Unless),
    "on": node(ast.On),
    "take_one": _take_one,
    "take_block": _take_block,
    "slot": node(ast.Slot),
    "buy": _buy,
    "got_free": _got_free,
    "got_off": _got_off,
    "got_price": _got_price,
    "same_item": node(ast.SameItem),
    "different_items": node(ast.DifferentItems),
    "shared": node(ast.Shared),
    "favour": node(ast.Favour),
    "counting_this": node(ast.Counting, "this"),
    "counting_earlier": _counting_earlier,
    "counting_all": _counting_all,
    "one_each": yes,
    "give_off": _give_off,
    "target_word": _target_word,
    "to_receipt": _to_receipt,
    "to_ordinal": first_fixed(ast.Target, "ordinal"),
    "to_extreme": node(ast.Target),
    "to_label": _to_label,
    "for_each": node(ast.ForEach),
    "of_regular": yes,
    "give_price": _give_price,
    "give_gift": node(ast.GiveGift),
    "give_total": node(ast.GiveTotal),
    "earn_per": _earn_per,
    "earn_flat": _earn("flat"),
    "earn_each": _earn("each"),
    "earn_share": _earn("share"),
    "earn_times": _earn("times"),
    "accept": node(ast.Accept),
    "issue": node(ast.Issue),
    "in_group": node(ast.InGroup),
    "priority": node(ast.Priority),
    "alone": _alone,
    "first": yes,
    "limit": _limit,
    "limit_count": _limit_count,
    "points_amount": node(ast.PointsAmount),
    "limit_keys": _limit_keys,
    "limit_keys_per": _limit_keys_per,
    "limit_keys_within": _limit_keys_within,
    "limit_total": _limit_total,
    "or_nothing": yes,
    "costs": node(ast.Costs),
    "draws": node(ast.Draws),
    "floor": node(ast.Floor),
    "round_price": _round_price,
    "round_discount": first_fixed(ast.Round, "discount"),
    "spread": node(ast.Spread),
    "including_manual": node(ast.IncludingManual),
    "print": _print,
    "tell": node(ast.Tell),
    "nudge": node(ast.Nudge),
    "otherwise": node(ast.Otherwise),
}
