"""Fills the pictures of a leaflet: each concept becomes its scene, with words in the leaflet's language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from leaflets import lettering, pictures
from leaflets.copies import with_points
from leaflets.findings import LeafletError, as_typed
from leaflets.house import House
from leaflets.languages import HOME, Language
from leaflets.model import Leaflet, Picture, Sentence

_NO_LOGO = "network-logo"
"""The scene that stands where a house has no logo of its own."""

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def illustrated(leaflet: Leaflet, house: House, language: Language) -> Leaflet:
    """Every picture whose concept is known is filled; the others stay empty, and a rule reports them."""
    year = leaflet.about.information_date[:4]
    usual = {"year": year} if year else {}

    def fill(picture: Picture | None, beside: Iterable[Sentence | None]) -> Picture | None:
        text = " ".join(sentence.text for sentence in beside if sentence).replace("\u00a0", " ")
        return picture and _filled(picture, usual, _Beside(text, language))

    cover = leaflet.cover
    picture = fill(cover.picture, (cover.title, cover.subtitle, cover.line))
    return replace(
        with_points(leaflet, lambda point: replace(point, picture=fill(point.picture, point.all_sentences()))),
        cover=replace(cover, picture=picture, logo=logo_of(house, language)),
    )


def logo_of(house: House, language: Language) -> Picture:
    """The house's own logo, or one of ours that says where it belongs. Raises LeafletError for a picture that is none.

    The same on every leaflet of a language.
    """
    if house.logo is None:
        return _filled(Picture(_NO_LOGO), {}, _Beside("", language))
    try:
        return pictures.from_file(house.logo.read_bytes(), house.logo.suffix, house.logo_alt or house.name)
    except LeafletError as error:
        raise LeafletError(f"{as_typed(house.logo)}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Beside:
    """The words that stand beside a picture: what is drawn in it must be in them, or in their language."""

    text: str
    language: Language

    def values(self) -> Mapping[str, str]:
        """What calendars show: the first day and the first year of the text, and nothing where it has none."""
        months = "|".join(re.escape(name) for name in self.language.names("months").values())
        day = re.search(rf"(?<!\d)\d\d? (?:{months})(?!\w)", self.text)
        year = _YEAR.search(self.text)
        return {"day": day[0] if day else "", "ended": year[0] if year else ""}

    def drawn(self, words: str) -> str:
        """Words of a scene as its language has them; names that the text has too stay, and all others are left out."""
        if self.language.tag == HOME or not any(letter.isalpha() for letter in words):
            return words
        found = self.language.drawn.get(words, words if words in self.text else "")
        return found if lettering.carried(found) else ""  # its font may not be on this computer


def _filled(picture: Picture, usual: Mapping[str, str], words: _Beside) -> Picture:
    if picture.concept not in pictures.names():
        return picture
    alt = words.language.pictures.get(picture.concept, "")
    scene = pictures.scene(picture.concept, {**usual, **words.values()}, alt, words.drawn)
    return replace(scene, line=picture.line)
