"""The public door: `__all__` is sorted, true and small, and nothing is made in the doorway."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from tests.architecture.tree import Module, modules

# About thirty, says the design; a door of a hundred names is a wall.
PUBLIC_NAMES = 45


def exported(module: Module) -> list[str] | None:
    """The names that `__all__` lists, or None where there is no such list."""
    for node in module.tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return [str(name) for name in ast.literal_eval(value)]
            case ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value):
                return [str(name) for name in ast.literal_eval(value)]
    return None


def export_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, each by name: the order in which `make fmt` writes them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


EXPORTING = [module for module in modules() if exported(module) is not None]
DOOR = next(module for module in modules() if module.name == "receipt_rules")


@pytest.mark.parametrize("module", EXPORTING, ids=lambda module: module.name)
def test_all_is_sorted_and_without_doubles(module: Module) -> None:
    names = exported(module)
    assert names == sorted(set(names or []), key=export_order)


@pytest.mark.parametrize("module", EXPORTING, ids=lambda module: module.name)
def test_everything_in_all_is_there(module: Module) -> None:
    loaded = importlib.import_module(module.name)
    assert not [name for name in exported(module) or [] if not hasattr(loaded, name)]


def test_the_public_door_is_small() -> None:
    names = exported(DOOR)
    if names is None:
        pytest.skip("receipt_rules exports nothing yet")
    assert 0 < len(names) <= PUBLIC_NAMES


def made_here(module: Module) -> list[str]:
    """Classes and functions defined in the module; the two hooks of lazy import are no definitions."""
    hooks = {"__getattr__", "__dir__"}
    definitions = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        node.name for node in module.tree.body if isinstance(node, definitions) and node.name not in hooks
    ]


def test_nothing_is_made_in_the_doorway() -> None:
    assert not made_here(DOOR)


def test_the_reader_of_exports_sees_both_spellings(tmp_path: Path) -> None:
    for text in ("__all__ = ['b', 'a']", "__all__: list[str] = ['b', 'a']"):
        path = tmp_path / "door.py"
        path.write_text(text)
        assert exported(Module(path)) == ["b", "a"]
    path.write_text("class A: ...\ndef __getattr__(name): ...\ndef f(): ...\n")
    fresh = Module(path)
    assert exported(fresh) is None
    assert made_here(fresh) == ["A", "f"]
