"""A report as data for other programs. The shape is written down in README.md and does not change under one number."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from leaflets.report.gather import ArticleReport, FileReport, LeafletReport, Said
from leaflets.report.measures import Measures, Part

SHAPE = 1
"""Goes up when a key is renamed, goes away or gets another meaning; not when one is added."""

Data = dict[str, object]


def of_all(leaflets: Iterable[LeafletReport], files: Iterable[FileReport], pages: Iterable[Path], profile: str) -> Data:
    """The whole answer of `check --json`."""
    files = tuple(files)
    return {
        "shape": SHAPE,
        "profile": profile,
        "leaflets": [of_leaflet(report) for report in leaflets],
        "files": [
            {"file": report.file, "findings": [_finding(Said(finding)) for finding in report.findings]}
            for report in files
        ],
        "articles": [of_article(article) for report in files for article in report.articles],
        "pages": [page.as_posix() for page in pages],
    }


def of_leaflet(report: LeafletReport) -> Data:
    about = report.leaflet.about
    return {
        "slug": report.slug,
        "title": report.leaflet.cover.title.text,
        "language": report.leaflet.lang,
        "status": about.status,
        "sign_off": about.sign_off,
        "findings": [_finding(said) for said in report.said()],
        "scores": _scores(report.measures),
        "sections": _sections(report.parts),
        "article": of_article(report.article) if report.article else None,
    }


def of_article(report: ArticleReport) -> Data:
    return {
        "file": report.file,
        "number": report.number,
        "title": report.article.title,
        "findings": [_finding(said) for said in (*report.to_look_at(), *report.hard_places())],
        "scores": _scores(report.measures),
        "sections": _sections(report.parts),
        "left_out": [asdict(residue) for residue in report.article.residue],
        "offers": [asdict(offer) for offer in report.article.offers],
    }


def _finding(said: Said) -> Data:
    return {**asdict(said.finding), "sentence": said.sentence}


def _sections(parts: Sequence[Part]) -> list[Data]:
    return [{"heading": part.heading, "line": part.line, "scores": _scores(part.measures)} for part in parts]


def _scores(measures: Measures) -> Data:
    scores = measures.scores
    return {
        **asdict(scores),
        "reading_age": scores.reading_age,
        "share_over_limit": scores.share_over_limit,
        "share_outside_easy_list": measures.outside_easy_list,
        "share_passive": measures.passive,
    }
