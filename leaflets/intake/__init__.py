"""Reads articles, the texts that leaflets are written from. One file for each type of article file.

An article is measured and quoted, never printed. Nothing in a person's text is an error: what cannot be read becomes
a finding, what is not part of the article is dropped and listed. One file may hold several articles.
"""

from pathlib import Path

from leaflets.findings import Finding, LeafletError
from leaflets.intake.article import Article, Block, BlockKind, Offer, Residue

__all__ = ["Article", "Block", "BlockKind", "Offer", "Residue", "read", "read_all"]


def read_all(path: Path) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    """The articles of that file, and what is to be said about the file; each article has findings of its own.

    When a finding says "must fix", the file could not be read and there are no articles. Raises LeafletError when
    there is no such file.
    """
    from leaflets.intake import opening  # the readers are only known to it

    return opening.read(path)


def read(path: Path, number: int = 1) -> tuple[Article, tuple[Finding, ...]]:
    """One article of that file, the first from 1, and what is to be said about the file.

    An article without blocks comes with a finding that says "must fix"; other findings stop nobody. Raises
    LeafletError when there is no such file, or fewer articles in it.
    """
    articles, findings = read_all(path)
    if not articles:
        return Article(path.stem), findings
    if not 1 <= number <= len(articles):
        titles = "\n".join(f"  {place}. {article.title}" for place, article in enumerate(articles, 1))
        raise LeafletError(f"There is no article {number} in {path}. These are in it:\n{titles}")
    return articles[number - 1], findings
