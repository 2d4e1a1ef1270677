"""`demo`: on a tiny shop with prepared receipts of its own, laid out as rulesets/grocery is."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from receipt_rules import Engine, Outcome
from tests.e2e.shop import Said, Shop, line, receipt

RULES = """\
ruleset "tiny" version "1" currency EUR timezone "Europe/Berlin"
rule tea10 "[bold]10%[/bold] off :tea:" { on items category "Tea" give 10% off }
rule from50 "5 EUR off from 50 EUR" { when amount >= 50 EUR give 5 EUR off receipt }
rule from5 "1 EUR off from 5 EUR" { when amount >= 5 EUR give 1 EUR off receipt }
rule wine "Wine" { on items category "Wine" give 5% off }
draft rule plan "Plan" { give 50% off }
"""
PREPARE = """\
from __future__ import annotations
from types import SimpleNamespace

def prepare(cache, progress=None):
    cache.mkdir(parents=True, exist_ok=True)
    for done in (1, 2):
        progress(done, 2)
    file = cache / "receipts.jsonl"
    if not file.exists():
        file.write_bytes((cache.parent / "source.jsonl").read_bytes())
    return SimpleNamespace(file="receipts.jsonl")

def read_receipts(path, *, limit=None, every=1):
    print(f"asked for {limit}, one in {every}")
    with path.open("rb") as file:
        for number, data in enumerate(file):
            if limit is None or number < limit:
                yield data
"""


class Checkout(Shop):
    """A folder with a ruleset in `chains_N/tiny`."""

    @property
    def chains(self) -> str:
        return f"chains_{self.folder.name}".replace("-", "_")

    @property
    def home(self) -> str:
        return f"{self.chains}/tiny"


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Checkout]:
    """Seven receipts; the interpreter keeps no memory of the modules."""
    made = Checkout(tmp_path)
    made.write(f"{made.home}/grocery.rules", RULES)
    made.write(f"{made.home}/prepare.py", PREPARE)
    made.write("source.jsonl", [receipt(id=f"r{number}") for number in range(7)])
    monkeypatch.setattr(sys, "path", list(sys.path))
    yield made
    for name in [name for name in sys.modules if name.startswith(made.chains)]:
        del sys.modules[name]


def demo(tiny: Checkout, *arguments: str) -> Said:
    return tiny.run("demo", "--folder", tiny.home, "--cache", "cache", *arguments)


def test_slips_totals_and_the_rate(tiny: Checkout) -> None:
    code, out, err = demo(tiny)
    assert (code, err) == (0, "")
    assert "4 live rules, drafts: 1, of " in out
    assert "asked for 5000, one in 31" in out
    assert out.count("\nReceipt r") == 1, "one slip tells of all its rules"
    assert "  [bold]10%[/bold] off :tea:               -0.89\n" in out, "words are not markup"
    assert "7 receipts, 7 lines, every line's amounts add up" in out
    assert "62.30 EUR on the shelf, 13.23 given, 7 receipts (100.0%) got a discount" in out
    assert "2 of 4 rules applied, 1 refused at least once" in out
    assert " receipts a second, " in out
    table = [row.split() for row in out.splitlines() if row.startswith(("tea10 ", "from5 "))]
    assert [(row[0], row[-3], row[-2], row[-1]) for row in table] == [
        ("from5", "7", "0", "7.00"),
        ("tea10", "7", "0", "6.23"),
    ]
    assert "[bold]10%[/bold] off :tea:" in out.split("The 25 rules")[1]


def test_fewer_receipts_and_other_slips(tiny: Checkout) -> None:
    _, out, _ = demo(tiny, "--receipts", "2", "--slips", "0")
    assert "asked for 2, one in 77924" in out
    assert "Receipt r" not in out
    assert "2 receipts, 2 lines" in out


def test_all_of_them(tiny: Checkout) -> None:
    assert "asked for 155848, one in 1\n" in demo(tiny, "--all")[1]


def test_the_second_run_reads_what_is_prepared(tiny: Checkout) -> None:
    demo(tiny)
    (tiny.folder / "source.jsonl").unlink()
    assert demo(tiny)[0] == 0
    assert "cache/receipts.jsonl" in tiny.files()


def test_nothing_prepared_is_no_division_by_zero(tiny: Checkout) -> None:
    tiny.write("source.jsonl", "")
    code, out, _ = demo(tiny)
    assert code == 0
    assert "0 receipts, 0 lines" in out


def test_a_folder_that_is_not_there(shop: Shop) -> None:
    said = shop.run("demo")
    assert said.code == 2
    assert said.err == (
        "receipt-rules: `rulesets/grocery/grocery.rules` is not there: "
        "run the demo in a checkout of the project, or say --folder\n"
    )


def test_a_package_that_is_not_there(tiny: Checkout) -> None:
    tiny.write(f"{tiny.home}/prepare.py", "import completely_absent_data\n")
    code, out, err = demo(tiny)
    assert (code, out) == (2, "")
    assert err == (
        "receipt-rules: the data needs `completely_absent_data`: "
        "pip install 'receipt-rules[data]', or `make demo`\n"
    )


def test_a_ruleset_with_a_mistake(tiny: Checkout) -> None:
    tiny.write(f"{tiny.home}/grocery.rules", RULES.replace("give 10% off", "give 10 off"))
    code, _, err = demo(tiny)
    assert code == 1
    assert "error[unit-missing]" in err


def test_amounts_that_do_not_add_up_stop_the_demo(tiny: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """The promise of the last table is kept by counting, not by saying so."""
    honest = Engine.evaluate

    def generous(self: Engine, *arguments: object, **options: object) -> Outcome:
        outcome = honest(self, *arguments, **options)  # type: ignore[arg-type]
        first = msgspec.structs.replace(outcome.lines[0], final_minor=outcome.lines[0].final_minor - 1)
        return msgspec.structs.replace(outcome, lines=(first,))

    monkeypatch.setattr(Engine, "evaluate", generous)
    with pytest.raises(AssertionError, match=r"receipt r0, line 1: the amounts do not add up"):
        demo(tiny)


def test_a_long_receipt_is_no_example(tiny: Checkout) -> None:
    lines = [line(str(number)) for number in range(13)]
    tiny.write(
        "source.jsonl", json.dumps(receipt(*lines, id="long")) + "\n" + json.dumps(receipt(id="short")) + "\n"
    )
    _, out, _ = demo(tiny)
    assert "Receipt short" in out
    assert "Receipt long" not in out


def test_the_cache_may_be_anywhere(tiny: Checkout, tmp_path_factory: pytest.TempPathFactory) -> None:
    other: Path = tmp_path_factory.mktemp("elsewhere")
    (other / "source.jsonl").write_text(json.dumps(receipt()) + "\n")
    said = tiny.run("demo", "--folder", tiny.home, "--cache", str(other / "cache"))
    assert "1 receipts, 1 lines" in said.out
