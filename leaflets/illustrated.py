"""Fills the pictures of a leaflet: each concept becomes its scene, with words in the leaflet's language."""

from dataclasses import replace

from leaflets import pictures
from leaflets.copies import with_points
from leaflets.findings import LeafletError, as_typed
from leaflets.house import House
from leaflets.languages import Language
from leaflets.model import Leaflet, Picture


def illustrated(leaflet: Leaflet, house: House, language: Language) -> Leaflet:
    """Every picture whose concept is known is filled; the others stay empty, and a rule reports them."""
    values = {"year": leaflet.about.information_date[:4]}

    def fill(picture: Picture | None) -> Picture | None:
        if picture is None or picture.concept not in pictures.names():
            return picture
        words = language.pictures.get(picture.concept, "")
        return replace(pictures.scene(picture.concept, values, words), line=picture.line)

    cover = replace(leaflet.cover, picture=fill(leaflet.cover.picture), logo=_logo(fill(leaflet.cover.logo), house))
    return replace(
        with_points(leaflet, lambda point: replace(point, picture=fill(point.picture))),
        cover=cover,
    )


def _logo(placeholder: Picture | None, house: House) -> Picture | None:
    if house.logo is None:
        return placeholder
    try:
        return pictures.from_file(house.logo.read_bytes(), house.logo.suffix, house.logo_alt or house.name)
    except LeafletError as error:
        raise LeafletError(f"{as_typed(house.logo)}: {error}") from error
