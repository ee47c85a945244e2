"""Reads finished braille files, sharing no code with their writer: pages, cells and, through liblouis, words.

The words come from the ASCII signs of the file: liblouis translates them back one by one, and translates each word
forward again. Where that gives other signs, liblouis is not sure of its reading, and the word is marked.
"""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from leaflets import liblouis

ALIKE: Mapping[str, str] = {
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "–",
    "…": "...",
    "\u2011": "-",
    "\u2212": "-",
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
}
"""Signs for which braille has one only (UEB 7.2, 7.3, 7.6): it follows print in where they stand, not in their shape.
Hyphens and joints that print only as a wish for the end of a line have none."""
NOT_SURE = "⁇"
"""Stands at the end of a word that liblouis is not sure of."""
PEF = "{http://www.daisy.org/ns/2008/pef}"
_DOTS = (
    "0 2346 5 3456 1246 146 12346 3 12356 23456 16 346 6 36 46 34 356 2 23 25 256 26 235 2356 236 35 156 56 126 123456 "
    "345 1456 4 1 12 14 145 15 124 1245 125 24 245 13 123 134 1345 135 1234 12345 1235 234 2345 136 1236 2456 1346 "
    "13456 1356 246 1256 12456 45 456"
)
"""The dots of each sign of North American ASCII braille, from the blank (0x20) on."""
_CELLS = {
    chr(0x20 + at): chr(0x2800 + sum(1 << int(dot) - 1 for dot in dots if dot != "0"))
    for at, dots in enumerate(_DOTS.split())
}
_CAPITALS = re.compile(r",,,(.*?),'", re.DOTALL)
"""A passage in capitals (UEB 8.5). liblouis 3.24.0 reads only its first letter as one."""
_ALONE = {"5": "enough", ",5": "Enough"}
"""A wordsign (UEB 10.5) that liblouis 3.24.0 reads as the letters en."""
_FIGURES = str.maketrans("abcdefghij", "1234567890")
_SCHEME = "3_/_/"
"""Of an address, the signs after http. liblouis 3.24.0 reads the colon there as the letters cc."""


def pages(brf: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of each page. A file without form feeds is one page."""
    text = brf.decode("ascii", "replace")
    return tuple(tuple(page.splitlines()) for page in text.split("\f") if page.strip())


def cells_of_brf(brf: bytes) -> tuple[tuple[str, ...], ...]:
    """The cells of each line of each page, without blank ones at the end. What is no ASCII braille stays as it is."""
    return tuple(
        tuple("".join(_CELLS.get(sign, sign) for sign in line).rstrip("\u2800") for line in page) for page in pages(brf)
    )


def cells_of_pef(pef: bytes) -> tuple[tuple[str, ...], ...]:
    """The same of a PEF file. Raises xml.etree.ElementTree.ParseError for what is no XML."""
    root = ElementTree.fromstring(pef)
    return tuple(
        tuple("".join(row.itertext()).rstrip("\u2800") for row in page.iter(f"{PEF}row"))
        for page in root.iter(f"{PEF}page")
    )


def tokens(brf: bytes) -> tuple[str, ...]:
    """What stands between blanks, page after page, in ASCII braille; divided words are whole again."""
    text = ""
    for page in pages(brf):
        for line in page:
            piece = line.strip()
            text = f"{text[:-1]}{piece}" if text.endswith('"') else f"{text} {piece}"
    return tuple(_CAPITALS.sub(_each_capital, text).split())


def _mended(reading: str) -> str:
    """What a reading should be where liblouis 3.24.0 is known to be wrong; it counts only if it gives the same signs.

    By its Polish table figures after a point come back as letters, and one sign for both brackets as the first.
    """
    figures = re.sub(r"(?<=[0-9][.,:])[a-j]+", lambda found: found[0].translate(_FIGURES), reading)
    return re.sub(r"\((?=[.,;:!?]*$)", ")", figures) if figures.count("(") != figures.count(")") else figures


def _each_capital(passage: re.Match[str]) -> str:
    """The words of a passage in capitals, each with a sign of its own (UEB 8.4), figures without."""
    return re.sub(r"(^|\s)(?=[^\s#])", r"\1,,", passage.group(1))


def words(brf: bytes, table: str, *others: str) -> str:
    """Every word in reading order, page feet too. Tables as in `read`. Raises LeafletError as it does."""
    return " ".join(said if sure else _marked(said) for said, sure in read(tokens(brf), table, *others))


def _marked(said: str) -> str:
    return " ".join(f"{word}{NOT_SURE}" for word in said.split()) or NOT_SURE


def read(signs: tuple[str, ...], table: str, *others: str) -> Iterator[tuple[str, bool]]:
    """Each token in words, and whether liblouis is sure of it: whether `table` gives the same signs for these words.

    `others`: tables by which it tries to read what it is not sure of, such as "a.m.", which it reads as "a.more."
    (3.24.0). Raises LeafletError when liblouis is missing or fails.
    """
    said: dict[str, str] = {}
    sure: set[str] = set()
    waiting = list(dict.fromkeys(piece for token in signs for piece in token.split(_SCHEME)))
    for each in (table, *others, ""):
        readings = liblouis.to_words(waiting, each) if each else [_ALONE.get(piece, said[piece]) for piece in waiting]
        readings = tuple(map(_mended, readings))
        again = liblouis.to_ascii(readings, table)
        for piece, reading, same in zip(waiting, readings, again, strict=True):
            if same == piece:
                sure.add(piece)
                said[piece] = reading
            said.setdefault(piece, reading)
        waiting = [piece for piece in waiting if piece not in sure]
    for token in signs:
        pieces = token.split(_SCHEME)
        yield "://".join(said[piece] for piece in pieces), sure.issuperset(pieces)
