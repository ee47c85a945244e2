"""Faults put into good braille: what an embosser would spoil, and what a braille reader would meet."""

import re
from collections.abc import Callable
from functools import partial

from seeded import Fault

from leaflets import liblouis

CHECKERS = ("braille",)
LINE = "\r\n"


def line_changed(change: Callable[[list[str]], None], brf: bytes) -> bytes:
    """The file with its lines changed; a form feed stands at the start of the next page's first line."""
    lines = brf.decode("ascii").split(LINE)
    change(lines)
    return LINE.join(lines).encode("ascii")


def longer(lines: list[str]) -> None:
    at = next(at for at, line in enumerate(lines) if line.startswith("  ,"))
    lines[at] = lines[at].ljust(40, "=") + "="


def heading_last(lines: list[str]) -> None:
    """The last heading of the first page goes to its end, and the lines that follow it go away."""
    end = next(at for at, line in enumerate(lines) if line.endswith("#A"))
    heading = max(
        at for at in range(1, end) if lines[at].startswith("    ") and lines[at][4] != " " and not lines[at - 1]
    )
    lines[heading + 1 : end] = [""] * (end - heading - 1)


def line_lost(lines: list[str]) -> None:
    del lines[9]


def word_lost(lines: list[str]) -> None:
    at = next(at for at, line in enumerate(lines) if " N " in line and "DRAFT" not in line)
    lines[at] = lines[at].replace(" N ", " ", 1)


def british(brf: bytes) -> bytes:
    """The whole file in the code that Britain used until 2015."""
    lines = brf.decode("ascii").replace("\f", "").split(LINE)
    words = liblouis.to_words([line.strip() for line in lines], "en-ueb-g2.ctb")
    return LINE.join(line.upper() for line in liblouis.to_ascii(words, "en-GB-g2.ctb")).encode("ascii")


def replaced(old: bytes, new: bytes, content: bytes) -> bytes:
    return content.replace(old, new, 1)


BRF_FAULTS = (
    Fault("a small letter, as liblouis writes without its display table", partial(replaced, b"[", b"{"), CHECKERS),
    Fault("a letter with an accent", partial(replaced, b",!", "é".encode()), CHECKERS),
    Fault("a line of 41 cells", partial(line_changed, longer), CHECKERS),
    Fault("a page of 26 lines", partial(replaced, b"\r\n\r\n", b"\r\n\r\n\r\n"), CHECKERS),
    Fault("a lost line", partial(line_changed, line_lost), CHECKERS),
    Fault("two figures swapped", partial(replaced, b"#JBJ", b"#JJB"), CHECKERS),
    Fault("a lost “not”", partial(line_changed, word_lost), CHECKERS),
    Fault("no form feed between two pages", partial(replaced, b"\f", b""), CHECKERS),
    Fault("no form feed at the end", lambda brf: brf.removesuffix(b"\f"), CHECKERS),
    Fault("a page number that is wrong", lambda brf: re.sub(rb"#B(?=\r\n\f)", b"#D", brf), CHECKERS),
    Fault("a page without a number", lambda brf: re.sub(rb"#B(?=\r\n\f)", b"", brf), CHECKERS),
    Fault("a heading that ends a page", partial(line_changed, heading_last), CHECKERS),
    Fault("line ends of Unix only", lambda brf: brf.replace(b"\r\n", b"\n"), CHECKERS),
    Fault("no warning that a computer made it", partial(replaced, b",MADE BY COMPUT]4", b""), CHECKERS),
    Fault("a page foot that no longer says draft", lambda brf: re.sub(rb",DRAFT4 (?=.*#B\r)", b"", brf), CHECKERS),
    Fault("the old British code", british, CHECKERS),
    Fault("no blanks at all", lambda brf: b"A" * 2000 + b"\r\n\f", CHECKERS),
    Fault("an empty file", lambda brf: b"\r\n", CHECKERS),
)
PEF_FAULTS = (
    Fault("a row that is too long", partial(replaced, b"</row>", "⠿".encode() * 30 + b"</row>"), CHECKERS),
    Fault("too many rows", partial(replaced, b"</page>", b"<row/></page>"), CHECKERS),
    Fault("another word than in the BRF", partial(replaced, "⠠⠮".encode(), "⠮".encode()), CHECKERS),
    Fault("a page less than in the BRF", lambda pef: re.sub(rb"(?s)<page>.*?</page>", b"", pef, count=1), CHECKERS),
    Fault("a cell of 8 dots", partial(replaced, "⠠".encode(), "⣿".encode()), CHECKERS),
    Fault("letters instead of cells", partial(replaced, "⠠".encode(), b","), CHECKERS),
    Fault("no identifier", lambda pef: re.sub(rb"<dc:identifier>.*</dc:identifier>", b"", pef), CHECKERS),
    Fault("no page size", partial(replaced, b' cols="40"', b""), CHECKERS),
    Fault("rows outside a page", partial(replaced, b"<section>", b"<section><row/>"), CHECKERS),
    Fault("XML that breaks off", lambda pef: pef[:-20], CHECKERS),
)
FAULTS: tuple[Fault, ...] = BRF_FAULTS + PEF_FAULTS
