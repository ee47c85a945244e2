"""Reads the tags at the front of an MP3 as a player does. Shares no code with their writer.

ID3 2.3.0 and 2.4.0 (id3.org) with the chapter addendum 1.0. What cannot be read is left out, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_CODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")
_HEAD = 10
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as a player lists it."""

    title: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file inside the tag (`GEOB`)."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside the tag."""

    media_type: str
    kind: int
    """3 for the front cover."""
    words: str
    content: bytes


Frames = tuple[tuple[str, bytes], ...]
"""Name and body of each frame, in order."""


def frames(data: bytes) -> Frames:
    """The frames of the tag at the front; none where there is no such tag."""
    if len(data) < _HEAD or data[:3] != b"ID3" or data[3:4] not in (b"\x03", b"\x04"):
        return ()
    version, flags = data[3], data[5]
    body = data[_HEAD : _HEAD + _seven_bits(data[6:10])]
    if flags & _UNSYNCHRONISED and version == 3:  # in 2.4 each frame says it for itself
        body = body.replace(b"\xff\x00", b"\xff")
    if flags & _EXTENDED:
        size = _seven_bits(body[:4]) if version == 4 else int.from_bytes(body[:4], "big") + 4
        body = body[size:]
    return tuple(_split(body, version))


def texts(found: Frames) -> dict[str, str]:
    """The texts of the tag by the names of their frames, such as `TIT2`; the first one where a name comes twice."""
    told: dict[str, str] = {}
    for name, body in found:
        if name.startswith("T") and name != "TXXX" and body:
            told.setdefault(name, _decoded(body[0], body[1:]))
    return told


def enclosed(found: Frames) -> tuple[Enclosed, ...]:
    """The files inside the tag."""
    return tuple(_enclosed(body) for name, body in found if name == "GEOB" and body)


def words(found: Frames) -> tuple[str, ...]:
    """The lines of the words that are heard (`USLT`); none where there are none."""
    for name, body in found:
        if name == "USLT" and len(body) > 4:
            _, lines = _ended(body[0], body[4:])  # the language and a description come before
            return tuple(_decoded(body[0], lines).split("\n"))
    return ()


def picture(found: Frames) -> Picture | None:
    """The first picture (`APIC`); None where there is none."""
    for name, body in found:
        if name == "APIC":
            media_type, _, rest = body[1:].partition(b"\x00")
            described, content = _ended(body[0], rest[1:])
            return Picture(media_type.decode("latin-1"), rest[0], described, content)
    return None


def chapters(found: Frames, version: int = 3) -> tuple[Chapter, ...]:
    """The chapters, in the order of the contents list, or of their times where there is none."""
    listed: list[bytes] = []
    known: dict[bytes, Chapter] = {}
    for name, body in found:
        key, _, rest = body.partition(b"\x00")
        if name == "CTOC" and len(rest) > 1:
            listed = listed or rest[2:].split(b"\x00")[: rest[1]]
        elif name == "CHAP":
            start, end = (int.from_bytes(rest[at : at + 4], "big") / 1000 for at in (0, 4))
            title = texts(tuple(_split(rest[16:], version))).get("TIT2", "")
            known[key] = Chapter(title, start, end)
    keys = [key for key in listed if key in known] or sorted(known, key=lambda key: known[key].start_s)
    return tuple(known[key] for key in keys)


def _split(body: bytes, version: int) -> Iterator[tuple[str, bytes]]:
    while len(body) > _HEAD and body[0]:
        size = _seven_bits(body[4:8]) if version == 4 else int.from_bytes(body[4:8], "big")
        yield body[:4].decode("latin-1"), body[_HEAD : _HEAD + size]
        body = body[_HEAD + size :]


def _enclosed(body: bytes) -> Enclosed:
    coding, rest = body[0], body[1:]
    media_type, _, rest = rest.partition(b"\x00")
    name, rest = _ended(coding, rest)
    _, content = _ended(coding, rest)  # a description comes between
    return Enclosed(name, media_type.decode("latin-1"), content)


def _ended(coding: int, body: bytes) -> tuple[str, bytes]:
    """A text up to its zero, and what follows. In UTF-16 the zero has two bytes and begins at an even place."""
    wide = 2 if coding in (1, 2) else 1
    for at in range(0, len(body), wide):
        if body[at : at + wide] == bytes(wide):
            return _decoded(coding, body[:at]), body[at + wide :]
    return _decoded(coding, body), b""


def _decoded(coding: int, body: bytes) -> str:
    if coding >= len(_CODINGS):
        return ""
    return body.decode(_CODINGS[coding], errors="replace").rstrip("\x00")


def _seven_bits(size: bytes) -> int:
    """A size in bytes of seven bits each."""
    number = 0
    for byte in size:
        number = number << 7 | byte & 0x7F
    return number
