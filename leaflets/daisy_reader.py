"""Reads a DAISY 2.02 book as a player does, and shares no code with its writer.

A player follows the contents list to the SMIL files, and plays their clips one after the other while it shows the text
that each names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from leaflets import archive

XHTML = "{http://www.w3.org/1999/xhtml}"
_TIME = re.compile(r"npt=(\d+(?:\.\d+)?)s")
_CLOCK = re.compile(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Clip:
    """What is heard, and the text that is shown with it."""

    smil: str
    id: str
    """Of the par."""
    text: str
    """File and id of the text, such as `content.html#s001`."""
    audio: str
    """Name of the sound file; empty where there is none."""
    begin_s: float | None
    """None where it is not told as the format wants it; so too the end."""
    end_s: float | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    tag: str
    """`h1` to `h6`, or whatever else stands there."""
    kind: str
    """Its class; empty where it has none."""
    words: str
    href: str


@dataclass(frozen=True)
class Book:
    """The files of a book. Reading a part that is not well-formed raises ParseError; a missing one raises KeyError."""

    members: Mapping[str, bytes]

    @staticmethod
    def read(data: bytes) -> "Book":
        """The book in a zip. Raises BadZipFile where it is none."""
        return Book(archive.unpack(data))

    def xml(self, name: str) -> Element:
        return ElementTree.fromstring(self.members[name])

    def metas(self, name: str) -> tuple[tuple[str, str], ...]:
        """The names and contents of a file's metas, in order."""
        found = (element for element in self.xml(name).iter() if element.tag in ("meta", XHTML + "meta"))
        return tuple((meta.get("name", ""), meta.get("content", "")) for meta in found if meta.get("name"))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The contents list."""
        body = self.xml("ncc.html").find(XHTML + "body")
        return tuple(_entry(element) for element in (body if body is not None else ()))

    @cached_property
    def smils(self) -> tuple[str, ...]:
        """The SMIL files in the order in which the contents list leads to them."""
        return tuple(dict.fromkeys(entry.href.partition("#")[0] for entry in self.entries))

    @cached_property
    def clips(self) -> tuple[Clip, ...]:
        """Everything that is played, in order; of SMIL files that are there."""
        return tuple(clip for name in self.smils if name in self.members for clip in self.clips_of(name))

    def clips_of(self, smil: str) -> Iterator[Clip]:
        """The clips of a SMIL file in order. A par with several sounds gives several."""
        for par in self.xml(smil).iter("par"):
            text = par.find("text")
            source = text.get("src", "") if text is not None else ""
            for audio in tuple(par.iter("audio")) or (Element("audio"),):
                begin_s, end_s = (_seconds(audio.get(f"clip-{edge}", "")) for edge in ("begin", "end"))
                yield Clip(smil, par.get("id", ""), source, audio.get("src", ""), begin_s, end_s)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The words of each element with an id in the text, by file and id, in the order of the text."""
        root = self.xml("content.html")
        return {f"content.html#{element.get('id')}": _words(element) for element in root.iter() if element.get("id")}


def words(data: bytes) -> tuple[str, ...]:
    """What is shown while the book is played, line by line; a clip whose text is not there shows nothing."""
    book = Book.read(data)
    return tuple(book.texts.get(clip.text, "") for clip in book.clips)


def seconds(data: bytes) -> float:
    """How long the clips play."""
    return sum((clip.end_s or 0) - (clip.begin_s or 0) for clip in Book.read(data).clips)


def clock_s(clock: str) -> float | None:
    """Seconds of a clock such as `00:01:02.345`; None where it is none."""
    found = _CLOCK.fullmatch(clock)
    return int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3]) if found else None


def _seconds(time: str) -> float | None:
    found = _TIME.fullmatch(time)
    return float(found[1]) if found else None


def _entry(element: Element) -> Entry:
    link = element.find(f".//{XHTML}a")
    href = link.get("href", "") if link is not None else ""
    return Entry(element.tag.removeprefix(XHTML), element.get("class", ""), _words(element), href)


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
