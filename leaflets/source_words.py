"""Finds the article beside a fact sheet, and words in it whatever its line ends, marks and quotation marks."""

import re
from pathlib import Path

from leaflets.findings import Finding, as_typed
from leaflets.intake import encoding
from leaflets.intake.filetype import MOST_TEXT_BYTES

ARTICLES: tuple[str, ...] = ("article.md", "article.txt")
"""The first of these beside the fact sheet is the article: what is compared, shown and signed."""

NOT_COMPARED = "FA-012"
"""The code of the finding about an article of another type."""

GAP = "…"
"""Stands in `source_words` for words of the article that are left out."""

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-"})


def article_in(folder: Path) -> Path | None:
    """The article of that folder, when there is one."""
    return next((folder / name for name in ARTICLES if (folder / name).is_file()), None)


def findings(folder: Path) -> tuple[Finding, ...]:
    """What is to be said when the only article of that folder is of a type that cannot be compared."""
    article = article_in(folder)
    if article and article.stat().st_size > MOST_TEXT_BYTES:
        message = f"Only the first {MOST_TEXT_BYTES:,} bytes of this article are compared with the leaflet."
        hint = "Keep the words that the leaflet is about."
        return (Finding(as_typed(article), 0, NOT_COMPARED, "should fix", message, hint),)
    others = sorted(path for path in folder.glob("article.*") if path.is_file())
    if not others or article:
        return ()
    message = "This article cannot be compared with the leaflet."
    hint = "Save its words beside it as article.txt."
    return (Finding(as_typed(others[0]), 0, NOT_COMPARED, "should fix", message, hint),)


def text_of(article: Path) -> str:
    """The article without bold marks and link addresses."""
    text = encoding.text_of(article, MOST_TEXT_BYTES)
    # Neither part may hold its own first bracket: a row of brackets would be gone through again from each of them.
    return re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text).replace("*", "")


def stands_in(words: str, article: str) -> bool:
    """Whether the pieces of `words`, between `…`, stand in the plain article in that order."""
    at = 0
    for piece in (plain(piece) for piece in words.split(GAP)):
        found = article.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def plain(text: str) -> str:
    """The text with single blanks and typewriter quotation marks."""
    return " ".join(text.translate(_SIGNS).split())
