"""Faults put by hand into good caption files."""

import re
from collections.abc import Callable

from seeded import Fault

from leaflets.speech.captions import WIDEST

Spoil = Callable[[bytes], bytes]


def _blocks(change: Callable[[list[str]], list[str]]) -> Spoil:
    """A WebVTT file whose captions are changed as a list of blocks; its head stays."""

    def spoil(data: bytes) -> bytes:
        head, note, *blocks = data.decode().strip("\n").split("\n\n")
        return ("\n\n".join((head, note, *change(blocks))) + "\n").encode()

    return spoil


def _one(number: int, change: Callable[[str], str]) -> Spoil:
    """A file in which the caption of that number is changed."""
    return _blocks(lambda blocks: [*blocks[:number], change(blocks[number]), *blocks[number:][1:]])


def _times(block: str, start: str, end: str) -> str:
    return re.sub(r"\S+ --> \S+", f"{start} --> {end}", block)


def _overlapping(blocks: list[str]) -> list[str]:
    """The fourth caption begins with the third one."""
    start = blocks[2].split("\n")[1].split(" --> ")[0]
    end = blocks[3].split("\n")[1].split(" --> ")[1]
    return [*blocks[:3], _times(blocks[3], start, end), *blocks[4:]]


def _one_line(blocks: list[str]) -> list[str]:
    return [each.rsplit("\n", 1)[0] if each.count("\n") == 3 else each for each in blocks]


def _turned(blocks: list[str]) -> list[str]:
    return [*blocks[:5], blocks[6], blocks[5], *blocks[7:]]


def _without_sixth(data: bytes) -> bytes:
    blocks = data.split(b"\r\n\r\n")
    return b"\r\n\r\n".join(blocks[:5] + blocks[6:])


def _fault(what: str, spoil: Spoil) -> Fault:
    return Fault(what, spoil, ("captions",))


VTT_FAULTS: tuple[Fault, ...] = (
    _fault("Two captions stand there at once.", _blocks(_overlapping)),
    _fault("A caption stays after the end.", _one(-1, lambda block: _times(block, "00:59:00.000", "00:59:05.000"))),
    _fault("Two captions are in the wrong order.", _blocks(_turned)),
    _fault("A caption is lost.", _blocks(lambda blocks: blocks[:8] + blocks[9:])),
    _fault("The second line of a caption is lost.", _blocks(_one_line)),
    _fault("A caption ends before it begins.", _one(4, lambda block: _times(block, "00:00:09.000", "00:00:01.000"))),
    _fault("A line is wider than a screen.", _one(4, lambda block: block + " and so on" * (WIDEST // 10 + 1))),
    _fault("A caption has three lines.", _one(4, lambda block: block + "\none\ntwo")),
    _fault("The times of a caption cannot be read.", _one(4, lambda block: block.replace("-->", "->"))),
    _fault("The file does not say that it is WebVTT.", lambda data: data.replace(b"WEBVTT", b"CAPTIONS")),
    _fault("A word is not that of the recording.", lambda data: data.replace(b"leaflet", b"letter", 1)),
    _fault("The words are not in UTF-8.", lambda data: data.replace(b"leaflet", b"caf\xe9", 1)),
)
"""Of the WebVTT file, with the times as JSON beside it."""

SRT_FAULTS: tuple[Fault, ...] = (
    _fault("A caption of SubRip is lost.", _without_sixth),
    _fault("A caption of SubRip has no words.", lambda data: data.replace(b"This is an audio leaflet.", b"")),
)
"""Of the SubRip file, with the times as JSON beside it."""
