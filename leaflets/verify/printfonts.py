"""Rules of the fonts in a finished PDF, read with pikepdf: all inside the file, and in our files only ours."""

import re
from collections.abc import Iterator

import pikepdf

from leaflets import languages
from leaflets.verify.printprofile import Profile
from leaflets.verify.printwords import Fault

_SUBSET = re.compile(r"[A-Z]{6}\+")
"""ISO 32000-1, 9.6.4: the mark of a font that holds only the letters that are used."""
_AGAIN = "Make the file again. If this comes back, report it."


def faults(document: pikepdf.Pdf, profile: Profile, ours: bool) -> Iterator[Fault]:
    """A font that is not in the file is replaced by the reader's computer, and the sizes on paper are then no longer
    the sizes that were checked. The rest is asked of our own files only: subset, with the words behind the letters, and
    of a family that the design declares.
    """
    for font in _fonts(document):
        name = str(font.get("/BaseFont", "/no name")).lstrip("/")
        if not _is_inside(font):
            yield "PD-211", 0, f"The font {name} is not in the file.", "Embed all fonts when you make the PDF."
            continue
        if not ours:
            continue
        family = _SUBSET.sub("", name)
        if not any(family == known or family.startswith(f"{known}-") for known in (*profile.fonts, *_of_languages())):
            allowed = " and ".join(profile.fonts)
            yield "PD-212", 0, f"There are letters in the font {family.split('-')[0]}.", f"Use only {allowed}."
        if not _SUBSET.match(name):
            yield "PD-213", 0, f"The font {name} is in the file with letters that it does not need.", _AGAIN
        if "/ToUnicode" not in font:
            yield "PD-213", 0, f"The font {name} does not say which letters its shapes are.", _AGAIN


def _of_languages() -> Iterator[str]:
    """The families that language files name, as PDF writes them: for letters that the house font lacks."""
    fonts = (languages.load(tag).font for tag in languages.tags())
    return (font.name.replace(" ", "-") for font in fonts if font)


def _fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fonts that pages name; the inner parts of a composite font are reached through it."""
    for item in document.objects:
        is_font = isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"
        if is_font and not str(item.get("/Subtype", "")).startswith("/CIDFont"):
            yield item


def _is_inside(font: pikepdf.Object) -> bool:
    """Whether the shapes of the letters are in the file (ISO 32000-1, 9.9)."""
    if font.Subtype == "/Type3":  # its shapes are drawings of the file itself
        return True
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
    return any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
