"""docs/cli.md has a section for each command, with each of its options, choices and defaults."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import pytest
from typer.models import OptionInfo

from receipt_rules.cli.app import app
from tests.docs.markdown import quoted, section, tables

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
HEAD = PAGE.partition("## ")[0]
COMMANDS: dict[str, Callable[..., Any]] = {
    str(each.name): each.callback for each in app.registered_commands if each.callback
}


class Parameter(NamedTuple):
    """`words` are those of an option, none for an argument."""

    words: tuple[str, ...]
    type: Any
    default: Any


def parameters(command: Callable[..., Any]) -> Iterator[Parameter]:
    """What a command takes."""
    hints = get_type_hints(command, include_extras=True)
    for name, each in inspect.signature(command).parameters.items():
        info = next(iter(getattr(hints[name], "__metadata__", ())), each.default)
        if isinstance(info, OptionInfo):
            # Inside `Annotated` the first word stands where a default would.
            given = [word for word in (info.default, *(info.param_decls or ())) if isinstance(word, str)]
            words = tuple(word for word in given if word.startswith("-")) or (f"--{name.replace('_', '-')}",)
        else:
            words = ()
        yield Parameter(words, getattr(hints[name], "__origin__", hints[name]), each.default)


def told(page: str) -> list[str]:
    """What stands in backquotes in the first column of the tables of a section."""
    return [word for rows in tables(page) for row in rows[1:] for word in quoted(row[0])]


def test_the_first_table_leads_to_every_command() -> None:
    assert told(HEAD) == list(COMMANDS)
    assert all(f"(#{name})" in HEAD for name in COMMANDS)


def test_the_options_before_a_command_are_told() -> None:
    assert app.registered_callback
    assert app.registered_callback.callback
    words = [word for each in parameters(app.registered_callback.callback) for word in each.words]
    for word in [*words, "--help", "-h", "--install-completion", "--show-completion"]:
        assert f"`{word}`" in HEAD


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_has_a_row_and_no_other_has(name: str) -> None:
    words = {word.split()[0] for word in told(section(PAGE, f"## `{name}`"))}
    assert words == {word for each in parameters(COMMANDS[name]) for word in each.words}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_choice_is_told(name: str) -> None:
    page = section(PAGE, f"## `{name}`")
    for each in parameters(COMMANDS[name]):
        for choice in each.type if isinstance(each.type, type) and issubclass(each.type, Enum) else ():
            assert f"{each.words[0] if each.words else name} {choice.value}`" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_a_default_that_is_a_choice_a_count_or_a_path_is_told(name: str) -> None:
    for row in (row for rows in tables(section(PAGE, f"## `{name}`")) for row in rows[1:]):
        for each in parameters(COMMANDS[name]):
            if each.words and quoted(row[0])[0].startswith(each.words[0]):
                assert shown(each.default) in row[1] or not said_in(row, each)


def said_in(row: list[str], each: Parameter) -> bool:
    """Whether the row is the one that tells the default: of several, that of the default's choice."""
    if isinstance(each.default, Enum):
        return quoted(row[0])[0].endswith(f" {each.default.value}")
    return not isinstance(each.default, bool) and isinstance(each.default, int | Path)


def shown(value: object) -> str:
    if isinstance(value, Enum):
        return "the default"
    if value == 1_048_576:
        return "1 MiB"
    return f"{value:,}" if isinstance(value, int) else str(value)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_run(name: str) -> None:
    assert f"$ receipt-rules {name} " in section(PAGE, f"## `{name}`")
