"""The picture of finished pages in the README: `python -m leaflets.docs.pages_picture PDF PNG`."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

PAGES = (0, 1, 3, 4, 7, 9)
"""Which pages are shown, from 0; those that a leaflet does not have are left out."""
COLUMNS = 3
DOTS_PER_INCH = 36
GAP, GREY = 8, (128, 128, 128)


def picture(pdf: Path, pages: Sequence[int] = PAGES) -> Image.Image:
    """The pages side by side on grey, read like a book, left to right and down."""
    document = pypdfium2.PdfDocument(pdf)
    shown = [number for number in pages if number < len(document)]
    sheets = [document[number].render(scale=DOTS_PER_INCH * 2 / 72).to_pil().reduce(2) for number in shown]
    document.close()
    wide, high = sheets[0].size
    rows = -(-len(sheets) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (wide + GAP) + GAP, rows * (high + GAP) + GAP), GREY)
    for number, sheet in enumerate(sheets):
        row, column = divmod(number, COLUMNS)
        whole.paste(sheet, (GAP + column * (wide + GAP), GAP + row * (high + GAP)))
    return whole


if __name__ == "__main__":
    picture(Path(sys.argv[1])).save(sys.argv[2], optimize=True)
