"""What to try when a sentence of the article is put into easy words: what the rules say about it. Never a new text."""

from collections.abc import Iterable
from datetime import date

from leaflets import checks
from leaflets.checks import grammar
from leaflets.findings import LEVELS
from leaflets.languages import Language
from leaflets.model import Cover, Leaflet, Point, Run, Section, Sentence

MOST = 6
"""Suggestions beside one sentence; more are not read. What must be fixed comes first."""
_NOT_OF_A_SENTENCE = ("ER-103", "ER-108", "ER-110", "ER-111", "ER-129")
"""Hard words have lines of their own beside the sentence; nothing of the article is still to write; and that a row
starts with "it" says nothing about an article."""
_NO_DAY = date(2000, 1, 1)
"""The rules for sentences ask for no day."""


def suggestions(sentence: str, language: Language) -> tuple[str, ...]:
    """What the rules for words and sentences say about one sentence: what is wrong, and what to do."""
    return suggestions_for((sentence,), language)[0]


def suggestions_for(sentences: Iterable[str], language: Language) -> tuple[tuple[str, ...], ...]:
    """The suggestions for each sentence of a text. Quicker than one at a time."""
    texts = tuple(sentences)
    points = tuple(Point("row", (Sentence((Run(text),), line=line),), line=line) for line, text in enumerate(texts, 1))
    section = Section("topic", Sentence((), line=len(texts) + 1), points)
    leaflet = Leaflet("article", language.tag, Cover(Sentence(())), (section,))
    found: list[list[tuple[int, str]]] = [[] for _ in texts]
    for finding in checks.check(leaflet, "", language, _NO_DAY, grammar=grammar.reads(language.tag)):
        is_about_words = finding.code.startswith("ER-1") and finding.code not in _NOT_OF_A_SENTENCE
        if is_about_words and 1 <= finding.line <= len(texts):
            said = f"{finding.message} {finding.hint}".strip()
            found[finding.line - 1].append((LEVELS.index(finding.level), said))
    return tuple(tuple(dict.fromkeys(said for _, said in sorted(listed)))[:MOST] for listed in found)
