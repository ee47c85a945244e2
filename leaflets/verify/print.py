"""Own checks of the finished page, of any PDF: sizes, lines, words kept whole, looks, contrast, pictures and fonts.

It sees the file as a reader does and knows nothing of how it was made. What is asked depends on what the file is to be:
its own name says so, or the person who asks. `gate` is the quick part, for every build; `check` is all of it.
"""

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pikepdf
import pypdfium2

from leaflets.findings import Finding, Level
from leaflets.verify import (
    MEDIA_TYPES,
    Verifier,
    printfonts,
    printlooks,
    printprofile,
    printwords,
)
from leaflets.verify.printlines import Text, text
from leaflets.verify.printmarks import Mark, marks
from leaflets.verify.printpage import opened, read
from leaflets.verify.printprofile import PROFILES, Profile
from leaflets.verify.printwords import Fault

NAME = "print"


def check(paths: tuple[Path, ...], format_name: str = "") -> tuple[Finding, ...]:
    """One finding for each fault on each page of each file, page by page. Files whose format nobody said are left out.

    `format_name`: what the files are to be; empty where their own names say it.
    """
    found: list[Finding] = []
    for path in paths:
        profile = printprofile.of(path, format_name)
        if profile is not None:
            found += _findings(str(path), path.read_bytes(), profile, printprofile.is_ours(path), quick=False)
    return tuple(found)


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What the quick rules say of a file that was just made; its findings carry the name of the format as their file.

    About 8 ms a page. Left to `check`: all that needs painted pages. Raises KeyError for a format that is not print.
    """
    return tuple(_findings(format_name, content, PROFILES[format_name], ours=True, quick=True))


def unasked(path: Path, format_name: str = "") -> str | None:
    """Why this file is not asked, as sentences that say what to do; None where it is."""
    if printprofile.of(path, format_name) is not None:
        return None
    return f"Its name does not say what it is to be. Say it, for example: --as large-print. There are: {_all()}."


def _all() -> str:
    return ", ".join(PROFILES)


def _findings(file: str, content: bytes, profile: Profile, ours: bool, quick: bool) -> Iterator[Finding]:
    try:
        faults = sorted(set(_faults(content, profile, ours, quick)), key=lambda fault: (fault[1], fault))
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        hint = f"Make it again, without a password. Details: {error}"
        yield Finding(file, 0, "PD-001", "must fix", "This is not a PDF that can be read.", hint)
        return
    for code, page, what, hint in faults:
        place = f"Page {page}: " if page else ""
        yield Finding(file, 0, code, _level(code, ours), place + what, hint)


def _level(code: str, ours: bool) -> Level:
    """Where a person has to look: bold words may be two, capitals of ours may be initials that the leaflet explains,
    and a small picture of a foreign PDF may be an ornament."""
    look = code == "PD-214" or (code == "PD-207" and ours) or (code == "PD-231" and not ours)
    return "look at this" if look else "must fix"


def _faults(content: bytes, profile: Profile, ours: bool, quick: bool) -> Iterator[Fault]:
    with opened(content) as document, pikepdf.open(io.BytesIO(content)) as parts:
        pages = read(document)
        if not any(page.glyphs for page in pages):
            yield "PD-200", 0, "There are no words that can be read.", "A scan is not enough: make the PDF from a text."
            return
        words = text(pages, profile.imposed)
        yield from printwords.faults(words, profile, str(parts.Root.get("/Lang", "")), _covers(parts))
        yield from printlooks.slanted(words)
        yield from printlooks.turned(words)
        yield from printfonts.faults(parts, profile, ours)
        if not quick:
            yield from _painted(document, parts, words, profile)


def _covers(document: pikepdf.Pdf) -> frozenset[int]:
    """The pages, from 1, that can be covers: the first, and in a pack of leaflets those where page numbers start anew
    (ISO 32000-1, 12.4.2)."""
    starts = document.Root.get("/PageLabels", pikepdf.Dictionary()).get("/Nums", pikepdf.Array())
    return frozenset({1, *(int(starts[at]) + 1 for at in range(0, len(starts), 2))})


def _painted(document: pypdfium2.PdfDocument, parts: pikepdf.Pdf, words: Text, profile: Profile) -> Iterator[Fault]:
    """What needs the shapes and the pixels of each page."""
    # Here: they bring what draws pictures, and no build asks them.
    from leaflets.verify import printground, printpictures

    painted: dict[int, tuple[Mark, ...]] = {}
    for page, sheet in zip(words.pages, document, strict=True):
        painted[page.number] = marks(sheet.raw)
        yield from printlooks.underlined(
            (line for line in words.lines if line.page == page.number), painted[page.number]
        )
        yield from printlooks.in_the_margin(page, profile)
        seen = printground.ground(sheet)
        yield from printground.words(page, seen, profile)
        yield from printground.edges(page, seen, profile)
        sheet.close()
    if profile.pictures:
        figures = printpictures.figures(parts, words.pages)
        yield from printpictures.faults(figures, words.pages, painted, profile)


def verifier(format_name: str = "") -> Verifier:
    """The checker for files that are to be this format; empty where their own names say it."""
    return Verifier(
        NAME,
        (MEDIA_TYPES[".pdf"],),
        lambda: None,
        partial(check, format_name=format_name),
        unasked=partial(unasked, format_name=format_name),
        for_format=verifier,
        gate=gate,
    )


VERIFIER = verifier()
