"""Notices the same story in two files, or twice in one: nobody should make two leaflets of it."""

from collections.abc import Iterable, Sequence

from leaflets.findings import Finding
from leaflets.intake.article import Article
from leaflets.intake.starts import key

_RUN_WORDS = 4
"""Words in a row; as many are the same by chance only in set phrases."""
_FEWEST_RUNS = 12
_SHARE = 0.5
"""Of the shorter story; a story that was shortened or got a new start keeps more."""
_SHARE_WITH_TITLE = 0.2


def find(named: Iterable[tuple[str, Article]]) -> tuple[Finding, ...]:
    """A finding for each article, given with its file, that tells the story of one before it."""
    seen: list[tuple[str, Article, frozenset[tuple[str, ...]]]] = []
    found: list[Finding] = []
    for file, article in named:
        runs = _runs(article)
        same = next(((other, one) for other, one, before in seen if _is_same(article, runs, one, before)), None)
        if same:
            where = "this file" if same[0] == file else same[0]
            message = f"“{article.title}” tells the same story as “{same[1].title}” in {where}."
            hint = "Use the newer one, and say in it what the other adds."
            found.append(Finding(file, 0, "AR-011", "look at this", message, hint))
        seen.append((file, article, runs))
    return tuple(found)


def _is_same(
    one: Article, runs: frozenset[tuple[str, ...]], other: Article, before: frozenset[tuple[str, ...]]
) -> bool:
    shorter = min(len(runs), len(before))
    if shorter < _FEWEST_RUNS:
        return False
    share = len(runs & before) / shorter
    return share >= _SHARE or (share >= _SHARE_WITH_TITLE and key(one.title) == key(other.title))


def _runs(article: Article) -> frozenset[tuple[str, ...]]:
    """Every few words in a row of its text."""
    words = _words([block.text for block in article.blocks])
    return frozenset(tuple(words[start : start + _RUN_WORDS]) for start in range(len(words) - _RUN_WORDS + 1))


def _words(texts: Sequence[str]) -> list[str]:
    return key(" ".join(texts).replace("’", "").replace("'", "")).split()
