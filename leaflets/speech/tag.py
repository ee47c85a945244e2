"""Writes the tags of an MP3 or of a track for a CD: title, publisher, date, language, picture, chapters, words.

ID3 2.3 (id3.org, "ID3 tag version 2.3.0") with the chapter addendum 1.0: older players do not read 2.4.
"""

import struct
from dataclasses import dataclass

from leaflets.speech.cover import Cover
from leaflets.speech.timings import Chapter

_UTF_16 = b"\x01"
"""Text encoding 1, UTF-16 with a byte order mark: the only one of version 2.3 for every script."""
_TOP_LEVEL_ORDERED = b"\x03"
_NO_OFFSET = b"\xff\xff\xff\xff"
"""Chapters are given in milliseconds, not in bytes."""
_MOST_CHAPTERS = 255
_FRONT_COVER = b"\x03"


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows."""

    title: str
    artist: str
    album: str
    date: str
    """ISO 8601 as exact as it is known; empty when it is not."""
    language: str
    """ISO 639-2 code."""
    genre: str
    chapters: tuple[Chapter, ...]
    words: tuple[str, ...]
    """What is heard, one line for each cue."""
    timings: bytes
    """The times of the recording as JSON, for programs: a recording tells by itself what it should say, and when."""
    made_with: str
    """Voice and engine."""
    cover: Cover | None = None
    track: str = ""
    """Number of the track and of all tracks, `2/10`; empty for a recording in one piece."""


def tagged(mp3: bytes, tags: Tags) -> bytes:
    """The MP3 with its tags in front."""
    frames = b"".join(
        (
            _text("TIT2", tags.title),
            _text("TPE1", tags.artist),
            _text("TALB", tags.album),
            _text("TYER", tags.date[:4]),
            _text("TDAT", tags.date[8:10] + tags.date[5:7] if len(tags.date) == 10 else ""),
            _text("TLAN", tags.language),
            _text("TCON", tags.genre),
            _text("TRCK", tags.track),
            _text("TSSE", tags.made_with),
            _picture(tags.cover) if tags.cover else b"",
            _words(tags),
            _file("timings.json", "application/json", tags.timings),
            _chapters(tags.chapters[:_MOST_CHAPTERS], tags.title),
        )
    )
    return b"ID3\x03\x00\x00" + _seven_bits(len(frames)) + frames + mp3


def _seven_bits(number: int) -> bytes:
    """A size in four bytes of seven bits, as the tag's head wants it."""
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + struct.pack(">IH", len(body), 0) + body


def _utf_16(text: str) -> bytes:
    return b"\xff\xfe" + text.encode("utf-16-le")


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF_16 + _utf_16(text)) if text else b""


def _words(tags: Tags) -> bytes:
    """The words of the recording (`USLT`), for players that show them."""
    description_end = b"\x00\x00"
    language = tags.language.encode("ascii")
    return _frame("USLT", _UTF_16 + language + _utf_16("") + description_end + _utf_16("\n".join(tags.words)))


def _picture(cover: Cover) -> bytes:
    """The picture that players show (`APIC`)."""
    end = b"\x00\x00"
    head = _UTF_16 + b"image/png\x00" + _FRONT_COVER + _utf_16(cover.words) + end
    return _frame("APIC", head + cover.png)


def _file(name: str, media_type: str, content: bytes) -> bytes:
    """A file inside the tag (`GEOB`)."""
    end = b"\x00\x00"
    head = _UTF_16 + media_type.encode("ascii") + b"\x00" + _utf_16(name) + end + _utf_16("") + end
    return _frame("GEOB", head + content)


def _chapters(chapters: tuple[Chapter, ...], title: str) -> bytes:
    """The list of chapters (`CTOC`), then each (`CHAP`) with its title."""
    names = [f"chp{number}".encode("ascii") for number in range(len(chapters))]
    listed = b"".join(name + b"\x00" for name in names)
    contents = b"toc\x00" + _TOP_LEVEL_ORDERED + bytes((len(names),)) + listed + _text("TIT2", title)
    frames = [_frame("CTOC", contents)]
    for name, chapter in zip(names, chapters, strict=True):
        times = struct.pack(">II", round(chapter.start_s * 1000), round(chapter.end_s * 1000))
        frames.append(_frame("CHAP", name + b"\x00" + times + _NO_OFFSET * 2 + _text("TIT2", chapter.title)))
    return b"".join(frames)
