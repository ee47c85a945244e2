"""Finds the article beside a fact sheet, and words in it whatever its line ends, marks and quotation marks."""

import re
from pathlib import Path

ARTICLES: tuple[str, ...] = ("article.md", "article.txt")
"""The first of these beside the fact sheet is the article; `source_words` are its words."""

GAP = "…"
"""Stands in `source_words` for words of the article that are left out."""

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-"})


def article_in(folder: Path) -> Path | None:
    """The article of that folder, when there is one."""
    return next((folder / name for name in ARTICLES if (folder / name).is_file()), None)


def text_of(article: Path) -> str:
    """The article without bold marks and link addresses."""
    markdown = article.read_text(encoding="utf-8", errors="replace")
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown).replace("*", "")


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
