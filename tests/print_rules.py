"""The rules of a finished print edition. A rule gives each fault in words; no fault, no words."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import cast

import pikepdf
from printed import MM, Glyph, Printed, is_foot, letters, start

from leaflets import formats, languages, stamps
from leaflets.model import Box, Point, Sentence

FRAME_MM = {"easy-read": 3, "booklet": 2, "large-print": 3, "giant-print": 3}
"""The least room between words and the right edge of their frame (visual design, section 5.1: paddings from 3 mm)."""
BODY_PT = {"easy-read": 18, "booklet": 16, "large-print": 18, "giant-print": 24}
"""Least size of the text (UKAAF large print; visual design, section 5)."""
SMALL_PT = 16
"""Least size of the small print of easy read."""
LINE_SPACING = 1.4
"""Least distance of lines in the text, in sizes of its letters."""
SLACK_PT = 0.05
"""For rounding: WeasyPrint writes 21.333 for 16 point."""
SLACK_MM = 0.5
"""Ink of a letter reaches a little over its own edges, such as the arms of a Y."""


# What is printed -----------------------------------------------------------------------------------------------------


def small_letters(printed: Printed) -> Iterator[str]:
    """Nothing under the size of the text, but the credits of easy read, and they are never under 16."""
    credits = {
        glyph
        for section in printed.leaflet.sections
        for point in section.points()
        if point.kind == "credit"
        for glyph in printed.of(point.sentences)
    }
    for glyph in printed.glyphs:
        least = SMALL_PT if printed.has_pictures and glyph in credits else BODY_PT[_design(printed)]
        if glyph.size_pt < least - SLACK_PT:
            yield f"Page {glyph.page}: {start((glyph,))} has {glyph.size_pt:.1f} point."


def outside(printed: Printed) -> Iterator[str]:
    """No letter outside the margins, over the foot, or over the edge of its frame."""
    framed = {glyph for sentence in _framed(printed) for glyph in printed.places[sentence.id]}
    paper = printed.paper
    for glyph in printed.glyphs:
        right = paper.width_mm - paper.side_mm - (FRAME_MM[_design(printed)] if glyph in framed else 0)
        top, bottom = paper.top_mm, paper.foot_mm
        if is_foot(glyph, printed.edition):
            bottom = paper.safe_mm
        elif not printed.has_foot(glyph.page):
            top = bottom = paper.cover_mm
        good = (
            glyph.left_mm >= paper.side_mm - SLACK_MM
            and glyph.right_mm <= right + SLACK_MM
            and glyph.top_mm >= min(top, paper.top_mm) - SLACK_MM
            and glyph.bottom_mm <= paper.height_mm - bottom + SLACK_MM
        )
        if not good:
            yield f"Page {glyph.page}: {start((glyph,))} at {glyph.left_mm:.0f}, {glyph.top_mm:.0f} mm is outside."


def _framed(printed: Printed) -> Iterator[Sentence]:
    """Sentences inside a box, a hard-word box or a speech bubble."""
    for section in printed.leaflet.sections:
        for block in section.blocks:
            if isinstance(block, Box):
                yield from (sentence for point in block.points for sentence in point.all_sentences())
                continue
            yield from (sentence for hard_word in block.hard_words for sentence in hard_word.meaning)
            if block.kind == "quote" and printed.has_pictures:
                yield from block.sentences


def tight_lines(printed: Printed) -> Iterator[str]:
    """Lines of the text stand at least 1.4 sizes apart; small print and headings have spacings of their own."""
    for page, glyphs in groupby(printed.glyphs, lambda glyph: glyph.page):
        if page == 1 and printed.has_pictures:
            continue  # a cover has spacings of its own
        body = BODY_PT[_design(printed)]
        feet = [glyph for glyph in glyphs if not is_foot(glyph, printed.edition)]
        text = [glyph for glyph in feet if abs(glyph.size_pt - body) < SLACK_PT]
        lines = sorted({round(glyph.baseline_mm, 1) for glyph in text})
        for above, below in pairwise(lines):
            apart = (below - above) / MM / body
            if 0.02 < apart < LINE_SPACING - 0.02 and _one_column(text, above, below):
                yield f"Page {page}: two lines are {apart:.2f} sizes apart."


def _one_column(text: Iterable[Glyph], above: float, below: float) -> bool:
    """Whether the two lines stand one under the other, not side by side."""
    first, second = (
        [glyph for glyph in text if round(glyph.baseline_mm, 1) == baseline] for baseline in (above, below)
    )
    return min(g.left_mm for g in first) < max(g.right_mm for g in second) and min(g.left_mm for g in second) < max(
        g.right_mm for g in first
    )


# How it is shared over pages -----------------------------------------------------------------------------------------


def torn(printed: Printed) -> Iterator[str]:
    """No row, quotation or box is split over pages, and no heading either."""
    for section in printed.leaflet.sections:
        for sentences in ((section.heading,), *(_sentences(block) for block in section.blocks)):
            pages = printed.pages_of(sentences)
            if len(pages) != 1:
                yield f"{start(printed.of(sentences))} stands on pages {pages}."


def stranded_headings(printed: Printed) -> Iterator[str]:
    """A heading stands on the page of the first row below it."""
    for section in printed.leaflet.sections:
        heading = printed.pages_of((section.heading,))
        if heading[-1] != printed.pages_of(_sentences(section.blocks[0]))[0]:
            yield f"Page {heading[-1]}: the heading {start(printed.of((section.heading,)))} is at the foot."


def lone_rows(printed: Printed) -> Iterator[str]:
    """In easy read, no page after the cover holds one row only. The small print on a page is one row, all together."""
    rows = Counter(dict.fromkeys(range(2, printed.pages + 1), 0))
    small: set[int] = set()
    for section in printed.leaflet.sections:
        for block in section.blocks:
            page = printed.pages_of(_sentences(block))[0]
            rows[page] += block.kind != "credit" or page not in small
            small |= {page} if block.kind == "credit" else set()
    if _design(printed) == "booklet":
        rows = Counter({page: count for page, count in rows.items() if count})  # the others fill the last sheet
    yield from (f"Page {page} has {count} rows." for page, count in rows.items() if count < 2)


def parted_contacts(printed: Printed) -> Iterator[str]:
    """Contacts and help now stand together, whole, on the last page: it is the back of every print."""
    boxes = [block for section in printed.leaflet.sections for block in section.blocks if isinstance(block, Box)]
    for box in boxes:
        if box.kind in ("contacts", "help-now") and printed.pages_of(_sentences(box)) != [printed.pages]:
            yield f"The box “{box.heading.text}” is not on the last page."


def _sentences(block: Point | Box) -> tuple[Sentence, ...]:
    if isinstance(block, Point):
        return tuple(block.all_sentences())
    return (block.heading, *(sentence for point in block.points for sentence in point.all_sentences()))


# Page feet and contents list -----------------------------------------------------------------------------------------


def wrong_feet(printed: Printed) -> Iterator[str]:
    """Every page but the cover of easy read has its foot on one line: short title, draft mark, right page number.

    A foot on that cover is outside its margins.
    """
    about, language = printed.leaflet.about, languages.load(printed.leaflet.lang)
    mark = stamps.foot(printed.leaflet)
    names = [f"{about.short_title}. {mark}", mark] if mark else [about.short_title]
    for page in filter(printed.has_foot, range(1, printed.pages + 1)):
        number = language.say("page", number=page)
        # Where both are too long for one line, the mark stands alone. On left pages the number may come first.
        right = {f"{name} {number}" for name in names} | {f"{number} {name}" for name in names}
        foot = printed.foot(page)
        words = "".join(glyph.text for glyph in foot)
        if words not in map(letters, right):
            yield f"The foot of page {page} says “{words}”, not “{names[0]} {number}”."
        if len({round(glyph.baseline_mm, 1) for glyph in foot}) > 1:
            yield f"The foot of page {page} has more than one line."


def wrong_contents(printed: Printed) -> Iterator[str]:
    """The contents list names every heading with its page, and its links lead there."""
    heading = letters(languages.load(printed.leaflet.lang).say("contents-heading"))
    listed = "".join(glyph.text for glyph in printed.cover).partition(heading)[2]
    expected = [(letters(one.heading.text), printed.pages_of((one.heading,))[0]) for one in printed.leaflet.sections]
    pattern = "".join(rf"{re.escape(text)}\.*(\d+)" for text, _ in expected)
    found = re.fullmatch(pattern, listed)
    pages = [int(number) for number in found.groups()] if found else []
    if pages != [page for _, page in expected]:
        yield f"The contents list says {listed}; the headings are on pages {[page for _, page in expected]}."
    links = tuple(_inner_links(printed.data))
    targets = tuple({link.target: link.page for link in links}.values())
    if targets != tuple(page for _, page in expected):
        yield f"The links of the contents list lead to pages {targets}."
    if any(one.on_page == next_.on_page and one.bottom < next_.top - 1 for one, next_ in pairwise(links)):
        yield "An entry of the contents list is met as more than one link."


@dataclass(frozen=True, slots=True)
class _Link:
    """A link inside the file, on one line; its edges are points from the foot of its page."""

    target: str
    page: int
    """Where it leads."""
    on_page: int
    """Where it stands."""
    top: float
    bottom: float


def _inner_links(data: bytes) -> Iterator[_Link]:
    """The links inside the file, in their order on the pages."""
    with pikepdf.open(io.BytesIO(data)) as document:
        numbers: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        places = pikepdf.NameTree(document.Root.Names.Dests)
        for number, page in enumerate(document.pages, 1):
            for link in cast(Iterable[pikepdf.Dictionary], page.get("/Annots", ())):
                if "/Dest" in link:
                    target = str(link.Dest)
                    leads_to = cast(pikepdf.Array, places[target])[0]
                    bottom, top = sorted(float(edge) for edge in list(cast(Iterable[Decimal], link.Rect))[1::2])
                    yield _Link(target, numbers[leads_to.objgen], number, top, bottom)


# What a machine tells a listener -------------------------------------------------------------------------------------


def wrong_properties(printed: Printed) -> Iterator[str]:
    """Title, language, tags, and the mark of PDF/UA."""
    with pikepdf.open(io.BytesIO(printed.data)) as document, document.open_metadata() as metadata:
        root = cast(pikepdf.Dictionary, document.Root)
        shown = cast(pikepdf.Dictionary, root.get("/ViewerPreferences", pikepdf.Dictionary()))
        marks = cast(pikepdf.Dictionary, root.get("/MarkInfo", pikepdf.Dictionary()))
        facts = {
            "title": (str(document.docinfo.get("/Title")), printed.leaflet.cover.title.text),
            "title in the metadata": (metadata.get("dc:title"), printed.leaflet.cover.title.text),
            "title shown": (bool(shown.get("/DisplayDocTitle")), True),
            "language": (str(root.get("/Lang")), printed.leaflet.lang),
            "tags": (bool(marks.get("/Marked")) and "/StructTreeRoot" in root, True),
            "PDF/UA": (metadata.get("pdfuaid:part"), "1"),
        }
    for name, (found, wished) in facts.items():
        if found != wished:
            yield f"The {name} is {found!r}, not {wished!r}."


def wrong_fonts(printed: Printed) -> Iterator[str]:
    """Only Lexend, embedded, and only the letters that are used."""
    with pikepdf.open(io.BytesIO(printed.data)) as document:
        fonts = [item for item in document.objects if _type_of(item) == "/Font"]
        if not fonts:
            yield "There is no font."
        for font in fonts:
            name = str(font.get("/BaseFont"))
            if not re.fullmatch(r"/[A-Z]{6}\+Lexend(-Bold)?", name):
                yield f"The font {name} is not ours, or it is not a subset."
            if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
                yield f"The letters of {name} have no meaning."
            if font.get("/Subtype") != "/Type0" and not _is_embedded(font):
                yield f"The font {name} is not embedded."


def _is_embedded(font: pikepdf.Object) -> bool:
    descriptor = cast(pikepdf.Dictionary, font.get("/FontDescriptor", pikepdf.Dictionary()))
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def wrong_alternatives(printed: Printed) -> Iterator[str]:
    """Every picture has its alternative text, in reading order; large print has no pictures."""
    expected = [picture.alt for picture in printed.leaflet.pictures()] if printed.has_pictures else []
    with pikepdf.open(io.BytesIO(printed.data)) as document:
        found = [str(figure.get("/Alt", "")) for figure in _figures(document.Root.StructTreeRoot.K)]
    if found != expected:
        yield f"The pictures are called {found}, not {expected}."


def _figures(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The figures of the tag tree, in its order."""
    if isinstance(element, pikepdf.Array):
        for child in cast(Iterable[pikepdf.Object], element):
            yield from _figures(child)
    elif isinstance(element, pikepdf.Dictionary):
        if element.get("/S") == "/Figure":
            yield element
        if "/K" in element:
            yield from _figures(element.K)


def _type_of(item: pikepdf.Object) -> str:
    return str(item.get("/Type")) if isinstance(item, pikepdf.Dictionary) else ""


def _design(printed: Printed) -> str:
    return formats.edition(printed.edition).design


Rule = Callable[[Printed], Iterator[str]]

RULES: tuple[Rule, ...] = (
    small_letters,
    outside,
    tight_lines,
    torn,
    stranded_headings,
    parted_contacts,
    wrong_feet,
    wrong_properties,
    wrong_fonts,
    wrong_alternatives,
)
"""For every print edition."""

EASY_READ_RULES: tuple[Rule, ...] = (lone_rows,)
LARGE_PRINT_RULES: tuple[Rule, ...] = (wrong_contents,)


def faults(printed: Printed) -> list[str]:
    """Everything that is wrong, by all rules of the edition."""
    own = EASY_READ_RULES if printed.has_pictures else LARGE_PRINT_RULES
    return [f"{rule.__name__}: {fault}" for rule in (*RULES, *own) for fault in rule(printed)]
