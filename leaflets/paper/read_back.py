"""Reads the words of a finished PDF back as a listener hears them, with pikepdf: shares no code with the renderer.

Tagged words come in the order of the tags and exactly as they are written: two words without a blank between them are
one. What is painted without a tag (page feet) follows at the end, page by page, so that no painted word is missed.
"""

import io
import re
from collections.abc import Iterator, Mapping
from functools import partial

import pikepdf
import pypdfium2

from leaflets.formats import Files

_INSIDE_A_LINE = frozenset({"/Span", "/Link", "/NonStruct"})
"""Roles whose words run on with those around them; every other element stands apart."""

_TEXT = "BDC BMC EMC Tf Tj TJ"
"""The operators that tell which words are painted, and as which marked content (ISO 32000-1, annex A)."""

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)

Painted = dict[int | None, str]
"""The words of one page by the number of their marked content; None for what is no part of the document."""


def read_back(files: Files) -> str:
    """The words of all pages."""
    return "\n".join(_read(content) for content in files.values())


def page_count(files: Files) -> Mapping[str, int | float]:
    """How many pages the files have, for the manifest."""
    count = 0
    for content in files.values():
        document = pypdfium2.PdfDocument(content)
        count += len(document)
        document.close()
    return {"pages": count}


def _read(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as document:
        painted = {page.obj.objgen: _painted(page) for page in document.pages}
        root = document.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        heard = "".join(_heard(kid, None, painted) for kid in _kids(root))
        return heard + "\n".join(words[None] for words in painted.values() if None in words)


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K", pikepdf.Array())
    yield from kids if isinstance(kids, pikepdf.Array) else (kids,)


def _heard(kid: pikepdf.Object, page: pikepdf.Object | None, painted: Mapping[tuple[int, int], Painted]) -> str:
    """The words of an element, or of one piece of marked content on that page."""
    if not isinstance(kid, pikepdf.Dictionary):
        return painted[page.objgen].get(int(kid), "") if page is not None else ""
    page = kid.get("/Pg", page)
    if "/MCID" in kid:
        return _heard(kid["/MCID"], page, painted)
    if "/S" not in kid:
        return ""  # the place of a link
    text = "".join(_heard(inner, page, painted) for inner in _kids(kid))
    return text if kid.get("/S") in _INSIDE_A_LINE else f"\n{text}\n"


def _painted(page: pikepdf.Page) -> Painted:
    fonts = {name: _letters(font) for name, font in page.resources.get("/Font", {}).items()}
    words: Painted = {}
    inside: list[int | None] = []
    letters: Mapping[int, str] = {}
    for step in pikepdf.parse_content_stream(page, _TEXT):
        operands = step.operands
        match str(step.operator):
            case "BDC" | "BMC":
                marks = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
                inside.append(int(marks["/MCID"]) if "/MCID" in marks else None)
            case "EMC":
                if inside.pop() is None:
                    words[None] = words.get(None, "") + "\n"
            case "Tf":
                letters = fonts[str(operands[0])]
            case _:
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                text = "".join(map(partial(_spelled, letters), pieces))
                number = inside[-1] if inside else None
                words[number] = words.get(number, "") + text
    return words


def _spelled(letters: Mapping[int, str], piece: pikepdf.Object) -> str:
    """The letters of a string of two-byte glyph numbers; numbers between strings only move the pen."""
    if not isinstance(piece, pikepdf.String):
        return ""
    glyphs = bytes(piece)
    numbers = (int.from_bytes(glyphs[at : at + 2], "big") for at in range(0, len(glyphs), 2))
    return "".join(letters.get(number, "\ufffd") for number in numbers)


def _letters(font: pikepdf.Object) -> Mapping[int, str]:
    """What each glyph of a font stands for (ISO 32000-1, 9.10.3)."""
    table = font["/ToUnicode"].read_bytes()
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in _BLOCK.findall(table)
        for glyph, text in _PAIR.findall(block)
    }
