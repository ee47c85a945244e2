"""`check`: what is wrong with a leaflet, how hard its article was, and how easy the leaflet is. Builds nothing."""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import LEVELS, Finding, LeafletError, must_fix
from leaflets.intake import Article

if TYPE_CHECKING:
    from leaflets.checks.readability import Scores

NAME = "check"
HELP = "Check leaflets or articles: what must be fixed, and how easy they are to read."

_LANGUAGE = "en-GB"
"""An article file names no language; leaflets know their own."""


@dataclass(frozen=True, slots=True)
class _LeafletReport:
    """What is to be said about one leaflet."""

    slug: str
    findings: tuple[Finding, ...]
    article: "Scores | None"
    leaflet: "Scores"


@dataclass(frozen=True, slots=True)
class _ArticleReport:
    """What is to be said about one article file."""

    file: str
    article: Article
    findings: tuple[Finding, ...]
    scores: "Scores"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="*", metavar="SLUG|FILE", help="Leaflets or articles; all leaflets if left out.")
    parser.add_argument("--json", action="store_true", help="Print the result as data for other programs.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")
    parser.add_argument(
        "--today", type=_date, default=date.today(), metavar="DATE", help="Check as if it were this day: 2026-01-31."
    )


def execute(options: argparse.Namespace) -> int:
    from leaflets import sources

    slugs, files = _sorted_out(options.what, Path(options.sources), sources.names(Path(options.sources)))
    leaflets = [_leaflet(Path(options.sources), slug, options.today) for slug in slugs]
    articles = [_article(file) for file in files]
    if options.json:
        print(json.dumps(_data(leaflets, articles), ensure_ascii=False, indent=2))
    else:
        print("\n\n".join([*map(_leaflet_text, leaflets), *map(_article_text, articles)]))
    findings = [finding for report in leaflets for finding in report.findings]
    findings += [finding for report in articles for finding in report.findings]
    return 1 if must_fix(findings) else 0


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LeafletError(f"“{text}” is not a day. Write it like this: 2026-01-31") from error


def _sorted_out(what: Sequence[str], folder: Path, known: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The slugs and the article files that these words mean. A manuscript or its folder means its slug."""
    slugs: list[str] = []
    files: list[Path] = []
    for word in what:
        path = Path(word)
        inside = path.parent if path.name.startswith("leaflet.") else path
        if word in known:
            slugs.append(word)
        elif inside.resolve().parent == folder.resolve() and inside.resolve().name in known:
            slugs.append(inside.resolve().name)
        elif path.is_file():
            files.append(path)
        else:
            there = ", ".join(known) or "none yet"
            raise LeafletError(f"There is no leaflet and no file “{word}”.\nLeaflets in {folder}: {there}.")
    if not what:
        slugs = list(known)
        if not slugs:
            raise LeafletError(f"There are no leaflets in {folder}. Start one with the command: new")
    return list(dict.fromkeys(slugs)), list(dict.fromkeys(files))


def _leaflet(folder: Path, slug: str, today: date) -> _LeafletReport:
    from leaflets import intake, languages, sources
    from leaflets.checks.places import running_text
    from leaflets.checks.readability import score

    source = sources.load(folder, slug, today)
    language = languages.load(source.lang)
    findings = list(source.findings)
    before = None
    if source.article is not None:
        article, article_findings = intake.read(source.article)
        findings += article_findings
        before = score(article.sentences(language.abbreviations), language.readability)
    after = score(running_text(source.leaflet), language.readability)
    return _LeafletReport(slug, tuple(sorted(findings)), before, after)


def _article(file: Path) -> _ArticleReport:
    from leaflets import intake, languages
    from leaflets.checks.readability import score

    language = languages.load(_LANGUAGE)
    article, findings = intake.read(file)
    return _ArticleReport(
        str(file), article, findings, score(article.sentences(language.abbreviations), language.readability)
    )


def _leaflet_text(report: _LeafletReport) -> str:
    columns = [("article before", report.article)] if report.article else []
    return "\n".join(
        (
            f"Leaflet {report.slug}",
            *map(str, report.findings),
            *(("",) if report.findings else ()),
            table((*columns, ("leaflet after", report.leaflet))),
            "",
            _verdict(report.findings),
        )
    )


def _article_text(report: _ArticleReport) -> str:
    left_out = [f"  line {residue.line}: {residue.text}" for residue in report.article.residue]
    lines = [f"Article {report.file}", *map(str, report.findings)]
    if report.scores.sentences:
        lines += [f"Title: {report.article.title}", "", table((("article", report.scores),))]
    return "\n".join((*lines, *(("", "Left out, as no part of the article:", *left_out) if left_out else ())))


def table(columns: "Iterable[tuple[str, Scores]]") -> str:
    """The scores of several texts side by side, with what was not scored and why below."""
    from leaflets.checks.readability import SENTENCE_LIMIT

    columns = tuple(columns)
    heads = [name for name, _ in columns]
    rows = [
        ("Sentences", [str(scores.sentences) for _, scores in columns]),
        ("Words", [str(scores.words) for _, scores in columns]),
        ("Words in a sentence, on average", [f"{scores.mean:.1f}" for _, scores in columns]),
        ("Words in the longest sentence", [str(scores.longest) for _, scores in columns]),
        (
            f"Sentences of more than {SENTENCE_LIMIT} words",
            [f"{scores.over_limit} ({scores.share_over_limit:.0%})" for _, scores in columns],
        ),
        ("Flesch-Kincaid grade", [_figure(scores.grade) for _, scores in columns]),
        ("Flesch reading ease", [_figure(scores.ease, 0) for _, scores in columns]),
        ("Reading age", [_age(scores) for _, scores in columns]),
        ("SMOG grade, for information", [_figure(scores.smog) for _, scores in columns]),
    ]
    wide = max(len(label) for label, _ in rows)
    widths = [max(len(head), *(len(values[at]) for _, values in rows)) for at, head in enumerate(heads)]
    lines = [("", heads), *rows]
    text = [
        f"{label:<{wide}}  " + "  ".join(f"{value:>{width}}" for value, width in zip(values, widths, strict=True))
        for label, values in lines
    ]
    return "\n".join([*text, *(f"The {name}: {scores.not_scored}" for name, scores in columns if scores.not_scored)])


def _figure(value: float | None, places: int = 1) -> str:
    return "not scored" if value is None else f"{value:.{places}f}"


def _age(scores: "Scores") -> str:
    return "not scored" if scores.reading_age is None else f"about {scores.reading_age}"


def _verdict(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.level for finding in findings)
    told = [f"{counts[level]} {level}" for level in LEVELS if counts[level]]
    return f"Found: {', '.join(told)}." if told else "Nothing was found that is wrong."


def _data(leaflets: Iterable[_LeafletReport], articles: Iterable[_ArticleReport]) -> dict[str, object]:
    return {
        "leaflets": [
            {
                "slug": report.slug,
                "findings": [asdict(finding) for finding in report.findings],
                "article": _scores_data(report.article) if report.article else None,
                "leaflet": _scores_data(report.leaflet),
            }
            for report in leaflets
        ],
        "articles": [
            {
                "file": report.file,
                "title": report.article.title,
                "findings": [asdict(finding) for finding in report.findings],
                "scores": _scores_data(report.scores),
                "left_out": [asdict(residue) for residue in report.article.residue],
            }
            for report in articles
        ],
    }


def _scores_data(scores: "Scores") -> dict[str, object]:
    return {**asdict(scores), "reading_age": scores.reading_age, "share_over_limit": scores.share_over_limit}
