"""Gathers what there is to say about one leaflet or one article: findings in their places, figures, facts, sign-off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from leaflets import catalogue, facts, intake, languages, sources, units
from leaflets.facts import Fact
from leaflets.findings import Finding, as_typed
from leaflets.intake import Article, same_story
from leaflets.languages import Language
from leaflets.model import Leaflet
from leaflets.report.hardness import why_hard
from leaflets.report.measures import Measures, Part, of_article, of_leaflet
from leaflets.standing import Standing


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, besides the text."""

    today: date
    profile: str = "easy-read"
    """The profile of the rules."""
    sources: Path = Path("sources")
    """The folder of the leaflets, with the house's glossary."""
    language: str = ""
    """The tag of the one language that is asked for; all of each leaflet when empty."""


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A finding and the sentence that it is about; the sentence is empty where it is about no single one."""

    finding: Finding
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or heading of an article, with what is found in it."""

    text: str
    line: int
    """Of the article's file, from 1; 0 where the file has no lines."""
    heading: bool = False
    starts: bool = False
    """Whether a paragraph or an item begins here."""
    findings: tuple[Finding, ...] = ()
    facts: tuple[str, ...] = ()
    """Ids of the facts whose words stand here."""


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """What is to be said about one article."""

    file: str
    number: int
    """Which of the file's articles it is, from 1."""
    article: Article
    lines: tuple[Line, ...]
    measures: Measures
    parts: tuple[Part, ...]

    def to_look_at(self) -> tuple[Said, ...]:
        """What a person should look at in the article before writing from it."""
        return tuple(Said(finding) for finding in self.article.findings)

    def hard_places(self) -> tuple[Said, ...]:
        """What makes the article hard, in its order."""
        return tuple(Said(finding, line.text) for line in self.lines for finding in line.findings)


@dataclass(frozen=True, slots=True)
class FileReport:
    """What is to be said about one file of articles."""

    file: str
    findings: tuple[Finding, ...]
    """About the file as a whole; "must fix" when it cannot be read."""
    articles: tuple[ArticleReport, ...]


@dataclass(frozen=True, slots=True)
class LeafletReport:
    """What is to be said about one leaflet."""

    slug: str
    manuscript: str
    """The manuscript's file, as its findings name it."""
    leaflet: Leaflet
    findings: tuple[Finding, ...]
    measures: Measures
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    standing: Standing
    article: ArticleReport | None
    today: date

    def said(self) -> tuple[Said, ...]:
        """The findings with the sentences of the manuscript that they are about."""
        texts = {each.line: each.text for each in reversed(tuple(self.leaflet.sentences())) if each.line}
        return tuple(
            Said(finding, texts.get(finding.line, "") if finding.file == self.manuscript else "")
            for finding in self.findings
        )


def leaflet_report(slug: str, wish: Wish, lang: str = "") -> LeafletReport:
    """Everything about a leaflet in that language, or in the one it was written in.

    Raises LeafletError for an unknown slug or language and for broken data files.
    """
    source = sources.load(wish.sources, slug, wish.today, wish.profile, grammar=True, lang=lang)
    language = languages.load(source.lang)
    listed, _ = facts.read(wish.sources / slug / "facts.toml")
    whole, parts = of_leaflet(source.leaflet, language)
    file = file_report(source.article, wish, listed) if source.article else None
    about_article = tuple(each for each in file.findings if each.level != "not checked") if file else ()
    return LeafletReport(
        slug=slug,
        manuscript=as_typed(catalogue.path(wish.sources, slug, source.lang)),
        leaflet=source.leaflet,
        findings=tuple(sorted((*source.findings, *about_article))),
        measures=whole,
        parts=parts,
        facts=listed,
        standing=source.standing,
        article=file.articles[0] if file and file.articles else None,
        today=wish.today,
    )


def file_report(path: Path, wish: Wish, known: tuple[Fact, ...] = ()) -> FileReport:
    """Everything about the articles of that file. `known`: facts whose words are looked for in them.

    Raises LeafletError when there is no such file.
    """
    articles, findings = intake.read_all(path)
    file, language, words = as_typed(path), languages.load(languages.HOME), sources.glossary_of(wish.sources)
    reports: list[ArticleReport] = []
    unchecked: set[Finding] = set()
    for number, article in enumerate(articles, 1):
        lines = tuple(_lines(article, language))
        texts = [(line.text, line.heading) for line in lines]
        found, missed = why_hard(texts, article.title, language, wish.today, wish.profile, words)
        told = tuple(_with(line, file, own, known) for line, own in zip(lines, found, strict=True))
        reports.append(ArticleReport(file, number, article, told, *of_article(article, language)))
        unchecked |= {replace(finding, file=file) for finding in missed}
    return FileReport(file, tuple(sorted({*findings, *unchecked})), tuple(reports))


def with_same_stories(files: Sequence[FileReport]) -> list[FileReport]:
    """The reports, same order; each file is told which of its stories another one before it tells too."""
    found = same_story.find((file.file, report.article) for file in files for report in file.articles)
    told = {file.file: tuple(finding for finding in found if finding.file == file.file) for file in files}
    return [replace(file, findings=tuple(sorted({*file.findings, *told[file.file]}))) for file in files]


def _lines(article: Article, language: Language) -> Iterator[Line]:
    """The article's headings and sentences in order; its title is not one of them."""
    for block in article.blocks:
        if block.kind == "heading":
            yield Line(block.text, block.line, heading=True, starts=True)
            continue
        for number, sentence in enumerate(units.sentences(block.text, language.abbreviations)):
            yield Line(sentence, block.line, starts=number == 0)


def _with(line: Line, file: str, found: tuple[Finding, ...], known: tuple[Fact, ...]) -> Line:
    """The line with its findings, which now name the file and the line in it, and with its facts."""
    placed = tuple(replace(finding, file=file, line=line.line) for finding in found)
    return replace(line, findings=placed, facts=tuple(fact.id for fact in known if _quotes(fact, line.text)))


def _quotes(fact: Fact, text: str) -> bool:
    """Whether the article's words that the fact names first stand in this sentence, or the sentence in them."""
    words, sentence = _simple(fact.source_words.split("…")[0]), _simple(text)
    return bool(words and sentence) and (words in sentence or sentence in words)


def _simple(text: str) -> str:
    """The text in small letters, with single blanks and without signs that editors change."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())
