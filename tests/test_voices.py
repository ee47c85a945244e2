"""Voices: what an engine promises, and what is done about everything that a voice may do wrong.

The failing voices are real programs of a few lines, run as children like the real one.
"""

import dataclasses
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import wave
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from leaflets import formats, voices
from leaflets.findings import LeafletError
from leaflets.speakers import espeak_library
from leaflets.speech.say import trim
from leaflets.voices import Sound
from leaflets.voices.child import speak_in_child
from leaflets.voices.measure import DisbeliefError, believe, expected_s
from leaflets.voices.program import SPEAKERS, Program, stop_all

CHILD = SPEAKERS / "pyttsx3_speaker.py"
BRITISH = voices.voices()["british"]
SENTENCES = ("This is a leaflet about the library.", "It is free.", "You can call us on Monday, Tuesday or Friday.")
HURRIED = dataclasses.replace(BRITISH, start_s=0.7, sentence_s=0.3)

Fake = Callable[[str], Program]

_GOOD_PART = """
    import io, json, sys, time, wave
    from pathlib import Path
    job = json.loads(Path(sys.stdin.readline().strip()).read_text())
    sentences, folder = job["sentences"], Path(job["folder"])
    calls = Path(__file__).with_suffix(".calls")
    calls.write_text(calls.read_text() + "x" if calls.exists() else "x")
    tries = len(calls.read_text())

    def tell(**values):
        print(json.dumps(values), flush=True)

    def sound_of(number, part=1.0, level=6000):
        import math
        letters = sum(sign.isalnum() for sign in sentences[number])
        seconds = (0.064 * letters + 0.027 * len(sentences[number].split()) + 0.15) * 0.91 * part
        content = io.BytesIO()
        wave_file = wave.open(content, "wb")
        wave_file.setnchannels(1); wave_file.setsampwidth(2); wave_file.setframerate(22050)
        samples = [int(level * math.sin(i / 20)) for i in range(int(seconds * 22050))] + [0] * 2000
        wave_file.writeframes(b"".join(max(-32767, min(32767, s)).to_bytes(2, "little", signed=True) for s in samples))
        wave_file.close()
        return content.getvalue()

    def hand_over(number, sound):
        with (folder / "sounds").open("ab") as file:
            file.write(sound)
        tell(done=number, bytes=len(sound))

    def write(number, **how):
        hand_over(number, sound_of(number, **how))

    def ready(**values):
        tell(ready={"voice": job["voice"], "rate": job["rate"], "library": "1.52.0", **values})
"""


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """A child that starts well and then does what the test says."""

    def make(program: str) -> Program:
        path = tmp_path / "fake_voice.py"
        path.write_text(textwrap.dedent(_GOOD_PART) + textwrap.dedent(program), encoding="utf-8")
        return Program(path)

    return make


def tries(program: Program) -> int:
    return len(program.path.with_suffix(".calls").read_text(encoding="utf-8"))


EVERY_VOICE = [
    pytest.param(name, marks=pytest.mark.external("kokoro")) if voice.extra else name
    for name, voice in voices.voices().items()
]


@cache
def said(name: str) -> tuple[Sound, ...]:
    """The sentences in that voice. A neural voice takes its time, so not every test asks it anew."""
    voice, speak = voices.load(name)
    return speak(SENTENCES, voice)


@pytest.fixture(params=EVERY_VOICE)
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every voice that this computer has. Its own espeak-ng is stood in for by the toolkit's, found as it would be."""
    voice = voices.voices()[request.param]
    if voice.library_from == "system":
        package = Path(str(metadata.distribution("espeakng-loader").locate_file("espeakng_loader")))
        library = next(package.glob("libespeak-ng.*"))
        (tmp_path / "libespeak-ng.so.1").symlink_to(library)
        monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
        monkeypatch.setenv("ESPEAK_DATA_PATH", str(package / "espeak-ng-data"))
    return voice.name


def test_every_voice_keeps_the_promise_of_an_engine(name: str) -> None:
    voice, speak = voices.load(name)
    sounds = said(name)
    assert len(sounds) == len(SENTENCES)
    for sentence, sound in zip(SENTENCES, sounds, strict=True):
        assert sound.samples.dtype == np.int16
        assert sound.rate_hz >= 22050
        assert 0.5 * expected_s(sentence, voice) < sound.seconds < 1.6 * expected_s(sentence, voice) + 0.6
        assert 1000 < np.abs(sound.samples.astype(int)).max() < 32767
    assert sounds[1].seconds < sounds[0].seconds < sounds[2].seconds
    assert speak((), voice) == ()


def test_every_voice_says_the_same_twice_whatever_stands_around_it(name: str) -> None:
    voice, speak = voices.load(name)
    first, turned = said(name), speak(SENTENCES[1::-1], voice)
    (alone,) = speak(SENTENCES[1:2], voice)
    assert [sound.samples.tobytes() for sound in first[:2]] == [sound.samples.tobytes() for sound in turned[::-1]]
    assert alone.samples.tobytes() == first[1].samples.tobytes()


def test_every_voice_has_a_slower_pace(name: str) -> None:
    voice, speak = voices.load(name)
    (slow,) = speak(SENTENCES[-1:], voice.at("slow"))
    assert 1.1 < slow.seconds / said(name)[-1].seconds < 1.35


def test_every_voice_is_told_in_plain_words(name: str) -> None:
    assert voices.voices()[name].about.endswith(".")


def test_every_voice_says_what_spoke(name: str) -> None:
    voice, _ = voices.load(name)
    told = voices.versions(voice, said(name)[0].library)
    if voice.language:
        assert voices.ENGINES[voice.engine].library in told
        assert "espeak-ng 1." in told or "kokoro-82M model " in told
        assert ("espeakng-loader" in told) == (not voice.extra and voice.library_from == "package")


def test_the_computers_own_voice_is_asked_for_by_name_and_never_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/nowhere")
    voice, speak = voices.load("british-system")
    if shutil.which("espeak-ng") is None:
        with pytest.raises(LeafletError, match=r"This computer has no espeak-ng\. Install it"):
            speak(SENTENCES, voice)
    else:
        assert len(speak(SENTENCES, voice)) == len(SENTENCES)


def test_both_ways_to_espeak_sound_the_same() -> None:
    through, direct = (voices.load(name) for name in ("british", "british-words"))
    for one, other in zip(through[1](SENTENCES, through[0]), direct[1](SENTENCES, direct[0]), strict=True):
        assert one.samples.tobytes() == other.samples.tobytes()


def test_the_direct_way_tells_the_time_of_every_word() -> None:
    voice, speak = voices.load("british-words")
    for sentence, sound in zip(SENTENCES, speak(SENTENCES, voice), strict=True):
        told = [sentence[word.at : word.at + word.letters] for word in sound.words]
        assert told == sentence.replace(",", "").replace(".", "").split()
        starts = [word.start_s for word in sound.words]
        assert starts == sorted(starts)
        assert starts[-1] < sound.seconds


def test_the_names_are_those_of_the_data_file() -> None:
    assert tuple(voices.voices()) == voices.NAMES


def test_an_unknown_voice_is_told_with_the_known_ones() -> None:
    with pytest.raises(LeafletError, match=r"“posh”\. There are: british, british-words, .*, emma, george\.$"):
        voices.load("posh")


def test_a_voice_without_words_is_offered_to_nobody() -> None:
    assert set(voices.NAMES) - set(voices.offered()) == set(formats.WORDLESS_VOICES)
    assert not [name for name in formats.WORDLESS_VOICES if voices.voices()[name].language]


def test_the_voice_library_stays_out_of_our_own_process() -> None:
    _, speak = voices.load("british")
    speak(("Hello there.",), BRITISH)
    assert "pyttsx3" not in sys.modules
    assert "espeakng_loader" not in sys.modules


def test_the_right_library_answers() -> None:
    assert metadata.version("pyttsx3") == "2.99", "Try the traps of pyttsx3 again, then change this line."
    other = dataclasses.replace(BRITISH, library="9.99")
    with pytest.raises(LeafletError, match=r"spoke with the library “1\.52\.0”. It should be “9\.99”"):
        voices.load("british")[1](("Hello there.",), other)


def test_pyttsx3_left_to_itself_says_everything_with_one_library() -> None:
    code = (
        "import ctypes, espeakng_loader, os\n"
        "os.environ['ESPEAK_DATA_PATH'] = espeakng_loader.get_data_path()\n"
        "loaded = []\n"
        "def load(name):\n"
        "    loaded.append(ctypes.CDLL(espeakng_loader.get_library_path()))\n"
        "    return loaded[-1]\n"
        "ctypes.cdll.LoadLibrary = load\n"
        "from pyttsx3.engine import Engine\n"
        "engines = Engine('espeak'), Engine('espeak')\n"
        "os.write(1, b'%d' % len(loaded))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert run.stdout == b"1", "Each engine has a library of its own now: speakers/pyttsx3_driver.py may not be needed."


def test_a_long_leaflet_is_said_to_its_end() -> None:
    sentences = tuple(f"This is sentence number {'more ' * (number % 5)}of many." for number in range(150))
    sounds = voices.load("british")[1](sentences, BRITISH)
    assert len(sounds) == 150
    assert all(sound.seconds > 0.8 for sound in sounds)


@pytest.mark.parametrize("name", ["british", "british-words"])
def test_a_sentence_of_two_thousand_words_is_said_to_its_end(name: str) -> None:
    sentence = "and then some more " * 500
    (sound,) = voices.load(name)[1]((sentence.strip() + ".",), BRITISH)
    assert sound.seconds == pytest.approx(expected_s(sentence, BRITISH), rel=0.4)


def test_a_voice_that_does_not_exist_is_an_error_and_not_another_voice() -> None:
    # pyttsx3 2.99 only sends an event and goes on in the old voice; "en-gb" is such a name.
    with pytest.raises(LeafletError, match=r"The voice “british” cannot be set .*en-gb.*voices\.toml"):
        voices.load("british")[1](SENTENCES, dataclasses.replace(BRITISH, voice="en-gb"))


def test_another_rate_is_really_another_rate() -> None:
    speak = voices.load("british")[1]
    slow, fast = (
        sum(sound.seconds for sound in speak(SENTENCES, dataclasses.replace(BRITISH, rate=rate, length=150 / rate)))
        for rate in (120, 190)
    )
    assert slow > 1.3 * fast


def test_the_voice_talks_to_nobody_but_us(capfd: pytest.CaptureFixture[str]) -> None:
    # pyttsx3 2.99 prints "Audio saved to …" for every sentence.
    voices.load("british")[1](SENTENCES, BRITISH)
    assert capfd.readouterr() == ("", "")


def test_a_sentence_without_words_is_refused() -> None:
    with pytest.raises(LeafletError, match="Sentence 2 of the recording has no words: “…”"):
        voices.load("british")[1](("Hello.", "…"), BRITISH)


def test_a_missing_folder_is_told_and_does_not_hang(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.write_text(json.dumps(job_of(str(tmp_path / "no"))))
    begin = time.monotonic()
    said = _child(job)
    assert said[-1]["error"] == "folder"
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("program", ["pyttsx3_speaker.py", "espeak_speaker.py"])
def test_a_disk_that_takes_no_sound_is_told_at_once_with_its_reason(program: str, tmp_path: Path) -> None:
    # A folder in the place of the file, because no test can fill a disk.
    (tmp_path / "sounds").mkdir()
    job = tmp_path / "job.json"
    job.write_text(json.dumps(job_of(tmp_path)))
    begin = time.monotonic()
    said = _child(job, program=program)
    assert said[-1]["error"] == "folder"
    assert "Is a directory" in str(said[-1]["detail"])
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("name", ["british", "british-words"])
def test_a_full_disk_is_told_with_what_to_do(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Program, "command", property(lambda self: (sys.executable, "-c", _FULL, str(self.path))))
    begin = time.monotonic()
    with pytest.raises(LeafletError, match=r"cannot write its sounds \(.*No space left on device.*Free some space"):
        voices.load(name)[1](SENTENCES, BRITISH)
    assert time.monotonic() - begin < 5


_FULL = """
import builtins, errno, runpy, sys
whole = builtins.open
def full(file, mode="r", *more, **named):
    if mode == "ab":
        raise OSError(errno.ENOSPC, "No space left on device")
    return whole(file, mode, *more, **named)
builtins.open = full
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""A child program on a disk that is full."""


def test_a_disk_without_room_for_the_job_is_told_with_what_to_do(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    program = fake("ready()")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(LeafletError, match=r"cannot write its sounds \(.*No space left on device.*Free some space"):
        speak_in_child(program, SENTENCES, BRITISH)


def test_a_folder_for_temporary_files_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(LeafletError, match="The voice cannot write its sounds"):
        voices.load("british")[1](SENTENCES, BRITISH)


@pytest.mark.parametrize("name", ["british", "british-words"])
def test_a_folder_with_an_accent_serves_on_a_computer_with_another_encoding(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "zoë"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    assert len(voices.load(name)[1](SENTENCES, BRITISH)) == len(SENTENCES)


@pytest.mark.parametrize("program", ["pyttsx3_speaker.py", "espeak_speaker.py"])
def test_the_library_is_found_in_a_folder_with_an_accent(program: str, tmp_path: Path) -> None:
    packages = Path(str(metadata.distribution("espeakng-loader").locate_file("espeakng_loader")))
    place = tmp_path / "zoë"
    place.mkdir()
    (place / "espeakng_loader").symlink_to(packages, target_is_directory=True)
    job = tmp_path / "job.json"
    job.write_text(json.dumps(job_of(tmp_path)))
    environment = os.environ | {"PYTHONPATH": str(place), "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-P", str(SPEAKERS / program)], input=f"{job}\n",
        capture_output=True, text=True, timeout=20, check=False, env=environment,
    )  # fmt: skip
    assert "ready" in json.loads(done.stdout.splitlines()[-1]), done.stdout


def test_a_voice_that_is_not_installed_is_told(fake: Fake) -> None:
    program = fake("tell(error='missing', detail=\"No module named 'pyttsx3'\")")
    with pytest.raises(LeafletError, match=r"The voice “british” is not installed .*doctor"):
        speak_in_child(program, SENTENCES, BRITISH)
    assert tries(program) == 1


def test_a_word_that_cannot_be_said_is_told_with_the_way_out(fake: Fake) -> None:
    program = fake("write(0)\ntell(error='word', detail='محمد')")
    with pytest.raises(LeafletError, match=r"cannot say “محمد”\. Write into the lexicon"):
        speak_in_child(program, SENTENCES, BRITISH)
    assert tries(program) == 1


def test_a_child_without_pyttsx3_says_what_is_missing(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.write_text(json.dumps(job_of(str(tmp_path))))
    said = _child(job, "-S")
    assert said[-1]["error"] == "missing"
    assert "espeakng_loader" in str(said[-1]["detail"])


def test_the_library_is_found_at_the_end_of_a_very_long_path(tmp_path: Path) -> None:
    # espeak-ng 1.52 ends the whole process without a word when its data path has 160 bytes or more.
    packages = Path(str(metadata.distribution("espeakng-loader").locate_file("espeakng_loader")))
    deep = tmp_path / ("long-folder-name-" * 8)
    deep.mkdir()
    (deep / "espeakng_loader").symlink_to(packages, target_is_directory=True)
    job = tmp_path / "job.json"
    with tempfile.TemporaryDirectory(prefix="v") as folder:
        job.write_text(json.dumps(job_of(folder)))
        said = _child(job, path=deep)
    state = said[-1]["ready"]
    assert isinstance(state, dict)
    assert state["data"] == os.path.join(folder, "espeak-ng-data")
    assert state["library"] == BRITISH.library


def test_a_folder_for_temporary_files_with_too_long_a_path_is_told(tmp_path: Path) -> None:
    assert espeak_library.short_data_path("/short", str(tmp_path)) == "/short"
    with pytest.raises(OSError, match="too long"):
        espeak_library.short_data_path("/x" * 100, "/y" * 100)


def job_of(folder: object) -> dict[str, object]:
    return {"sentences": ["Hello."], "voice": "gmw/en", "rate": 150, "folder": str(folder), "library_from": "package"}


def _child(job: Path, *options: str, path: Path | None = None, program: str = CHILD.name) -> list[dict[str, object]]:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    done = subprocess.run(
        [sys.executable, "-P", *options, str(SPEAKERS / program)], input=f"{job}\n",
        capture_output=True, text=True, timeout=20, check=False, env=environment,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_voice_that_hangs_is_stopped_in_time_and_tried_again(fake: Fake) -> None:
    program = fake("write(0)\ntime.sleep(60)")
    begin = time.monotonic()
    with pytest.raises(LeafletError) as told:
        speak_in_child(program, SENTENCES, HURRIED)
    assert time.monotonic() - begin < 6
    assert "did not finish sentence 2: “It is free.”" in str(told.value)
    assert "It was stopped after" in str(told.value)
    assert tries(program) == 2


def test_a_voice_that_hangs_before_it_says_anything_is_stopped(fake: Fake) -> None:
    with pytest.raises(LeafletError, match="did not finish sentence 1"):
        speak_in_child(fake("time.sleep(60)"), SENTENCES, HURRIED)


def test_a_voice_that_crashes_is_tried_again_and_then_told(fake: Fake) -> None:
    program = fake("write(0)\nwrite(1)\nimport os\nos._exit(1)")
    with pytest.raises(LeafletError, match=r"did not finish sentence 3: “You can call us.*ended too early"):
        speak_in_child(program, SENTENCES, BRITISH)
    assert tries(program) == 2


def test_a_child_that_cannot_begin_anew_is_replaced_for_the_rest(fake: Fake) -> None:
    # Where the library cannot be let go, the next sentence would depend on this one.
    program = fake("write(0)\ntell(again={'voice': job['voice'], 'rate': job['rate'], 'library': '1.52.0'})")
    assert len(speak_in_child(program, SENTENCES, BRITISH)) == 3
    assert tries(program) == 3


def test_a_child_that_stays_is_started_once(fake: Fake) -> None:
    again = """
        while True:
            [write(n) for n in range(len(sentences))]
            ready()
            job = json.loads(Path(sys.stdin.readline().strip()).read_text())
            sentences, folder = job["sentences"], Path(job["folder"])
    """
    program = dataclasses.replace(fake(textwrap.dedent(again)), stays=True)
    try:
        for _ in range(3):
            assert len(speak_in_child(program, SENTENCES, BRITISH)) == 3
        assert tries(program) == 1
    finally:
        stop_all()


def test_a_child_that_stays_is_let_go_when_it_fails(fake: Fake) -> None:
    program = dataclasses.replace(
        fake("if tries == 1: time.sleep(60)\n[write(n) for n in range(3)]\nready()"), stays=True
    )
    try:
        assert len(speak_in_child(program, SENTENCES, HURRIED)) == 3
        assert tries(program) == 2
    finally:
        stop_all()


def test_a_child_ends_when_the_toolkit_is_gone() -> None:
    program = (
        "import subprocess, sys\n"
        "from leaflets.voices.program import Child, Program, SPEAKERS\n"
        "child = Child(Program(SPEAKERS / 'espeak_speaker.py').command)\n"
        "print(child._process.pid, flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=CHILD.parents[2], capture_output=True, text=True, check=False
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            return
        time.sleep(0.05)
    pytest.fail("The child is still there.")


def test_two_voices_at_once_do_not_disturb_each_other() -> None:
    # pyttsx3 2.99 in two threads: one returns, the other waits for ever. Two children know nothing of each other.
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda rate: speak_at(rate), (150, 165, 150, 165)))
    assert both[0] == both[2] == speak_at(150)
    assert both[1] == both[3] == speak_at(165)


def speak_at(rate: int) -> list[bytes]:
    voice = dataclasses.replace(BRITISH, rate=rate)
    return [sound.samples.tobytes() for sound in voices.load("british")[1](SENTENCES, voice)]


def test_many_sentences_come_back_in_their_order_and_a_late_failure_is_named() -> None:
    many = (
        tuple(
            f"This is sentence {word}."
            for word in ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        )
        * 4
    )
    together = voices.load("british-words")[1](many, BRITISH)
    for place in (0, 19, 20, 39):
        (alone,) = voices.load("british-words")[1]((many[place],), BRITISH)
        assert together[place].samples.tobytes() == alone.samples.tobytes()


def test_a_failure_in_the_second_half_names_its_sentence(fake: Fake) -> None:
    program = fake("[write(n) for n in range(3)]\nif 'Stop' in str(sentences): sys.exit(1)\n"
                   "[write(n) for n in range(3, len(sentences))]\nready()")  # fmt: skip
    sentences = (*(SENTENCES[1] for _ in range(20)), "Stop here now.")
    with pytest.raises(LeafletError, match="did not finish sentence 14"):
        speak_in_child(program, sentences, BRITISH)


def test_nothing_is_left_in_the_folder_for_temporary_files(
    fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    with pytest.raises(LeafletError):
        speak_in_child(fake("write(0)\nimport os\nos._exit(1)"), SENTENCES, BRITISH)
    voices.load("british")[1](SENTENCES, BRITISH)
    assert not list(place.iterdir())


def test_what_a_build_that_was_killed_has_left_goes_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ages_h = {"leaflets-voice-old": 25, "leaflets-voice-young": 23, "voice-of-another": 99}
    for left, hours in ages_h.items():
        (tmp_path / left / "sounds").mkdir(parents=True)
        os.utime(tmp_path / left, (time.time() - 3600 * hours,) * 2)
    voices.load("british-words")[1](SENTENCES[:1], BRITISH)
    assert {path.name for path in tmp_path.iterdir()} == {"leaflets-voice-young", "voice-of-another"}


def test_a_voice_that_fails_once_is_forgiven(fake: Fake) -> None:
    program = fake("if tries == 1: sys.exit(1)\n[write(n) for n in range(3)]\nready()")
    assert len(speak_in_child(program, SENTENCES, BRITISH)) == 3
    assert tries(program) == 2


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("write(1, level=0)", "The sound is silent"),
        ("write(1, level=200)", "The sound is silent"),
        ("write(1, part=0.2)", "The sound is too short"),
        ("write(1, part=3)", "The sound is too long"),
        ("write(1, level=90000)", "The sound is too loud and distorted"),
        ("tell(done=1)", "Its sound is missing"),
        ("hand_over(1, sound_of(1)[:9000])", "is cut short"),
        ("hand_over(1, b'FORM....AIFF')", "is not a sound file"),
        ("hand_over(1, sound_of(1)[:44])", "is cut short"),
        ("(folder / 'sounds').write_bytes(sound_of(0) + b'RIFF')\ntell(done=1, bytes=9000)", "is not a sound file"),
        ("tell(done=1, bytes=9000)", "Its sound is missing"),
    ],
)
def test_a_bad_sound_is_never_believed(fake: Fake, fault: str, message: str) -> None:
    program = fake(f"write(0)\n{fault}\ntell(done=2, bytes=1)\nready()")
    with pytest.raises(LeafletError) as told:
        speak_in_child(program, SENTENCES, BRITISH)
    assert message in str(told.value)
    assert "sentence 2: “It is free.”" in str(told.value)
    # The computer is well; it is the words that the voice cannot say.
    heard = message.startswith("The sound")
    assert ("Write into the lexicon how its words are said" in str(told.value)) is heard
    assert ("doctor" in str(told.value)) is not heard


@pytest.mark.parametrize("state", ["voice='en-us'", "rate=200", "library='1.51'"])
def test_another_voice_than_asked_for_is_never_believed(fake: Fake, state: str) -> None:
    with pytest.raises(LeafletError, match="It should be “"):
        speak_in_child(fake(f"[write(n) for n in range(3)]\nready({state})"), SENTENCES, BRITISH)


def test_another_voice_is_told_as_such_also_where_it_speaks_too_fast(fake: Fake) -> None:
    with pytest.raises(LeafletError, match=r"rate “450”\. It should be “"):
        speak_in_child(fake("[write(n, part=0.3) for n in range(3)]\nready(rate=450)"), SENTENCES, BRITISH)


def test_half_of_a_real_sentence_is_not_believed(tmp_path: Path) -> None:
    sentence = "The people from the library visit the person again and again."
    (sound,) = voices.load("british")[1]((sentence,), BRITISH)
    half = Sound(sound.samples[: len(sound.samples) * 2 // 5], sound.rate_hz)
    assert believe(_wav(sound, tmp_path), sentence, BRITISH).seconds == sound.seconds
    with pytest.raises(DisbeliefError, match=r"too short|breaks off"):
        believe(_wav(half, tmp_path), sentence, BRITISH)


def test_expected_lengths_fit_the_real_voice() -> None:
    sentences = (
        *SENTENCES, "Call nine nine nine.", "zero two zero, seven nine four six, zero one two three.", "N H S.",
        "Email.", "South West London and Saint George's Mental Health N H S Trust.", "hello at example dot org.",
    )  # fmt: skip
    for sentence, sound in zip(sentences, voices.load("british")[1](sentences, BRITISH), strict=True):
        assert 0.65 < trim(sound).seconds / expected_s(sentence, BRITISH) < 1.5, sentence


def _wav(sound: Sound, folder: Path) -> bytes:
    path = folder / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples.tobytes())
    return path.read_bytes()
