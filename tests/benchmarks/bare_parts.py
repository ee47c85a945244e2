"""Our parts beside the bare calls of the libraries that do their work: layout, voice and MP3 coder.

Each pair is two functions for two processes that stay: ours takes the number of the round and gives its seconds, and
what the bare one needs to do the same work.
"""

import time
from collections.abc import Callable
from typing import Any

import print_measure
import print_specimens

SLUG = "sim-london"

Pair = tuple[str, str, Callable[[int], tuple[float, Any]], Callable[[Any], float]]


def pdf(number: int) -> tuple[float, Any]:
    """Our edition of easy read, from the composed leaflet to the tagged file."""
    seconds, _, _, page = print_measure.timed_ours(print_specimens.varied(SLUG, number))
    return seconds, page


def bare_pdf(page: Any) -> float:
    """WeasyPrint on our finished HTML: one call."""
    return print_measure.timed_stock("naive", page)[0]


def warm_pdf(page: Any) -> float:
    """The same with fonts, style sheets and pictures shared between leaflets."""
    return print_measure.timed_stock("floor", page)[0]


def speech(number: int) -> tuple[float, Any]:
    """The sound of every sentence, nothing known from before."""
    from audio_speed import nothing_kept

    from leaflets.formats import Edition, speech
    from leaflets.speech.timings import from_json

    leaflet = print_specimens.varied(SLUG, number)
    with nothing_kept():
        seconds, made = _timed(lambda: speech.FORMAT.write(leaflet, Edition("speech"), {}))
    return seconds, [cue.said for cue in from_json(made[speech.TIMINGS]).cues]


def bare_speech(said: Any) -> float:
    """A program that loads espeak-ng once and says every sentence."""
    import json
    import subprocess
    import sys

    from audio_speed import RAW

    command = [sys.executable, "-c", RAW]
    return _timed(lambda: subprocess.run(command, input=json.dumps(said), text=True, capture_output=True, check=True))[
        0
    ]


def mp3(number: int) -> tuple[float, Any]:
    """The finished MP3 with its tags from the sound of every sentence, mastering left out."""
    from audio_speed import nothing_kept

    from leaflets.formats import Edition, audio, speech
    from leaflets.speech import stretches
    from leaflets.speech.lossless import from_bytes
    from leaflets.speech.master import master
    from leaflets.speech.tag import tagged
    from leaflets.speech.timings import from_json

    leaflet = print_specimens.varied(SLUG, number)
    with nothing_kept():
        made = speech.FORMAT.write(leaflet, Edition("speech"), {})
        timings = from_json(made[speech.TIMINGS])
        samples, rate_hz = from_bytes(made[speech.SOUND])
        mastered = master(samples, rate_hz)
        stretches._shelf.cache_clear()
        tags = audio.tags_of(leaflet, timings, made[speech.TIMINGS])
        seconds, _ = _timed(lambda: tagged(stretches.recording(mastered, rate_hz), tags))
        stretches._shelf.cache_clear()
    return seconds, (mastered, rate_hz)


def bare_mp3(given: Any) -> float:
    """LAME in lameenc on the finished samples, in one call, at the same rate and quality."""
    import lameenc

    samples, rate_hz = given

    def code() -> bytes:
        coder = lameenc.Encoder()
        coder.set_channels(1)
        coder.set_in_sample_rate(rate_hz)
        coder.set_bit_rate(64)
        coder.set_quality(3)
        coder.silence()
        return bytes(coder.encode(samples.tobytes()) + coder.flush())

    return _timed(code)[0]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of this process and of the programs that it started and that ended."""
    begun = _used()
    made = work()
    return _used() - begun, made


def _used() -> float:
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


PAIRS: tuple[Pair, ...] = (
    ("PDF, easy read", "bare WeasyPrint, one plain call", pdf, bare_pdf),
    ("PDF, easy read", "bare WeasyPrint, all shared that can be", pdf, warm_pdf),
    ("sound of every sentence", "bare espeak-ng", speech, bare_speech),
    ("MP3 with tags, without mastering", "bare MP3 coder", mp3, bare_mp3),
)
