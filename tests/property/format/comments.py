"""Puts comments into a text, anywhere where one may stand.

In: the text of a file and a source of randomness. Out: the text with comments, each of its own wording. A
comment ends with its line, so line ends come with them; no token is cut in two.
"""

from __future__ import annotations

import random
import re

FORMS = (" # {}\n", "\n# {}\n", "\n\n  # {}\n\n", " #{}   \n", "\t# {}\n\t# {} too\n")

# Quoted texts, regular expressions and values with a space inside are one token; so are, because of the
# look-ahead of the grammar, `for` with what follows and `draft rule`.
_TOKENS = re.compile(
    r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\#[^\n]*|(?:matches|[:\[,])\s*/(?:[^/\\\n]|\\.)+/'
    r"|\d[\d_.]*[ \t]+(?:[A-Z]{3}|(?:minute|hour|day|week|month|year)s?|kg|g|l|ml|m)\b"
    r"|\b(?:for|draft)\s+\w+"
    r"|(?P<blank>[ \t\r\n]+)"
)


def gaps(text: str) -> list[int]:
    """The offsets of the blanks between tokens."""
    return [found.start() for found in _TOKENS.finditer(text) if found["blank"]]


def commented(text: str, count: int, chance: random.Random) -> str:
    """The text with up to `count` comments."""
    places = gaps(text)
    pieces: list[str] = []
    start = 0
    for number, place in enumerate(sorted(chance.sample(places, min(count, len(places))))):
        pieces += text[start:place], chance.choice(FORMS).replace("{}", f"c{number}")
        start = place
    return "".join((*pieces, text[start:]))
