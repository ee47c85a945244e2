"""QR codes on posters and cards, read off the painted page by zxing-cpp: that phones can, and where they then go.

zxing-cpp (Apache 2.0) is a reader of other people; it shares no code with what wrote the codes. It is in the extra
`proof`.
"""

import importlib.util
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2

from leaflets import languages
from leaflets.findings import Finding
from leaflets.verify import MEDIA_TYPES, Verifier
from leaflets.verify.printpage import opened, read

NAME = "codes"
DOTS_PER_INCH = 200
"""A plain scan. A module of half a millimetre is then 4 dots wide."""
LEAST_MODULE_MM = 0.5
QUIET = 4
"""Modules of white all round (ISO/IEC 18004, 6.3.8)."""
_WHITE = 200
_SLACK_MM = 0.01
_COPIES = {"poster-a3": 1, "poster-a4": 1, "handout": 4}
"""Formats with codes, and how often each code stands on its page."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it was read."""

    page: int
    address: str
    module_mm: float
    is_quiet: bool


def available() -> str | None:
    """Why codes cannot be read here; None where they can."""
    if importlib.util.find_spec("zxingcpp") is None:
        return "The reader of codes zxing-cpp is not on this computer. To install it, see .ci/run."
    return None


def check(paths: tuple[Path, ...], format_name: str = "") -> tuple[Finding, ...]:
    """One finding for each fault of the codes of each file."""
    return tuple(
        Finding(str(path), 0, code, "must fix", what, hint)
        for path in paths
        for code, what, hint in _faults(path.read_bytes(), _COPIES[format_name or _format_in(path)])
    )


def codes(content: bytes) -> tuple[Code, ...]:
    """Every code on every page, read in grey."""
    with opened(content) as document:
        return tuple(code for number in range(len(document)) for code in _on_page(document[number], number + 1))


def grey(page: pypdfium2.PdfPage, dots_per_inch: float = DOTS_PER_INCH) -> Any:
    """The page as painted, a number from 0 (black) to 255 for each dot."""
    picture = page.render(scale=dots_per_inch / 72, grayscale=True).to_numpy()
    return np.ascontiguousarray(picture.reshape(picture.shape[:2]))


def addresses(picture: Any) -> tuple[str, ...]:
    """What a phone reads in a grey picture, sorted."""
    return tuple(sorted(found.text for found in _read(picture)))


def _read(picture: Any) -> Any:
    import zxingcpp

    return zxingcpp.read_barcodes(picture, zxingcpp.barcode_formats_from_str("QRCode"))


def _on_page(page: pypdfium2.PdfPage, number: int) -> Iterator[Code]:
    picture = grey(page)
    for found in _read(picture):
        modules = 17 + 4 * int(found.extra["Version"])
        left, top = found.position.top_left.x, found.position.top_left.y
        right, bottom = found.position.bottom_right.x, found.position.bottom_right.y
        module = (right - left + 1) / modules
        yield Code(
            number, found.text, module * 25.4 / DOTS_PER_INCH, _is_quiet(picture, (left, top, right, bottom), module)
        )


def _is_quiet(picture: Any, box: tuple[int, int, int, int], module: float) -> bool:
    """Whether there is nothing but white around the code, a dot for rounding left out."""
    left, top, right, bottom = box
    far, near = int(QUIET * module) - 1, 2
    if min(left - far, top - far) < 0 or right + far >= picture.shape[1] or bottom + far >= picture.shape[0]:
        return False
    around = picture[top - far : bottom + far + 1, left - far : right + far + 1].copy()
    around[far - near : -(far - near), far - near : -(far - near)] = 255
    return bool((around >= _WHITE).all())


def _faults(content: bytes, copies: int) -> Iterator[tuple[str, str, str]]:
    again = "Make the file again. If this comes back, report it."
    try:
        named, links = _named(content)
        found = codes(content)
        with opened(content) as document:
            words = "".join(glyph.text for page in read(document) for glyph in page.glyphs)
    except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
        yield "PD-001", "This is not a PDF that can be read.", f"Make it again, without a password. Details: {error}"
        return
    counts = Counter(code.address for code in found)
    if len(counts) != named or any(count != copies for count in counts.values()):
        what = f"There should be {named * copies} codes that phones can read. There are {len(found)}."
        yield "PD-241", what, again
    for address in sorted(counts):
        if not address.startswith("https://"):
            yield "PD-242", f"A code leads to “{address}”, which is no secure address.", again
    typed = [link for link in links if link.removeprefix("https://").rstrip("/") in words]
    if found and not any(address in typed for address in counts):
        yield "PD-243", f"No code leads to the address in words: {', '.join(sorted(counts))}.", again
    folders = {address.rstrip("/").rpartition("/")[0] for address in counts}
    if len(folders) > 1:
        yield "PD-243", f"The codes lead to different places: {', '.join(sorted(folders))}.", again
    for code in found:
        if code.module_mm < LEAST_MODULE_MM - _SLACK_MM:
            what = f"The squares of a code are only {code.module_mm:.2f} mm wide."
            yield "PD-244", what, "Write a shorter web-address into house.toml."
        if not code.is_quiet:
            yield "PD-245", "A code has too little white around it.", again


def _named(content: bytes) -> tuple[int, list[str]]:
    """How many codes the tags tell of, by the words for them, and all addresses that links lead to."""
    with pikepdf.open(io.BytesIO(content)) as document:
        lang = str(document.Root.get("/Lang", ""))
        language = languages.load(lang if lang in languages.tags() else languages.HOME)
        alts = {language.say("outreach-code-web"), language.say("outreach-code-audio")}
        named = sum(
            isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and str(item.get("/Alt", "")) in alts
            for item in document.objects
        )
        links = [
            str(note.A.URI)
            for page in document.pages
            for note in page.obj.get("/Annots", pikepdf.Array())
            if "/URI" in note.get("/A", pikepdf.Dictionary())
        ]
    return named, links


def _format_in(path: Path) -> str:
    parts = path.stem.split("_")
    return parts[1] if len(parts) == 3 else ""


def verifier(format_name: str = "") -> Verifier:
    """The checker for files that are to be this format; empty where their own names say it."""
    return Verifier(
        NAME,
        (MEDIA_TYPES[".pdf"],),
        available,
        partial(check, format_name=format_name),
        concerns=lambda path: (format_name or _format_in(path)) in _COPIES,
        for_format=verifier,
    )


VERIFIER = verifier()
