"""Registers the commands; nothing else.

Exit codes: 0 clean, 1 diagnostics (or failing tests, or refused receipts), 2 usage, 3 internal.
"""

from __future__ import annotations

import io
import signal
import sys

import typer

from receipt_rules.cli import check, compile_, demo, eval_, explain, fmt, schema, test
from receipt_rules.version import __version__

app = typer.Typer(
    name="receipt-rules",
    help="Promotions and loyalty for the till: check, test and run `.rules` files.",
    epilog="A first look: `receipt-rules check FILE`, `receipt-rules test FILE`, `receipt-rules demo`.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("check", epilog=check.EXAMPLE)(check.check)
app.command("fmt", epilog=fmt.EXAMPLE)(fmt.fmt)
app.command("test", epilog=test.EXAMPLE)(test.test)
app.command("compile", epilog=compile_.EXAMPLE)(compile_.compile_)
app.command("eval", epilog=eval_.EXAMPLE)(eval_.eval_)
app.command("explain", epilog=explain.EXAMPLE)(explain.explain)
app.command("schema", epilog=schema.EXAMPLE)(schema.schema)
app.command("demo", epilog=demo.EXAMPLE)(demo.demo)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"receipt-rules {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version."
    ),
) -> None:
    """Options before the command."""


def run() -> None:
    """Run the command line; what nobody foresaw is exit code 3, with its traceback."""
    _prepare_streams()
    try:
        app()
    except Exception:  # noqa: BLE001 - the last one who can say that it is our bug
        import traceback

        traceback.print_exc()
        print("receipt-rules: this is a bug; please report it with the lines above", file=sys.stderr)
        sys.exit(3)


def _prepare_streams() -> None:
    """Be a good neighbour in a pipe: stop when `head` has seen enough, and never fail over a letter."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
