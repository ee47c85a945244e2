"""The neural voices: long sentences, files that are missing or wrong, and the child that stays.

What needs the model itself is marked `external("kokoro")`: the voice is optional, and `get-voice` gets it.
"""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import samples

from leaflets import languages, prepared, voices
from leaflets.findings import LeafletError
from leaflets.formats import Pace
from leaflets.speakers import kokoro_model, kokoro_speaker, kokoro_text
from leaflets.speakers.jobs import UnsayableError
from leaflets.speech.assemble import Spoken, assemble
from leaflets.speech.say import Speaker, say_lines
from leaflets.speech.script import Wishes, chapter_titles, script
from leaflets.speech.word_times import word_times
from leaflets.voices import kokoro_engine, program, silent

EMMA = voices.voices()["emma"]
HASTY = replace(EMMA, rate=250, length=EMMA.length / 2.5, more_s=0)
"""So fast that a test need not wait for it."""


@dataclass
class Token:
    text: str
    whitespace: str
    phonemes: str | None


class Spelling:
    """A reader whose phonemes are the letters."""

    def tokenize(self, text: str) -> Sequence[kokoro_text.Token]:
        found: list[Token] = []
        for word in text.split():
            found += [Token(word.rstrip(".,"), "", word.rstrip(".,"))]
            found += [Token(mark, "", mark) for mark in word[len(word.rstrip(".,")) :]]
            found[-1].whitespace = " "
        found[-1].whitespace = ""
        return found

    def phonemize_tokens(self, tokens: Sequence[kokoro_text.Token]) -> Sequence[kokoro_text.Token]:
        return tokens


def cut(sentence: str, most: int) -> list[str]:
    pieces = kokoro_text.pieces(kokoro_text.parts(Spelling(), sentence), most)
    return ["".join(part.phonemes for part in piece) for piece in pieces]


def test_a_long_sentence_is_cut_at_its_pauses_and_otherwise_between_words() -> None:
    assert cut("We lend books, films and games.", 20) == ["We lend books, ", "films and games."]
    assert cut("We lend books and films and games.", 20) == ["We lend books and ", "films and games."]
    assert cut("We lend books.", 20) == ["We lend books."]
    assert cut("A, we lend books and films", 20) == ["A, we lend books ", "and films"]


@pytest.mark.parametrize(
    "sentence", ["and then some more " * 500, "x" * 3000, "a, " * 2000, "no " + "y" * 1000 + ", yes."]
)
def test_nothing_of_a_long_sentence_is_lost_and_no_piece_is_too_long(sentence: str) -> None:
    pieces = cut(sentence, 400)
    assert "".join(pieces).split() == " ".join(sentence.split()).split()
    assert max(map(len, pieces)) <= 400
    assert sum(len(piece) < 150 for piece in pieces) <= 2


def test_each_part_knows_its_place_in_the_sentence() -> None:
    sentence = "It is free, it is."
    parts = kokoro_text.parts(Spelling(), sentence)
    assert [sentence[part.at : part.at + part.letters] for part in parts if part.letters] == sentence[:-1].replace(
        ",", ""
    ).split()


@pytest.mark.parametrize("word", ["محمد", "王", "Иван", "Suttоn"])
def test_a_word_that_it_cannot_read_is_an_error_and_not_left_out(word: str) -> None:
    parts = kokoro_text.parts(Spelling(), f"Ask {word} for help.")
    with pytest.raises(UnsayableError, match=word):
        kokoro_speaker._say(cast(kokoro_model.Model, Tones()), cast(kokoro_model.Style, None), parts, 1.0)


def test_accents_are_no_other_script() -> None:
    assert kokoro_text.is_readable("Zoë's café")


class Tones:
    """A model that says each phoneme in two frames: a tone, with silence around each piece."""

    def numbers(self, phonemes: str) -> list[int]:
        return [ord(sign) for sign in phonemes]

    def say(self, phonemes: str, style: object, speed: float) -> tuple[kokoro_model.Wave, list[int]]:
        assert len(phonemes) <= kokoro_model.LONGEST
        frames = [10, *[2] * len(phonemes), 20]
        wave = np.sin(np.arange(sum(frames) * kokoro_model.FRAME)).astype(np.float32)
        wave[: 10 * kokoro_model.FRAME] = wave[-20 * kokoro_model.FRAME :] = 0
        return wave, frames


def test_two_thousand_words_are_said_to_their_end_without_long_breaks() -> None:
    sentence = "and then, some more " * 500 + "words."
    parts = kokoro_text.parts(Spelling(), sentence)
    wave, words = kokoro_speaker._say(cast(kokoro_model.Model, Tones()), cast(kokoro_model.Style, None), parts, 1.0)
    assert [sentence[at : at + letters] for at, letters, _ in words] == sentence[:-1].replace(",", "").split()
    letters = sum(len(part.phonemes) for part in parts)
    spoken_s = letters * 2 * kokoro_model.FRAME / kokoro_model.RATE_HZ
    assert spoken_s < len(wave) / kokoro_model.RATE_HZ < 1.03 * spoken_s
    starts = [milliseconds for _, _, milliseconds in words]
    assert starts == sorted(starts)
    # Every word begins in sound, not in a break between two pieces.
    assert all(np.abs(wave[round(start * 24) :][:500]).max() > 0.5 for start in starts)


@pytest.mark.external("kokoro")
def test_words_are_read_as_they_stand() -> None:
    # hibari-tts 0.2.1 writes “no.” out as “number”, and takes [this](/for phonemes/).
    from hibari.g2p import G2P

    reader: kokoro_text.Reader = G2P(british=True)

    def read(sentence: str) -> str:
        return "".join(part.phonemes for part in kokoro_text.parts(reader, sentence))

    assert read("You can say no.").endswith("nˈQ.")
    assert "zˈu" not in read("See [this](/zˈu/).")
    assert read("We use it.") == read("We yooz it.")
    # A lone A is a letter beside another letter, and else the word.
    assert read("Go to A-and-E.").endswith("ˈA and ˈiː.")
    assert read("It opens at nine A M.").endswith("nˈIn ˈA ˈɛm.")
    assert read("C A B can help.").startswith("sˈiː ˈA bˈiː ")
    assert read("A person and I may come.").startswith("ɐ ")
    assert read("Once A friend came.").split()[1] == "ɐ"


@pytest.mark.external("kokoro")
def test_a_sentence_that_is_too_long_for_the_model_is_said_to_its_end() -> None:
    voice, speak = voices.load("emma")
    sentence = " ".join(["Some books are for children, and they are on the second floor of the house"] * 8) + "."
    (sound,) = speak((sentence,), replace(HASTY, library=voice.library))
    starts = [word.start_s for word in sound.words]
    assert [sentence[word.at : word.at + word.letters] for word in sound.words] == sentence[:-1].replace(
        ",", ""
    ).split()
    assert starts == sorted(starts)
    level = np.abs(sound.samples.astype(int))
    for word in sound.words[::10]:
        heard = level[round(word.start_s * sound.rate_hz) :][: sound.rate_hz // 2]
        assert heard.max() > 1000
    assert starts[-1] < sound.seconds < starts[-1] + 1.5


@pytest.mark.external("kokoro")
def test_a_word_is_heard_when_the_voice_says() -> None:
    # Lips are closed before a “b”, so the beginning of that word can be measured.
    voice, speak = voices.load("emma")
    sentence = "We lend books."
    (sound,) = speak((sentence,), voice)
    words = word_times(tuple((word, word) for word in sentence.split()), sound)
    assert [word.display for word in words] == sentence.split()
    loud = np.abs(sound.samples.astype(int)) > 1000
    begins = np.flatnonzero(loud[1:] & ~loud[:-1]) / sound.rate_hz
    assert np.abs(begins - words[2].start_s).min() < 0.06


@pytest.mark.external("kokoro")
def test_the_model_is_loaded_once_and_again_after_its_program_died() -> None:
    voice, speak = voices.load("emma")

    def speaker() -> int:
        (sound,) = speak(("Yes.",), voice)
        assert sound.library == voice.library
        return program._staying[kokoro_engine.PROGRAM]._process.pid

    first = speaker()
    assert speaker() == first
    os.kill(first, signal.SIGKILL)
    assert speaker() != first


@pytest.mark.external("kokoro")
def test_files_that_are_not_those_that_were_tried_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    known = kokoro_engine.origin()
    voice, speak = voices.load("emma")
    for other in (replace(known, model_sha256="0" * 64), replace(known, style_sha256={"bf_emma": "0" * 64})):
        monkeypatch.setattr(kokoro_engine, "origin", lambda other=other: other)
        with pytest.raises(LeafletError, match=r"“emma” are damaged, or of another version\. .*get-voice emma”"):
            speak(("Yes.",), voice)


def own_folder(folder: Path, monkeypatch: pytest.MonkeyPatch, style: str = "bf_emma") -> Path:
    """A person's own folder with the same model, and the style of that name as Emma's."""
    known = kokoro_engine.origin()
    specs = [find_spec(package) for package in known.packages]
    parts = [Path(spec.origin).with_name(known.part) for spec in specs if spec and spec.origin]
    (folder / "kokoro.onnx").write_bytes(b"".join(part.read_bytes() for part in parts))
    kept = kokoro_engine.style_folder()
    assert kept
    (folder / "bf_emma.bin").write_bytes((kept / f"{style}.bin").read_bytes())
    monkeypatch.setenv("LEAFLETS_VOICES", str(folder))
    return folder


@pytest.mark.external("kokoro")
def test_a_folder_of_ones_own_is_used_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, _ = voices.load("emma")
    own_folder(tmp_path, monkeypatch, "bm_george")
    voice, speak = voices.load("emma")
    (sound,) = speak(("Yes.",), voice)
    model, style = usual.library.split(", ")
    assert sound.library == voice.library == f"{model}, {voices.voices()['george'].library.split(', ')[1]}"
    assert style not in sound.library
    (tmp_path / "bf_emma.bin").unlink()
    with pytest.raises(LeafletError, match=r"needs the file .*bf_emma\.bin\. LEAFLETS_VOICES names that folder"):
        voices.load("emma")


def test_a_voice_without_its_packages_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(voices.ENGINES["kokoro"], made_with=("no-such-package",))
    monkeypatch.setattr(voices, "ENGINES", {**voices.ENGINES, "kokoro": other})
    monkeypatch.setattr(kokoro_engine, "ENGINES", voices.ENGINES)
    with pytest.raises(LeafletError, match=r"“emma” is not on this computer yet\. .*make_leaflets\.py get-voice emma”"):
        voices.load("emma")


def test_a_voice_without_its_style_says_what_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "folder", lambda: tmp_path)
    with pytest.raises(LeafletError, match=r"“george” is not on this computer yet\. .*get-voice george”"):
        voices.load("george")


@pytest.mark.parametrize("name", ["emma", "george"])
@pytest.mark.parametrize(("pace", "slowest", "fastest"), [("normal", 130, 155), ("slow", 110, 125)])
def test_the_pace_is_calm_by_the_lengths_that_were_measured(name: str, pace: Pace, slowest: int, fastest: int) -> None:
    # A whole recording takes minutes; a tone takes as long as the voice would.
    leaflet, voice = samples.leaflet("everything"), voices.voices()[name].at(pace)
    lines = script(leaflet, languages.load("en-GB"), Wishes())
    how = Spoken("en-GB", voice, "", pace)
    _, made = assemble(lines, say_lines(lines, Speaker(voice, silent.speak)), chapter_titles(leaflet), how)
    spoken_words = " ".join(line.said for line in lines for _ in range(line.times)).split()
    assert slowest <= len(spoken_words) / made.seconds * 60 <= fastest


def test_every_optional_voice_has_a_style_that_is_pinned() -> None:
    for voice in voices.voices().values():
        if voice.extra:
            assert len(kokoro_engine.origin().style_sha256[voice.voice]) == 64
            assert kokoro_engine.origin().model_sha256.startswith(voice.library.split()[1].rstrip(","))
            assert kokoro_engine.origin().style_sha256[voice.voice].startswith(voice.library.split()[-1])


@pytest.mark.external("kokoro")
def test_the_manifest_learns_engine_model_and_voice() -> None:
    voice, _ = voices.load("emma")
    assert voices.versions(voice, voice.library) == (
        "hibari-tts 0.2.1, onnxruntime 1.32.0, kokoro-82M model 6e742170d309, style 669fe0647f9d"
    )
