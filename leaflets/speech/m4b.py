"""Writes a recording as an audio book: AAC in MPEG-4, with chapters, tags and cover, in the kind of file called M4B.

FFmpeg codes the sound and lays out the file. What it cannot write is put in here: the times of the recording; and the
index is moved to the front, so that a player on the web can begin at once. Its edit list makes players leave out the
coder's own delay, so cues stay exact. Boxes are those of ISO/IEC 14496-12; the tags, which no standard tells, are
Apple's.
"""

import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from leaflets import ffmpeg
from leaflets.findings import LeafletError
from leaflets.speech.tag import Tags
from leaflets.voices import Samples

_BITRATE = "64k"
"""As the MP3: half a megabyte a minute."""
_AUDIO_BOOK = 2
"""Apple's kind of media (`stik`): such a file opens where it was left."""
_START_S, _SLOWEST = 60.0, 1.0
"""Most seconds it may take: to start, and for each second of sound (0.07 were needed on a busy machine)."""
_FULL_BOX = 4
"""Bytes of version and flags before the content of some boxes."""

Change = Callable[[bytes], bytes]


def to_m4b(samples: Samples, rate_hz: int, tags: Tags, about: str) -> bytes:
    """The audio book; `about` is one line on the leaflet. Same samples and tags, same bytes.

    Raises LeafletError when FFmpeg is missing, fails or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="leaflets-") as folder:
        made = Path(folder, "made.m4b")
        limit_s = _START_S + _SLOWEST * len(samples) / rate_hz
        ffmpeg.run(_arguments(Path(folder), made, rate_hz, tags, about), samples.astype("<i2").tobytes(), limit_s)
        data = made.read_bytes() if made.exists() else b""
    if not data:
        raise LeafletError("FFmpeg made no file. Look whether the disk is full, then run the command again.")
    return _finished(data, _named_file("timings.json", tags.timings))


def _arguments(folder: Path, made: Path, rate_hz: int, tags: Tags, about: str) -> tuple[str, ...]:
    words = folder / "tags.txt"
    words.write_text(_metadata(tags, about), encoding="utf-8", newline="\n")
    given = ["-f", "s16le", "-ar", str(rate_hz), "-ac", "1", "-i", "pipe:0", "-f", "ffmetadata", "-i", str(words)]
    wanted = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1"]
    if tags.cover:
        picture = folder / "cover.png"
        picture.write_bytes(tags.cover.png)
        given += ["-f", "image2", "-i", str(picture)]
        wanted += ["-map", "2:v", "-c:v", "copy", "-disposition:v", "attached_pic"]
    sound = ["-c:a", "aac", "-b:a", _BITRATE, "-metadata:s:a:0", f"language={tags.language}"]
    # `bitexact`: no clock, no version of the program in the file.
    form = ["-flags", "+bitexact", "-fflags", "+bitexact", "-brand", "M4B ", "-f", "ipod", str(made)]
    return (*given, *wanted, *sound, *form)


def _metadata(tags: Tags, about: str) -> str:
    """Tags and chapters in FFmpeg's own form, `ffmetadata`."""
    fields = {
        "title": tags.title,
        "artist": tags.artist,
        "album": tags.album,
        "date": tags.date,
        "genre": tags.genre,
        "description": about,
        "comment": tags.made_with,
        "lyrics": "\n".join(tags.words),
        "media_type": str(_AUDIO_BOOK),
    }
    lines = [";FFMETADATA1", *(f"{name}={_escaped(text)}" for name, text in fields.items() if text)]
    for chapter in tags.chapters:
        start, end = round(chapter.start_s * 1000), round(chapter.end_s * 1000)
        lines += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={_escaped(chapter.title)}"]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "=;#\\\n" else sign for sign in text)


def _named_file(name: str, content: bytes) -> bytes:
    """A tag with a name of our own (`----`), as iTunes writes it: who named it, its name, its text."""
    utf_8, no_place = struct.pack(">I", 1), struct.pack(">I", 0)
    plain = bytes(_FULL_BOX)
    parts = (
        _box(b"mean", plain + b"com.apple.iTunes"),
        _box(b"name", plain + name.encode("utf-8")),
        _box(b"data", utf_8 + no_place + content),
    )
    return _box(b"----", b"".join(parts))


def _finished(data: bytes, tag: bytes) -> bytes:
    """The file with one more tag and its index (`moov`) in front of the sound."""
    boxes = dict(_split(data))
    kind, index, sound = (boxes[name] for name in (b"ftyp", b"moov", b"mdat"))
    index = _changed(index, (b"udta", b"meta", b"ilst"), lambda tags: tags + tag)
    front = len(_box(b"ftyp", kind)) + len(_box(b"moov", index))
    moved = front + 8 - data.index(b"mdat") - 4  # from where the content of `mdat` began to where it begins now
    index = _changed(index, (b"trak", b"mdia", b"minf", b"stbl", b"stco"), lambda places: _shifted(places, moved))
    return _box(b"ftyp", kind) + _box(b"moov", index) + _box(b"mdat", sound)


def _shifted(places: bytes, by: int) -> bytes:
    """A table of places in the file (`stco`), each moved on."""
    (count,) = struct.unpack_from(">I", places, _FULL_BOX)
    moved = (place + by for place in struct.unpack_from(f">{count}I", places, _FULL_BOX + 4))
    return places[: _FULL_BOX + 4] + struct.pack(f">{count}I", *moved)


def _changed(content: bytes, path: tuple[bytes, ...], change: Change) -> bytes:
    """The content of a box, with that change made to every box on this path inside it."""
    if not path:
        return change(content)
    kept = []
    for kind, inside in _split(content):
        lead = _FULL_BOX if kind == b"meta" else 0
        new = inside[:lead] + _changed(inside[lead:], path[1:], change) if kind == path[0] else inside
        kept.append(_box(kind, new))
    return b"".join(kept)


def _split(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each box. Sizes are of 32 bits: below four gigabytes there are no others."""
    place = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        yield data[place + 4 : place + 8], data[place + 8 : place + size]
        place += size


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content
