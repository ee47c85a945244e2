"""What a Word file has to keep, as numbers with their sources, and which of them: its name says so, or who asks."""

from dataclasses import dataclass, replace
from pathlib import Path

from leaflets.findings import Level


@dataclass(frozen=True, slots=True)
class Profile:
    """What a Word file of one kind has to keep."""

    name: str
    body_pt: float
    """Least size of the letters that most of the text is in. Large print: 16, better 18 (UKAAF G003); easy read: 18
    (People First); giant print: 24."""
    small_pt: float
    """Least size of any letter, page feet included. Easy read may set its credits in 16 (visual design, section 5)."""
    contrast: float = 7.0
    """WCAG 2.2, 1.4.6. A file from elsewhere: 4.5 (1.4.3), which is also what Word itself asks for."""
    strict: bool = True
    """Whether everything that is asked must be kept, as in our own files and those that are to be one of ours."""
    lang: str = ""
    """The language it must be in; empty where nothing says."""


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("word", body_pt=18, small_pt=16),
        Profile("word-large", body_pt=18, small_pt=18),
        Profile("word-giant", body_pt=24, small_pt=24),
    )
}
"""By the name of the format."""

FOREIGN = Profile("", body_pt=16, small_pt=16, contrast=4.5, strict=False)
"""A file that nobody said anything of: the least that counts as large print (UKAAF G003)."""

LEVELS: dict[str, Level] = {
    # Microsoft's accessibility checker: its errors must be fixed, its warnings should be, its tips are to be looked at.
    **dict.fromkeys(("WD-101", "WD-102", "WD-103", "WD-104", "WD-115"), "must fix"),
    **dict.fromkeys(("WD-105", "WD-106", "WD-113", "WD-116", "WD-117", "WD-118"), "should fix"),
    **dict.fromkeys(("WD-107", "WD-108", "WD-109", "WD-110", "WD-111", "WD-112", "WD-119"), "look at this"),
    # What a screen reader says in the wrong voice is an error; another English is to be looked at.
    "WD-114": "must fix",
    "WD-120": "look at this",
    # Easy read and large print: asked of every file, but only our own promised it.
    **dict.fromkeys(("WD-202", "WD-207", "WD-209", "WD-210", "WD-211", "WD-214", "WD-215"), "should fix"),
    **dict.fromkeys(("WD-201", "WD-203", "WD-204", "WD-205", "WD-206", "WD-208", "WD-213"), "look at this"),
    # Structure: Word may offer to repair the file, or change how it looks.
    **dict.fromkeys(("WD-301", "WD-302", "WD-308"), "look at this"),
}
"""Of a file from elsewhere, by code; codes that are not here must be fixed."""


def level(code: str, profile: Profile) -> Level:
    """How much a fault of that code matters in such a file."""
    return "must fix" if profile.strict else LEVELS.get(code, "must fix")


def of(path: Path, format_name: str) -> Profile:
    """What the file has to keep: as it was said, or else as its name tells, or else what is asked of any file."""
    slug_format_lang = path.stem.split("_")
    name, lang = slug_format_lang[1:] if len(slug_format_lang) == 3 else ("", "")
    if format_name:
        return PROFILES.get(format_name, FOREIGN)
    return replace(PROFILES[name], lang=lang) if name in PROFILES else FOREIGN
