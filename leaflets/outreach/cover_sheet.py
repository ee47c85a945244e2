"""The cover sheet of a pack to print: what paper each leaflet takes, which sides, and how to fold it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leaflets import languages
from leaflets.formats import Measured
from leaflets.languages import Language
from leaflets.model import Run, Sentence
from leaflets.paper.design import look_in
from leaflets.paper.fonts import BOLD, REGULAR
from leaflets.paper.lines import balanced
from leaflets.paper.render import Sheet, draw
from leaflets.templating import render

STYLE_SHEETS = ("print.css", "outreach.css", "print-pack.css")
FORMATS = ("large-print", "booklet")
"""What a pack may hold: both are meant for paper, and each of their files is printed in one way."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One leaflet of a pack."""

    title: str
    stamps: tuple[str, ...]
    """How far it can be trusted."""
    measures: Measured
    """`pages`, `paper`, `sides`, `sheets`, and for a booklet `flip` and `fold`, as the manifest has them."""
    sides: int
    """Pages of the file, or printed sides of its sheets."""

    @property
    def sheets(self) -> int:
        return -(-self.sides // 2)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the sheet says of one leaflet, its lines set."""

    title: Sentence
    stamps: tuple[tuple[Sentence, ...], ...]
    how: tuple[tuple[Sentence, ...], ...]
    """Paragraphs."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How the sheet is set."""

    pages: int
    is_close: bool
    """What is said of a leaflet runs on, so that more of them have room on one page."""


def planned(listed: Sequence[Listed], format_name: str, lang: str) -> Cover:
    """The sheet on one page, each thing that it says on a line of its own; else closer; else on more pages."""
    for is_close in (False, True):
        one = Cover(1, is_close)
        if draw(_sheet(listed, format_name, lang, one)).pages == 1:
            return one
    pages = 2
    while (drawn := draw(_sheet(listed, format_name, lang, Cover(pages, False))).pages) > pages:
        pages = drawn
    return Cover(pages, False)


def draw_cover(listed: Sequence[Listed], format_name: str, lang: str, cover: Cover, blanks: int) -> bytes:
    """The sheet with so many empty pages behind it."""
    return draw(_sheet(listed, format_name, lang, cover, blanks)).content


def phrases(listed: Sequence[Listed], format_name: str, lang: str, cover_pages: int) -> tuple[str, ...]:
    """Every sentence of the cover sheet in its order, for whoever proves the pack."""
    language = languages.load(lang)
    found = [*_opening(listed, format_name, language, cover_pages)]
    for number, one in enumerate(listed, 1):
        found += (f"{number}. {one.title}", *one.stamps, *how(one, language))
    return tuple(found)


def how(one: Listed, language: Language) -> Iterator[str]:
    """How to print and fold one leaflet."""
    counted = "pack-paper-one" if one.sheets == 1 else "pack-paper"
    yield language.say(counted, paper=str(one.measures["paper"]), sheets=one.sheets)
    yield language.say("pack-both-short" if one.measures.get("flip") == "short edge" else "pack-both-long")
    yield language.say("pack-fold" if "fold" in one.measures else "pack-no-fold")


def _opening(listed: Sequence[Listed], format_name: str, language: Language, cover_pages: int) -> tuple[str, ...]:
    """Title, what kind of leaflets, and what holds for all of them."""
    sheets = -(-cover_pages // 2) + sum(one.sheets for one in listed)
    kind = language.names(f"download-{format_name}")["name"]
    goes_on = (language.say("pack-pages", pages=cover_pages),) if cover_pages > 1 else ()
    return (
        language.say("pack-title"),
        kind,
        *language.say_all("pack-all"),
        language.say("pack-sheets", sheets=sheets, paper=str(listed[0].measures["paper"])),
        *goes_on,
    )


def _sheet(listed: Sequence[Listed], format_name: str, lang: str, cover: Cover, blanks: int = 0) -> Sheet:
    language, look = languages.load(lang), look_in(lang, f"print-pack-{format_name}", "white")
    wide = look.mm("column-width")

    def set_(text: str, size: str, weight: int = REGULAR) -> Sentence:
        (line,) = balanced((Sentence((Run(text),)),), wide, look.pt(size), weight)
        return line

    def paragraphs(texts: Iterable[str], weight: int = REGULAR) -> tuple[tuple[Sentence, ...], ...]:
        said = [Sentence((Run(text),)) for text in texts]
        groups = [said] if cover.is_close and said else [[one] for one in said]
        return tuple(balanced(group, wide, look.pt("body"), weight) for group in groups)

    title, kind, *rest = _opening(listed, format_name, language, cover.pages)
    html = render(
        "print-pack.html.j2",
        lang=lang,
        language=language,
        plain_title=title,
        title=set_(title, "title", BOLD),
        kind=set_(kind, "subtitle", BOLD),
        opening=[set_(text, "body") for text in rest],
        entries=[
            _Entry(
                set_(f"{number}. {one.title}", "box-heading", BOLD),
                paragraphs(one.stamps, BOLD),
                paragraphs(how(one, language)),
            )
            for number, one in enumerate(listed, 1)
        ],
        blanks=blanks,
        blank_page=language.say("blank-page"),
    )
    return Sheet(html, STYLE_SHEETS, {}, look, is_xml=True)
