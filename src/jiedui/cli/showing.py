"""Words that show: demo and serve."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import click
from click.core import ParameterSource

from jiedui.cli.start import (
    Outcome,
    begin_office,
    holds_book,
    now,
    open_office,
    say,
    with_data_dir,
)

DEMO_DIR = Path("demo-data")
HOST = "127.0.0.1"
PORT = 8420
SERVER: dict[str, Any] = {
    "threads": 4,
    "ident": None,
    "connection_limit": 2000,
    "asyncore_use_poll": True,
}
"""How the server is run: few threads, and room for a crowd that keeps its connections open."""


@click.command("serve")
@with_data_dir
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="Port on this machine; where it is taken, a free one.",
)
def serve_word(data_dir: Path, port: int) -> Outcome:
    """Serve the desk and the public portal on this machine (loopback only); Ctrl-C stops it.

    A directory that is named must hold a book. Where none is named and there is no book yet, one is
    begun, as on a fresh machine; it then says how to go on.
    """
    source = click.get_current_context().get_parameter_source("data_dir")
    if source is not ParameterSource.DEFAULT:
        open_office(data_dir, must_exist=True)
    elif begin_office(data_dir):
        _say_how_to_go_on(data_dir)
    _serve(port)
    return Outcome.GOOD


def _say_how_to_go_on(data_dir: Path) -> None:
    """Say what a book that was only just begun needs before anybody can sign in."""
    say("  It is empty, and nobody can sign in yet 账簿是空的,还没有人可以登录:", error=True)
    say(f"  jiedui init --office CODE --data-dir {data_dir}", error=True)
    say(f"  jiedui user add NAME --role officer --data-dir {data_dir}", error=True)
    if holds_book(DEMO_DIR):
        say(f"  The demonstration's book 演示账簿: jiedui serve --data-dir {DEMO_DIR}", error=True)


def _serve(port: int) -> None:
    from waitress import create_server

    from jiedui.web.prepared import warm
    from jiedui.wsgi import application

    Thread(target=warm, daemon=True).start()
    try:
        server = create_server(application, host=HOST, port=port, **SERVER)
    except OSError:
        # The port is taken: any free one will do, and its address is printed.
        server = create_server(application, host=HOST, port=0, **SERVER)
    say(f"\n  http://{HOST}:{server.effective_port}/        public portal 公开页面")
    say(f"  http://{HOST}:{server.effective_port}/desk/   desk 工作台 (sign in)")
    say("  Ctrl-C stops the server.\n")
    try:
        server.run()
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.close()


@click.command("demo")
@click.option(
    "--data-dir",
    "data_dir",
    type=click.Path(file_okay=False, path_type=Path),
    default=DEMO_DIR,
    show_default=True,
    help="Directory of the demonstration's book.",
)
@click.option(
    "--no-serve",
    is_flag=True,
    help="End after printing what was posted, the figures and the checks.",
)
@click.option("--port", default=PORT, show_default=True, help="Port on this machine.")
def demo_word(data_dir: Path, no_serve: bool, port: int) -> Outcome:
    """Show the whole way with a sample: workbooks in, book, figures, checks, a page, served.

    The workbooks are written from published facts of a real programme (a district of Shanghai and
    its partner counties, 2004 to 2017). Run again, it continues with the book it made.
    """
    begin_office(data_dir, is_told=False)
    from jiedui.cli import demo

    if demo.is_fresh():
        demo.post_sample(data_dir / "workbooks", now=now())
        demo.issue_page(now=now())
    else:
        demo.print_batches()
    demo.print_figures()
    demo.print_checks(data_dir / "workbooks")
    demo.print_form(data_dir / "workbooks")
    demo.print_assessment(data_dir)
    sound = demo.print_verification()
    demo.print_sign_ins()
    if not no_serve:
        _serve(port)
    return Outcome.GOOD if sound else Outcome.DATA_ERRORS


WORDS = (demo_word, serve_word)
