"""Turns the bytes of a file into text, however it was saved, and mends signs that were damaged on the way."""

import codecs
import re
from pathlib import Path

from leaflets.findings import Finding

MOST_BYTES = 10_000_000
"""More than any text may have (`limits`), so that nobody takes the start of a huge file for all of it."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
"""Marks at the start of a file. Those of UTF-32 begin with those of UTF-16, so they come first."""
_DECLARED = re.compile(rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?([\w:.-]{2,40})", re.I)
_WESTERN = frozenset({"iso8859-1", "ascii", "iso8859-15"})
"""Names that in practice mean Windows-1252, as the HTML standard rules."""

_C1 = {code: bytes([code]).decode("windows-1252", errors="replace") for code in range(0x80, 0xA0)}
"""Control signs that nobody writes: they were quotation marks and dashes of Windows-1252."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\0\ufffe\uffff]")
_BLANK = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_TWICE = re.compile("â[\u0080€][^\\x00-\x7f]|[ÃÂ][\u0080-\u00bf]|â€(?=[\\s,.;:!?)]|$)")
"""Signs of UTF-8 that was taken for Windows-1252: “â€œ” for a quotation mark, “Ã©” for é."""
_LOST_END = re.compile("â€[\u009d\ufffd]?")
"""What is left of ”, whose last byte Windows-1252 does not have."""


def decode(data: bytes) -> str:
    """The text of a file: by its mark, its own word, UTF-8, UTF-16 without a mark, else Windows-1252. Never raises."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if name := _without_mark(data):
        return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data), errors="replace")


def text_of(path: Path, most_bytes: int = MOST_BYTES) -> str:
    """The text of that file with plain line ends, however it was saved, and no more than so many bytes of it.

    Raises OSError when it cannot be opened.
    """
    with path.open("rb") as file:
        return re.sub(r"\r\n?", "\n", decode(file.read(most_bytes)))


def cleaned(text: str) -> str:
    """One line without signs that are not seen, with plain spaces and whole quotation marks."""
    text = _UNSEEN.sub("", _mended(text).translate(_C1))
    return re.sub(r"``|,,(?=\w)", "“", _BLANK.sub(" ", text)).replace("''", "”").rstrip()


def findings(text: str, file: str) -> tuple[Finding, ...]:
    """What was damaged in the text of that file, as it was decoded."""
    lines = [number for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if "\ufffd" in line]
    mended = [number for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if _mended(line) != line]
    found = []
    if lines:
        message = "Some signs cannot be read. They show as “\ufffd”."
        hint = "Look at these lines in the article, and correct them."
        found.append(Finding(file, lines[0], "AR-040", "look at this", message, hint))
    if mended:
        message = "Quotation marks or accents were damaged. They were put right."
        found.append(Finding(file, mended[0], "AR-041", "look at this", message, "Compare them with the article."))
    return tuple(found)


def _without_mark(data: bytes) -> str:
    """UTF-16 that does not say so: in English every other byte is nothing."""
    head = data[:2000]
    if len(head) < 8 or head.count(0) * 3 < len(head):
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _declared(data: bytes) -> str:
    """The encoding that a web page names, where it is one of single bytes; else Windows-1252."""
    found = _DECLARED.search(data[:4096])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "cp1252"
    except (LookupError, UnicodeDecodeError, ValueError):
        return "windows-1252"
    return name if found and name.startswith(("cp125", "iso8859", "mac", "koi8")) and name not in _WESTERN else "cp1252"


def _mended(text: str) -> str:
    if not _TWICE.search(text):
        return text
    return _LOST_END.sub("”", _TWICE.sub(_piece, text))


def _piece(found: re.Match[str]) -> str:
    for name in ("windows-1252", "latin-1"):
        try:
            return found[0].encode(name).decode("utf-8")
        except UnicodeError:
            continue
    return found[0]
