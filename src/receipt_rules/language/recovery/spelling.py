"""Mistakes in how something is written: marks, quotes, spaces, letters.

In: a token that cannot come. Out: for each detector, None if the mistake is another, else whether the
run can go on; then it was reported. Invariant: what is read in place of the token is what was most
probably meant, so that the rest of the clause is still checked.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from receipt_rules.diagnostics import Fix, did_you_mean, quoted
from receipt_rules.language.actions.literals import SIGNS
from receipt_rules.language.lexer import Token
from receipt_rules.language.recovery.remedies import MARKS
from receipt_rules.language.recovery.trouble import Trouble
from receipt_rules.language.scanner import unclosed_end
from receipt_rules.money import EXPONENTS

# The quotes of word processors, by code point: some of them look alike.
_CLOSING: Final = {
    "\u201c": "\u201d",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2018": "\u2019",
    "\u2019": "\u2019",
    "'": "'",
    "`": "`",
}
_NAME_RUN: Final = re.compile(r"\w+(?:[-.]\w+)*")
_SYMBOLS: Final = {"&": "and", "|": "or", "!": "not"}
_SYMBOL: Final = re.compile(r"&&?|\|\|?|!")


def quotes(trouble: Trouble) -> bool | None:
    """A text without its end, or in quotes of a word processor."""
    text, start = trouble.run.text, trouble.start
    if trouble.token.terminals:
        return None
    if trouble.word[0] == '"':
        end = unclosed_end(text, start, trouble.run.end)
        if text.startswith('"""', start):
            whole = trouble.span(end=end)
            trouble.report(
                "unclosed-text", "the description has no end", span=whole, help='close it with `"""`'
            )
            return trouble.go_on_with("DOC", end=end)
        place = trouble.context.span(end, end)
        trouble.report(
            "unclosed-text",
            "the text has no closing quote",
            span=trouble.span(end=end),
            help='close it with `"` on the same line',
            fix=Fix(place, '"'),
        )
        return trouble.go_on_with("STRING", end=end)
    if trouble.word[0] not in _CLOSING:
        return None
    closing = re.compile(f"[^\\r\\n{_CLOSING[trouble.word[0]]}]*[{_CLOSING[trouble.word[0]]}]")
    found = closing.match(text, start + 1, trouble.run.end)
    remedy = 'texts stand in straight double quotes: `"`'
    trouble.report(
        "unexpected-character", f"{quoted(trouble.word[0])} is no quote of the language", help=remedy
    )
    if found is None or "STRING" not in trouble.expected:
        return trouble.go_on_without()
    return trouble.go_on_with("STRING", end=found.end())


def pattern(trouble: Trouble) -> bool | None:
    """A regular expression without its end."""
    if trouble.word[:1] != "/" or "REGEX" not in trouble.expected:
        return None
    end = unclosed_end(trouble.run.text, trouble.start, trouble.run.end)
    trouble.report(
        "unclosed-pattern",
        "the regular expression has no closing slash",
        span=trouble.span(end=end),
        help="close it with `/` on the same line",
        fix=Fix(trouble.context.span(end, end), "/"),
    )
    return trouble.go_on_with("REGEX", end=end)


def character(trouble: Trouble) -> bool | None:
    """A character that the language does not use."""
    mark = trouble.word
    if trouble.token.terminals or len(mark) != 1 or mark.isalnum() or mark == "_":
        return None
    if mark.isspace() or unicodedata.category(mark) in ("Cc", "Cf", "Zs"):
        name = unicodedata.name(mark, f"U+{ord(mark):04X}").lower()
        if not trouble.context.said_blank:
            trouble.context.said_blank = True
            trouble.report(
                "unexpected-character", f"a {name} stands here", help="replace it with a plain space"
            )
        return trouble.go_on_without()
    trouble.report(
        "unexpected-character",
        f"{quoted(mark)} is no mark of the language",
        help=MARKS.get(mark, "")
        if mark not in SIGNS
        else f"write the code after the amount: `5.00 {SIGNS[mark]}`",
    )
    return trouble.go_on_without() if mark in MARKS else False


def say_blank(trouble: Trouble, at: int) -> None:
    """Once in a declaration: a text that was pasted has many."""
    if trouble.context.said_blank:
        return
    trouble.context.said_blank = True
    name = unicodedata.name(trouble.run.text[at], f"U+{ord(trouble.run.text[at]):04X}").lower()
    remedy = "replace it with a plain space"
    trouble.report(
        "unexpected-character", f"a {name} stands here", span=trouble.span(at, at + 1), help=remedy
    )


def symbol(trouble: Trouble) -> bool | None:
    """`&&` and the like: signs of other languages for words of ours."""
    found = _SYMBOL.match(trouble.run.text, trouble.start, trouble.run.end)
    word = _SYMBOLS.get(trouble.word, "")
    keyword = trouble.shape.tables.words.get(word)
    if found is None or keyword not in trouble.expected or keyword is None:
        return None
    whole = trouble.span(end=found.end())
    trouble.report(
        "unexpected-character",
        f"{quoted(found.group())} is no mark of the language",
        span=whole,
        help=f"write `{word}`",
        fix=Fix(whole, f" {word} "),
    )
    return trouble.go_on_with(keyword, end=found.end())


def letters(trouble: Trouble) -> bool | None:
    """Capital or foreign letters."""
    word = trouble.word
    plain = set(trouble.token.terminals) <= {"CURRENCY"}
    if not plain or not word[:1].isalpha():
        return None
    keyword = trouble.shape.tables.words.get(word.lower())
    if keyword in trouble.expected and keyword is not None:
        trouble.report(
            "unexpected-word",
            f"{quoted(word)} is not a word of the language",
            help=f"words of the language have small letters: `{word.lower()}`",
            fix=Fix(trouble.span(), word.lower()),
        )
        return trouble.go_on_with(keyword)
    if not {"NAME", "LABEL"} & trouble.expected:
        if "CURRENCY" not in trouble.expected:
            return None
        remedy = did_you_mean(word, EXPONENTS) or "currencies are the three capital letters of ISO 4217"
        trouble.report("unknown-currency", f"no currency is called {quoted(word)}", help=remedy)
        return trouble.go_on_with("CURRENCY")
    found = _NAME_RUN.match(trouble.run.text, trouble.start, trouble.run.end)
    end = found.end() if found else trouble.end
    _bad_name(trouble, trouble.start, end)
    return trouble.go_on_with("NAME" if "NAME" in trouble.expected else "LABEL", end=end)


def small_currency(trouble: Trouble) -> bool | None:
    """`currency eur`."""
    if "CURRENCY" not in trouble.expected or not trouble.word.isalpha():
        return None
    code = trouble.word.upper()
    remedy = f"write `{code}`" if code in EXPONENTS else did_you_mean(trouble.word, EXPONENTS)
    trouble.report(
        "unknown-currency",
        f"no currency is called {quoted(trouble.word)}",
        help=remedy or "currencies are the three capital letters of ISO 4217",
    )
    return trouble.go_on_with("CURRENCY")


def hyphen(trouble: Trouble) -> bool | None:
    """`rule happy-hour`."""
    if trouble.word != "-" or not trouble.adjacent or not trouble.previous[:1].isalpha():
        return None
    if "MINUS" in trouble.expected:
        return None
    found = _NAME_RUN.match(trouble.run.text, trouble.run.last_start, trouble.run.end)
    if found is None or found.end() <= trouble.end:
        return None
    _bad_name(trouble, trouble.run.last_start, found.end())
    return trouble.go_on_without(found.end())


def _bad_name(trouble: Trouble, start: int, end: int) -> bool:
    word = trouble.run.text[start:end]
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", word).replace("-", "_").lower()
    good = re.fullmatch(r"[a-z_][a-z0-9_]*", snake) and snake not in trouble.shape.tables.reserved
    trouble.report(
        "bad-name",
        f"{quoted(word)} is no name",
        span=trouble.span(start, end),
        help=f"write `{snake}`"
        if good
        else "names have small letters a to z, digits and `_`; titles are free",
        fix=Fix(trouble.span(start, end), snake) if good else None,
    )
    return trouble.go_on_without(end)


def together(trouble: Trouble) -> bool | None:
    """A keyword without a space after it."""
    word, start = trouble.word, trouble.start
    if not word[:1].isalpha() or not word.isascii():
        return None
    for length in range(len(word) - 1, 1, -1):
        keyword = trouble.shape.tables.words.get(word[:length])
        if keyword is None or keyword not in trouble.expected or word[length] == "_":
            continue
        cut = start + length
        first = Token((keyword,), start, cut)
        second = trouble.after(first)
        if not trouble.fits(first, second) or (
            word[length].isalpha() and not trouble.fits(first, second, trouble.after(second))
        ):
            continue
        end = max(trouble.end, second.end)
        whole = trouble.run.text[start:end]
        trouble.report(
            "words-run-together",
            f"{quoted(whole)} is not a word of the language",
            span=trouble.span(end=end),
            help=f"put a space after the keyword: `{word[:length]} {trouble.run.text[cut:end]}`",
            fix=Fix(trouble.context.span(cut, cut), " "),
        )
        return trouble.go_on_with(keyword, end=cut)
    return None
