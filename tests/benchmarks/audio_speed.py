"""Measures recordings: what they are like, and how fast they are made, beside the least that their parts need.

Run it from the project's folder, on a computer that does nothing else:
.venv/bin/python tests/benchmarks/audio_speed.py [recordings] [speed] [pair] [edit]

It prints tables of leaflets/docs/audio.md. Nothing that was said before is used, but in `edit`.
"""

import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import watched
from own_python import OwnPython

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from leaflets import prepared, sources  # noqa: E402
from leaflets.findings import LeafletError  # noqa: E402
from leaflets.formats import Edition, Files, Pace, audio, captions, speech  # noqa: E402
from leaflets.loudness import highest_peak, loudness  # noqa: E402
from leaflets.model import Box, Leaflet, Point, Run  # noqa: E402
from leaflets.speech import master as mastering  # noqa: E402
from leaflets.speech.lossless import from_bytes  # noqa: E402
from leaflets.speech.mp3 import to_mp3  # noqa: E402
from leaflets.speech.timings import from_json  # noqa: E402
from leaflets.units import words  # noqa: E402
from leaflets.verify import heard, recording, sound, soundcues  # noqa: E402
from leaflets.voices import Samples  # noqa: E402

SLUGS = ("values-framework", "sim-london")
ROUNDS = 5
_WORDS = 400


def leaflet(slug: str) -> Leaflet:
    return sources.load(ROOT / "sources", slug, date(2026, 11, 26)).leaflet


def short(slug: str) -> Leaflet:
    """The leaflet's first rows, so many that it has about 400 words, and its last section."""
    whole = leaflet(slug)
    kept, count = [], _count(whole.sections[-1].heading.text)
    for section in whole.sections[:-1]:
        blocks = []
        for block in section.blocks:
            if count < _WORDS:
                blocks.append(block)
                count += sum(map(_count, _texts(block)))
        kept += [replace(section, blocks=tuple(blocks))] if blocks else []
    return replace(whole, sections=(*kept, whole.sections[-1]))


def _texts(block: Point | Box) -> Iterator[str]:
    for point in (block,) if isinstance(block, Point) else block.points:
        yield from (sentence.text for sentence in point.all_sentences())


def _count(text: str) -> int:
    return len(words(text))


@contextmanager
def nothing_kept() -> Iterator[None]:
    """No sentence is known from before."""
    before = prepared.folder
    prepared.folder = lambda: None  # type: ignore[assignment]
    try:
        yield
    finally:
        prepared.folder = before


def recorded(document: Leaflet, voice: str, pace: Pace) -> tuple[Files, bytes]:
    """The recording's part and the finished MP3."""
    made = speech.FORMAT.write(document, Edition("speech", voice=voice, pace=pace), {})
    (data,) = audio.FORMAT.write(document, Edition("audio", voice=voice, pace=pace), {"speech": made}).values()
    return made, data


def recordings() -> str:
    """What both leaflets are like in the usual voice at both paces, and in the neural one where it is there.

    With `MISHEARD=1` in the environment each one is listened to as well.
    """
    columns = [
        "leaflet",
        "voice, pace",
        "length",
        "told",
        "spoken words a minute",
        "LUFS",
        "dBTP",
        "largest cue error",
        "misheard",
    ]
    rows = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    pairs: list[tuple[str, Pace]] = [("british", "normal"), ("british", "slow"), ("emma", "normal")]
    for slug in SLUGS:
        for voice, pace in pairs:
            try:
                rows.append(_row(slug, voice, pace))
            except LeafletError as error:
                rows.append(f"| `{slug}` | {voice}, {pace} | {error} |")
    return "\n".join(rows)


def _row(slug: str, voice: str, pace: Pace) -> str:
    made, data = recorded(leaflet(slug), voice, pace)
    assert not sound.gate(data, "audio")
    played, timings = recording.read(data), from_json(made[speech.TIMINGS])
    said = sum(len(cue.said.split()) * cue.times for cue in timings.cues)
    told = next(cue.display for cue in timings.cues if cue.kind == "length").removeprefix("This recording lasts ")
    top_db = 20 * math.log10(highest_peak(played.samples))
    minutes, seconds = divmod(round(played.seconds), 60)
    return (
        f"| `{slug}` | {voice}, {pace} | {minutes} min {seconds} s | {told} | {said / played.seconds * 60:.0f} | "
        f"{loudness(played.samples, played.rate_hz):.2f} | {top_db:.2f} | {_largest_error_ms(played):.1f} ms | "
        f"{_misheard(data)} |"
    )


def _misheard(data: bytes) -> str:
    if not os.environ.get("MISHEARD"):
        return "not asked"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "recording.mp3")
        file.write_bytes(data)
        heard.check((file,))
        return (heard.remark(file) or "").partition(" ")[0]


def _largest_error_ms(played: recording.Recording) -> float:
    return max(abs(soundcues.late_s(cue, played)) for cue in played.cues if any(map(str.isalnum, cue.said))) * 1000


class Clock:
    """Seconds by what was done, one for each round."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.taken.setdefault(name, []).append(time.perf_counter() - begun)

    def together(self, *names: str) -> list[float]:
        return [sum(seconds) for seconds in zip(*(self.taken[name] for name in names), strict=True)]


def speed() -> str:
    """One leaflet of about 400 words, all in one process and its child: from the composed text to MP3 and captions."""
    document, clock = short("sim-london"), Clock()
    with nothing_kept():
        for _ in range(ROUNDS):
            _one_round(document, clock)
    rows = ["| step | seconds |", "|---|---|"]
    rows += [f"| {name} | {statistics.median(seconds):.2f} |" for name, seconds in clock.taken.items()]
    shown = sum(_count(sentence.text) for sentence in document.sentences())
    whole = clock.together("sound of every sentence", "mastering and MP3 with tags", "captions", "gate")
    rows.append(f"| **all of ours**, {shown} words | {statistics.median(whole):.2f} |")
    ours = clock.together("sound of every sentence", "mastering and MP3 with tags", "captions")
    ours = [one - mastering for one, mastering in zip(ours, clock.taken["of that, mastering"], strict=True)]
    ratios = [a / b for a, b in zip(ours, clock.together("espeak-ng alone", "MP3 coder alone"), strict=True)]
    parts = {name: statistics.median(seconds) for name, seconds in clock.taken.items()}
    of_parts = sum(parts[name] for name in ("sound of every sentence", "mastering and MP3 with tags", "captions"))
    of_parts -= parts["of that, mastering"]
    of_parts /= parts["espeak-ng alone"] + parts["MP3 coder alone"]
    middle = statistics.median(ratios)
    spread = f"{min(ratios):.2f} the least, {middle:.2f} in the middle, {of_parts:.2f} by the rows above"
    rows.append(f"| ours without mastering and gate / both alone | {spread} |")
    return "\n".join(rows)


@contextmanager
def timed_mastering(clock: Clock) -> Iterator[None]:
    """Tells how much of writing a recording is mastering."""

    master = mastering.master

    def timed(samples: Samples, rate_hz: int) -> Samples:
        with clock("of that, mastering"):
            return master(samples, rate_hz)

    mastering.master = timed
    try:
        yield
    finally:
        mastering.master = master


def _one_round(document: Leaflet, clock: Clock) -> None:
    with clock("sound of every sentence"):
        made = speech.FORMAT.write(document, Edition("speech"), {})
    with clock("mastering and MP3 with tags"), timed_mastering(clock):
        (data,) = audio.FORMAT.write(document, Edition("audio"), {"speech": made}).values()
    with clock("captions"):
        captions.FORMAT.write(document, Edition("captions"), {"speech": made})
    with clock("gate"):
        sound.gate(data, "audio")
    samples, rate_hz = from_bytes(made[speech.SOUND])
    finished = mastering.master(samples, rate_hz)
    with clock("MP3 coder alone"):
        to_mp3(finished, rate_hz)
    said = json.dumps([cue.said for cue in from_json(made[speech.TIMINGS]).cues])
    with clock("espeak-ng alone"):
        subprocess.run([sys.executable, "-c", RAW], input=said, text=True, capture_output=True, check=True)


RAW = """
# The least: a program that loads espeak-ng once and says every sentence.
import ctypes, json, sys, time, wave
import espeakng_loader
said = json.load(sys.stdin)
begun = time.perf_counter()
library = ctypes.CDLL(espeakng_loader.get_library_path())
library.espeak_Initialize(2, 1000, espeakng_loader.get_data_path().encode(), 0)
library.espeak_SetVoiceByName(b"gmw/en")
library.espeak_SetParameter(1, 165, 0)
sound = bytearray()
Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
@Callback
def take(samples, count, events):
    if count > 0:
        sound.extend(ctypes.string_at(samples, count * 2))
    return 0
library.espeak_SetSynthCallback(take)
for sentence in said:
    text = sentence.encode()
    library.espeak_Synth(text, len(text) + 1, 0, 0, 0, 0x1001, None, None)
print(len(sound), time.perf_counter() - begun)
"""


def pair() -> str:
    """Two recordings of two leaflets, every sentence new: the same command on one processor and on two.

    Beside it two programs that share nothing, in turn with them: two processors of one computer are seldom twice as
    fast as one, and least so where other people use the same computer.
    """
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as place:
        python, folder = OwnPython(Path(place, "python")), Path(place, "output")
        _make(python, folder, 2)  # what serves every leaflet is prepared now
        for _ in range(ROUNDS):
            bare.append(_two_coders(1) / _two_coders(2))
            ours.append(_make(python, folder, 1) / _make(python, folder, 2))
    return (
        f"Two recordings on two processors, times as fast as on one: {_spread(ours)}.\n"
        f"Two bare MP3 coders that share nothing: {_spread(bare)}."
    )


def _spread(ratios: list[float]) -> str:
    return f"{min(ratios):.2f} to {max(ratios):.2f}, {statistics.median(ratios):.2f} in the middle"


CODER = """
# The least: a program that codes three minutes of noise.
import lameenc, random
samples = random.Random(1).randbytes(2 * 22050 * 180)
coder = lameenc.Encoder()
coder.set_channels(1)
coder.set_in_sample_rate(22050)
coder.set_out_sample_rate(22050)
coder.set_bit_rate(64)
coder.set_quality(3)
coder.silence()
coder.encode(samples)
coder.flush()
"""


def _two_coders(processors: int) -> float:
    """Seconds of two of these programs at once, on so many processors."""
    command = (*_only(processors), sys.executable, "-c", CODER)
    begun = time.perf_counter()
    running = [subprocess.Popen(command) for _ in range(2)]
    codes = [each.wait() for each in running]
    if any(codes):
        raise SystemExit("A bare MP3 coder failed.")
    return time.perf_counter() - begun


def _only(processors: int) -> tuple[str, ...]:
    """What makes a command use only so many processors."""
    some = ",".join(map(str, sorted(os.sched_getaffinity(0))[:processors]))
    return "taskset", "--cpu-list", some


def _make(python: OwnPython, folder: Path, processors: int) -> float:
    """Seconds of `make` on so many processors."""
    python.forget_words()
    shutil.rmtree(folder, ignore_errors=True)
    words = ("make", *SLUGS, "--format", "audio", "--plain", "--sources", ROOT / "sources", "--output", folder)
    used = watched.run((*_only(processors), *python.command(*words)), ROOT)
    if used.code not in (0, 1):
        raise SystemExit(used.said)
    return used.seconds


def edit() -> str:
    """All sentences new, then one, then none."""
    document, clock = short("sim-london"), Clock()
    before = prepared.folder
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            prepared.folder = lambda place=Path(folder): place  # type: ignore[assignment]
            changed = _retitled(document, f"A new title {'I' * number}")
            for name, text in (("all new", document), ("one new", changed), ("none new", changed)):
                with clock(name):
                    speech.FORMAT.write(text, Edition("speech"), {})
    prepared.folder = before
    return "\n".join(f"- {name}: {statistics.median(seconds):.2f} s" for name, seconds in clock.taken.items())


def _retitled(document: Leaflet, title: str) -> Leaflet:
    sentence = replace(document.cover.title, runs=(Run(title),), spoken=((title, title),))
    return replace(document, cover=replace(document.cover, title=sentence))


PARTS: dict[str, Callable[[], str]] = {"recordings": recordings, "speed": speed, "pair": pair, "edit": edit}


def main() -> int:
    """Prints the parts that were named, or all."""
    wanted = sys.argv[1:] or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"There is no part {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    print(f"{date.today():%-d %B %Y}, {len(os.sched_getaffinity(0))} processors, Python {sys.version.split()[0]}")
    for name in wanted:
        print(f"\n{PARTS[name]()}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
