"""Reads finished caption files, sharing no code with their writer: what a player would put on the screen."""

import html
import json
import re
from dataclasses import dataclass
from typing import cast

_TIMES = re.compile(r"(\d{2,}):(\d\d):(\d\d)[.,](\d{3}) --> (\d{2,}):(\d\d):(\d\d)[.,](\d{3})")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Shown:
    """One caption as a reader meets it."""

    name: str
    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def vtt(data: bytes) -> tuple[Shown, ...]:
    """The captions of a WebVTT file, without tags and escapes. Raises ValueError when it is none."""
    head, *blocks = data.decode("utf-8").strip("\n").split("\n\n")
    if head.split()[0] != "WEBVTT":
        raise ValueError("no WebVTT file")
    shown = (_shown(block.split("\n")) for block in blocks if block.split()[0] != "NOTE")
    return tuple(
        Shown(each.name, each.start_ms, each.end_ms, tuple(html.unescape(_TAG.sub("", line)) for line in each.lines))
        for each in shown
    )


def srt(data: bytes) -> tuple[Shown, ...]:
    """The captions of a SubRip file, each named by its number. Raises ValueError when it is none."""
    return tuple(_shown(block.split("\r\n")) for block in data.decode("utf-8").strip("\r\n").split("\r\n\r\n"))


def _shown(lines: list[str]) -> Shown:
    times = _TIMES.fullmatch(lines[1])
    if times is None:
        raise ValueError(f"no times: {lines[1]}")
    start, end = (_ms(times.groups()[at : at + 4]) for at in (0, 4))
    return Shown(lines[0], start, end, tuple(lines[2:]))


def _ms(parts: tuple[str, ...]) -> int:
    hours, minutes, seconds, ms = map(int, parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def displays(data: bytes) -> tuple[str, ...]:
    """The lines of the recording, as the JSON tells them."""
    cues = cast(list[dict[str, str]], json.loads(data)["cues"])
    return tuple(cue["display"] for cue in cues)


def seconds(data: bytes) -> float:
    """The length of the recording, as the JSON tells it."""
    return float(json.loads(data)["seconds"])


def engine(data: bytes) -> str:
    """The program that spoke, as the JSON tells it; empty where it does not."""
    return str(json.loads(data).get("engine") or "")
