"""What each print format promises to its readers, as numbers with their sources, and which of them a file has to keep.

The numbers are what guidance and the design demand, never what our own style sheets happen to say.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Profile:
    """What a finished page of one format has to keep."""

    name: str
    body_pt: float
    """Least size of the letters that most of the text is in. Large print: 16, better 18 (UKAAF G003); easy read: 18
    (People First); giant print 24; a booklet 16, the floor of every easy-read guide (visual design, section 5)."""
    small_pt: float
    """Least size of any letter, page feet included. UKAAF G003: page numbers and labels in the size of the text. Easy
    read may set its credits in 16 (visual design, sections 5 and 8)."""
    most_characters: int
    """The longest line. RNIB clear print: 60 to 70 characters at most; easy read 42 (visual design, section 9)."""
    pictures: bool = False
    """Whether pictures say what the words say, so that they have to be large enough."""
    least_picture_mm: float = 25
    """The longer side of a picture (visual design, section 9: none under 25 mm wide)."""
    least_icon_mm: float = 20
    """The longer side of a picture that shares a frame with words: it marks a way to get in touch (section 5.1)."""
    least_head_mm: float = 9
    """Hair to chin, in scenes that promise it (visual design, section 3.2, rule 1)."""
    cover: bool = False
    """Whether page 1 is a cover, whose lines have distances of their own (visual design, section 5.1)."""
    imposed: bool = False
    """Whether each page of the file is a sheet with two pages side by side, in the order of printing."""
    line_spacing: float = 1.4
    """Least distance of the lines of a paragraph, in sizes of its letters (visual design, section 5)."""
    contrast: float = 7
    """WCAG 2.2, 1.4.6, for letters of any size."""
    margin_mm: float = 8
    """Office printers leave or cut 4 to 6 mm at every edge (visual design, section 5), and folding shifts sheets."""
    fonts: tuple[str, ...] = ("Lexend",)
    """The only families in our own files (visual design, section 2)."""


def _easy_read(name: str) -> Profile:
    return Profile(name, body_pt=18, small_pt=16, most_characters=42, pictures=True, cover=True)


def _booklet(name: str, imposed: bool) -> Profile:
    """A5: picture boxes of 34 × 27 mm, icons in 22 × 17 mm, so that heads are 7 mm at least; and smaller margins, with
    feet that end 1 mm above what office printers cut off (visual design, section 5).
    """
    return Profile(
        name,
        body_pt=16,
        small_pt=16,
        most_characters=42,
        pictures=True,
        cover=True,
        least_icon_mm=16,
        least_head_mm=7,
        margin_mm=7,
        imposed=imposed,
    )


def _poster(name: str, small_pt: float, picture_mm: float, head_mm: float) -> Profile:
    """Read from some steps away, but for its small print: address and help lines, which are most of its letters.

    Its smallest picture is the sign of the publisher, beside its name.
    """
    return Profile(
        name,
        body_pt=small_pt,
        small_pt=small_pt,
        most_characters=65,
        pictures=True,
        least_picture_mm=picture_mm,
        least_icon_mm=8,
        least_head_mm=head_mm,
    )


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        _easy_read("easy-read"),
        _easy_read("easy-read-cream"),
        _easy_read("easy-read-yellow"),
        _easy_read("easy-read-dark"),
        _easy_read("easy-read-mono"),
        Profile("large-print", body_pt=18, small_pt=18, most_characters=65),
        Profile("giant-print", body_pt=24, small_pt=24, most_characters=65),
        _booklet("booklet-pages", imposed=False),
        _booklet("booklet", imposed=True),
        _poster("poster-a3", small_pt=23, picture_mm=28, head_mm=9),
        _poster("poster-a4", small_pt=16, picture_mm=20, head_mm=7),
        Profile("handout", body_pt=16, small_pt=16, most_characters=42, least_icon_mm=8),
    )
}
"""By the name of the format."""


def of(path: Path, format_name: str) -> Profile | None:
    """What the file has to keep: as it was said, or else as its name tells; None where neither does."""
    return PROFILES.get(format_name or _format_in(path))


def is_ours(path: Path) -> bool:
    """Whether the name is one that the toolkit gives: `<leaflet>_<format>_<language>.pdf`."""
    return _format_in(path) in PROFILES


def _format_in(path: Path) -> str:
    parts = path.stem.split("_")
    return parts[1] if len(parts) == 3 else ""
