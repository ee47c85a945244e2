"""Programs that somebody would script for the same leaflet, in place of the toolkit. None is a part of it.

They are run as programs; one that is missing is told, with what to type. They read what `print_pages` writes: Markdown
and Typst with the same words and pictures, and the font.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TYPST_PYTHON = ROOT / ".tools" / "typst" / "bin" / "python"

_TYPST = "import typst; typst.compile('leaflet.typ', 'out.pdf', font_paths=['.'], pdf_standards=['ua-1', 'a-2a'])"
_PANDOC = '"$PANDOC" --from=markdown-implicit_figures-smart --standalone leaflet.md -o'


@dataclass(frozen=True)
class Program:
    """What a script needs, and how one gets it."""

    name: str
    where: Callable[[], str | None]
    remedy: str


def on_path(*names: str) -> Callable[[], str | None]:
    return lambda: next((found for name in names if (found := shutil.which(name))), None)


def ffmpeg() -> str | None:
    """A computer's own, or the one that the format audio-book brings."""
    spec = find_spec("imageio_ffmpeg")
    folders = spec.submodule_search_locations if spec else None
    brought = (str(path) for folder in folders or () for path in sorted(Path(folder, "binaries").glob("ffmpeg-*")))
    return shutil.which("ffmpeg") or next(brought, None)


def typst() -> str | None:
    return str(TYPST_PYTHON) if TYPST_PYTHON.exists() else None


_APT = "On Debian or Ubuntu, type: sudo apt-get install "
PANDOC = Program("pandoc", on_path("pandoc"), f"{_APT}pandoc")
RSVG = Program("rsvg-convert", on_path("rsvg-convert"), f"{_APT}librsvg2-bin")
"""pandoc puts no drawing into a Word file without it."""
LIBREOFFICE = Program("LibreOffice", on_path("soffice"), f"{_APT}libreoffice-writer-nogui")
ESPEAK = Program("espeak-ng", on_path("espeak-ng"), f"{_APT}espeak-ng")
FFMPEG = Program("FFmpeg", ffmpeg, f"{_APT}ffmpeg")
TYPST = Program("Typst", typst, "Type: python3 -m venv .tools/typst && .tools/typst/bin/pip install typst==0.15.2")


@dataclass(frozen=True)
class Script:
    """One way to make a file of the leaflet without the toolkit."""

    name: str
    needs: tuple[Program, ...]
    lines: str
    """For a shell, in the folder of the files; programs by their names in capitals."""
    makes: str

    def lacking(self) -> Program | None:
        return next((program for program in self.needs if program.where() is None), None)

    def command(self) -> tuple[str, ...]:
        found = {program.name.upper().replace("-", "_"): program.where() for program in self.needs}
        setting = "\n".join(f"{name}='{place}'" for name, place in found.items())
        return "sh", "-e", "-c", f"{setting}\n{self.lines}"


WORD = Script("pandoc", (PANDOC, RSVG), f"{_PANDOC} out.docx", "out.docx")
PDF = Script(
    "pandoc, LibreOffice",
    (PANDOC, RSVG, LIBREOFFICE),
    f"""{_PANDOC} out.docx
"$LIBREOFFICE" "-env:UserInstallation=file://$PWD/profile" --headless --convert-to pdf out.docx""",
    "out.pdf",
)
MP3 = Script(
    "espeak-ng, FFmpeg",
    (ESPEAK, FFMPEG),
    """"$ESPEAK_NG" -v en-gb -s 165 -f leaflet.txt -w out.wav
"$FFMPEG" -y -loglevel error -i out.wav -af loudnorm=I=-19:TP=-1.5 -ar 22050 -b:a 64k out.mp3""",
    "out.mp3",
)
EPUB = Script("pandoc; the MP3 as above", (PANDOC, ESPEAK, FFMPEG), f"{MP3.lines}\n{_PANDOC} out.epub", "out.epub")
WHOLE = Script(
    "pandoc, LibreOffice, espeak-ng, FFmpeg",
    (PANDOC, RSVG, LIBREOFFICE, ESPEAK, FFMPEG),
    "\n".join((PDF.lines, EPUB.lines)),
    "out.epub",
)
TYPST_PDF = Script("Typst", (TYPST,), f'"$TYPST" -c "{_TYPST}"', "out.pdf")
