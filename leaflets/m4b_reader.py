"""Reads a finished audio book, sharing no code with its writer: what a player would show, and where it would begin."""

from collections.abc import Iterator
from typing import NamedTuple


class Box(NamedTuple):
    """One box of the file, with its content."""

    kind: str
    content: bytes


def boxes(data: bytes) -> Iterator[Box]:
    """The boxes side by side in these bytes. Raises ValueError where their sizes do not fit."""
    while data:
        size = int.from_bytes(data[:4], "big")
        if not 8 <= size <= len(data):
            raise ValueError(f"a box of {size} bytes in {len(data)}")
        yield Box(data[4:8].decode("latin-1"), data[8:size])
        data = data[size:]


def all_at(data: bytes, path: str) -> Iterator[bytes]:
    """The contents of all boxes on a path such as `moov/trak/tkhd`."""
    name, _, rest = path.partition("/")
    for box in boxes(data):
        if box.kind == name:
            inside = box.content[4:] if name == "meta" else box.content
            if rest:
                yield from all_at(inside, rest)
            else:
                yield box.content


def _number(data: bytes, at: int, size: int = 4) -> int:
    return int.from_bytes(data[at : at + size], "big")


def tag(data: bytes, name: str) -> bytes:
    """The value of a tag such as `©nam`; empty when there is none. Two numbers stand before it."""
    return next((value[8:] for value in all_at(data, f"moov/udta/meta/ilst/{name}/data")), b"")


def text(data: bytes, name: str) -> str:
    return tag(data, name).decode("utf-8")


def words(data: bytes) -> tuple[str, ...]:
    """The lines of the words (`©lyr`)."""
    return tuple(text(data, "©lyr").split("\n"))


def file(data: bytes, name: str) -> bytes:
    """The content of the tag that we gave this name; empty when there is none."""
    for entry in all_at(data, "moov/udta/meta/ilst/----"):
        parts = {box.kind: box.content for box in boxes(entry)}
        if parts["name"][4:].decode("utf-8") == name:
            return parts["data"][8:]
    return b""


def seconds(data: bytes) -> float:
    """The length that a player shows, from the head of the index."""
    head = next(all_at(data, "moov/mvhd"))
    return _number(head, 16) / _number(head, 12)


def language(data: bytes) -> str:
    """The language of the sound, ISO 639-2: three letters of five bits each."""
    packed = _number(next(all_at(_track(data, "soun"), "mdia/mdhd")), 20, 2)
    return "".join(chr(0x60 + (packed >> shift & 0x1F)) for shift in (10, 5, 0))


def rate_hz(data: bytes) -> int:
    """Samples a second of the sound."""
    return _number(next(all_at(_track(data, "soun"), "mdia/mdhd")), 12)


def _track(data: bytes, kind: str) -> bytes:
    for track in all_at(data, "moov/trak"):
        if next(all_at(track, "mdia/hdlr"))[8:12].decode("latin-1") == kind:
            return track
    raise ValueError(f"no track of the kind {kind}")


def chapters(data: bytes) -> tuple[tuple[str, float, float], ...]:
    """Title, start and end in seconds of each chapter from the track of titles, which Apple's players read."""
    track = _track(data, "text")
    times = next(all_at(track, "mdia/minf/stbl/stts"))
    rate = _number(next(all_at(track, "mdia/mdhd")), 12)
    lengths = [
        _number(times, at + 4) / rate
        for at in range(8, len(times), 8)
        for _ in range(_number(times, at))
    ]  # fmt: skip
    found, start = [], 0.0
    for title, length in zip(_titles(data, track), lengths, strict=True):
        found.append((title, start, start + length))
        start += length
    return tuple(found)


def _titles(data: bytes, track: bytes) -> Iterator[str]:
    """The titles, one behind the other in one piece of the file, each with its length in front."""
    sizes = next(all_at(track, "mdia/minf/stbl/stsz"))
    (place,) = (_number(places, 8) for places in all_at(track, "mdia/minf/stbl/stco"))
    for at in range(12, len(sizes), 4):
        length = _number(data, place, 2)
        yield data[place + 2 : place + 2 + length].decode("utf-8")
        place += _number(sizes, at)
