"""Faults put by hand into a good DAISY book."""

import io
from collections.abc import Callable

import numpy as np
import soundfile
from recordings import to_mp3
from seeded import Fault

from leaflets import archive
from leaflets.voices import Samples

Spoil = Callable[[bytes], bytes]


def _member(name: str, change: Spoil) -> Spoil:
    """A book with that file changed; the change must change something."""

    def spoil(book: bytes) -> bytes:
        members = archive.unpack(book)
        changed = change(members[name])
        assert changed != members[name]
        return archive.pack({**members, name: changed})

    return spoil


def _swap(name: str, old: str, new: str) -> Spoil:
    """A book in whose file the first `old` has become `new`."""
    return _member(name, lambda data: data.replace(old.encode(), new.encode(), 1))


def _between(name: str, begin: str, end: str, change: Callable[[list[str]], list[str]]) -> Spoil:
    """A book in whose file the stretches from `begin` to `end` are changed as a list."""

    def spoil(data: bytes) -> bytes:
        head, *rest = data.decode().split(begin)
        *stretches, last = rest
        last, tail = last.split(end, 1)[0] + end, last.split(end, 1)[1]
        return (head + "".join(begin + each for each in change([*stretches, last])) + tail).encode()

    return _member(name, spoil)


def _sound(name: str, change: Callable[[Samples], Samples]) -> Spoil:
    """A book with another sound in that MP3, coded anew."""

    def spoil(data: bytes) -> bytes:
        samples, rate_hz = soundfile.read(io.BytesIO(data), dtype="int16")
        return to_mp3(change(np.asarray(samples, dtype=np.int16)), rate_hz)

    return _member(name, spoil)


def _late(samples: Samples) -> Samples:
    return np.concatenate((np.zeros(1800, np.int16), samples[:-1800]))


def _quieter(book: bytes) -> bytes:
    for name in archive.unpack(book):
        if name.endswith(".mp3"):
            book = _sound(name, lambda samples: (samples // 2).astype(np.int16))(book)
    return book


def _clipped(samples: Samples) -> Samples:
    loud = samples.copy()
    loud[30_000:30_040] = np.tile(np.array([32767, -32767], np.int16).repeat(10), 2)
    return loud


def _without(name: str) -> Spoil:
    return lambda book: archive.pack({key: data for key, data in archive.unpack(book).items() if key != name})


def _named(name: str, new: str) -> Spoil:
    return lambda book: archive.pack({new if key == name else key: data for key, data in archive.unpack(book).items()})


def _with(name: str) -> Spoil:
    return lambda book: archive.pack({**archive.unpack(book), name: b"x"})


def _without_doctype(page: bytes) -> bytes:
    return b"".join(line for line in page.splitlines(keepends=True) if not line.startswith(b"<!DOCTYPE"))


def _damaged(book: bytes) -> bytes:
    """The book with some bytes of its first file lost on the way."""
    return book[:80] + bytes(40) + book[120:]


def _turned(pieces: list[str]) -> list[str]:
    return [pieces[0], pieces[2], pieces[1], *pieces[3:]]


def _fault(what: str, spoil: Spoil, caught_by: tuple[str, ...] = ("daisy",)) -> Fault:
    return Fault(what, spoil, caught_by)


_BOTH = ("daisy", "dtd")
_NCC, _TEXT, _SMIL, _MP3 = "ncc.html", "content.html", "part02.smil", "part03.mp3"

_STRUCTURE = (
    _fault("The file is no zip.", lambda book: b"These are words.", _BOTH),
    _fault("The zip was damaged on its way.", _damaged, _BOTH),
    _fault("The contents list is missing.", _without(_NCC)),
    _fault("The contents list does not begin with the title.", _swap(_NCC, ' class="title"', "")),
    _fault("A topic is missing in the contents list.", _between(_NCC, "<h1 id", "</h1>", lambda each: each[1:])),
    _fault("Two topics are swapped in the contents list.", _between(_NCC, "<h1 id", "</h1>", _turned)),
    _fault("An entry of the contents list leads nowhere.", _swap(_NCC, "part02.smil#t-", "part02.smil#x-")),
    _fault("The book has no number of its own.", _swap(_NCC, "dc:identifier", "prod:identifier")),
    _fault("The book tells a wrong number of headings.", _swap(_NCC, 'Items" content="', 'Items" content="1')),
    _fault("The book tells a wrong length.", _swap(_NCC, 'Time" content="00', 'Time" content="01')),
    _fault("The book tells a wrong size.", _swap(_NCC, 'Size" content="', 'Size" content="9')),
    _fault("The date is told so that players cannot read it.", _swap(_NCC, 'date" content="', 'date" content="May ')),
    _fault("The list of SMIL files lacks one.", _between("master.smil", "<ref ", "/>", lambda each: each[1:])),
    _fault("A file name has a capital letter.", _named(_TEXT, "Content.html")),
    _fault("A file of another program is in the book.", _with("thumbs.db")),
)
_PAGES = (
    _fault(
        "The text has an element that XHTML does not know.", _swap(_TEXT, "<p>", "<p><leaflet></leaflet>"), ("dtd",)
    ),
    _fault("The text is not well-formed.", _swap(_TEXT, "</p>", ""), _BOTH),
    _fault("A page does not say which DTD it keeps to.", _member(_NCC, _without_doctype), _BOTH),
    _fault("Two sentences have the same id.", _swap(_TEXT, 'id="s003"', 'id="s002"'), _BOTH),
    _fault("The text is not in UTF-8.", _member(_TEXT, lambda data: data.replace(b"</p>", b"caf\xe9</p>", 1)), _BOTH),
)
_CLIPS = (
    _fault(
        "A SMIL file has an attribute that SMIL 1.0 does not know.", _swap(_SMIL, "<text ", '<text size="1" '), ("dtd",)
    ),
    _fault("A SMIL file fills in sounds as only SMIL 2 can.", _swap(_SMIL, "<par ", '<par fill="remove" '), _BOTH),
    _fault("A player may go on before a sentence is over.", _swap(_SMIL, 'endsync="last"', 'endsync="first"')),
    _fault("There is a hole between two clips.", _swap(_SMIL, "npt=0.000s", "npt=0.500s")),
    _fault("A time is told in another way.", _swap(_SMIL, "npt=", "smpte=")),
    _fault("A clip is longer than its sound.", _member("part02.mp3", lambda data: data[: len(data) * 3 // 4])),
    _fault("A clip shows words that are not there.", _swap(_SMIL, "content.html#s", "content.html#x")),
    _fault("A sentence is never played.", _between(_SMIL, "<par ", "</par>", lambda each: each[:2] + each[3:])),
    _fault("Two sentences are swapped.", _between(_SMIL, "<par ", "</par>", _turned)),
)
_SOUND = (
    _fault("A part is silent.", _sound(_MP3, np.zeros_like)),
    _fault("Every sentence of a part comes late.", _sound(_MP3, _late)),
    _fault("The book is too quiet.", _quieter),
    _fault("A peak distorts.", _sound(_MP3, _clipped)),
    _fault("A sound file is missing.", _without(_MP3)),
    _fault("A sound file cannot be played.", _member(_MP3, lambda data: b"no sound")),
)

FAULTS: tuple[Fault, ...] = (*_STRUCTURE, *_PAGES, *_CLIPS, *_SOUND)
"""Each with the checkers that must find it."""
