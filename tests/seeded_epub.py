"""Faults put by hand into a good EPUB book: 18 that were tried on outside checkers, and some that only we can see."""

import re
from collections.abc import Callable
from functools import cache

import samples
from seeded import Fault

from leaflets import archive, formats
from leaflets.epub.about import STANDARD
from leaflets.formats import Files

NAME = "smallest"
_PACKAGE, _PART, _CLIPS = "EPUB/package.opf", "EPUB/part-2.xhtml", "EPUB/part-2.smil"
_STORED = ("mimetype", "EPUB/audio/leaflet.mp3")

Members = dict[str, bytes]


@cache
def good() -> bytes:
    """The book of the smallest manuscript, with a tone for a voice."""
    leaflet = samples.leaflet(NAME)
    made: dict[str, Files] = {}
    for need in ("speech", "audio", "epub"):
        made[need] = formats.load(need).write(leaflet, formats.edition(need, "silent"), made)
    (book,) = made["epub"].values()
    return book


def _members(change: Callable[[Members], None]) -> Callable[[bytes], bytes]:
    def spoil(book: bytes) -> bytes:
        members = archive.unpack(book)
        change(members)
        return archive.pack(members, stored=tuple(name for name in _STORED if name in members))

    return spoil


def _text(name: str, old: str, new: str | Callable[[re.Match[str]], str], times: int = 1) -> Callable[[bytes], bytes]:
    """Puts `new` for what the pattern `old` finds first in that member, `times` times at most."""

    def change(members: Members) -> None:
        members[name] = re.sub(old, new, members[name].decode(), count=times).encode()

    return _members(change)


def _turned(members: Members) -> None:
    """The first two clips of a part change places."""
    first, second = re.findall(r"<par .*?</par>\n", members[_CLIPS].decode(), re.DOTALL)[:2]
    members[_CLIPS] = members[_CLIPS].decode().replace(first + second, second + first).encode()


def _later(members: Members) -> None:
    """All clips of the last part come half a second late."""
    text = members["EPUB/part-3.smil"].decode()
    members["EPUB/part-3.smil"] = re.sub(
        r'"(\d+\.\d{3})s"', lambda found: f'"{float(found[1]) + 0.5:.3f}s"', text
    ).encode()


def _silent(members: Members) -> None:
    members[_CLIPS] = re.sub(rb"(?s)<par .*?</par>", b"", members[_CLIPS], count=1)


def _mark_last(members: Members) -> None:
    members["mimetype"] = members.pop("mimetype")


FAULTS: tuple[Fault, ...] = (
    Fault(
        "A clip ends before it begins.",
        _text(_CLIPS, r'clipBegin="([^"]*)" clipEnd="([^"]*)"', r'clipBegin="\2" clipEnd="\1"'),
        ("epub", "epubcheck"),
    ),
    Fault("A clip belongs to words that are not there.", _text(_CLIPS, r"#s\d+", "#s999"), ("epub", "epubcheck")),
    Fault(
        "A page is not read aloud.",
        _text(_PACKAGE, ' media-overlay="part-2-overlay"', ""),
        ("epub", "epubcheck"),
    ),
    Fault(
        "The book tells a wrong length.",
        _text(_PACKAGE, r'"media:duration">[^<]*', '"media:duration">1000.000s'),
        ("epub", "epubcheck"),
    ),
    Fault("The book has no title.", _text(_PACKAGE, r"<dc:title>.*</dc:title>\n", ""), ("epub", "epubcheck", "ace")),
    Fault(
        "A picture comes from the internet.",
        _text(_PART, r'src="pictures/[^"]*"', 'src="https://www.example.org/picture.png"'),
        ("epub", "epubcheck"),
    ),
    Fault("A page is broken off.", _text(_PART, "</body>", ""), ("epub", "epubcheck")),
    Fault(
        "An id stands twice.",
        _text(_PART, r"</section>\n</body>", '<p id="s002"></p><p id="s002"></p></section></body>'),
        ("epub", "epubcheck"),
    ),
    Fault(
        "A picture is not in the list of files.",
        _text(_PACKAGE, r'<item id="picture-3".*\n', ""),
        ("epub", "epubcheck"),
    ),
    Fault(
        "The book does not tell when it was changed.",
        _text(_PACKAGE, r'<meta property="dcterms:modified">.*\n', ""),
        ("epub", "epubcheck"),
    ),
    Fault("A picture has no words.", _text(_PART, r' alt="[^"]*"', ""), ("epub", "ace")),
    Fault("A page names no language.", _text(_PART, r' lang="en-GB" xml:lang="en-GB"', ""), ("epub", "ace")),
    Fault(
        "A word for its use is one that no program knows.",
        _text(_PACKAGE, '"schema:accessMode">textual', '"schema:accessMode">text'),
        ("epub", "ace"),
    ),
    Fault(
        "The book does not tell about flashing.",
        _text(_PACKAGE, r'<meta property="schema:accessibilityHazard">.*\n', ""),
        ("epub", "ace"),
    ),
    Fault(
        "A level of headings is left out.",
        _text("EPUB/part-3.xhtml", r"<(/?)h2", r"<\1h4", times=99),
        ("ace",),
    ),
    Fault("Words are pale.", _text("EPUB/style.css", r"\nbody \{", "\nbody { color: #bbbbbb;"), ("ace",)),
    Fault(
        "A clip ends after the sound.",
        _text("EPUB/part-3.smil", r'clipEnd="[^"]*"(/>\n</par>\n</seq>)', r'clipEnd="999.000s"\1'),
        ("epub",),
    ),
    Fault("Sentences are read aloud in another order.", _members(_turned), ("epub",)),
    Fault("A sentence is not read aloud.", _members(_silent), ("epub",)),
    Fault(
        "Two clips overlap.",
        _text(_CLIPS, r'clipEnd="(\d+)', lambda found: f'clipEnd="{int(found[1]) + 1}'),
        ("epub",),
    ),
    Fault("Sentences are marked half a second late.", _members(_later), ("epub",)),
    Fault("The mark of an EPUB book is not first.", _members(_mark_last), ("epub", "epubcheck")),
    Fault(
        "The contents list leads nowhere.",
        _text("EPUB/nav.xhtml", r'href="part-3.xhtml#s\d+"', 'href="part-3.xhtml#s999"'),
        ("epub", "epubcheck"),
    ),
    Fault(
        "A standard is claimed, and nobody answers for it.",
        _text(
            _PACKAGE,
            "</metadata>",
            f'<meta property="dcterms:conformsTo" id="claim">{STANDARD}</meta></metadata>',
        ),
        ("epub",),
    ),
)
