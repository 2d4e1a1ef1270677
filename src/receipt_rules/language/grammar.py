"""The grammar as Lark understands it, and the parse tables made from it.

In: grammar.lark and the currencies of receipt_rules.money. Out: `TableData`, plain JSON data that the
package ships as tables.json, so that parsing needs neither Lark nor a second of work. Invariant: the
grammar is LALR(1) without a conflict, and in no state two terminals claim the same word.

`python -m receipt_rules.language.grammar` writes tables.json anew; a test holds it fresh.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from receipt_rules.language.tables import ACTION, INLINE, PASS
from receipt_rules.money import EXPONENTS

if TYPE_CHECKING:
    from lark import Lark

START: Final = "declaration"
_BOUNDARY: Final = r"(?![A-Za-z0-9_]|\.[a-z_])"
_WORD_PRIORITY: Final = 3
_AUTHORS_WORDS: Final = {"KEY", "WORD", "PATH", "NAME", "LABEL", "COMMENT"}
_KEYWORD: Final = re.compile(r'"([a-z][a-z_-]*)"')
_WORDS: Final = re.compile(r"^%words ([A-Z]+) (.*)\n", re.MULTILINE)


def grammar_text() -> str:
    """grammar.lark as it is shipped."""
    return (files(__package__) / "grammar.lark").read_text("utf-8")


def reserved_words(text: str) -> dict[str, tuple[str, ...]]:
    """The words that a name, and a label, cannot be: terminal -> words."""
    found: dict[str, list[str]] = {}
    for terminal, words in _WORDS.findall(text):
        for word in words.split():
            found.setdefault(terminal, []).extend(found.get(word, [word]))
    return {terminal: tuple(words) for terminal, words in found.items()}


def expanded(text: str) -> str:
    """The conveniences of grammar.lark turned into plain Lark."""
    reserved = reserved_words(text)
    text = _WORDS.sub("", text)
    text = re.sub(r"^//.*", "", text, flags=re.MULTILINE)
    text = text.replace("%currencies", "|".join(sorted(EXPONENTS)))
    for terminal, words in reserved.items():
        text = re.sub(rf"^({terminal}: .*)%words", rf"\g<1>{'|'.join(words)}", text, flags=re.MULTILINE)
    keywords = sorted(set(_KEYWORD.findall(text)))
    text = _KEYWORD.sub(lambda match: _keyword(match[1]), text)
    return text + "".join(f"{_keyword(word)}.{_WORD_PRIORITY}: /{word}{_BOUNDARY}/\n" for word in keywords)


def _keyword(word: str) -> str:
    return f"_{word.upper().replace('-', '_')}_"


def lark_parser(**options: Any) -> Lark:
    """The grammar in Lark's own LALR parser and contextual lexer: the yardstick of ours, in tests."""
    import lark

    options = {"start": START, "maybe_placeholders": True, **options}
    return lark.Lark(expanded(grammar_text()), parser="lalr", lexer="contextual", **options)


# ---- tables ---------------------------------------------------------------------------------------------


def table_data(text: str | None = None) -> dict[str, Any]:
    """The parse tables as JSON data. Raises lark.GrammarError on a conflict."""
    from lark import Lark
    from lark.parsers.lalr_analysis import LALR_Analyzer

    text = grammar_text() if text is None else text
    lark = Lark(expanded(text), parser="lalr", lexer="contextual", start=START, maybe_placeholders=True)
    analyzer: Any = LALR_Analyzer(lark.parser.parser_conf, strict=True)
    analyzer.compute_lalr()
    table = analyzer.parse_table
    rules = sorted(lark.parser.parser_conf.rules, key=_rule_order)
    symbols = _Numbers()
    rows = _rows(table.states, table.start_states[START], {rule: number for number, rule in enumerate(rules)})
    reserved = reserved_words(text)
    data = {
        "rows": [[part for name, to in row for part in (symbols[name], to)] for row in rows],
        "productions": [_production(rule, symbols) for rule in rules],
        "start": 0,
        "reserved": sorted(reserved["NAME"]),
        "no_label": sorted(reserved["LABEL"]),
        **_terminals(list(lark.terminals)),
    }
    return {"symbols": list(symbols), **data}


def _rule_order(rule: Any) -> tuple[str, list[str]]:
    return (rule.origin.name, [symbol.name for symbol in rule.expansion])


def _rows(states: dict[Any, Any], start: Any, rules: dict[Any, int]) -> list[list[tuple[str, int]]]:
    """The states in the order in which they are reached: Lark numbers them anew in every run."""
    order = [start]
    numbers = {start: 0}
    rows: list[list[tuple[str, int]]] = []
    for state in order:
        row: list[tuple[str, int]] = []
        for symbol, (action, target) in sorted(states[state].items(), key=lambda item: item[0]):
            if action.name == "Reduce":
                row.append((symbol, ~rules[target]))
                continue
            if target not in numbers:
                numbers[target] = len(order)
                order.append(target)
            row.append((symbol, numbers[target]))
        rows.append(row)
    return rows


class _Numbers(dict[str, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


def _production(rule: Any, symbols: _Numbers) -> list[Any]:
    keep: list[int] = []
    absent = list(rule.options.empty_indices or ())
    # One flag for each place between the symbols, in the order of the text; true is an absent option.
    position = 0
    for flag in absent or [False] * len(rule.expansion):
        if flag:
            keep.append(-1)
        else:
            # A token has no value: an action that wants its text has the place of it.
            if not rule.expansion[position].is_term:
                keep.append(position)
            position += 1
    inline = rule.origin.name.startswith("_")
    single = len(keep) == 1 and keep[0] >= 0
    if single and (inline or (rule.options.expand1 and not rule.alias)):
        kind = PASS
    else:
        kind = INLINE if inline else ACTION
    action = "" if kind != ACTION else rule.alias or str(rule.origin.name)
    return [symbols[rule.origin.name], len(rule.expansion), kind, keep, action]


def _terminals(terminals: list[Any]) -> dict[str, Any]:
    words: dict[str, str] = {}
    marks: dict[str, str] = {}
    guards: dict[str, list[list[str]]] = {}
    values: list[tuple[int, str, str]] = []
    for terminal in terminals:
        name, pattern = terminal.name, terminal.pattern
        keyword = re.fullmatch(r"([a-z][a-z_-]*)" + re.escape(_BOUNDARY), pattern.value)
        guarded = re.fullmatch(r"([a-z]+)(\(\?=.*\))", pattern.value)
        if pattern.type == "str":
            marks[pattern.value] = name
        elif keyword:
            words[keyword[1]] = name
        elif guarded:
            guards.setdefault(guarded[1], []).append([name, guarded[2]])
        elif name not in _AUTHORS_WORDS:
            values.append((-terminal.priority, name, re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern.value)))
    return {
        "words": dict(sorted(words.items())),
        "marks": dict(sorted(marks.items())),
        "guards": guards,
        "values": [[name, pattern] for _, name, pattern in sorted(values)],
    }


def tables_path() -> Path:
    """Where the tables lie, in a source tree."""
    return Path(__file__).with_name("tables.json")


def dumped(data: dict[str, Any]) -> str:
    """The content of tables.json: a line for each row, so that a change can be read."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            inner = ",\n".join(json.dumps(each, separators=(",", ":")) for each in value)
            lines.append(f"{json.dumps(key)}: [\n{inner}\n]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    tables_path().write_text(dumped(table_data()), encoding="utf-8")
