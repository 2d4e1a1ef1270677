"""Registers the commands; nothing else.

Exit codes: 0 clean, 1 diagnostics (or failing tests, or refused receipts), 2 usage, 3 internal.
"""

from __future__ import annotations

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
app.command("check")(check.check)
app.command("fmt")(fmt.fmt)
app.command("test")(test.test)
app.command("compile")(compile_.compile_)
app.command("eval")(eval_.eval_)
app.command("explain")(explain.explain)
app.command("schema")(schema.schema)
app.command("demo")(demo.demo)


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
    try:
        app()
    except BrokenPipeError:
        # Whoever read us has seen enough, as `head` does; nothing is wrong.
        sys.stderr.close()
        sys.exit(0)
    except Exception:
        import traceback

        traceback.print_exc()
        print("receipt-rules: this is a bug; please report it with the lines above", file=sys.stderr)
        sys.exit(3)
