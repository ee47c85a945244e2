"""A report as plain text for a terminal: what must be fixed first, figures side by side, then what it comes to."""

from collections import Counter
from collections.abc import Iterable, Sequence

from leaflets.findings import LEVELS, Finding
from leaflets.languages import told
from leaflets.report.figures import NOT_CHECKED, Row, rows
from leaflets.report.gather import ArticleReport, FileReport, LeafletReport, Said
from leaflets.report.measures import Measures, Part

_COUNTED = {level: level for level in LEVELS} | {"look at this": "to look at"}

_MOST_QUOTED = 90
"""Signs of a sentence that are quoted below a finding."""


def of_leaflet(report: LeafletReport) -> str:
    """Everything about one leaflet, in blocks with an empty line between."""
    about = report.leaflet.about
    columns = [("leaflet", report.measures)]
    if report.article:
        columns = [("article", report.article.measures), *columns]
    said = (*report.said(), *(report.article.to_look_at() if report.article else ()))
    blocks = [
        f"Leaflet {told(report.slug, report.leaflet.lang)}: {report.leaflet.cover.title.text}\n"
        f"Status: {about.status}. Sign-off: {about.sign_off}.",
        *_grouped(said),
        table(columns),
        _sections("Section of the leaflet", report.parts),
        verdict(each.finding for each in said),
    ]
    return "\n\n".join(block for block in blocks if block)


def of_file(report: FileReport) -> str:
    """Everything about one file of articles."""
    several = f"There are {len(report.articles)} articles in it." if len(report.articles) > 1 else ""
    blocks = [f"File {report.file}\n{several}".strip(), *_grouped([Said(finding) for finding in report.findings])]
    return "\n\n".join((*blocks, *(_article(article) for article in report.articles)))


def _article(report: ArticleReport) -> str:
    article = report.article
    blocks = [f"Article {report.number}: {article.title}", *_grouped(report.to_look_at())]
    blocks.append(_hard_places(report))
    blocks += [table((("article", report.measures),)), _sections("Section of the article", report.parts)]
    if article.offers:
        offers = (f"  {offer.text}\n    To start it, type: new {offer.slug}" for offer in article.offers)
        blocks.append("\n".join(("It promises something to read:", *offers)))
    if article.residue:
        blocks.append("\n".join(("Left out, as no part of the article:", *(f"  {each}" for each in article.residue))))
    return "\n\n".join(block for block in blocks if block)


def table(columns: Iterable[tuple[str, Measures]]) -> str:
    """The figures of several texts side by side, with what was not scored and why below."""
    columns = tuple(columns)
    lines = _aligned(("", *(name for name, _ in columns)), [_cells(row) for row in rows([own for _, own in columns])])
    return "\n".join((*lines, *_why_not(columns)))


def verdict(findings: Iterable[Finding]) -> str:
    """How much was found, as one sentence."""
    counts = Counter(finding.level for finding in findings)
    told = [f"{counts[level]} {_COUNTED[level]}" for level in LEVELS if counts[level]]
    return f"Found: {', '.join(told)}." if told else "Nothing was found that is wrong."


def _grouped(said: Sequence[Said]) -> list[str]:
    """One block for each level, the gravest first: a file once, its lines below, and the sentence that is meant."""
    blocks = []
    for level in LEVELS:
        of_level = [each for each in said if each.finding.level == level]
        lines = [f"{level.capitalize()} ({len(of_level)})"]
        above = Said(Finding("", 0, "", level, ""))
        for each in of_level:
            finding = each.finding
            if finding.file != above.finding.file:
                lines.append(f"  {finding.file}")
            place = f"line {finding.line}: " if finding.line else ""
            lines.append(f"    {place}{finding.message} {finding.hint}".rstrip() + f" ({finding.code})")
            if each.sentence:
                lines.append(f"      “{_short(each.sentence)}”")
            above = each
        if of_level:
            blocks.append("\n".join(lines))
    return blocks


def _hard_places(report: ArticleReport) -> str:
    """Each hard sentence with what makes it hard below. None of it is a fault of the article."""
    lines = []
    for line in report.lines:
        if line.findings:
            lines.append(f"  {f'line {line.line}: ' if line.line else ''}“{_short(line.text)}”")
            lines += (f"    - {each.message} {each.hint}".rstrip() + f" ({each.code})" for each in line.findings)
    return "\n".join(("What makes it hard to read:", *lines)) if lines else ""


def _short(text: str) -> str:
    if len(text) <= _MOST_QUOTED:
        return text
    return text[:_MOST_QUOTED].rsplit(" ", 1)[0] + " …"


def _cells(row: Row) -> tuple[str, ...]:
    return (row.label, *(cell.text for cell in row.cells))


def _sections(heading: str, parts: Sequence[Part]) -> str:
    if len(parts) < 2:
        return ""
    heads = (heading, "sentences", "mean", "longest", "grade")
    lines = []
    for part in parts:
        scores = part.measures.scores
        grade = NOT_CHECKED if scores.grade is None else f"{scores.grade:.1f}"
        lines.append((part.heading, str(scores.sentences), f"{scores.mean:.1f}", str(scores.longest), grade))
    return "\n".join(_aligned(heads, lines))


def _aligned(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a table: the first column to the left, figures to the right."""
    everything = [heads, *lines]
    widths = [max(len(line[at]) for line in everything) for at in range(len(heads))]
    return ["  ".join(_padded(line, widths)) for line in everything]


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = zip(line, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]


def _why_not(columns: Iterable[tuple[str, Measures]]) -> list[str]:
    return [f"The {name}: {own.scores.not_scored}" for name, own in columns if own.scores.not_scored]
