"""The files of a book: a title page, a page for each part of the leaflet with its overlay, and the package around them.

The recording is one file, the very MP3 that is given out, and every clip points into it. Cut up for each part it would
have to be coded again, with other bytes and a coder's delay at every seam; whole, its times are those that were proved.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflets import archive, languages, pictures, stamps
from leaflets.epub import overlays
from leaflets.epub.about import about
from leaflets.epub.overlays import Clip
from leaflets.formats import Edition
from leaflets.languages import Font, Language
from leaflets.lettering import file_of
from leaflets.model import Box, Leaflet, Picture, Section, Sentence
from leaflets.paper import fonts, shaping
from leaflets.speech.timings import Timings
from leaflets.templating import FOLDER, render

_ROOT = "EPUB"
_PACKAGE, _AUDIO, _COVER, _FONT = "package.opf", "audio/leaflet.mp3", "cover.png", "fonts/lexend.ttf"
_COVER_PX = 1600
"""Height of the cover on a shelf: enough for the sharpest screen, and 12 to 41 kB for the leaflets there are."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the book and what is heard with it."""

    name: str
    heading: Sentence
    clips: tuple[Clip, ...]
    section: Section | None = None
    """None for the title page."""
    stamps: tuple[tuple[str, str], ...] = ()
    """Id and words of each stamp, on the title page."""

    @property
    def milliseconds(self) -> int:
        return sum(clip.milliseconds for clip in self.clips)

    @property
    def boxes(self) -> tuple[Sentence, ...]:
        """The headings of its boxes, for the contents list."""
        return tuple(block.heading for block in self.section.blocks if isinstance(block, Box)) if self.section else ()


def book(leaflet: Leaflet, edition: Edition, recording: bytes, timings: Timings) -> bytes:
    """The book, with that recording and its times. Raises LeafletError where the recording lacks a sentence."""
    language, drawn = languages.load(leaflet.lang), places(leaflet)
    made = pages(leaflet, timings)
    files = {
        _PACKAGE: _package(leaflet, edition, language, made, timings),
        "nav.xhtml": render("epub/nav.xhtml.j2", leaflet=leaflet, language=language, pages=made),
        **_texts(leaflet, language, made, drawn),
        "style.css": (FOLDER / "epub" / "style.css").read_text(encoding="utf-8") + _script_style(leaflet),
        **{drawn[picture.hash]: pictures.svg(picture.recipe) for picture in leaflet.pictures()},
    }
    members = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": render("epub/container.xml.j2", package=f"{_ROOT}/{_PACKAGE}").encode(),
        **{f"{_ROOT}/{name}": text.encode() for name, text in files.items()},
        f"{_ROOT}/{_FONT}": fonts.PATH.read_bytes(),
        **{f"{_ROOT}/{name}": path.read_bytes() for name, path in _script_fonts(leaflet).items()},
        f"{_ROOT}/{_COVER}": _cover(leaflet),
        f"{_ROOT}/{_AUDIO}": recording,
    }
    return archive.pack(members, stored=("mimetype", f"{_ROOT}/{_COVER}", f"{_ROOT}/{_AUDIO}"))


def pages(leaflet: Leaflet, timings: Timings) -> tuple[Page, ...]:
    """The title page and a page for each part, each with its clips."""
    marks = {f"stamp{number}": words for number, words in enumerate(stamps.opening(leaflet), start=1)}
    ids = [*marks, *(sentence.id for sentence in leaflet.cover.sentences())]
    title = Page("title", leaflet.cover.title, overlays.clips(timings, ids, marks), stamps=tuple(marks.items()))
    parts = (
        Page(
            f"part-{number}",
            section.heading,
            overlays.clips(timings, (sentence.id for sentence in section.sentences()), {}),
            section,
        )
        for number, section in enumerate(leaflet.sections, start=1)
    )
    return (title, *parts)


def places(leaflet: Leaflet) -> Mapping[str, str]:
    """Where each picture lies in the book, by its hash. The same scene may be there twice, with other words in it."""
    shown: dict[str, Picture] = {picture.hash: picture for picture in leaflet.pictures()}
    return {hash_: f"pictures/{number:02}-{shown[hash_].concept}.svg" for number, hash_ in enumerate(shown, start=1)}


def _texts(leaflet: Leaflet, language: Language, made: tuple[Page, ...], drawn: Mapping[str, str]) -> dict[str, str]:
    """The pages and their overlays."""
    values = {"leaflet": leaflet, "language": language, "places": drawn, "is_warning": stamps.is_warning(leaflet)}
    files = {}
    for page in made:
        files[f"{page.name}.xhtml"] = render("epub/page.xhtml.j2", page=page, **values)
        files[f"{page.name}.smil"] = render("epub/overlay.smil.j2", page=page, audio=_AUDIO)
    return files


def _package(leaflet: Leaflet, edition: Edition, language: Language, made: tuple[Page, ...], timings: Timings) -> str:
    return render(
        "epub/package.opf.j2",
        leaflet=leaflet,
        language=language,
        about=about(leaflet, edition, language, timings.voice),
        pages=made,
        pictures=places(leaflet).values(),
        audio=_AUDIO,
        cover=_COVER,
        fonts=(_FONT, *_script_fonts(leaflet)),
    )


def _needed(leaflet: Leaflet) -> tuple[Font, ...]:
    return shaping.needed(" ".join(sentence.text for sentence in leaflet.sentences()))


def _script_fonts(leaflet: Leaflet) -> Mapping[str, Path]:
    """The files of the fonts for letters that the house font lacks, by their names in the book."""
    found = ((font, file_of(font)) for font in _needed(leaflet))
    return {f"fonts/{font.package}.ttf": path for font, path in found if path}


def _script_style(leaflet: Leaflet) -> str:
    """Puts those fonts behind the house font, with lines that are high enough for them."""
    some = _needed(leaflet)
    if not some:
        return ""
    faces = (f'@font-face {{ font-family: "{font.name}"; src: url(fonts/{font.package}.ttf); font-weight: 100 900; }}'
             for font in some)  # fmt: skip
    names, high = ", ".join(f'"{font.name}"' for font in some), max(font.leading for font in some)
    rule = f"body {{ font-family: Lexend, {names}, sans-serif; font-variant-ligatures: normal; line-height: "
    return "\n".join(("", *faces, f"{rule}{1.5 * high:.2f}; }}", f"h1, h2 {{ line-height: {1.25 * high:.2f}; }}", ""))


def _cover(leaflet: Leaflet) -> bytes:
    """The cover on a shelf."""
    picture = leaflet.cover.picture
    return pictures.book_cover_png(picture.recipe if picture else "", leaflet.cover.title.text, _COVER_PX)
