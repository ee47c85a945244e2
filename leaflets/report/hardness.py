"""Says sentence by sentence why an article is hard: the word rules of easy read, run over text that is no leaflet.

Nothing here is a fault of the article, which need not be easy. So each finding is one to look at while rewriting.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from leaflets.checks import check
from leaflets.findings import Finding
from leaflets.glossary import Entry
from leaflets.languages import Language
from leaflets.model import Cover, Leaflet, Point, Run, Section, Sentence

_WORD_RULES = "ER-1"
"""Rules on words; those on pictures, people and dates are about leaflets only."""
_ABOUT_ROWS = ("ER-129",)
"""Rules on words that ask how rows follow each other."""


def why_hard(
    lines: Sequence[tuple[str, bool]],
    title: str,
    language: Language,
    today: date,
    profile: str,
    glossary: Mapping[str, Entry],
) -> tuple[tuple[tuple[Finding, ...], ...], tuple[Finding, ...]]:
    """The findings on each line, same order, and what could not be checked. A line is its text and whether it is a
    heading.

    `file` and `line` of the findings mean nothing outside: the caller knows where the text stands.
    """
    numbered = [Sentence((Run(text),), line=number) for number, (text, _) in enumerate(lines, 1)]
    leaflet = Leaflet("article", language.tag, Cover(Sentence((Run(title),))), _sections(numbered, lines))
    names = frozenset(entry.word for entry in glossary.values() if entry.is_name)
    found: list[list[Finding]] = [[] for _ in lines]
    unchecked = []
    for finding in check(leaflet, "", language, today, names, profile=profile, glossary=glossary, grammar=True):
        if finding.level == "not checked":
            unchecked.append(finding)
        elif finding.line and finding.code.startswith(_WORD_RULES) and finding.code not in _ABOUT_ROWS:
            found[finding.line - 1].append(replace(finding, level="look at this"))
    return tuple(tuple(each) for each in found), tuple(unchecked)


def _sections(numbered: Sequence[Sentence], lines: Sequence[tuple[str, bool]]) -> tuple[Section, ...]:
    """A section for each heading, one before them for what has none, and each sentence a row of its own."""
    headings = [at for at, (_, heading) in enumerate(lines) if heading]
    sections = [(Sentence((Run(""),)), numbered[: headings[0] if headings else None])]
    for at, after in zip(headings, [*headings[1:], None], strict=False):
        sections.append((numbered[at], numbered[at + 1 : after]))
    return tuple(
        Section("topic", heading, tuple(Point("row", (sentence,), line=sentence.line) for sentence in sentences))
        for heading, sentences in sections
    )
