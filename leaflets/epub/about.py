"""What a book says about itself: who made it, when, how people can use it, and what is claimed for it.

Words for people stand in the language file; the values for programs are those of schema.org's accessibility
vocabulary, as EPUB Accessibility 1.1, section 2, asks for them.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from leaflets.formats import Edition
from leaflets.languages import Language
from leaflets.model import Leaflet

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""What is claimed, spelled as the standard asks for (EPUB Accessibility 1.1, section 3.5)."""
_EARLIEST = "1980-01-01"
"""For a leaflet without any date, which only a test makes."""

Access = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class About:
    """Everything for the book's metadata that the leaflet does not already hold in that form."""

    identifier: str
    description: str
    rights: str
    modified: str
    narrator: str
    access: Access
    """Names of schema.org, each with its values."""
    certified_by: str
    """Who answers for the claim that the book keeps `standard`; empty where nothing is claimed."""
    standard: str = STANDARD


def about(leaflet: Leaflet, edition: Edition, language: Language, voice: str) -> About:
    """What that book says about itself. `voice`: the name of the voice that reads it. Raises as `Language.say`."""
    cover = leaflet.cover
    return About(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:leaflet:{leaflet.slug}:{leaflet.lang}')}",
        description=(cover.line or cover.subtitle or cover.title).text,
        rights=language.say("credit-text"),
        modified=f"{modified(leaflet)}T00:00:00Z",
        narrator=language.say("epub-narrator", voice=voice),
        access=_access(leaflet, language),
        # Nobody can answer for what nobody has approved, whatever the house says of its books.
        certified_by="" if leaflet.about.is_draft else edition.certified_by,
    )


def modified(leaflet: Leaflet) -> str:
    """The last day on which something about the leaflet changed, as far as it is told: `2019-01-01` for `2019`.

    Information, sign-off and status each have a date. Never today: the same leaflet gives the same bytes.
    """
    told = leaflet.about
    dates = (told.information_date, told.signed_on, told.status_since)
    return max((_day(date) for date in dates if date), default=_EARLIEST)


def _day(date: str) -> str:
    return "-".join([*date.split("-"), "01", "01"][:3])


def _access(leaflet: Leaflet, language: Language) -> Access:
    seen = any(True for _ in leaflet.pictures())
    summary = (*language.say_all("epub-access"), *((language.say("epub-access-pictures"),) if seen else ()))
    return (
        ("accessMode", ("textual", "auditory", *(("visual",) if seen else ()))),
        ("accessModeSufficient", ("textual", "auditory", *(("textual,visual",) if seen else ()))),
        (
            "accessibilityFeature",
            (
                *(("alternativeText",) if seen else ()),
                *("structuralNavigation", "tableOfContents", "readingOrder"),
                *("synchronizedAudioText", "displayTransformability"),
            ),
        ),
        ("accessibilityHazard", ("none",)),
        ("accessibilitySummary", (" ".join(summary),)),
    )
