"""`watch`: shows a leaflet in the browser while somebody writes it, with what is wrong beside it. Builds nothing."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LeafletError, as_typed

if TYPE_CHECKING:
    from leaflets.watch.previews import Previews
    from leaflets.watch.server import Server

NAME = "watch"
HELP = "Show leaflets in your browser while you write. The page follows each save."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", nargs="?", default="", metavar="SLUG", help="One leaflet; all of them if left out.")
    parser.add_argument("--language", default="", metavar="TAG", help="The language of translations.")
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="A port of this computer; else a free one.")
    parser.add_argument("--no-browser", action="store_true", help="Print the address only; open no browser.")
    parser.add_argument(
        "--polling",
        action="store_true",
        help="Look for saves again and again: for network drives.",
    )
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    """Shows previews until Ctrl-C, which leaves as a KeyboardInterrupt."""
    import webbrowser
    from threading import Thread

    from leaflets.watch import changes
    from leaflets.watch.previews import Previews

    folder, slug = Path(options.sources), str(options.slug)
    _must_be_there(folder, slug)
    previews = Previews(folder, slug, str(options.language))
    server = _serve(previews, options.port)
    for work in (previews.work, server.serve_forever):
        Thread(target=work, daemon=True).start()
    try:
        address = f"{server.address}{slug}/" if slug else server.address
        print(
            f"Preview: {address}\nSave a file in {as_typed(folder)}: the page follows. To stop, press Ctrl-C.",
            flush=True,
        )
        if not options.no_browser:
            webbrowser.open(address)
        for slugs in changes.saves(folder, options.polling):
            previews.saved(slugs)
    finally:
        previews.close()
        server.shutdown()
        server.server_close()
    return 0


def _serve(previews: "Previews", port: int) -> "Server":
    from leaflets.watch.server import Server

    try:
        return Server(previews, port)
    except OSError as error:
        raise LeafletError(f"The port {port} is in use. Leave --port out: then a free one is found.") from error


def _must_be_there(folder: Path, slug: str) -> None:
    from leaflets import catalogue

    known = catalogue.names(folder)
    if not known:
        raise LeafletError(f"There are no leaflets in {folder}. Start one with the command: new")
    if slug and slug not in known:
        raise LeafletError(f"There is no leaflet “{slug}” in {folder}. There are: {', '.join(known)}.")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1024 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port. Write a number from 1024 to 65535")
    return int(text)
