"""Words to braille cells, and cells to North American ASCII braille, which embossers read as BRF.

A cell is a sign from U+2800 to U+283F; its number says its dots, the first dot being the lowest bit.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from leaflets import liblouis
from leaflets.findings import LeafletError
from leaflets.model import Sentence

BLANK = "\u2800"
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""The sign for each cell in the order of its number."""
_TO_ASCII = {0x2800 + number: sign for number, sign in enumerate(_ASCII)}
_FIGURES = re.compile(r"(?<![\d.,])\+?\d+(?: \d+)+(?![\d])")
_ONE_NUMBER = re.compile(r"[+0]\d* [\d ]+|\d{1,3}(?: \d{3})+")
"""A phone number, a helpline such as 116 123, or thousands."""
_NOT_SEEN = {0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
"""Hyphens and joints that print only as a wish for the end of a line."""


def to_cells(sentences: Sequence[Sentence], table: str, plain_table: str) -> tuple[str, ...]:
    """Each sentence in cells, by one call for each table.

    Words of another language are written without contractions (UEB 13.2), by `plain_table`. Raises LeafletError when
    liblouis fails, or gives a cell that has more than 6 dots, as it does for a sign that its table does not know.
    """
    parts = [list(_parts(sentence)) for sentence in sentences]
    done: dict[tuple[bool, str], str] = {}
    for foreign, wanted in ((False, table), (True, plain_table)):
        texts = sorted({text for each in parts for is_foreign, text in each if is_foreign == foreign})
        done |= {(foreign, text): cells for text, cells in zip(texts, liblouis.to_braille(texts, wanted), strict=True)}
    ready = tuple("".join(done[part] for part in each).replace("\u00a0", BLANK) for each in parts)
    for sentence, cells in zip(sentences, ready, strict=True):
        if not set(map(ord, cells)) <= set(_TO_ASCII):
            what = f"Braille has no signs for something in “{sentence.text}”, such as an emoji or another script."
            raise LeafletError(f"{what} Write it in English words, or leave it out.")
    return ready


def _parts(sentence: Sentence) -> Iterable[tuple[bool, str]]:
    """The stretches of a sentence, each with whether it is in another language."""
    parts: list[tuple[bool, str]] = []
    for run in sentence.runs:
        foreign = run.lang is not None
        if parts and parts[-1][0] == foreign:
            parts[-1] = (foreign, parts[-1][1] + run.text)
        else:
            parts.append((foreign, run.text))
    return [(foreign, prepared(text)) for foreign, text in parts]


def prepared(text: str) -> str:
    """The text as liblouis should see it: with one kind of space inside a number, and another between two numbers.

    liblouis 3.24.0 writes figures with a space between them as one number (UEB 6.6), also in "In 2019 20 people".
    """
    return _FIGURES.sub(_kept_apart, text.translate(_NOT_SEEN))


def _kept_apart(figures: re.Match[str]) -> str:
    found = figures.group()
    return found if _ONE_NUMBER.fullmatch(found) else found.replace(" ", "\u00a0")


def to_ascii(cells: str) -> str:
    """Cells as ASCII braille. Raises KeyError for a sign that is no cell of 6 dots."""
    return "".join(_TO_ASCII[ord(cell)] for cell in cells)


def number(value: int) -> str:
    """A number in cells (UEB 6.1): the numeric sign, then a to j for 1 to 0."""
    letters: Mapping[str, str] = dict(zip("1234567890", "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", strict=True))
    return "⠼" + "".join(letters[figure] for figure in str(value))
