"""Own checks of the tracks of an audio CD: how they are stored, what is heard in each, and that none is missing.

Each track carries its words and their times, so it is played and measured like any recording of ours. Only the loudness
is measured over all tracks together, for one voice may be a little louder in one part than in another.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from leaflets import wave_reader
from leaflets.findings import Finding, Level
from leaflets.loudness import highest_peak, loudness
from leaflets.verify import Verifier, recording, soundcues, soundtold
from leaflets.verify.recording import Recording, RecordingError
from leaflets.verify.sound import HIGHEST_DBTP, TARGET_LUFS, WITHIN_LU

NAME = "cd"

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""

_CODING, _CHANNELS, _RATE_HZ, _BITS = 1, 2, 44100, 16
_SECTOR = 588
"""Samples in a sector, the smallest piece of an audio CD (IEC 60908)."""
_SHORTEST_S = 4
_HEADS = 44
"""Bytes before the sound in a WAV file with nothing but its form there: what old programs take for granted."""
_PART_WITHIN_LU = 3.0
"""How far one track may be from the loudness of all: those of two real leaflets are 0.5 from it at most."""
_AGAIN = "Make the tracks again. If that fails, report it."
_HINTS: dict[str, tuple[Level, str]] = {
    "AU-115": ("must fix", "Report it. Until then write the number another way."),
    "AU-116": ("not checked", "Listen to every number to call."),
    "AU-147": ("must fix", "Make the tracks again, and burn all of them."),
}


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each track, then of each folder that these tracks stand in."""
    asked = tuple(path for path in paths if unasked(path) is None)
    each = (finding for path in asked for finding in _findings(str(path), faults(path.read_bytes())))
    folders = {path.parent: path for path in reversed(asked)}  # their faults are told of the first track
    together = (finding for folder, first in folders.items() for finding in _findings(str(first), _folder(folder)))
    return (*each, *together)


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a track that was just made."""
    return tuple(_findings(format_name, faults(content)))


def unasked(path: Path) -> str | None:
    """Why this file is not asked, as a sentence; None where it is a track of ours, or is to be one by its folder."""
    if path.parent.name.startswith(f"{NAME}_") or recording.has_timings(path.read_bytes()):
        return None
    return "It does not say which words are heard when. Only recordings of ours do."


def _findings(file: str, found: Iterator[Fault]) -> Iterator[Finding]:
    for code, message in found:
        level, hint = _HINTS.get(code, ("must fix", _AGAIN))
        yield Finding(file, 0, code, level, message, hint)


def faults(content: bytes) -> Iterator[Fault]:
    """Everything that is wrong with one track."""
    try:
        played = recording.read(content)
    except RecordingError as error:
        yield "AU-140", str(error)
        return
    yield from _stored(content, played)
    yield from _told(played)
    yield from soundcues.faults(played)
    yield from soundtold.numbers(played)
    yield from _levels(played)


def _stored(content: bytes, played: Recording) -> Iterator[Fault]:
    """As a CD wants it: 44.1 kHz, 16 bit, two channels alike, whole sectors, four seconds at least."""
    form = wave_reader.form(content)
    if form is None or (form.coding, form.channels, form.rate_hz, form.bits) != (_CODING, _CHANNELS, _RATE_HZ, _BITS):
        yield "AU-141", "A track must have 44,100 samples a second, 16 bit, two channels, not compressed."
        return
    sound = np.frombuffer(wave_reader.chunks(content).get("data", b""), dtype="<i2")
    if content.find(b"data") != _HEADS - 8:
        yield "AU-141", "The sound does not begin where burning programs look for it."
    if sound.size % _CHANNELS or not np.array_equal(sound[::2], sound[1::2]):
        yield "AU-142", "Both sides must be alike: many people hear with one ear."
    if len(played.samples) % _SECTOR:
        yield "AU-143", "The track does not end with a whole sector, so a program may add a click."
    if played.seconds < _SHORTEST_S:
        yield "AU-143", f"The track lasts {played.seconds:.1f} seconds. A CD needs {_SHORTEST_S}."


def _told(played: Recording) -> Iterator[Fault]:
    """Its number, its title, its length."""
    number, _ = _number(played)
    title = played.tags.get("TIT2", "")
    if not number or not title:
        yield "AU-145", "The track does not tell its number and its title."
    headings = [cue.display for cue in played.cues if cue.kind == "heading"]
    if number > 1 and headings != [title]:
        yield "AU-146", f"The track is called “{title}”. Its headings are: {', '.join(headings) or 'none'}."
    promised = played.timings.get("samples")
    if promised != len(played.samples):
        yield "AU-113", f"The track has {len(played.samples)} samples. It should have {promised}."


def _number(played: Recording) -> tuple[int, int]:
    """Its number and that of all tracks; zeros where it does not tell them."""
    told = re.fullmatch(r"(\d+)/(\d+)", played.tags.get("TRCK", ""))
    return (int(told[1]), int(told[2])) if told else (0, 0)


def _levels(played: Recording) -> Iterator[Fault]:
    loud = loudness(played.samples, played.rate_hz)
    if not abs(loud - TARGET_LUFS) <= _PART_WITHIN_LU:
        yield "AU-120", f"The loudness is {loud:.1f} LUFS. It should be about {TARGET_LUFS:.0f}."
    peak_db = 20 * float(np.log10(max(highest_peak(played.samples), 1e-9)))
    if peak_db > HIGHEST_DBTP:
        yield "AU-121", f"The highest peak is {peak_db:.1f} dBTP. It may be {HIGHEST_DBTP:.0f} at most."


def _folder(folder: Path) -> Iterator[Fault]:
    """Whether every track is there, in its place, as loud as speech should be together, and listed."""
    tracks: dict[str, Recording] = {}
    for path in sorted(folder.glob("*.wav")):
        try:
            tracks[path.name] = recording.read(path.read_bytes())
        except RecordingError:
            continue  # that has been said
    numbers = [_number(track) for track in tracks.values()]
    count = max((of for _, of in numbers), default=0)
    missing = sorted(set(range(1, count + 1)) - {number for number, _ in numbers})
    if missing:
        yield "AU-147", f"These tracks are missing: {', '.join(map(str, missing))}."
    for place, (name, (number, _)) in enumerate(zip(tracks, numbers, strict=True), start=1):
        if not missing and number != place:
            yield "AU-148", f"{name} comes as number {place}. It is track {number}."
    yield from _listed(folder, [track.tags.get("TIT2", "") for track in tracks.values()])
    rates = {track.rate_hz for track in tracks.values()}
    if not missing and len(rates) == 1:
        loud = loudness(np.concatenate([track.samples for track in tracks.values()]), rates.pop())
        if not abs(loud - TARGET_LUFS) <= WITHIN_LU:
            yield "AU-120", f"The loudness of all tracks is {loud:.1f} LUFS. It should be {TARGET_LUFS:.0f}."


def _listed(folder: Path, titles: list[str]) -> Iterator[Fault]:
    path = folder / "tracks.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    listed = [line for line in lines if re.match(r"\D*\d+\D", line)][-len(titles) :] if titles else []
    if len(listed) != len(titles) or not all(line.endswith(title) for line, title in zip(listed, titles, strict=True)):
        yield "AU-149", "The list tracks.txt does not name every track in its order."


VERIFIER = Verifier(name=NAME, applies=("audio/wav",), available=lambda: None, check=check, unasked=unasked, gate=gate)
