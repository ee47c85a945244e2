"""Reads the words of a finished PDF back as a listener hears them, with pikepdf: shares no code with the renderer.

Tagged words come in the order of the tags and exactly as they are written: two words without a blank between them are
one. What is painted without a tag (page feet) follows at the end, page by page, so that no painted word is missed.
"""

import io
import re
import struct
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Object

from leaflets.formats import Files

_INSIDE_A_LINE = frozenset({"/Span", "/Link", "/NonStruct"})
"""Roles whose words run on with those around them; every other element stands apart."""

_TEXT = "BDC BMC EMC Tf Tj TJ Do"
"""The operators that tell which words are painted, and as which marked content (ISO 32000-1, annex A)."""

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)

_Key = tuple[int, int]
"""Number and generation of an object in the file."""
_Steps = Sequence[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]
_Place = tuple[_Key, int]
"""Marked content: the page, or the form XObject, whose stream it is in, and its number there."""


def read_back(files: Files) -> str:
    """The words of all pages."""
    return "\n".join(_read(content) for content in files.values())


def read_back_copies(files: Files, copies: int) -> str:
    """The words of sheets with the same card so many times, of which a listener hears one.

    The others must say the same as the one that is heard, page by page: whatever they say besides is given as well.
    """
    (content,) = files.values()
    with pikepdf.open(io.BytesIO(content)) as document:
        painted = _Painted()
        untagged = [painted.take_page(page).split() for page in document.pages]
        root = document.Root.get("/StructTreeRoot", Dictionary())
        heard = "".join(_heard(kid, None, painted.tagged) for kid in _kids(root))
        on_pages = [_on_page(page.obj.objgen, painted.tagged) for page in document.pages]
    others = [words for words, card in zip(untagged, on_pages, strict=True) if words != card * (copies - 1)]
    return "\n".join((heard, *(" ".join(words) for words in others)))


def _on_page(page: _Key, tagged: Mapping[_Place, str]) -> list[str]:
    """The words that are painted with a tag in the page's own stream, in the order in which they are painted."""
    return " ".join(words for (owner, _), words in tagged.items() if owner == page).split()


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
        painted = _Painted()
        untagged = [painted.take_page(page) for page in document.pages]
        root = document.Root.get("/StructTreeRoot", Dictionary())
        heard = "".join(_heard(kid, None, painted.tagged) for kid in _kids(root))
        return heard + "\n".join(words for words in untagged if words)


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get("/K", Array())
    yield from kids if isinstance(kids, Array) else (kids,)


def _heard(kid: Object | int, page: Object | None, tagged: Mapping[_Place, str]) -> str:
    """The words of an element, or of one piece of marked content: on that page unless it says where."""
    if isinstance(kid, int):
        return "" if page is None else tagged.get((page.objgen, kid), "")
    page = kid.get("/Pg", page)
    if "/MCID" in kid:  # in the page's own stream, or in that of a form XObject (ISO 32000-1, table 324)
        return _heard(int(kid["/MCID"]), kid.get("/Stm", page), tagged)
    if "/S" not in kid:
        return ""  # the place of a link
    text = "".join(_heard(inner, page, tagged) for inner in _kids(kid))
    return text if str(kid["/S"]) in _INSIDE_A_LINE else f"\n{text}\n"


class _Painted:
    """The words of a file as they are painted. A form XObject may be painted on many pages, and is parsed once."""

    def __init__(self) -> None:
        self.tagged: dict[_Place, str] = {}
        self._untagged: list[str] = []
        """Words of the page at hand that are no part of the document."""
        self._steps: dict[_Key, _Steps] = {}
        self._letters: dict[_Key, Mapping[int, str]] = {}

    def take_page(self, page: pikepdf.Page) -> str:
        """Takes the words of a page, and gives those that are no part of the document."""
        self._untagged = []
        self._take(page.obj, pikepdf.parse_content_stream(page, _TEXT), page.resources, None)
        return "".join(self._untagged)

    def _take_form(self, form: Object, resources: Object, around: _Place | None) -> None:
        """Takes the words of a form XObject; what has no tag in it belongs to the content around it."""
        if str(form.get("/Subtype")) != "/Form":
            return  # a picture of dots
        if form.objgen not in self._steps:
            self._steps[form.objgen] = pikepdf.parse_content_stream(form, _TEXT)
        self._take(form, self._steps[form.objgen], form.get("/Resources", resources), around)

    def _take(self, owner: Object, steps: _Steps, resources: Object, around: _Place | None) -> None:
        inside = [around]
        told = [False]
        """Whether the words of each content stand beside its letters, so that these are not read."""
        letters: Mapping[int, str] = {}
        for step in steps:
            operands = step.operands
            match str(step.operator):
                case "BDC" | "BMC":
                    inside.append(_marked(owner, tuple(operands), inside[-1]))
                    words = _told(tuple(operands))
                    if words and not told[-1]:
                        self._say(words, inside[-1])
                    told.append(told[-1] or bool(words))
                case "EMC":
                    told.pop()
                    if inside.pop() is None:
                        self._untagged.append("\n")
                case "Tf":
                    letters = self._font(resources["/Font"][str(operands[0])])
                case "Do":
                    self._take_form(resources["/XObject"][str(operands[0])], resources, inside[-1])
                case _ if not told[-1]:
                    self._say(_spelled(letters, operands[0]), inside[-1])

    def _say(self, text: str, place: _Place | None) -> None:
        if place is None:
            self._untagged.append(text)
        else:
            self.tagged[place] = self.tagged.get(place, "") + text

    def _font(self, font: Object) -> Mapping[int, str]:
        if not font.is_indirect:
            return _letters(font)
        if font.objgen not in self._letters:
            self._letters[font.objgen] = _letters(font)
        return self._letters[font.objgen]


def _told(operands: Sequence[Object]) -> str:
    """What a marked content says that its letters are (ISO 32000-1, 14.9.4)."""
    marks = operands[1] if len(operands) > 1 else Dictionary()
    return str(marks.get("/ActualText", "")) if isinstance(marks, Dictionary) else ""


def _marked(owner: Object, operands: Sequence[Object], around: _Place | None) -> _Place | None:
    """What marked content belongs to: its own number, nothing for an artifact, else what is around it."""
    marks = operands[1] if len(operands) > 1 else Dictionary()
    if isinstance(marks, Dictionary) and "/MCID" in marks:
        return owner.objgen, int(marks["/MCID"])
    return None if str(operands[0]) == "/Artifact" else around


def _spelled(letters: Mapping[int, str], shown: Object) -> str:
    """The letters of a string, or a row of strings, of two-byte glyph numbers; other numbers only move the pen."""
    pieces = shown if isinstance(shown, Array) else (shown,)
    glyphs = b"".join(bytes(piece) for piece in pieces if isinstance(piece, Object))
    numbers = struct.unpack(f">{len(glyphs) // 2}H", glyphs)
    return "".join([letters.get(number, "\ufffd") for number in numbers])


def _letters(font: Object) -> Mapping[int, str]:
    """What each glyph of a font stands for (ISO 32000-1, 9.10.3)."""
    table = font["/ToUnicode"].read_bytes()
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in _BLOCK.findall(table)
        for glyph, text in _PAIR.findall(block)
    }
