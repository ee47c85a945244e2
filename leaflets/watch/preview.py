"""The page of a preview: the leaflet as its readers see it, and what was found beside the rows that it is about."""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from markupsafe import Markup

from leaflets import languages, stamps, templating
from leaflets.findings import LEVELS, Finding
from leaflets.model import Box, Leaflet, Point, Sentence
from leaflets.report.as_text import verdict
from leaflets.report.figures import rows
from leaflets.report.gather import LeafletReport
from leaflets.report.placing import by_level, place, places
from leaflets.web.furniture import Said
from leaflets.web.page import picture_file, picture_files, picture_size, words
from leaflets.web.styles import THEMES

STYLE_SHEETS = ("leaflet.css", "watch.css")
SCRIPTS = ("leaflet.js", "watch.js")

UNREADABLE = "It cannot be read at present."

_FIRST_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as browsers get it."""

    html: bytes
    version: str
    """Another one for every other page."""
    script_hash: str
    """Of the one script inside the page, for the security policy."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By their addresses, seen from the page."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the list of leaflets says of one."""

    slug: str
    title: str = ""
    verdict: str = ""
    level: str = ""
    """The gravest level of its findings; empty where there is none."""


def of_leaflet(report: LeafletReport, fault: str = "") -> Shown:
    """The preview of a leaflet. `fault`: what cannot be read now; the leaflet is then as it was before."""
    leaflet, at = report.leaflet, places(report)
    return _page(
        "watch-leaflet.html.j2",
        picture_files(leaflet),
        lang=leaflet.lang,
        title=f"Preview: {leaflet.cover.title.text}",
        description=verdict(report.findings),
        slug=report.slug,
        contact="#contact" if _has_contacts(leaflet) else "",
        fault=fault.splitlines(),
        leaflet=leaflet,
        words=partial(_marked, at),
        sentences_of=_sentences,
        places=at,
        level_of=partial(_level, at),
        verdict=verdict(report.findings),
        levels=[(level, [(each, place(report, each)) for each in found]) for level, found in by_level(report.findings)],
        figures=rows((report.measures,)),
        not_scored=report.measures.scores.not_scored,
        stamps=stamps.opening(leaflet),
        is_warning=stamps.is_warning(leaflet),
        picture_file=picture_file,
        picture_size=picture_size,
    )


def of_fault(slug: str, fault: str) -> Shown:
    """The page of a leaflet that could not be read even once."""
    return _page(
        "watch-fault.html.j2",
        {},
        lang=languages.HOME,
        title=f"Preview: {slug}",
        description="This leaflet cannot be shown.",
        slug=slug,
        contact="",
        fault=fault.splitlines(),
    )


def of_all(known: Sequence[Known]) -> Shown:
    """The list of leaflets, each with a link to its preview."""
    return _page(
        "watch-index.html.j2",
        {},
        home="./",
        above="",
        lang=languages.HOME,
        title="Preview: all leaflets",
        description="All leaflets, and what was found in them.",
        slug="",
        contact="",
        known=known,
    )


def known(report: LeafletReport, fault: str = "") -> Known:
    """What the list says of a leaflet that was read."""
    title = report.leaflet.cover.title.text
    if fault:
        return Known(report.slug, title, UNREADABLE, LEVELS[0])
    gravest = next((level for level, _ in by_level(report.findings)), "")
    return Known(report.slug, title, verdict(report.findings), gravest)


def _page(template: str, pictures: Mapping[str, bytes], above: str = "../", **values: object) -> Shown:
    lang = str(values["lang"])
    fill = partial(
        templating.render,
        template,
        **{
            "home": above,
            "direction": languages.load(lang).direction,
            "said": Said(lang),
            "style_sheet": above + STYLE_SHEETS[0],
            "script": above + SCRIPTS[0],
            "own_style_sheet": above + STYLE_SHEETS[1],
            "own_script": above + SCRIPTS[1],
            "themes": THEMES,
            **values,
        },
    )
    # The page tells its script which one it is, so its version is that of everything else in it.
    version = hashlib.sha256(fill(version="").encode()).hexdigest()[:16]
    html = fill(version=version)
    return Shown(html.encode(), version, _script_hash(html), pictures)


def _script_hash(html: str) -> str:
    """The hash of the script in the head, which stands before every word of the leaflet."""
    found = _FIRST_SCRIPT.search(html)
    assert found is not None
    return base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode("ascii")


def _marked(at: Mapping[str, tuple[Finding, ...]], sentence: Sentence) -> Markup:
    """The words of a sentence, marked where something was found in them."""
    level = _level(at, sentence)
    text = words(sentence)
    return Markup('<span class="found {}">{}</span>').format(level, text) if level else text


def _level(at: Mapping[str, tuple[Finding, ...]], sentence: Sentence) -> str:
    """The gravest level of what was found in a sentence, as a class of the style sheet; empty where nothing was."""
    levels = {finding.level for finding in at.get(sentence.id, ())}
    return next((level.replace(" ", "-") for level in LEVELS if level in levels), "")


def _sentences(block: Point | Box) -> tuple[Sentence, ...]:
    """All sentences of a row, or of a box with its heading."""
    if isinstance(block, Point):
        return tuple(block.all_sentences())
    return (block.heading, *(sentence for point in block.points for sentence in point.all_sentences()))


def _has_contacts(leaflet: Leaflet) -> bool:
    blocks = (block for section in leaflet.sections for block in section.blocks)
    return any(isinstance(block, Box) and block.kind == "contacts" for block in blocks)
