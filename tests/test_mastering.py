"""Loudness, peaks, and the limiter that holds them down, each beside the plain sum over all samples."""

import tracemalloc

import numpy as np
import pytest

from leaflets.loudness import ROW, Signal, _k_weighting, _phases, highest_peak, in_floats, loudness, peaks_above
from leaflets.speech import master as mastering
from leaflets.speech.lossless import from_bytes, to_bytes
from leaflets.speech.master import CEILING_DBTP, TARGET_LUFS, master
from leaflets.speech.mp3 import FRAME
from leaflets.voices import Samples

RATE_HZ = 22050
SECOND = 38 * FRAME
"""Nearly: lines of a recording begin on whole frames."""


def noise(seconds: float, level: float = 0.1, seed: int = 1) -> Signal:
    return np.random.default_rng(seed).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


def speech_like(seconds: int, seed: int = 1) -> Samples:
    """Bursts with pauses between, one a SECOND, every third with clicks far above the rest."""
    rng, pieces = np.random.default_rng(seed), []
    for number in range(seconds):
        burst = rng.normal(0, 2500, SECOND * 7 // 10)
        if number % 3 == 0:
            burst[rng.integers(0, len(burst), 3)] = 26000
        pieces += [burst, np.zeros(SECOND - len(burst))]
    return np.concatenate(pieces).astype(np.int16)


def every_peak(signal: Signal) -> Signal:
    """For each sample the highest level of the wave from it to the next one."""
    padded = np.pad(signal, (5, 6))
    between = [np.abs(np.convolve(padded, phase[::-1], mode="valid")) for phase in _phases()]
    return np.asarray(np.max([np.abs(signal), *between], axis=0), dtype=np.float32)


def test_loudness_is_measured_as_the_standard_says() -> None:
    # ITU-R BS.1770-5: a 997 Hz sine at full scale in one channel reads -3.01 LKFS.
    for rate_hz in (22050, 24000, 44100, 48000):
        sine = np.sin(2 * np.pi * 997 * np.arange(5 * rate_hz) / rate_hz).astype(np.float32)
        assert loudness(sine, rate_hz) == pytest.approx(-3.01, abs=0.05)
        assert loudness(sine / np.float32(10), rate_hz) == pytest.approx(-23.01, abs=0.05)


def test_silence_does_not_make_a_recording_quieter() -> None:
    sine = (0.1 * np.sin(2 * np.pi * 997 * np.arange(RATE_HZ * 4) / RATE_HZ)).astype(np.float32)
    padded = np.pad(sine, RATE_HZ * 8)
    assert loudness(padded, RATE_HZ) == pytest.approx(loudness(sine, RATE_HZ), abs=0.5)
    assert loudness(np.zeros(RATE_HZ, dtype=np.float32), RATE_HZ) == float("-inf")


@pytest.mark.parametrize("pause_s", [0.05, 0.1, 0.35, 2.0])
def test_silence_that_is_left_out_changes_nothing(pause_s: float) -> None:
    pieces = [np.append(noise(0.33, 0.02 * number, number), np.zeros(round(pause_s * RATE_HZ))) for number in range(9)]
    signal = np.concatenate(pieces).astype(np.float32)
    size = 1 << (len(signal) + RATE_HZ).bit_length()
    whole = np.fft.irfft(np.fft.rfft(signal, size) * _k_weighting(RATE_HZ, size), size)[: len(signal)]
    tenths = np.square(whole)[: len(whole) // 2205 * 2205].reshape(-1, 2205).sum(axis=1)
    blocks = -0.691 + 10 * np.log10(np.maximum(np.convolve(tenths, np.ones(4), "valid") / 8820, 1e-20))
    loud = blocks[blocks > -70]
    gated = loud[loud > 10 * np.log10(np.mean(10 ** (loud / 10))) - 10]
    assert loudness(signal, RATE_HZ) == pytest.approx(10 * np.log10(np.mean(10 ** (gated / 10))), abs=0.0005)


def test_whole_numbers_are_as_loud_as_the_same_in_floats() -> None:
    samples = speech_like(7)
    assert loudness(samples, RATE_HZ) == pytest.approx(loudness(in_floats(samples), RATE_HZ), abs=0.0001)
    assert highest_peak(samples) == highest_peak(in_floats(samples))


def test_a_peak_between_two_samples_is_seen() -> None:
    # A sine at a quarter of the rate, sampled at 45 degrees: samples at -3 dB, the wave itself at 0 dB.
    wave = np.sin(2 * np.pi * np.arange(2000) / 4 + np.pi / 4).astype(np.float32)
    assert 20 * np.log10(np.abs(wave).max()) == pytest.approx(-3.01, abs=0.01)
    assert 20 * np.log10(highest_peak(wave)) == pytest.approx(0, abs=0.6)


@pytest.mark.parametrize("size", [1, 11, ROW - 1, ROW, ROW + 1, 5000, ROW * (1 << 12) + 7])
def test_no_row_with_a_peak_is_left_out(size: int) -> None:
    signal = noise(1 + size / RATE_HZ, seed=size)[:size]
    signal[:: 5 * ROW + 3] *= 3
    every = every_peak(np.pad(signal, (0, -size % ROW))).reshape(-1, ROW)
    level = float(every.max()) * 0.7
    found = {int(row): own for rows, own_all in peaks_above(signal, level)
             for row, own in zip(rows, own_all, strict=True)}  # fmt: skip
    assert set(np.flatnonzero(every.max(axis=1) > level)) <= set(found)
    assert all(np.abs(own - every[row]).max() < 1e-6 for row, own in found.items())
    assert highest_peak(signal) == pytest.approx(float(every.max()), abs=1e-6)
    assert highest_peak(signal[:0]) == highest_peak(signal * 0) == 0


def test_peaks_are_held_down_and_nothing_moves() -> None:
    clicks = np.random.default_rng(1).normal(0, 800, RATE_HZ * 5).astype(np.int16)
    clicks[::4000] = 30000
    finished = master(clicks, RATE_HZ)
    assert len(finished) == len(clicks)
    assert 20 * np.log10(highest_peak(finished)) <= CEILING_DBTP
    assert set(np.argsort(np.abs(finished.astype(int)))[-20:] % 4000) == {0}


def test_a_recording_comes_to_its_loudness() -> None:
    for level in (0.1, 1, 1.2):
        finished = master((speech_like(12) * level).astype(np.int16), RATE_HZ)
        assert loudness(finished, RATE_HZ) == pytest.approx(TARGET_LUFS, abs=0.2)
        assert 20 * np.log10(highest_peak(finished)) <= CEILING_DBTP


def test_gain_is_what_it_would_be_if_it_were_worked_out_for_every_step() -> None:
    samples = speech_like(9)
    gain = np.float32(1.5)
    signal = in_floats(samples)
    steps = samples.reshape(-1, 16)
    held = mastering._held(mastering._peaks(steps, 0.1), gain, len(steps), RATE_HZ)
    mine = np.ones((len(steps), 16))
    mine[held.places] = held.gains
    # Over all: each step gets the least gain that a step within 22 of it needs, smoothed over 41, then straight lines.
    highest = np.maximum(every_peak(signal).reshape(-1, 16).max(axis=1) * gain, 1e-9)
    needed = np.pad(np.minimum(1, mastering._HIGHEST / highest), 22 + 20, constant_values=1)
    least = np.lib.stride_tricks.sliding_window_view(needed, 45).min(axis=1)
    window = np.hanning(45)[1:-1]
    smooth = np.convolve(np.pad(least, 1, constant_values=1), window / window.sum(), mode="valid")
    every = np.interp(np.arange(len(samples)), np.arange(len(steps)) * 16 + 7.5, smooth)
    assert np.abs(mine.ravel() - every).max() < 1e-6
    assert 0.02 < len(held.places) / len(steps) < 0.5
    assert np.all(mine[np.setdiff1d(np.arange(len(steps)), held.places)] == 1)


def test_what_is_far_from_an_edit_stays_the_same_to_the_last_bit() -> None:
    samples = speech_like(20)
    edited = np.concatenate((samples[: 9 * SECOND], speech_like(1, 5), samples[9 * SECOND :]))
    before, after = master(samples, RATE_HZ), master(edited, RATE_HZ)
    assert np.array_equal(before[: 9 * SECOND], after[: 9 * SECOND])
    assert np.array_equal(before[9 * SECOND :], after[10 * SECOND :])


def test_at_both_ends_peaks_are_held_down_too() -> None:
    samples = speech_like(5)
    samples[:3], samples[-2:] = 30000, -30000
    assert 20 * np.log10(highest_peak(master(samples[:-1], RATE_HZ))) <= CEILING_DBTP


def test_silence_stays_silence() -> None:
    assert not master(np.zeros(RATE_HZ, dtype=np.int16), RATE_HZ).any()


def test_mastering_needs_little_more_memory_than_its_result() -> None:
    samples = speech_like(240)
    master(samples[: 9 * RATE_HZ], RATE_HZ)
    tracemalloc.start()
    finished = master(samples, RATE_HZ)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1.5 * finished.nbytes + 6_000_000


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 22050])
def test_sound_comes_back_as_it_was_packed(size: int) -> None:
    for samples in (speech_like(2)[15000 : 15000 + size], np.zeros(size, np.int16)):
        packed = to_bytes(samples, RATE_HZ)
        back, rate_hz = from_bytes(packed)
        assert rate_hz == RATE_HZ
        assert back.dtype == np.int16
        assert np.array_equal(back, samples)
        assert packed == to_bytes(back, rate_hz)
        assert len(packed) == samples.nbytes + 4
