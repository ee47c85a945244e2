"""Reads the tags of a PDF that LibreOffice made of a Word file: headings, pictures, the words in the order heard."""

import ctypes
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Object

INSIDE_A_LINE = frozenset({"/Span", "/Link", "/NonStruct", "/Reference"})
LABEL = "/Lbl"
"""The bullet or number of a list, which stands nowhere in the text of a Word file."""
MOST_STEPS = 20
"""From a role to a role of the standard: more is a ring."""

Place = tuple[int, int]
"""Page, from 0, and the number of marked content on it."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What a listener meets."""

    title: str
    shows_title: bool
    lang: str
    headings: tuple[tuple[int, str], ...]
    """Level from 1, and the words."""
    pictures: tuple[str, ...]
    """Alternative texts, empty where there is none."""
    words: str
    """A line for each paragraph."""


def read(content: bytes) -> Tags:
    """The tags of a PDF. Raises pikepdf.PdfError or PdfiumError for what is no PDF."""
    with pikepdf.open(io.BytesIO(content)) as document:
        root = document.Root
        tree = root.get("/StructTreeRoot", Dictionary())
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages)}
        walk = _Walk(tree.get("/RoleMap", Dictionary()), pages, _painted(content))
        words = "".join(walk.heard(kid, None) for kid in _kids(tree))
        return Tags(
            title=str(document.docinfo.get("/Title", "")),
            shows_title=bool(root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)),
            lang=str(root.get("/Lang", "")),
            headings=tuple(walk.headings),
            pictures=tuple(walk.pictures),
            words=words,
        )


class _Walk:
    """One walk through the tags, in their order."""

    def __init__(self, roles: Object, pages: Mapping[tuple[int, int], int], painted: Mapping[Place, str]) -> None:
        self._roles, self._pages, self._painted = roles, pages, painted
        self.headings: list[tuple[int, str]] = []
        self.pictures: list[str] = []

    def heard(self, kid: Object | int, page: Object | None) -> str:
        """The words of an element, or of one piece of marked content on that page."""
        if isinstance(kid, int):
            return "" if page is None else self._painted.get((self._pages.get(page.objgen, -1), kid), "")
        page = kid.get("/Pg", page)
        if "/MCID" in kid:
            return self.heard(int(kid["/MCID"]), page)
        if "/S" not in kid:
            return ""  # the place of a link
        role = self._role(str(kid["/S"]))
        if role == "/Figure":
            self.pictures.append(str(kid.get("/Alt", "")))
        text = "".join(self.heard(inner, page) for inner in _kids(kid))
        if len(role) == 3 and role.startswith("/H") and role[2].isdigit():
            self.headings.append((int(role[2]), " ".join(text.split())))
        if role == LABEL:
            return ""
        return text if role in INSIDE_A_LINE else f"\n{text}\n"

    def _role(self, role: str) -> str:
        """The role of the standard that a role of the file's own stands for."""
        for _ in range(MOST_STEPS):
            if role not in self._roles:
                break
            role = str(self._roles[role])
        return role


def _kids(element: Object) -> Iterator[Object]:
    kids = element.get("/K", Array())
    yield from kids if isinstance(kids, Array) else (kids,)


def _painted(content: bytes) -> dict[Place, str]:
    """The words of each piece of marked content, as pdfium reads them."""
    found: dict[Place, str] = {}
    document = pypdfium2.PdfDocument(content)
    try:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for part in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
                place = number, pdfium.FPDFPageObj_GetMarkedContentID(part.raw)
                found[place] = found.get(place, "") + _text(part.raw, text.raw)
    finally:
        document.close()
    return found


def _text(part: object, page_text: object) -> str:
    size = pdfium.FPDFTextObj_GetText(part, page_text, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(part, page_text, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
