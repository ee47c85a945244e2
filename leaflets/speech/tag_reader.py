"""Reads the tags of a finished MP3, sharing no code with their writer: what a player would show."""

from collections.abc import Iterator


def frames(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """Name and body of each frame in the ID3 2.3 tag at the front; none when there is no such tag."""
    if data[:4] != b"ID3\x03":
        return ()
    size = int("".join(f"{byte:07b}" for byte in data[6:10]), 2)
    return tuple(_split(data[10 : 10 + size]))


def _split(body: bytes) -> Iterator[tuple[str, bytes]]:
    while len(body) > 10 and body[0]:
        size = int.from_bytes(body[4:8], "big")
        yield body[:4].decode("latin-1"), body[10 : 10 + size]
        body = body[10 + size :]


def text(data: bytes, name: str) -> str:
    """The text of the first frame of that name, such as `TIT2`; empty when there is none."""
    return next((_decoded(body[0], body[1:]) for found, body in frames(data) if found == name), "")


def words(data: bytes) -> tuple[str, ...]:
    """The lines of the words (`USLT`)."""
    for name, body in frames(data):
        if name == "USLT":
            coding, rest = body[0], body[4:]
            _, lines = _up_to_end(rest, 2 if coding in (1, 2) else 1)
            return tuple(_decoded(coding, lines).split("\n"))
    return ()


def file(data: bytes, name: str) -> bytes:
    """The file of that name inside the tag (`GEOB`); empty when there is none."""
    for kind, body in frames(data):
        if kind == "GEOB":
            gap = 2 if body[0] in (1, 2) else 1
            rest = body[1:].split(b"\x00", 1)[1]
            called, rest = _up_to_end(rest, gap)
            _, content = _up_to_end(rest, gap)
            if _decoded(body[0], called) == name:
                return content
    return b""


def picture(data: bytes) -> tuple[str, int, str, bytes] | None:
    """Media type, kind (3 is the front cover), words and bytes of the first picture (`APIC`); None without one."""
    for kind, body in frames(data):
        if kind == "APIC":
            media_type, rest = body[1:].split(b"\x00", 1)
            described, content = _up_to_end(rest[1:], 2 if body[0] in (1, 2) else 1)
            return media_type.decode("latin-1"), rest[0], _decoded(body[0], described), content
    return None


def _up_to_end(body: bytes, gap: int) -> tuple[bytes, bytes]:
    """A text with its end mark of `gap` zero bytes, and what follows."""
    end = next(at for at in range(0, len(body), gap) if body[at : at + gap] == bytes(gap))
    return body[:end], body[end + gap :]


def chapters(data: bytes) -> tuple[tuple[str, float, float], ...]:
    """Title, start and end in seconds of each chapter, in the order of the contents list."""
    found = {}
    order: list[bytes] = []
    for name, body in frames(data):
        if name == "CTOC":
            order = body.split(b"\x00", 1)[1][2:].split(b"\x00")[: body.split(b"\x00", 1)[1][1]]
        elif name == "CHAP":
            key, rest = body.split(b"\x00", 1)
            start, end = (int.from_bytes(rest[at : at + 4], "big") / 1000 for at in (0, 4))
            title = next((_decoded(part[0], part[1:]) for kind, part in _split(rest[16:]) if kind == "TIT2"), "")
            found[key] = (title, start, end)
    return tuple(found[key] for key in order)


def _decoded(coding: int, body: bytes) -> str:
    names = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
    return body.decode(names[coding]).rstrip("\x00")
