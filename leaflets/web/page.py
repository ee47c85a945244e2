"""The leaflet's own page: its words in their order with pictures, the player, and where each sentence is heard."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from leaflets import languages, pictures, quantities, stamps, templating
from leaflets.html import html
from leaflets.model import Box, Leaflet, Picture, Sentence
from leaflets.web.furniture import BACK_S, Said, clock
from leaflets.web.styles import THEMES

if TYPE_CHECKING:  # the download site borrows from this page, and knows no recordings
    from leaflets.speech.timings import Timings

STYLE_SHEET, SCRIPT, PICTURES = "leaflet.css", "leaflet.js", "pictures"
DATA = tuple(f"templates/web-{name}.html.j2" for name in ("base", "leaflet", "parts"))

_HOME = "../../index.html"
"""The list of all leaflets, seen from the folder of a page."""
_OUTSIDE = re.compile(r'<a href="(https?://[^"]*)"([^>]*)>([^<]*)</a>')
_TOGETHER = re.compile(r'<a href="tel:[^<]*</a>|[^\s<>]+(?:\u00a0[^\s<>]+)+')
_NO_BREAK = re.compile(r"(?<!\d)\u00a0|\u00a0(?!\d)")
"""Not between the groups of a number: among words from right to left, plain blanks would turn their order about."""
_SHORT = 14
"""Characters at most of a phone number, a date or a short name, which fit on nearly every line."""


def page(leaflet: Leaflet, timings: "Timings", recording: str, recording_bytes: int) -> bytes:
    """The page as HTML; `recording` is the name of the MP3 in the same folder."""
    said, language = Said(leaflet.lang), languages.load(leaflet.lang)
    title = leaflet.cover.title.text
    return templating.render(
        "web-leaflet.html.j2",
        leaflet=leaflet,
        lang=leaflet.lang,
        direction=language.direction,
        said=said,
        title=said("title", title=title, house=leaflet.about.publisher) if leaflet.about.publisher else title,
        description=(leaflet.cover.line or leaflet.cover.subtitle or leaflet.cover.title).text,
        style_sheet=STYLE_SHEET,
        script=SCRIPT,
        home=_HOME,
        contact="#contact" if _boxes(leaflet, "contacts") else "",
        themes=THEMES,
        words=words,
        picture_file=picture_file,
        picture_size=picture_size,
        place=leaflet.about.short_title or title,
        stamps=stamps.opening(leaflet),
        is_warning=stamps.is_warning(leaflet),
        has_notice=bool(_boxes(leaflet, "notice")),
        recording=recording,
        seconds=round(timings.seconds, 3),
        length=clock(timings.seconds),
        audio_size=_audio_size(said, timings.seconds, recording_bytes),
        back_s=BACK_S,
        cues=as_json(cues(timings)),
    ).encode()


def picture_files(leaflet: Leaflet) -> Mapping[str, bytes]:
    """The pictures of the page by their addresses, each once."""
    return {picture_file(each): pictures.svg(each.recipe).encode() for each in leaflet.pictures()}


def picture_file(picture: Picture) -> str:
    """`pictures/leaflet-1f2e3d4c.svg`: named so that a browser never takes an older picture for it."""
    return f"{PICTURES}/{picture.concept}-{picture.hash[:8]}.svg"


def words(sentence: Sentence) -> Markup:
    """The sentence's words as HTML; outside links tell nobody where the reader comes from.

    A link whose words are not its address is marked, so that the address can be printed beside it.
    """

    def outside(found: re.Match[str]) -> str:
        address, more, text = found[1], found[2], found[3]
        told = "" if text.strip() and text.strip() in address else ' class="told"'
        return f'<a href="{address}"{more} rel="noreferrer"{told}>{text}</a>'

    # Where the printed line shall end, a browser needs no blank before the end of the line.
    text = _OUTSIDE.sub(outside, html(sentence)).replace(" \n", "\n")
    return Markup(_TOGETHER.sub(_kept, text))


def _kept(found: re.Match[str]) -> str:
    """Words that are kept on one line, but only where the style sheet sees room for them: a browser would break a word
    in the middle where the line is too short. A number to call stays whole in any case."""
    if found[0].startswith("<a"):
        return found[0]
    size = "" if len(found[0]) <= _SHORT else " long"
    plain = found[0].replace("\u00a0", " ")
    if plain.replace(" ", "").isdecimal():  # the style sheet keeps its order
        return f'<span class="kept{size} number">{plain}</span>'
    return f'<span class="kept{size}">{_NO_BREAK.sub(" ", found[0])}</span>'


def cues(timings: "Timings") -> tuple[tuple[str, float, float], ...]:
    """Id, begin and end in seconds of each sentence; what is said around the leaflet marks nothing."""
    return tuple((cue.id, round(cue.start_s, 3), round(cue.end_s, 3)) for cue in timings.cues if cue.id)


def as_json(values: Sequence[object]) -> Markup:
    """The values for a script element: no sign in it that HTML could take for its own."""
    text = json.dumps(values, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _boxes(leaflet: Leaflet, kind: str) -> tuple[Box, ...]:
    blocks = (block for section in leaflet.sections for block in section.blocks)
    return tuple(block for block in blocks if isinstance(block, Box) and block.kind == kind)


def picture_size(picture: Picture) -> tuple[int, int]:
    """Width and height in whole pixels: the browser keeps the room before the picture is there."""
    width, height = pictures.size(picture.recipe)
    return round(width * 3), round(height * 3)


def _audio_size(said: Said, seconds: float, size: int) -> str:
    language = languages.load(said.lang)
    return said("audio-size", length=quantities.length(seconds, language), size=quantities.size(size, language))
