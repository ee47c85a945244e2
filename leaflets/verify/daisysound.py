"""The sound of a DAISY book as a player plays it: each line heard in its clip, from its beginning, loud enough.

Players of DAISY play an MP3 from its first frame on, and know nothing of the coder's delay; so does this.
"""

from collections.abc import Iterator

import numpy as np

from leaflets.daisy_reader import Book, Clip
from leaflets.loudness import Wave, highest_peak, in_whole_numbers, loudness
from leaflets.verify import recording
from leaflets.verify.recording import RecordingError, Samples
from leaflets.verify.sound import HIGHEST_DBTP, TARGET_LUFS, WITHIN_LU
from leaflets.verify.soundcues import HEARD, SILENT

Fault = tuple[str, str]

LATE_S = 0.05
"""A clip is exact when its words begin within 50 ms of it (design, section 10)."""
_BEFORE_S, _EDGE_S = 0.08, 0.02
"""Before a clip this much must be silent, but for the last 20 ms: the words before it are over."""
_ONSET = 10 ** (-45 / 20)
"""Part of a clip's peak from which on its words are heard."""
_LONGEST_PAUSE_S = 4.0
"""The longest silence that a clip may end with: the pause between two topics in the slower recording has 2.5 s."""


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with what is heard."""
    whole: list[Wave] = []
    rate_hz = 0
    for name in dict.fromkeys(clip.audio for clip in book.clips if clip.audio):
        if name not in book.members:
            yield "DY-137", f"The sound file {name} is not there."
            continue
        try:
            samples, rate_hz = recording.played(book.members[name])
        except RecordingError as error:
            yield "DY-137", f"{name}: {error}"
            continue
        whole.append(in_whole_numbers(samples))
        yield from _file(book, name, samples, rate_hz)
    if whole:
        yield from _levels(np.concatenate(whole), rate_hz)


def _file(book: Book, name: str, samples: Samples, rate_hz: int) -> Iterator[Fault]:
    """Each clip of one sound file. The first one begins with the file, in the silence before its words."""
    clips = [clip for clip in book.clips if clip.audio == name]
    for clip in clips:
        yield from _heard(book, clip, samples, rate_hz, first=clip is clips[0])
    end_s = max(clip.end_s or 0 for clip in clips)
    if end_s > len(samples) / rate_hz:
        yield "DY-138", f"{name} lasts {len(samples) / rate_hz:.1f} s. Its clips go to {end_s:.1f} s."


def _heard(book: Book, clip: Clip, samples: Samples, rate_hz: int, first: bool) -> Iterator[Fault]:
    if clip.begin_s is None or clip.end_s is None or clip.end_s <= clip.begin_s:
        return
    words, start, end = book.texts.get(clip.text, ""), round(clip.begin_s * rate_hz), round(clip.end_s * rate_hz)
    sound = np.abs(samples[start:end])
    peak = float(sound.max()) if sound.size else 0.0
    if peak < HEARD:
        yield "DY-150", f"Nothing is heard at “{words}”."
        return
    loud = np.flatnonzero(sound > peak * _ONSET)
    late_s, rest_s = float(loud[0]) / rate_hz, (len(sound) - float(loud[-1])) / rate_hz
    if not first and late_s > LATE_S:
        yield "DY-151", f"The words “{words}” begin {late_s * 1000:.0f} ms late."
    if rest_s > _LONGEST_PAUSE_S:
        yield "DY-152", f"After “{words}” nothing is heard for {rest_s:.0f} seconds."
    before = samples[max(0, start - round(_BEFORE_S * rate_hz)) : max(0, start - round(_EDGE_S * rate_hz))]
    if before.size and float(np.abs(before).max()) > SILENT:
        yield "DY-151", f"Something is heard straight before “{words}”: the clip begins too late."


def _levels(samples: Wave, rate_hz: int) -> Iterator[Fault]:
    loud = loudness(samples, rate_hz)
    if not abs(loud - TARGET_LUFS) <= WITHIN_LU:
        yield "DY-153", f"The loudness is {loud:.1f} LUFS. It should be {TARGET_LUFS:.0f}."
    peak_db = 20 * float(np.log10(max(highest_peak(samples), 1e-9)))
    if peak_db > HIGHEST_DBTP:
        yield "DY-154", f"The highest peak is {peak_db:.1f} dBTP. It may be {HIGHEST_DBTP:.0f} at most."
