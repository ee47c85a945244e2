"""Own checks of a finished recording: every sentence heard, as long as its words, loud enough, and true about itself.

It plays the file as a listener would and asks it for the words that it says it has; whether these are the leaflet's
words is another proof. Whether the voice said them rightly, only a listener or a recogniser can tell.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from leaflets import ffmpeg
from leaflets.findings import Finding, Level
from leaflets.languages import HOME
from leaflets.loudness import highest_peak, loudness
from leaflets.verify import Verifier, recording, soundcues, soundtold
from leaflets.verify.recording import Recording, RecordingError
from leaflets.verify.soundcues import Fault

NAME = "sound"

TARGET_LUFS, WITHIN_LU = -19.0, 0.5
"""For one channel (audio design, section 4)."""
HIGHEST_DBTP = -1.0
"""EBU R 128: no player distorts."""
PACES = {"normal": (130, 155), "slow": (110, 125)}
"""Spoken words a minute, pauses counted (audio design, section 4)."""
_FEWEST_WORDS = 300
"""A very short recording is mostly announcement and pauses: its pace says little."""

_HINTS: dict[str, tuple[Level, str]] = {
    "AU-115": ("must fix", "Report it. Until then write the number another way."),
    "AU-116": ("not checked", "Listen to every number to call."),
    "AU-120": ("must fix", "Make the recording again."),
    "AU-121": ("must fix", "Make the recording again."),
    "AU-122": ("should fix", "Change the rate of the voice in leaflets/voices/voices.toml."),
}
_AGAIN: tuple[Level, str] = ("must fix", "Make the recording again. If that fails, report it.")


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each file. Recordings that do not name their sentences are left out."""
    return tuple(
        finding for path in paths if unasked(path) is None for finding in _findings(str(path), path.read_bytes())
    )


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a file that was just made; the findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content))


def unasked(path: Path) -> str | None:
    """Why this file is not asked, as sentences; None where it is."""
    content = path.read_bytes()
    if recording.has_timings(content):
        return ffmpeg.missing() if recording.is_book(content) else None
    return "It does not say which words are heard when. Only recordings of ours do."


def _findings(file: str, content: bytes) -> Iterator[Finding]:
    try:
        played = recording.read(content)
    except RecordingError as error:
        yield Finding(file, 0, "AU-100", "must fix", str(error))
        return
    for code, message in faults(played):
        level, hint = _HINTS.get(code, _AGAIN)
        yield Finding(file, 0, code, level, message, hint)


def faults(played: Recording) -> Iterator[Fault]:
    """Everything that is wrong with the recording."""
    yield from soundcues.faults(played)
    yield from soundtold.faults(played)
    yield from _levels(played)
    yield from _pace(played)


def _levels(played: Recording) -> Iterator[Fault]:
    """Whether it is as loud as speech should be, with no peak that distorts."""
    loud = loudness(played.samples, played.rate_hz)
    if not abs(loud - TARGET_LUFS) <= WITHIN_LU:
        yield "AU-120", f"The loudness is {loud:.1f} LUFS. It should be {TARGET_LUFS:.0f}."
    highest = highest_peak(played.samples)
    peak_db = 20 * float(np.log10(max(highest, 1e-9)))
    if peak_db > HIGHEST_DBTP:
        yield "AU-121", f"The highest peak is {peak_db:.1f} dBTP. It may be {HIGHEST_DBTP:.0f} at most."


def _pace(played: Recording) -> Iterator[Fault]:
    """Whether it is spoken calmly, by a voice that says words."""
    # Words of other languages are longer or shorter, and nobody has published a calm pace in them.
    is_known = str(played.timings.get("lang")).split("-")[0] == HOME.split("-")[0]
    slowest, fastest = PACES.get(str(played.timings.get("pace")), (0, 1000))
    words = sum(len(cue.said.split()) * cue.times for cue in played.cues)
    rate = words / played.seconds * 60
    if played.engine != "silent" and words >= _FEWEST_WORDS and is_known and not slowest <= round(rate) <= fastest:
        yield "AU-122", f"It is spoken at {rate:.0f} words a minute. It should be {slowest} to {fastest}."


VERIFIER = Verifier(
    name=NAME, applies=("audio/mpeg", "audio/mp4"), available=lambda: None, check=check, unasked=unasked, gate=gate
)
