"""How hard a text is, as a whole and in each of its sections: the figures of a report, with nothing told about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from leaflets import units
from leaflets.checks import grammar, structure, vocabulary
from leaflets.checks.places import running_text
from leaflets.checks.readability import Scores, score
from leaflets.intake import Article
from leaflets.languages import Language
from leaflets.model import Leaflet, Section

MOST_TOLD_AGE = 18
"""Years. Above it a reading age says no more than "for grown-ups who read much", so it is told as "more than 18"."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one text."""

    scores: Scores
    outside_easy_list: float | None = None
    """Words that are not on the list of easy words, from 0 to 1; None where nobody counted them."""
    passive: float | None = None
    """Sentences in the passive voice, from 0 to 1; None where no grammar is installed that finds them."""

    @property
    def reading_age(self) -> str:
        """`about 9`, `more than 18`, or empty when the text is not scored."""
        age = self.scores.reading_age
        if age is None:
            return ""
        return f"about {age}" if age <= MOST_TOLD_AGE else f"more than {MOST_TOLD_AGE}"


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a text and its figures."""

    heading: str
    line: int
    measures: Measures


def measure(sentences: tuple[str, ...], language: Language) -> Measures:
    """The figures of a text that is given as sentences: no headings, no contact lines."""
    parses = grammar.parse(sentences) if grammar.reads(language.tag) else ()
    return Measures(
        score(sentences, language.readability),
        vocabulary.share_outside(sentences, language.tag),
        structure.passive_share(parses),
    )


def of_leaflet(leaflet: Leaflet, language: Language) -> tuple[Measures, tuple[Part, ...]]:
    """The figures of a composed leaflet and of each of its sections that has running text."""
    parts = tuple(_section(leaflet, section, language) for section in leaflet.sections)
    return measure(running_text(leaflet), language), tuple(part for part in parts if part.measures.scores.sentences)


def of_article(article: Article, language: Language) -> tuple[Measures, tuple[Part, ...]]:
    """The figures of an article, and those of what stands under each of its headings, if it has any."""
    parts = []
    for heading, line, sentences in _under_headings(article, language):
        if sentences:
            parts.append(Part(heading, line, measure(sentences, language)))
    whole = measure(article.sentences(language.abbreviations), language)
    return whole, tuple(parts) if len(parts) > 1 else ()


def _section(leaflet: Leaflet, section: Section, language: Language) -> Part:
    alone = Leaflet(leaflet.slug, leaflet.lang, leaflet.cover, (section,))
    return Part(section.heading.text, section.heading.line, measure(running_text(alone), language))


def _under_headings(article: Article, language: Language) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Each heading with its line and the sentences below it; first the title's, before any heading."""
    heading, line = article.title, 0
    held: list[str] = []
    for block in article.blocks:
        if block.kind == "heading":
            yield heading, line, tuple(held)
            heading, line, held = block.text, block.line, []
        else:
            held += units.sentences(block.text, language.abbreviations)
    yield heading, line, tuple(held)
