"""Measures how long `watch` takes from a save to the new page, and where the time goes.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/watch_speed.py
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
SLUG = "sim-london"
SAVES = 15
LIMIT_S = 2.0
"""What is promised from a save to the new page."""

sys.path.insert(0, str(ROOT))


def main() -> int:
    """Prints the times; returns 1 when one save took longer than is promised."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(ROOT / "sources", Path(place) / "sources"))
        read, drawn = _parts(folder)
        saves = _saves(folder)
    print(f"{'read and check, at work':<28}{read * 1000:>7.0f} ms")
    print(f"{'make the page, at work':<28}{drawn * 1000:>7.0f} ms")
    print(f"{'save to new page, median':<28}{statistics.median(saves) * 1000:>7.0f} ms")
    print(f"{'save to new page, longest':<28}{max(saves) * 1000:>7.0f} ms   limit {LIMIT_S:.0f} s")
    return 1 if max(saves) > LIMIT_S else 0


def _parts(folder: Path) -> tuple[float, float]:
    """Seconds of the processor for a leaflet whose text is another each time: to read it, and to make its page."""
    from leaflets.report.gather import Wish, leaflet_report
    from leaflets.watch import preview

    wish = Wish(date.today(), sources=folder)
    preview.of_leaflet(leaflet_report(SLUG, wish))
    read, drawn = [], []
    for number in range(SAVES):
        _change(folder, number)
        begun = time.process_time()
        report = leaflet_report(SLUG, wish)
        between = time.process_time()
        preview.of_leaflet(report)
        read.append(between - begun)
        drawn.append(time.process_time() - between)
    return statistics.median(read), statistics.median(drawn)


def _saves(folder: Path) -> list[float]:
    """Seconds from each save until the new page is in the hands of a browser."""
    from leaflets.watch import changes
    from leaflets.watch.previews import Previews
    from leaflets.watch.server import Server

    previews = Previews(folder, SLUG)
    server = Server(previews)

    def follow() -> None:
        for slugs in changes.saves(folder):
            previews.saved(slugs)

    for work in (previews.work, server.serve_forever, follow):
        Thread(target=work, daemon=True).start()
    times = []
    with closing(HTTPConnection("127.0.0.1", server.server_port)) as line:
        line.request("GET", f"/{SLUG}/events")
        news = (each for each in line.getresponse() if each.startswith(b"data: "))
        next(news)
        for number in range(SAVES):
            time.sleep(0.5)
            times.append(_one(folder, server.server_port, SAVES + number, news))
    previews.close()
    server.shutdown()
    return times


def _one(folder: Path, port: int, number: int, news: Iterator[bytes]) -> float:
    begun = time.perf_counter()
    word = _change(folder, number).encode()
    for _ in news:
        with closing(HTTPConnection("127.0.0.1", port)) as line:
            line.request("GET", f"/{SLUG}/")
            if word in line.getresponse().read():
                return time.perf_counter() - begun
    raise SystemExit("The server has gone.")


def _change(folder: Path, number: int) -> str:
    """Changes one sentence of the leaflet, and gives the words that are new in it."""
    path = folder / SLUG / "leaflet.en-GB.md"
    real = (ROOT / "sources" / SLUG / path.name).read_text(encoding="utf-8")
    words = f"worked as pair number {number}"
    path.write_text(real.replace("worked as a pair", words), encoding="utf-8")
    return words


if __name__ == "__main__":
    raise SystemExit(main())
