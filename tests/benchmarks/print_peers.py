"""Other programs that can make a PDF of the same words and pictures, beside ours: time, memory, validity, words.

Every run is cold: a fresh process, with all that it starts. The best of a few runs counts. None of these programs is
a part of the toolkit; one that is missing is said to be missing.
"""

import importlib.util
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import print_ours
import print_pages
import print_specimens
import print_words
from print_measure import page_count, rows, run

from leaflets.model import Leaflet
from leaflets.verify import verapdf

SLUG = "sim-london"
RUNS = 3
CHROMIUM = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
)
PDF_UA = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
_TYPST = (
    "import sys, typst; typst.compile({source!r}, output={out!r}, font_paths={fonts!r}, pdf_standards={standards!r})"
)


@dataclass(frozen=True)
class Peer:
    """One program, and how it is run on the files of `print_pages`."""

    name: str
    command: Callable[[Path], tuple[str, ...] | None]
    """The command for files in that folder, which writes `out.pdf` there; None where the program is missing."""


def typst(standards: list[str]) -> Callable[[Path], tuple[str, ...] | None]:
    def command(folder: Path) -> tuple[str, ...] | None:
        python = os.environ.get("PRINT_SPEED_TYPST") or (sys.executable if importlib.util.find_spec("typst") else None)
        if python is None:
            return None
        source, out = str(folder / "leaflet.typ"), str(folder / "out.pdf")
        return python, "-c", _TYPST.format(source=source, out=out, fonts=[str(folder)], standards=standards)

    return command


def chromium(folder: Path) -> tuple[str, ...] | None:
    program = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    profile = tempfile.mkdtemp(dir=folder)
    page = (folder / "leaflet.html").as_uri()
    if program is None:
        return None
    return (program, *CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={folder}/out.pdf", page)


def libreoffice(folder: Path) -> tuple[str, ...] | None:
    program = shutil.which("soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    if program is None:
        return None
    return (
        *(program, profile, "--headless", "--convert-to", PDF_UA),
        *("--outdir", str(folder), str(folder / "out.docx")),
    )


def pandoc(folder: Path) -> tuple[str, ...] | None:
    program = shutil.which("pandoc")
    engine = Path(sys.executable).with_name("weasyprint")
    if program is None:
        return None
    return (
        *(program, "--from=markdown-implicit_figures-smart", "--standalone", f"--css={folder / 'leaflet.css'}"),
        *(f"--pdf-engine={engine}", "--pdf-engine-opt=--pdf-variant=pdf/ua-1"),
        *(str(folder / "leaflet.md"), "-o", str(folder / "out.pdf")),
    )


def script(name: str, data: str) -> Callable[[Path], tuple[str, ...] | None]:
    path = Path(__file__).with_name(name)
    return lambda folder: (sys.executable, str(path), str(folder / data), str(folder / "out.pdf"))


PEERS = (
    Peer("ours", script("print_ours.py", "leaflet.pickle")),
    Peer("WeasyPrint 70.0 as it comes, our HTML", script("print_stock.py", "page.pickle")),
    Peer("Typst, `ua-1`", typst(["ua-1"])),
    Peer("Typst, `ua-1` and `a-2a`", typst(["ua-1", "a-2a"])),
    Peer("Chromium, HTML", chromium),
    Peer("LibreOffice, our Word file", libreoffice),
    Peer("pandoc, Markdown, WeasyPrint", pandoc),
)


def table() -> str:
    """Everything of this part, as Markdown."""
    head = (
        *("program, cold", "processor, s", "time, s", "largest process, MB", "pages", "KiB", "UA-1 rules broken"),
        *("A-2a rules broken", "words joined", "words broken or lost", "read with"),
    )
    leaflet = print_specimens.real(SLUG)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(leaflet, folder)
        lines = [line for peer in PEERS for line in _line(peer, folder, leaflet)]
    return f"{rows(head, lines)}\n\nVersions: {_versions()}."


def _prepare(leaflet: Leaflet, folder: Path) -> None:
    """Everything the programs read."""
    print_pages.write(leaflet, folder)
    with print_ours.sheets_seen() as sheets:
        print_ours.write(leaflet)
    (folder / "leaflet.pickle").write_bytes(pickle.dumps(leaflet))
    (folder / "page.pickle").write_bytes(pickle.dumps(print_ours.page_of(sheets[-1])))


def _line(peer: Peer, folder: Path, leaflet: Leaflet) -> Iterator[tuple[object, ...]]:
    out = folder / "out.pdf"
    measured = []
    for _ in range(RUNS):
        out.unlink(missing_ok=True)
        command = peer.command(folder)
        if command is None:
            yield (peer.name, "missing here", *[""] * 9)
            return
        measured.append(run(command, folder))
    if not out.is_file():
        yield (peer.name, "made no file", *[""] * 9)
        return
    content = out.read_bytes()
    ua, a = broken_rules(out)
    cpu, seconds, memory = (min(value[which] for value in measured) for which in range(3))
    figures = (
        f"{cpu:.2f}",
        f"{seconds:.2f}",
        f"{memory:.0f}",
        page_count(content),
        f"{len(content) / 1024:.0f}",
        ua,
        a,
    )
    yield (peer.name, *figures, *_words(content, leaflet))


def broken_rules(file: Path) -> tuple[object, object]:
    """How many rules of PDF/UA-1 and of PDF/A-2a veraPDF says are broken."""
    if verapdf.available() is not None:
        return "not checked", "not checked"
    codes = Counter(finding.code.startswith("PD-A-") for finding in verapdf.check((file,)))
    return codes[False], codes[True]


def _words(content: bytes, leaflet: Leaflet) -> tuple[object, ...]:
    expected = print_pages.words(leaflet)
    found = print_words.heard(content, expected)
    if found is None:
        return "", "", "no reader could"
    harm = print_words.harm(expected, found.text.split())
    return len(harm.joined), len(harm.broken) + len(harm.lost), found.reader


def _versions() -> str:
    asked: Mapping[str, tuple[str, ...] | None] = {
        "Typst": (
            (os.environ.get("PRINT_SPEED_TYPST") or sys.executable),
            "-c",
            "import typst; print(typst.__version__)",
        ),
        "Chromium": ("chromium", "--version"),
        "LibreOffice": ("soffice", "--version"),
        "pandoc": ("pandoc", "--version"),
    }
    said = []
    for name, command in asked.items():
        try:
            told = subprocess.run(command or (), capture_output=True, text=True, check=True).stdout.splitlines()[0]
        except (OSError, subprocess.CalledProcessError, IndexError):
            told = "missing"
        said.append(f"{name} {told.removeprefix(name).removeprefix('pandoc').strip()}")
    return "; ".join(said)
