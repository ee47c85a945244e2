"""The empty leaflet that `new` makes: a manuscript with a pattern's questions and, beside each, what may help."""

import re
from collections.abc import Mapping

from leaflets import templating
from leaflets.checks import readability
from leaflets.glossary import Entry
from leaflets.intake import Article
from leaflets.languages import Language
from leaflets.rewriting import fact_draft, particulars, patterns
from leaflets.rewriting.beside import beside
from leaflets.rewriting.patterns import Pattern

_MARKS: Mapping[str, str] = {"heading": "## ", "item": "- "}


def write(
    slug: str,
    article: Article,
    sentences: tuple[str, ...],
    pattern: Pattern,
    language: Language,
    glossary: Mapping[str, Entry],
) -> str:
    """The text of the manuscript. Nothing in it is a sentence of the leaflet: each line says "Still to write"."""
    found = particulars.find(sentences, language.tag)
    helps = beside(sentences, fact_draft.ids(slug, len(sentences)), language, glossary)
    notes = [tuple(as_note(note) for note in each.notes()) for each in helps]
    placed = patterns.sort(sentences, pattern)
    return templating.render(
        "manuscript.md.j2",
        title=as_note(article.title or slug),
        pattern=pattern,
        scores=readability.score(sentences, language.readability),
        particulars=[(label, [as_note(value) for value in values]) for label, values in found.named()],
        offers={name: [notes[number] for number in numbers] for name, numbers in placed.items()},
    )


def article_text(article: Article) -> str:
    """The article's words as plain Markdown, for files that are no text themselves: facts are compared with it."""
    blocks = (f"{_MARKS.get(block.kind, '')}{block.text}" for block in article.blocks)
    return "\n\n".join((f"# {article.title}", *blocks)) + "\n"


def as_note(text: str) -> str:
    """Words that may stand in a note of a manuscript: they must not end it."""
    return re.sub(r"-{2,}", "–", " ".join(text.split()))
