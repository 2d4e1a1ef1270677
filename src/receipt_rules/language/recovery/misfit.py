"""Mistakes in what stands where: a word that is missing, misspelt, reserved, or of another block.

In: a token that cannot come. Out: for each detector, None if the mistake is another, else whether the
run can go on; then it was reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from receipt_rules.diagnostics import Fix, quoted, suggest
from receipt_rules.language.recovery.expected import joined
from receipt_rules.language.recovery.remedies import FORMS, SYNONYMS, USAGE
from receipt_rules.language.recovery.trouble import Trouble

_INSERTABLE: Final = {
    "_OFF_", "_OF_", "_TO_", "_ON_", "_ITEMS_", "_PER_", "_BY_", "_FROM_", "_UP_", "_AT_", "_AS_", "_GET_",
    "_THEN_", "_ELSE_", "_TIMES_", "_POINTS_", "_STARTS_", "_WITHIN_", "_BECAUSE_", "_WHERE_", "_X_",
    "_RULE_", "_VERSION_",
    "_RULESET_", "COLON", "EQUAL", "RPAR", "LBRACE",
}  # fmt: skip
"""What authors leave out: small words and marks that mean nothing by themselves."""
_LONGEST_CHAIN: Final = 3
_AFTER: Final = {
    ("give", "_OFF_"): "the discount",
    ("buy", "_GET_"): "what is bought",
    ("buy", "_OFF_"): "the discount",
    ("earn", "_PER_"): "the points",
    ("limit", "_PER_"): "the number",
    ("when", "RBRACE"): "the condition",
}
_NAMES: Final = {
    "rule": "rule", "items": "items", "segment": "segment", "cards": "cards", "coupons": "coupons",
    "points": "points", "program": "program", "group": "group", "budget": "budget", "tiers": "tiers",
    "table": "table", "let": "value",
}  # fmt: skip


def reserved(trouble: Trouble) -> bool | None:
    """A word of the language as a name."""
    word = trouble.word
    kind = next((each for each in ("NAME", "LABEL") if each in trouble.expected), None)
    if kind is None or word not in (trouble.shape.tables.reserved | trouble.shape.tables.no_label):
        return None
    if not trouble.fits(kind, trouble.after(trouble.token)):
        return None
    what = "a name" if kind == "NAME" else "the label of a slot"
    ending = _NAMES.get(trouble.piece.head, "x") if kind == "NAME" else "part"
    trouble.report(
        "reserved-word",
        f"{quoted(word)} is a word of the language and cannot be {what}",
        help=f"choose another, such as `{word}_{ending}`",
    )
    return trouble.go_on_with(kind)


def superfluous(trouble: Trouble) -> bool | None:
    """A comma or another mark where all would be well without it."""
    before = trouble.previous[-1:]
    if trouble.word not in (",", ".", "=", "..", "=>", "{") or (trouble.word == "{") != (before == "{"):
        return None
    if before in ":,([|" or (before == "=") != (trouble.word == "="):
        return None
    if not trouble.fits(trouble.after(trouble.token)):
        return None
    equal = trouble.word == "=" and trouble.previous == "="
    trouble.report(
        "unexpected-word",
        f"{quoted(trouble.word)} cannot stand here",
        help="to compare write one `=`" if equal else "leave it out",
        fix=Fix(trouble.span(), ""),
    )
    return trouble.go_on_without()


def misspelt(trouble: Trouble) -> bool | None:
    """A word that is nearly one that could come."""
    word = trouble.word
    if not trouble.token.terminals or not word[:1].isalpha() or not word.isascii():
        return None
    texts = {trouble.shape.texts[each]: each for each in trouble.expected if each in trouble.shape.texts}
    following = trouble.following(2)
    # Of words that are equally near, the one that more of what follows goes on with.
    likely = [each for each in sorted(texts) if each[0].isalpha() and trouble.fits(texts[each], following[0])]
    likelier = [each for each in likely if trouble.fits(texts[each], *following)]
    meant = SYNONYMS.get(word, "")
    if meant not in likely:
        meant = suggest(word, likelier) or suggest(word, likely) or ""
    if not meant:
        return None
    _report_unexpected(trouble, help=f"did you mean `{meant}`?", fix=Fix(trouble.span(), meant))
    return trouble.go_on_with(texts[meant])


def misspelt_before(trouble: Trouble) -> bool | None:
    """A word that was read as a name and is nearly a word that can go on with this one: `catgory "Tea"`."""
    word, stack, shape = trouble.previous, trouble.before_previous, trouble.shape
    if stack is None or not word[:1].isalpha() or word in shape.tables.words or not word.isascii():
        return None
    texts = {shape.texts[each]: each for each in shape.automaton.accepts(stack) if each in shape.texts}
    meant = suggest(word, sorted(each for each in texts if each[0].isalpha()))
    longer = shape.automaton.feed(stack, texts[meant]) if meant else None
    if meant is None or longer is None or shape.automaton.feed_token(longer, trouble.token) is None:
        return None
    place = trouble.span(trouble.run.last_start, trouble.run.last)
    trouble.report(
        "unexpected-word",
        f"{quoted(word)} cannot stand before {trouble.found()}",
        span=place,
        help=f"did you mean `{meant}`?",
        fix=Fix(place, meant),
    )
    return trouble.go_on_instead_of_previous(texts[meant])


def other_form(trouble: Trouble) -> bool | None:
    """A form that the language had, or that other languages have."""
    block = trouble.piece.head if trouble.block is None else trouble.block.name
    start = trouble.item_start()
    line = trouble.run.text[start : min(trouble.run.end, trouble.end + 40)].splitlines()[:1]
    for form in FORMS:
        if form.block == block and line and form.pattern.match(line[0]):
            _report_unexpected(trouble, help=form.help)
            return False
    return None


def missing(trouble: Trouble) -> bool | None:
    """A word, or a few that belong together, without which the token cannot come."""
    if trouble.at_end:
        return None
    following = trouble.after(trouble.token)
    found = [
        chain
        for chain in _chains(trouble)
        if trouble.fits(*chain, trouble.token)
        and (trouble.fits(*chain, trouble.token, following) or trouble.word == "}")
    ]
    if len(found) != 1:
        return None
    words = " ".join(trouble.shape.texts[each] for each in found[0])
    place = trouble.context.span(trouble.run.last, trouble.run.last)
    _report_unexpected(
        trouble,
        expected=quoted(words),
        terminal=found[0][0],
        help=f"write {trouble.instead(words)}",
        fix=Fix(place, f" {words}"),
    )
    return trouble.go_on_after(*found[0])


def _chains(trouble: Trouble) -> Iterator[tuple[str, ...]]:
    """Each keyword that could be missing, with those that must follow it."""
    starters: frozenset[str] = frozenset()
    if trouble.block is not None and trouble.begins_item:
        starters = trouble.shape.starters[trouble.block.name]
    automaton = trouble.shape.automaton
    for terminal in sorted((trouble.expected & _INSERTABLE) - starters):
        chain = [terminal]
        stack = automaton.feed(trouble.states, terminal)
        while stack is not None and len(chain) < _LONGEST_CHAIN:
            yield tuple(chain)
            only = automaton.accepts(stack)
            if len(only) != 1 or not trouble.shape.texts.get(next(iter(only)), "")[:1].isalpha():
                break
            chain.append(next(iter(only)))
            stack = automaton.feed(stack, chain[-1])


def unknown(trouble: Trouble) -> bool:
    """Whatever is left: say what could come."""
    if trouble.at_end:
        what = trouble.expectation()
        trouble.report(
            "unexpected-end",
            f"{quoted(_beginning(trouble))} ends too early: expected {what}",
            span=trouble.context.span(trouble.run.last_start, trouble.run.last),
            label=f"expected {what} after this",
            help=_usage(trouble),
        )
    else:
        _report_unexpected(trouble, help=_usage(trouble))
    return False


def _beginning(trouble: Trouble) -> str:
    """The first words of the item that the token stands in."""
    return " ".join(trouble.run.text[trouble.item_start() : trouble.run.last].split(maxsplit=2)[:2])


def _report_unexpected(
    trouble: Trouble, *, expected: str = "", terminal: str = "", help: str = "", fix: Fix | None = None
) -> None:
    if not expected and trouble.begins_item and trouble.block is not None and trouble.word[:1].isalpha():
        _report_unknown_item(trouble, help, fix)
        return
    what = expected or trouble.expectation()
    one = expected or (trouble.phrases[0] if len(trouble.phrases) == 1 else "")
    key = (trouble.run.text[trouble.item_start() :].split(maxsplit=1) or [""])[0]
    known = _AFTER.get((key, terminal))
    at_start = trouble.run.last <= trouble.piece.start
    after = known or ("the beginning" if at_start else trouble.shown(trouble.previous))
    trouble.report(
        "unexpected-word",
        f"expected {what} after {after}, found {trouble.found()}",
        label=f"expected {one} here" if one else "",
        help=help,
        fix=fix,
    )


def _report_unknown_item(trouble: Trouble, help: str, fix: Fix | None) -> None:
    assert trouble.block is not None
    block = trouble.block
    keyword = trouble.shape.tables.words.get(trouble.word, "")
    other = trouble.shape.block_of(keyword)
    if keyword in trouble.shape.starters[block.name]:
        _report_unexpected(trouble, expected=trouble.expectation(), help=help, fix=fix)
    elif other:
        trouble.report(
            "unknown-clause",
            f"{quoted(trouble.word)} begins no {block.item} of {quoted(block.name)}",
            notes=[f"it stands in {quoted(other)}"],
            help=help,
            fix=fix,
        )
    else:
        trouble.report(
            "unknown-clause",
            f"unknown {block.item} {quoted(trouble.word)}",
            help=help or _all(trouble),
            fix=fix,
        )


def _all(trouble: Trouble) -> str:
    """The words that can begin an item, if they are few enough to read."""
    assert trouble.block is not None
    texts = sorted(
        trouble.shape.texts[each]
        for each in trouble.shape.starters[trouble.block.name]
        if each in trouble.shape.texts
    )
    if not texts or len(texts) > 12:
        return ""
    beginnings = joined([quoted(each) for each in texts])
    return f"a {trouble.block.item} of {quoted(trouble.block.name)} begins with {beginnings}"


def _usage(trouble: Trouble) -> str:
    """One right example of the clause or declaration that the token stands in."""
    words = trouble.run.text[trouble.item_start() : trouble.end].split(maxsplit=2)[:2]
    around = trouble.piece.head if trouble.block is None else trouble.block.name
    for key in (" ".join(words), words[0] if words else "", f"in {around}", around):
        if key in USAGE:
            return f"for example: `{USAGE[key]}`"
    return ""
