"""Looks what type of file an article is: by its contents, which must fit the ending of its name."""

import re
import zipfile
from io import BytesIO
from typing import Literal

from leaflets.findings import Finding
from leaflets.intake import encoding

Kind = Literal["text", "markdown", "page", "docx", "odt", "pdf"]

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".docx": "docx",
    ".odt": "odt",
    ".pdf": "pdf",
}
"""Endings of the article files that can be read."""

MOST_BYTES = 50_000_000
"""A Word file with many photographs; what is bigger is no article."""
MOST_TEXT_BYTES = 2_000_000
"""A text or web page file; a novel has about half of that."""

_ENDING_FOR: dict[str, str] = {
    "text": ".txt", "markdown": ".md", "page": ".html", "docx": ".docx", "odt": ".odt", "pdf": ".pdf",
}  # fmt: skip
_CALLED: dict[str, str] = {
    "text": "plain text",
    "page": "a web page",
    "docx": "a Word file",
    "odt": "a LibreOffice file",
    "pdf": "a PDF",
    "old": "an old Word file, or a Word file with a password",
    "rich": "a rich text file",
    "archive": "a web page packed with its pictures",
    "picture": "a picture",
    "zip": "a packed folder",
    "xml": "an XML file",
    "empty": "empty",
    "data": "not text",
}
_AS_TEXT = "Open it, save it as plain text (.txt), and use that file."
_ADVICE: dict[str, str] = {
    "old": "Open it in Word, save it as a Word document (.docx) without a password, and use that file.",
    "rich": "Open it in Word, save it as a Word document (.docx) or plain text (.txt), and use that file.",
    "archive": "Save the page again as “Web page, HTML only”, or as plain text (.txt). Use that file.",
    "picture": "Type its words into a plain text file (.txt), and use that file.",
    "empty": "Put the text of the article into it, and save it again, for example as plain text (.txt).",
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "old"),
    (b"{\\rtf", "rich"),
    (b"bplist00", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
)
_PAGE = re.compile(r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.DOTALL)
_PACKED_PAGE = re.compile(r"(?i)(?:^|\n)content-type:\s*multipart/related")
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")


def too_big(size: int, file: str) -> Finding | None:
    """A refusal of a file of so many bytes, when that is more than any article has."""
    if size <= MOST_BYTES:
        return None
    return _refusal(file, "AR-004", f"The file is too big: {size // 1_000_000} MB.", _smaller(MOST_BYTES))


def kind_of(data: bytes, ending: str, file: str) -> Kind | Finding:
    """How to read these bytes of a file with that ending, or why it is refused."""
    found = _contents(data)
    wanted = ENDINGS.get(ending.casefold())
    if wanted is None:
        named = f"“{ending}”" if ending else "no ending"
        return _refusal(file, "AR-001", f"Files of this type ({named}) cannot be read.", _ADVICE.get(found, _AS_TEXT))
    if not _fits(found, wanted):
        message = f"The name ends in “{ending}”, but the file is {_CALLED[found]}."
        return _refusal(file, "AR-002", message, _ADVICE.get(found) or _renamed(found))
    if wanted in ("text", "markdown", "page") and len(data) > MOST_TEXT_BYTES:
        message = f"The file is too long: {len(data) / 1_000_000:.1f} MB of text."
        return _refusal(file, "AR-004", message, _smaller(MOST_TEXT_BYTES))
    return wanted


def _fits(found: str, wanted: Kind) -> bool:
    if wanted in ("text", "markdown", "page") and found == "text":
        return True  # a page may be saved without its head, and Markdown is text
    return found == wanted or (found == "empty" and wanted in ("text", "markdown"))


def _contents(data: bytes) -> str:
    """What the bytes are: a key of `_CALLED`."""
    if not data.strip(b"\0 \t\r\n"):
        return "data" if data.strip() else "empty"
    for start, name in _MAGIC:
        if data.startswith(start):
            return name
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _written(data)


def _packed(data: bytes) -> str:
    """What a zip holds; also one that cannot be opened is named after what it claims to hold."""
    start = data[:200]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in start:
        return "odt"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/" in data or b"[Content_Types].xml" in start else "zip"
    if "word/document.xml" in names:
        return "docx"
    return "odt" if {"content.xml", "styles.xml"} <= names else "zip"


def _written(data: bytes) -> str:
    """What kind of text the bytes are."""
    head = encoding.decode(data[:4096]).removeprefix("\ufeff")
    if _UNREADABLE.search(head):
        return "data"
    if _PACKED_PAGE.search(head):
        return "archive"
    if _PAGE.match(head):
        return "page"
    return "xml" if head.lstrip().startswith("<?xml") else "text"


def _renamed(found: str) -> str:
    right = _ENDING_FOR.get(found)
    return f"Give it a name that ends in “{right}”, and use that file." if right else _AS_TEXT


def _smaller(most: int) -> str:
    return f"Copy the article into a file of its own, of less than {most // 1_000_000} MB."


def _refusal(file: str, code: str, message: str, hint: str) -> Finding:
    return Finding(file, 0, code, "must fix", message, hint)
