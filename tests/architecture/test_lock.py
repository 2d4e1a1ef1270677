"""The lock files pin everything by hash, name no address, and agree with pyproject.toml and each other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

RUN, DEV = "constraints.txt", "constraints-dev.txt"
PIN = re.compile(r"[a-z0-9-]+==[0-9][^\s;]*( ; [^\\]+)? \\")
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?")
# Once installed, it slows every build of the parser from one second to twenty.
UNWANTED = {"interegular"}


def faults(text: str) -> Iterator[str]:
    """What is wrong with a lock file, line by line."""
    hashed = True
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            if "/" in line:
                yield f"{number}: a comment with a path or an address: {line}"
        elif HASH.fullmatch(line):
            hashed = True
        elif PIN.fullmatch(line):
            if not hashed:
                yield f"{number}: the requirement before this line has no hash"
            hashed = False
        else:
            yield f"{number}: neither a pinned requirement nor a hash: {line}"
    if not hashed:
        yield "the last requirement has no hash"


def pins(name: str) -> dict[str, list[tuple[Requirement, frozenset[str]]]]:
    """By project: its pins (one per environment) with their hashes."""
    found: dict[str, list[tuple[Requirement, frozenset[str]]]] = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    for block in re.findall(r"^[a-z0-9].*(?:\n {4}.*)*", text, flags=re.MULTILINE):
        first, *hashes = (line.rstrip(" \\") for line in block.splitlines())
        requirement = Requirement(first)
        found.setdefault(canonicalize_name(requirement.name), []).append(
            (requirement, frozenset(line.strip() for line in hashes))
        )
    return found


@pytest.mark.parametrize("name", [RUN, DEV])
def test_every_line_is_a_pin_or_a_hash(name: str) -> None:
    assert not list(faults((ROOT / name).read_text(encoding="utf-8")))


def test_the_demo_and_the_tests_run_on_the_same_releases() -> None:
    everything = pins(DEV)
    assert {name: everything.get(name) for name in pins(RUN)} == pins(RUN)


def asked_for(groups: list[str]) -> list[Requirement]:
    """What pyproject.toml asks for: the core, every extra, and the named dependency groups."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names: list[str] = list(project["project"]["dependencies"])
    for extra in project["project"]["optional-dependencies"].values():
        names += extra
    waiting = list(groups)
    while waiting:
        for entry in project["dependency-groups"][waiting.pop()]:
            if isinstance(entry, dict):
                waiting.append(entry["include-group"])
            else:
                names.append(entry)
    return [Requirement(name) for name in names]


@pytest.mark.parametrize(("name", "groups"), [(RUN, ["build"]), (DEV, ["dev"])])
def test_the_lock_is_not_older_than_the_project_file(name: str, groups: list[str]) -> None:
    locked = pins(name)
    for requirement in asked_for(groups):
        found = locked.get(canonicalize_name(requirement.name))
        assert found, f"{requirement.name} is not in {name}: run `make lock`"
        for pin, _ in found:
            version = next(iter(pin.specifier)).version
            assert requirement.specifier.contains(version), f"{pin} is not {requirement}: run `make lock`"


def test_nothing_unwanted_is_locked() -> None:
    assert not UNWANTED & pins(DEV).keys()


GOOD = "lark==1.3.1 \\\n    --hash=sha256:" + "a" * 64 + "\n"


@pytest.mark.parametrize(
    "bad",
    [
        "--index-url https://example.org/simple\n" + GOOD,
        "--find-links wheels\n" + GOOD,
        "# via -r /somewhere/requirements.in\n" + GOOD,
        "lark @ file:///wheels/lark.whl \\\n    --hash=sha256:" + "a" * 64 + "\n",
        "lark==1.3.1\n" + GOOD,
        "lark>=1.3.1 \\\n    --hash=sha256:" + "a" * 64 + "\n",
        "lark==1.3.1 \\\n" + GOOD,
        GOOD + "pluggy==1.7.0 \\\n",
        GOOD.replace("a" * 64, "a" * 63),
    ],
)
def test_each_fault_is_seen(bad: str) -> None:
    assert not list(faults(GOOD))
    assert list(faults(bad))
