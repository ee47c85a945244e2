"""A report as one HTML page: article beside easy read, findings at their sentences, figures with bars, facts, sign-off.

The page needs nothing from outside and runs no script. Its security policy allows its own style sheet, by hash, alone.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from leaflets import languages, signoff, templating
from leaflets.facts import Fact
from leaflets.findings import Finding, Level
from leaflets.model import Sentence
from leaflets.report.as_text import verdict
from leaflets.report.figures import rows
from leaflets.report.gather import ArticleReport, LeafletReport, Line
from leaflets.report.measures import Measures
from leaflets.report.placing import anchor, by_level, place, places

TEMPLATE = "report.html.j2"
STYLE_SHEET = "report.css"


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in a list, and the id of the place on the page that it is about; empty for none."""

    finding: Finding
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact and the sentences of the leaflet that tell it."""

    fact: Fact
    told: tuple[Sentence, ...]
    findings: tuple[Finding, ...]


def of_leaflet(report: LeafletReport) -> str:
    """The page about one leaflet and the article that it was written from."""
    at = places(report)
    columns = [("Easy read", report.measures)]
    if report.article:
        columns = [("Article", report.article.measures), *columns]
    found = (*report.findings, *(report.article.article.findings if report.article else ()))
    return _page(
        title=report.leaflet.cover.title.text,
        name=report.slug,
        columns=columns,
        verdict=verdict(found),
        levels=_levels(report, found),
        leaflet=report.leaflet,
        parts=report.parts,
        article=report.article,
        blocks=_blocks(report.article) if report.article else (),
        places=at,
        facts=tuple(_told(report)),
        known=frozenset(fact.id for fact in report.facts),
        steps=tuple(_steps(report)),
        signing=tuple(finding for finding in report.findings if finding.file.endswith("sign-off.toml")),
        today=languages.load(report.leaflet.lang).spell_date(report.today.isoformat()),
    )


def of_article(report: ArticleReport) -> str:
    """The page about an article that has no leaflet yet."""
    return _page(
        title=report.article.title,
        name=report.file,
        columns=[("Article", report.measures)],
        verdict=verdict(report.article.findings),
        levels=tuple((level, tuple(map(Listed, found))) for level, found in by_level(report.article.findings)),
        leaflet=None,
        parts=report.parts,
        article=report,
        blocks=_blocks(report),
        places={},
        facts=(),
        known=frozenset(),
        steps=(),
        signing=(),
        today="",
    )


def _page(columns: list[tuple[str, Measures]], **values: object) -> str:
    css, digest = style()
    names, texts = tuple(name for name, _ in columns), [own for _, own in columns]
    not_scored = [(name, own.scores.not_scored) for name, own in columns if own.scores.not_scored]
    return templating.render(
        TEMPLATE,
        css=css,
        style_hash=digest,
        columns=names,
        figures=rows(texts),
        not_scored=not_scored,
        anchor=anchor,
        **values,
    )


@lru_cache
def style() -> tuple[str, str]:
    """The style sheet as it stands in the page, and its hash for the security policy."""
    css = (Path(templating.FOLDER) / STYLE_SHEET).read_text(encoding="utf-8").strip()
    # The only text that the template lets through as it is: it must not be able to end its element or fetch a file.
    if re.search(r"<|@import|url\(", css):
        raise ValueError(f"{STYLE_SHEET} must hold no “<”, no @import and no url().")
    digest = hashlib.sha256(css.encode("utf-8")).digest()
    return css, base64.b64encode(digest).decode("ascii")


def _levels(report: LeafletReport, found: tuple[Finding, ...]) -> tuple[tuple[Level, tuple[Listed, ...]], ...]:
    """Everything that was found, the gravest first, with where it is on the page."""
    lines = {fact.line: f"fact-{fact.id}" for fact in report.facts}

    def own_place(finding: Finding) -> str:
        if finding.file.endswith("facts.toml") and finding.line:
            return lines.get(finding.line, "facts")
        if finding.file.endswith("sign-off.toml"):
            return "sign-off"
        return place(report, finding)

    return tuple(
        (level, tuple(Listed(finding, own_place(finding)) for finding in of_level))
        for level, of_level in by_level(found)
    )


def _told(report: LeafletReport) -> Iterator[ToldFact]:
    sentences = tuple(report.leaflet.sentences())
    for fact in report.facts:
        own = (f for f in report.findings if f.file.endswith("facts.toml") and f.line and f.line == fact.line)
        yield ToldFact(fact, tuple(each for each in sentences if fact.id in each.facts), tuple(own))


def _steps(report: LeafletReport) -> Iterator[tuple[str, tuple[signoff.Entry, ...]]]:
    """Every state a leaflet goes through, with the words of people that count for it; the experts' last."""
    subjects = (*signoff.STATES, *(subject for subject in signoff.EXPERTS if _needs(report, subject)))
    for said in subjects:
        yield said, tuple(entry for entry in report.standing.counting if entry.said == said)


def _needs(report: LeafletReport, subject: str) -> bool:
    return any(subject in each.experts for each in report.leaflet.sentences())


def _blocks(article: ArticleReport) -> tuple[tuple[Line, ...], ...]:
    """The article's lines, those of one paragraph or item together."""
    blocks: list[list[Line]] = []
    for line in article.lines:
        if line.starts or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return tuple(tuple(block) for block in blocks)
