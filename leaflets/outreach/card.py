"""A card to hand out: A6, both sides, four on a sheet of A4 that any office printer takes, to be cut along its lines.

All four cards of a sheet are the same, so it does not matter how the sheet is turned for the second side. A listener
hears one of them; the three others are for eyes only.
"""

from dataclasses import dataclass, replace

from leaflets import languages, stamps
from leaflets.findings import LeafletError
from leaflets.formats import Edition
from leaflets.model import Box, Leaflet, Point, Run, Sentence
from leaflets.outreach import choice, codes
from leaflets.outreach.poster import assets, fit, stamp_lines, typed_lines
from leaflets.paper.design import Look, look_in, looks_in
from leaflets.paper.fonts import BOLD
from leaflets.paper.lines import balanced
from leaflets.paper.render import Sheet, draw
from leaflets.paper.shaping import width_mm
from leaflets.templating import render

STYLE_SHEETS = ("print.css", "outreach.css", "card.css")
CARDS = 4
"""On a sheet."""
SIDES = ("front", "back")
_PARTS = 6
"""At most so many parts of a side share the height that is left."""
_STEP_MM = 2
_HAIR_MM = 0.3
_TITLE_LEADING = 1.15


@dataclass(frozen=True, slots=True)
class _Setter:
    look: Look

    @property
    def card_mm(self) -> float:
        return self.look.mm("card-width") - 2 * self.look.mm("card-padding")

    @property
    def inside_mm(self) -> float:
        """Inside a frame."""
        return self.card_mm - 2 * (self.look.mm("frame") + self.look.mm("box-padding"))

    def set(self, sentences: tuple[Sentence, ...], width: float, size: str, bold: bool = False) -> list[Sentence]:
        return list(balanced(sentences, width, self.look.pt(size), *((BOLD,) if bold else ())))

    def title_pt(self, title: Sentence) -> float:
        """On one line if that is not too small."""
        most, least = self.look.pt("title"), self.look.pt("title-least")
        fits = int((self.card_mm - 1) / width_mm(f"{title.text} ", 1, BOLD))
        return min(most, fits) if fits >= least else least

    def lines(self, chosen: choice.Choice) -> list[Sentence]:
        """Every sentence of the card, its lines set."""
        found = list(balanced((chosen.title,), self.card_mm, self.title_pt(chosen.title), BOLD))
        for sentence in (chosen.publisher, chosen.date):
            found += self.set((sentence,), self.card_mm, "body", bold=True) if sentence else []
        bar = self.look.mm("frame") + self.look.mm("box-padding")
        for block in chosen.above:
            if isinstance(block, Box):
                found += self.set((block.heading,), self.card_mm - bar, "box-heading", bold=True)
                for point in block.points:
                    found += self.point(point, self.card_mm - bar)
        for box, width in ((chosen.contacts, self.card_mm), (chosen.help_now, self.inside_mm)):
            for point in box.points if box else ():
                found += self.point(point, width)
        return found

    def point(self, point: Point, width: float) -> list[Sentence]:
        if point.kind == "contact":  # label and value on one line if they fit
            return self.set(point.sentences, width, "body")
        found = [line for sentence in point.sentences for line in self.set((sentence,), width, "body")]
        around = self.look.mm("meaning-bar-width") + 2 * self.look.mm("meaning-padding-side")
        for word in point.hard_words:
            found += [line for sentence in word.meaning for line in self.set((sentence,), width - around, "body")]
        return found


def draw_cards(leaflet: Leaflet, edition: Edition) -> bytes:
    """The finished sheet. Raises LeafletError where the words do not fit on a card."""
    for look in looks_in(leaflet.lang, edition.design, edition.theme):
        least, side = look.mm("part-gap"), look.mm("code")
        limit = look.mm("card-height") - look.mm("card-padding") + _HAIR_MM
        while side >= look.mm("code-least"):
            drawn = draw(_sheet(leaflet, edition, look, side, (least, least)))
            spare = [limit - drawn.places[f"end-{name}"].top_mm for name in SIDES]
            if min(spare) >= 0 and drawn.pages == len(SIDES):
                front, back = (min(look.mm("most-gap"), least + left / _PARTS) for left in spare)
                return draw(_sheet(leaflet, edition, look, side, (front, back))).content
            side -= _STEP_MM
    raise LeafletError(
        "The words do not fit on a card. Write a shorter title or a shorter first row of the notice, "
        "or shorter contacts in house.toml."
    )


def _sheet(leaflet: Leaflet, edition: Edition, look: Look, side_mm: float, gaps_mm: tuple[float, float]) -> Sheet:
    chosen, setter = choice.of_card(leaflet), _Setter(look)
    led, language = codes.of(leaflet, edition), languages.load(leaflet.lang)
    lines = {sentence.id: sentence for sentence in setter.lines(chosen)}
    html = render(
        "card.html.j2",
        leaflet=leaflet,
        language=language,
        chosen=chosen,
        lines=lines,
        unlinked=unlinked,
        stamps=stamp_lines(leaflet, look, setter.inside_mm),
        is_warning=stamps.is_warning(leaflet),
        gaps=dict(zip(SIDES, gaps_mm, strict=True)),
        codes=led,
        typed=typed_lines(led, look, setter.card_mm, language.say("outreach-type")),
        scan=setter.set((Sentence((Run(language.say("outreach-scan-above")),)),), setter.card_mm, "body", bold=True)[0],
        title_pt=setter.title_pt(chosen.title),
        title_leading=round(_TITLE_LEADING * look_in(leaflet.lang, edition.design, edition.theme).leading, 3),
        side_mm=side_mm,
        lead_mm=round(side_mm + look.mm("small-leading"), 2),
        logo_size=fit(leaflet.cover.logo, look.mm("logo"), look.mm("logo")),
        cards=CARDS,
    )
    return Sheet(html, STYLE_SHEETS, assets(leaflet, chosen, led, look, side_mm), look, is_xml=True)


def unlinked(sentence: Sentence) -> Sentence:
    """The sentence with links as bold words only: a card for eyes only must hold nothing that keys stop at."""
    return replace(
        sentence,
        runs=tuple(replace(run, link=None, mark="hard" if run.link else run.mark) for run in sentence.runs),
    )
