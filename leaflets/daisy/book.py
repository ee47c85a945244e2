"""The files of a DAISY 2.02 book: contents list (ncc), text, and a SMIL file and an MP3 for each part.

"DAISY 2.02 Specification" (DAISY Consortium, 2001). The names of the files are in small letters, because players read
cards whose file systems know no others, and the files stand in no folder, so that people can copy them as they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from leaflets import languages
from leaflets.daisy.text import blocks
from leaflets.model import Leaflet
from leaflets.speech import stretches
from leaflets.speech.parts import Part
from leaflets.speech.timings import Timings
from leaflets.templating import render

NCC, CONTENT, MASTER = "ncc.html", "content.html", "master.smil"
_FORMAT = "Daisy 2.02"
_GENERATOR = "leaflets"
_SIZED_IN = 5
"""Most rounds until the ncc tells the size of all files with its own in it; a digit more is rare."""


@dataclass(frozen=True, slots=True)
class Meta:
    name: str
    content: str | int
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    level: int
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of an MP3 with the line that is heard in it."""

    name: str
    begin: str
    end: str


def files(leaflet: Leaflet, timings: Timings, parts: tuple[Part, ...]) -> Mapping[str, bytes]:
    """Every file of the book, the contents list first."""
    found: dict[str, bytes] = {
        CONTENT: _rendered(
            "content.html",
            lang=leaflet.lang,
            direction=languages.load(leaflet.lang).direction,
            title=leaflet.cover.title.text,
            blocks=tuple(blocks(leaflet, parts)),
        ),
        MASTER: _master(leaflet, timings, parts),
    }
    for part in parts:
        found[_name(part, "smil")] = _smil(leaflet, part, timings.rate_hz)
        found[_name(part, "mp3")] = stretches.bare(part.samples, timings.rate_hz)
    return {NCC: _ncc(leaflet, timings, parts, found), **found}


def _name(part: Part, extension: str) -> str:
    return f"part{part.number:02}.{extension}"


def _rendered(template: str, **values: object) -> bytes:
    return render(f"daisy/{template}", **values).encode("utf-8")


def _ncc(leaflet: Leaflet, timings: Timings, parts: tuple[Part, ...], others: Mapping[str, bytes]) -> bytes:
    """The contents list. It tells the size of the whole book, so it is written until that is true."""
    entries = tuple(_entries(parts))
    told: tuple[Meta, ...] = (
        *_about(leaflet),
        Meta("ncc:generator", _GENERATOR),
        Meta("ncc:narrator", f"{timings.voice}: {timings.engine_version}"),
        Meta("ncc:charset", "utf-8"),
        Meta("ncc:multimediaType", "audioFullText"),
        Meta("ncc:tocItems", len(entries)),
        Meta("ncc:depth", max(entry.level for entry in entries)),
        Meta("ncc:files", len(others) + 1),
        Meta("ncc:totalTime", _clock(round(timings.seconds)), "hh:mm:ss"),
        Meta("ncc:setInfo", "1 of 1"),
        *(Meta(f"ncc:{name}", 0) for name in ("pageFront", "pageNormal", "pageSpecial", "maxPageNormal")),
    )
    size_kb, written = 0, b""
    for _ in range(_SIZED_IN):
        metas = (*told, Meta("ncc:kByteSize", size_kb))
        written = _rendered("ncc.html", lang=leaflet.lang, title=leaflet.cover.title.text, metas=metas, entries=entries)
        size = -(-(len(written) + sum(map(len, others.values()))) // 1024)
        if size == size_kb:
            break
        size_kb = size
    return written


def _about(leaflet: Leaflet) -> Iterator[Meta]:
    """What a library asks of a book."""
    yield Meta("dc:title", leaflet.cover.title.text)
    yield Meta("dc:creator", leaflet.about.publisher)
    yield Meta("dc:publisher", leaflet.about.publisher)
    yield Meta("dc:date", _whole_date(leaflet.about.information_date), "yyyy-mm-dd")
    yield Meta("dc:language", leaflet.lang, "ISO 639")
    yield Meta("dc:identifier", _identifier(leaflet))
    yield Meta("dc:format", _FORMAT)


def _identifier(leaflet: Leaflet) -> str:
    return f"{leaflet.slug}-{leaflet.lang}-{leaflet.about.version}".lower()


def _whole_date(date: str) -> str:
    """The format knows whole days only: the first one of a month or a year."""
    return date + "-01-01"[len(date) - 10 :] if 4 <= len(date) < 10 else date


def _entries(parts: tuple[Part, ...]) -> Iterator[Entry]:
    """The title, then each heading: those of boxes, such as where to get help now, one step below."""
    for part in parts:
        href = f"{_name(part, 'smil')}#t-"
        yield Entry(1, part.title, href + part.names[0])
        for cue, name in zip(part.cues, part.names, strict=True):
            if cue.kind == "box-heading":
                yield Entry(2, cue.display, href + name)


def _smil(leaflet: Leaflet, part: Part, rate_hz: int) -> bytes:
    """The clips of a part, without a hole between them: a line keeps the silence that follows it."""
    starts = [0.0, *(cue.start_s for cue in part.cues[1:]), len(part.samples) / rate_hz]
    clips = tuple(
        Clip(name, _seconds(begin_s), _seconds(end_s))
        for name, (begin_s, end_s) in zip(part.names, pairwise(starts), strict=True)
    )
    metas = (
        *_common(leaflet),
        Meta("title", part.title),
        Meta("ncc:totalElapsedTime", _clock(part.start / rate_hz)),
        Meta("ncc:timeInThisSmil", _clock(starts[-1])),
        Meta("ncc:generator", _GENERATOR),
    )
    return _rendered("part.smil.html", metas=metas, dur=_seconds(starts[-1]), clips=clips, audio=_name(part, "mp3"))


def _master(leaflet: Leaflet, timings: Timings, parts: tuple[Part, ...]) -> bytes:
    metas = (*_common(leaflet), Meta("ncc:timeInThisSmil", _clock(timings.seconds)))
    listed = tuple({"title": part.title, "smil": _name(part, "smil")} for part in parts)
    return _rendered("master.smil.html", metas=metas, parts=listed)


def _common(leaflet: Leaflet) -> tuple[Meta, ...]:
    return (
        Meta("dc:title", leaflet.cover.title.text),
        Meta("dc:identifier", _identifier(leaflet)),
        Meta("dc:format", _FORMAT),
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}s"


def _clock(seconds: float) -> str:
    """`00:01:02` for whole seconds, `00:01:02.345` for others."""
    ms = round(seconds * 1000)
    whole, ms = divmod(ms, 1000)
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{whole:02}" + (f".{ms:03}" if ms or isinstance(seconds, float) else "")
