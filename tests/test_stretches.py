"""A recording that is coded in stretches: it plays as one, and an edit codes only what is new."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from recordings import decode

from leaflets import ffmpeg
from leaflets.prepared import Shelf
from leaflets.speech import mp3, stretches
from leaflets.speech.mp3 import FRAME
from leaflets.voices import Samples

RATE_HZ = 22050
PLACES = slice(29, 129)
"""Of the header: where each hundredth begins, roughly; LAME rounds in its own way."""


def sentence(number: int, seconds: float = 1.5) -> Samples:
    """A sound that begins and ends softly, another for each number, and a second of silence, in whole frames."""
    count = round(seconds * RATE_HZ)
    tones = np.sin(np.arange(count) * (0.05 + 0.01 * number)) * np.hanning(count) * 9000
    return np.concatenate((tones.astype(np.int16), np.zeros(RATE_HZ + -(count + RATE_HZ) % FRAME, np.int16)))


def recording(*numbers: int) -> Samples:
    return np.concatenate((np.zeros(40 * FRAME, np.int16), *map(sentence, numbers), np.zeros(1234, np.int16)))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    made = Shelf(tmp_path, "1")
    monkeypatch.setattr(stretches, "_shelf", lambda: made)
    return made


@pytest.mark.parametrize("player", [lambda made: decode(made)[0], None], ids=["mpg123", "FFmpeg"])
@pytest.mark.external("audiobook")
def test_it_plays_as_one_without_a_sound_at_the_joints(player: Callable[[bytes], Samples] | None, shelf: Shelf) -> None:
    sound = recording(*range(6))
    made = stretches.recording(sound, RATE_HZ)
    heard = player(made) if player else _by_ffmpeg(made)
    assert len(heard) == len(sound)
    away = heard.astype(float) - sound
    assert np.square(away).mean() < np.square(sound.astype(float)).mean() / 100
    cuts = stretches._cuts(sound, RATE_HZ)
    assert len(cuts) == 5
    assert all(np.abs(heard[cut - FRAME : cut + FRAME]).max() == 0 for cut in cuts)


def _by_ffmpeg(made: bytes) -> Samples:
    return np.frombuffer(ffmpeg.run(("-f", "mp3", "-i", "-", "-f", "s16le", "-"), made, 30), np.int16)


def test_in_one_stretch_it_is_what_the_coder_makes_of_it(shelf: Shelf) -> None:
    sound = recording(1)
    assert stretches.recording(sound, RATE_HZ) == mp3.to_mp3(sound, RATE_HZ)


@pytest.mark.parametrize("rate_hz", [16000, 22050, 24000])
def test_the_header_is_the_one_that_lame_itself_writes(rate_hz: int) -> None:
    sound = recording(1)
    file = io.BytesIO()  # LAME in libsndfile writes it
    how = {"format": "MP3", "subtype": "MPEG_LAYER_III", "bitrate_mode": "CONSTANT"}
    soundfile.write(file, sound, rate_hz, **how, compression_level=0.6)
    by_lame = mp3.split(file.getvalue())
    ours = mp3.split(mp3.whole(by_lame[1:], len(sound)))[0]
    alike = [place for place in range(len(ours)) if ours[place] == by_lame[0][place]]
    other = set(range(len(ours))) - set(alike) - set(range(*PLACES.indices(len(ours))))
    assert other <= {167, 168}  # the sum of the header itself, which has the places in it
    assert len(ours) == len(by_lame[0])


def test_the_places_in_the_header_lead_through_the_whole_recording(shelf: Shelf) -> None:
    places = list(stretches.recording(recording(*range(6)), RATE_HZ)[PLACES])
    assert places == sorted(places)
    assert places[0] <= 2
    assert places[-1] >= 250


def test_an_edit_codes_only_the_stretch_with_it(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    stretches.recording(recording(1, 2, 3, 4), RATE_HZ)
    coded: list[int] = []

    def counted(samples: Samples, rate_hz: int) -> tuple[bytes, ...]:
        coded.append(len(samples))
        return frames(samples, rate_hz)

    frames = mp3.frames
    monkeypatch.setattr(mp3, "frames", counted)
    stretches.recording(recording(1, 9, 3, 4), RATE_HZ)
    assert len(coded) == 1
    stretches.recording(recording(1, 9, 3, 5, 4), RATE_HZ)
    assert len(coded) == 2


def test_it_is_the_same_kept_or_made_now(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = recording(1, 2, 3)
    stretches.recording(recording(3, 1), RATE_HZ)
    mixed = stretches.recording(sound, RATE_HZ)
    monkeypatch.setattr(stretches, "_shelf", lambda: Shelf(None, "1"))
    assert stretches.recording(sound, RATE_HZ) == mixed


def test_a_part_by_itself_is_coded_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = recording(1, 2)
    made = stretches.bare(sound, RATE_HZ)
    assert made == mp3.to_bare_mp3(sound, RATE_HZ)
    assert made != b"".join(mp3.frames(sound, RATE_HZ))
    monkeypatch.setattr(mp3, "frames", lambda *given: pytest.fail("It is coded again."))
    assert stretches.bare(sound, RATE_HZ) == made


def test_a_sum_is_right_for_rows_of_any_length() -> None:
    rows = [b"123456789", b"", b"1", bytes(range(256))]
    assert mp3._sum(rows[:1]) == 0xBB3D  # the check value of CRC-16/ARC
    assert mp3._sum(rows) == mp3._sum([b"".join(rows)])


def test_a_rate_that_no_voice_has_is_refused() -> None:
    with pytest.raises(ValueError, match="44100 Hz"):
        mp3.to_mp3(recording(1), 44100)
