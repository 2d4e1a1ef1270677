"""Mistakes in values: amounts, percents, quantities, numbers, dates and times.

In: a token that cannot come. Out: for each detector, None if the mistake is another, else whether the
run can go on; then it was reported. Invariant: what is read in place of the token is what was most
probably meant, so that the rest of the clause is still checked.
"""

from __future__ import annotations

import re
from typing import Final

from receipt_rules.diagnostics import Fix, quoted
from receipt_rules.language.actions.literals import SIGNS
from receipt_rules.language.recovery.remedies import UNITS
from receipt_rules.language.recovery.spelling import say_blank
from receipt_rules.language.recovery.trouble import Trouble
from receipt_rules.money import EXPONENTS

_NUMBER: Final = re.compile(r"\d[\d_]*(?:\.\d+)?")
_NUMERIC_RUN: Final = re.compile(r"\d(?:[\w%]|[.:-](?=\w))*")
_SECONDS: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?=:\d\d)")
_SHORT_TIME: Final = re.compile(r"(?P<hours>\d{1,2})[.:h](?P<minutes>\d\d)(?![\w:%]|\.(?!\.))")
_OTHER_DATE: Final = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?![\w-])|(?:\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?![\w./])"
)
_GLUED: Final = re.compile(r"(?P<value>\d+(?:_\d+)*(?:\.\d+)?%?)(?P<word>[^\W\d_]\w*)")
_DURATION: Final = re.compile(r"\d+(?:minute|hour|day|week|month|year)s?(?!\w)")
_AMOUNT: Final = re.compile(
    r"(?P<number>\d[\d_]*(?:\.\d+)?)[^\S\r\n]*(?P<code>[A-Za-z]{2,4}(?!\w)|[$£¥€₴₸₹₺₽])"
)
_WITH_COMMA: Final = re.compile(
    r"(?P<whole>\d[\d_]*),(?P<behind>\d+)(?P<point>\.\d+)?"
    r"(?P<rest>%|[ \t]?(?:[A-Z]{3}|kg|g|ml|l|m)(?!\w))?(?![\w,])"
)
_THOUSAND: Final = 3
_AMOUNT_AFTER_SIGN: Final = re.compile(r"[$£¥€₴₸₹₺₽][ \t]*\d[\d_]*(?:\.\d+)?(?![\w%])")


def amount(trouble: Trouble) -> bool | None:
    """An amount in a currency that is misspelt, unknown or a sign. The action says so."""
    run, text = trouble.run, trouble.run.text
    signed = _AMOUNT_AFTER_SIGN.match(text, trouble.start, run.end)
    if signed and "MONEY" in trouble.expected:
        return trouble.go_on_with("MONEY", end=signed.end())
    start, stack = trouble.start, trouble.states
    if (
        _NUMBER.fullmatch(trouble.previous)
        and not _NUMBER.fullmatch(trouble.word)
        and trouble.before_previous
    ):
        start, stack = run.last_start, trouble.before_previous
    found = _AMOUNT.match(text, start, run.end)
    if found is None or not _is_currency(trouble, found["code"]):
        return None
    if trouble.shape.automaton.feed(stack, "MONEY") is None:
        return None
    blank = next(
        (at for at in range(start, found.end()) if text[at].isspace() and text[at] not in " \t"), None
    )
    if blank is not None:
        say_blank(trouble, blank)
    if start < trouble.start:
        return trouble.go_on_instead_of_previous("MONEY", found.end())
    return trouble.go_on_with("MONEY", start, found.end())


def _is_currency(trouble: Trouble, code: str) -> bool:
    if code in SIGNS:
        return True
    return len(code) == 3 and (
        code.isupper() or (code.upper() in EXPONENTS and code not in trouble.shape.tables.words)
    )


def comma(trouble: Trouble) -> bool | None:
    """`2,50 EUR`, `12,5%`: many countries write decimals so; `1,000.50`: others part thousands so."""
    text, run = trouble.run.text, trouble.run
    start = run.last_start if trouble.word == "," and trouble.adjacent else trouble.start
    found = _WITH_COMMA.match(text, start, run.end)
    if found is None:
        return None
    whole, behind, rest = found["whole"], found["behind"], found["rest"] or ""
    remedy = f"write `{whole}.{behind}{rest}`: the decimals follow a point"
    if found["point"]:
        remedy = f"write `{whole}_{behind}{found['point']}{rest}`: thousands are parted by `_`"
    elif len(behind) == _THOUSAND:
        remedy = f"write `{whole}_{behind}{rest}` for thousands, `{whole}.{behind}{rest}` for decimals"
    place = trouble.span(start, found.end())
    trouble.context.refuse("bad-literal", place, f"{quoted(found.group())} has a comma", help=remedy)
    return False


def percent(trouble: Trouble) -> bool | None:
    """`5 %`."""
    stack = trouble.before_previous
    between = trouble.run.text[trouble.run.last : trouble.start]
    if (
        trouble.word != "%"
        or not _NUMBER.fullmatch(trouble.previous)
        or stack is None
        or between.strip(" \t")
    ):
        return None
    if trouble.shape.automaton.feed(stack, "PERCENT") is None:
        return None
    whole = trouble.span(trouble.run.last_start)
    trouble.report(
        "unexpected-character",
        "a space stands before `%`",
        span=whole,
        help=f"write `{trouble.previous}%`",
        fix=Fix(whole, f"{trouble.previous}%"),
    )
    return trouble.go_on_instead_of_previous("PERCENT", trouble.end)


def unit(trouble: Trouble) -> bool | None:
    """`2 lbs`."""
    if trouble.word not in UNITS or not _NUMBER.fullmatch(trouble.previous):
        return None
    trouble.report("unknown-unit", f"{quoted(trouble.word)} is no unit of measure", help=UNITS[trouble.word])
    return trouble.go_on_without() if UNITS[trouble.word].startswith("pieces") else False


def moment(trouble: Trouble) -> bool | None:
    """A date or time in another form."""
    text, start, end = trouble.run.text, trouble.start, trouble.run.end
    wanted = trouble.expected
    seconds = _SECONDS.match(text, start, end)
    if seconds and "DATETIME" in wanted:
        stop = seconds.end() + len(":00")
        remedy = f"write `{seconds.group()}`"
        trouble.report("bad-literal", "times have no seconds", span=trouble.span(end=stop), help=remedy)
        return trouble.go_on_with("DATETIME", end=stop)
    time = _SHORT_TIME.match(text, start, end)
    if time and "TIME" in wanted:
        remedy = f"write `{time['hours']:0>2}:{time['minutes']}`"
        whole = trouble.span(end=time.end())
        trouble.report("bad-time", f"{quoted(time.group())} is no time of day", span=whole, help=remedy)
        return False
    date = _OTHER_DATE.match(text, start, end)
    if date and not {"DATE", "DATETIME"}.isdisjoint(wanted):
        remedy = "a date is year, month and day, each with all its digits: `2026-03-01`"
        whole = trouble.span(end=date.end())
        trouble.report("bad-date", f"{quoted(date.group())} is no date", span=whole, help=remedy)
        return False
    return None


def number(trouble: Trouble) -> bool | None:
    """A value that goes on in a way that none does."""
    found = _NUMERIC_RUN.match(trouble.run.text, trouble.start, trouble.run.end)
    if found is None or trouble.token.terminals:
        return None
    word, whole = found.group(), trouble.span(end=found.end())
    if "NAME" in trouble.expected and "INT" not in trouble.expected:
        trouble.report("bad-name", f"{quoted(word)} is no name", span=whole, help="names begin with a letter")
        return trouble.go_on_with("NAME", end=found.end())
    glued = _GLUED.fullmatch(word)
    if glued:
        return _glued(trouble, glued)
    trouble.report(
        "bad-literal",
        f"{quoted(word)} is no number, amount, date or time",
        span=whole,
        help="thousands are parted by `_`, the decimals by one point: `1_299.90`",
    )
    return False


def _glued(trouble: Trouble, glued: re.Match[str]) -> bool:
    value, word = glued["value"], glued["word"]
    end = trouble.start + len(value)
    if word in UNITS:
        trouble.report("unknown-unit", f"{quoted(word)} is no unit of measure", help=UNITS[word])
        return False
    trouble.report(
        "words-run-together",
        f"{quoted(glued.group())} is not a word of the language",
        span=trouble.span(end=trouble.start + len(glued.group())),
        help=f"put a space after the number: `{value} {word}`",
        fix=Fix(trouble.context.span(end, end), " "),
    )
    if _DURATION.fullmatch(glued.group()) and "DURATION" in trouble.expected:
        return trouble.go_on_with("DURATION", end=trouble.start + len(glued.group()))
    return trouble.go_on_with("PERCENT" if value[-1] == "%" else "NUMBER" if "." in value else "INT", end=end)
