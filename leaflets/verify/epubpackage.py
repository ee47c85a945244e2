"""What the package and the pages of a book must have, and what it must say about itself (EPUB 3.3, EPUB Accessibility
1.1).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from leaflets.verify.epubfile import XHTML, XML, EpubFile

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""

ALLOWED: dict[str, frozenset[str]] = {
    "schema:accessMode": frozenset({"textual", "visual", "auditory", "tactile"}),
    "schema:accessModeSufficient": frozenset({"textual", "visual", "auditory", "tactile"}),
    "schema:accessibilityFeature": frozenset(
        {
            "alternativeText", "structuralNavigation", "tableOfContents", "readingOrder", "synchronizedAudioText",
            "displayTransformability", "index", "longDescription", "ARIA", "printPageNumbers", "unlocked",
        }
    ),
    "schema:accessibilityHazard": frozenset(
        {
            "none", "flashing", "noFlashingHazard", "motionSimulation", "noMotionSimulationHazard", "sound",
            "noSoundHazard", "unknown",
        }
    ),
}  # fmt: skip
"""Values of the accessibility vocabulary of schema.org (community group report 2.0) that a leaflet can have."""
_FREE = ("schema:accessibilitySummary",)
_CLAIM, _CERTIFIER = "dcterms:conformsTo", "a11y:certifiedBy"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""EPUB 3.3, 5.5.5."""


def container(file: EpubFile) -> Iterator[Fault]:
    """EPUB 3.3, 4.2.6.3: a program knows a book by its first bytes."""
    first = next(iter(file.members), "")
    if first != "mimetype" or not file.first_is_stored or file.members[first] != b"application/epub+zip":
        yield "EP-101", "The file does not begin with the mark of an EPUB book."


def manifest(file: EpubFile) -> Iterator[Fault]:
    """Every file is listed, and every listed file is there."""
    listed = {item.name for item in file.items.values()}
    inside = {
        name for name in file.members if name not in ("mimetype", file.place) and not name.startswith("META-INF/")
    }
    for name in sorted(inside - listed):
        yield "EP-102", f"The file {name} is in the book, but not in its list."
    for name in sorted(listed - inside):
        yield "EP-102", f"The file {name} is in the list, but not in the book."
    for page, root in file.pages.items():
        for image in root.iter(f"{XHTML}img"):
            if file.resolved(page, image.get("src", ""))[0] not in inside:
                yield "EP-103", f"A picture of {page} is not in the book: {image.get('src')}."


def contents_list(file: EpubFile) -> Iterator[Fault]:
    """EPUB 3.3, 7: a list that leads to every page."""
    if not file.navigation:
        yield "EP-104", "The book has no contents list."
    reached = set()
    for name, root in file.navigation.items():
        for link in root.iter(f"{XHTML}a"):
            page, fragment = file.resolved(name, link.get("href", ""))
            reached.add(page)
            if page not in file.pages or (fragment and fragment not in _ids(file, page)):
                yield "EP-104", f"The contents list leads nowhere: “{''.join(link.itertext()).strip()}”."
    for page in file.pages if file.navigation else ():
        if page not in reached:
            yield "EP-104", f"The contents list does not lead to {page}."


def languages(file: EpubFile) -> Iterator[Fault]:
    """WCAG 2.2, 3.1.1: without it a screen reader takes the wrong voice."""
    if not file.package.get(f"{XML}lang"):
        yield "EP-105", "The package names no language."
    for name, root in {**file.pages, **file.navigation}.items():
        if not root.get("lang") or root.get("lang") != root.get(f"{XML}lang"):
            yield "EP-105", f"The page {name} names no language."


def words_for_pictures(file: EpubFile) -> Iterator[Fault]:
    """WCAG 2.2, 1.1.1."""
    for name, root in file.pages.items():
        for image in root.iter(f"{XHTML}img"):
            if not image.get("alt", "").strip():
                yield "EP-106", f"A picture of {name} has no words for people who cannot see it: {image.get('src')}."


def names_of_elements(file: EpubFile) -> Iterator[Fault]:
    """An id that stands twice: an app marks the wrong sentence."""
    for name in file.pages:
        for id_, times in Counter(_ids(file, name)).items():
            if times > 1:
                yield "EP-107", f"The id {id_} stands {times} times in {name}."


def about_the_book(file: EpubFile) -> Iterator[Fault]:
    """EPUB 3.3, 5.5.3."""
    for name in ("identifier", "title", "language"):
        if not file.core(name):
            yield "EP-201", f"The book does not tell its {name}."
    if len(file.meta("dcterms:modified")) != 1 or not _MOMENT.fullmatch(file.meta("dcterms:modified")[0]):
        yield "EP-201", "The book does not tell when it was changed."


def access(file: EpubFile) -> Iterator[Fault]:
    """EPUB Accessibility 1.1, section 2: what libraries and apps show to people who must choose a book they can use."""
    for name in (*ALLOWED, *_FREE):
        if not any(file.meta(name)):
            yield "EP-202", f"The book does not tell its {name}."
    for name, allowed in ALLOWED.items():
        for value in file.meta(name):
            parts = value.split(",") if name == "schema:accessModeSufficient" else [value]
            if not {part.strip() for part in parts} <= allowed:
                yield "EP-203", f"The book says “{value}” as {name}, which no program knows."


def claim(file: EpubFile) -> Iterator[Fault]:
    """EPUB Accessibility 1.1, sections 3.5 and 4: who claims conformance names who answers for it."""
    claims = [node.get("id") for node in file.package.iter() if node.get("property") == _CLAIM]
    certifiers = [node.get("refines") for node in file.package.iter() if node.get("property") == _CERTIFIER]
    if {f"#{id_}" for id_ in claims} != set(certifiers):
        yield "EP-204", "The book claims to keep a standard, but nobody is named who answers for it."


RULES: tuple[Callable[[EpubFile], Iterator[Fault]], ...] = (
    container,
    manifest,
    contents_list,
    languages,
    words_for_pictures,
    names_of_elements,
    about_the_book,
    access,
    claim,
)


def _ids(file: EpubFile, page: str) -> list[str]:
    return [str(node.get("id")) for node in file.pages[page].iter() if node.get("id")]
