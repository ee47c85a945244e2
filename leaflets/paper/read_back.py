"""Reads the words of a finished PDF back, with PDFium: shares no code with the renderer."""

from collections.abc import Mapping

import pypdfium2

from leaflets.formats import Files


def read_back(files: Files) -> str:
    """The words of all pages in the order in which they are painted, page by page."""
    pages = []
    for content in files.values():
        document = pypdfium2.PdfDocument(content)
        pages += [page.get_textpage().get_text_range() for page in document]
        document.close()
    return "\n".join(pages).replace("\ufffe", "")


def page_count(files: Files) -> Mapping[str, int | float]:
    count = 0
    for content in files.values():
        document = pypdfium2.PdfDocument(content)
        count += len(document)
        document.close()
    return {"pages": count}
