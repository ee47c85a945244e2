"""Faults put by hand into good tracks of an audio CD, and into a good folder of tracks."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from seeded import Fault

from leaflets.voices import Samples

_HEAD = 44
"""Bytes before the sound."""

Files = Mapping[str, bytes]


def _sound(change: Callable[[Samples], Samples]) -> Callable[[bytes], bytes]:
    """A track whose sound, both sides by turns, is changed; its length stays."""

    def spoil(track: bytes) -> bytes:
        size = int.from_bytes(track[_HEAD - 4 : _HEAD], "little")
        sound = np.frombuffer(track[_HEAD : _HEAD + size], dtype="<i2")
        changed = np.asarray(change(sound.copy()), dtype="<i2")
        assert changed.shape == sound.shape
        return track[:_HEAD] + changed.tobytes() + track[_HEAD + size :]

    return spoil


def _shorter(track: bytes, samples: int) -> bytes:
    """The track without its last samples, and with heads that say so."""
    size = int.from_bytes(track[_HEAD - 4 : _HEAD], "little")
    less = size - samples * 4
    body = track[8 : _HEAD - 4] + struct.pack("<I", less) + track[_HEAD : _HEAD + less] + track[_HEAD + size :]
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _one_side(sound: Samples) -> Samples:
    sound[1::2] = 0
    return sound


def _peak(sound: Samples) -> Samples:
    middle = len(sound) // 2
    sound[middle : middle + 400] = np.tile(np.array([32767, -32767], np.int16).repeat(50), 4)
    return sound


def _late(sound: Samples) -> Samples:
    return np.concatenate((np.zeros(8820, np.int16), sound[:-8820]))


def _at_half_rate(track: bytes) -> bytes:
    return track[:24] + struct.pack("<I", 22050) + track[28:]


def _cut_off(track: bytes) -> bytes:
    return _shorter(track, 588 * (len(track) // 588 // 8))


def _fault(what: str, spoil: Callable[[bytes], bytes]) -> Fault:
    return Fault(what, spoil, ("cd",))


FAULTS: tuple[Fault, ...] = (
    _fault("The track is silent.", _sound(np.zeros_like)),
    _fault("The track is said to have half the rate.", _at_half_rate),
    _fault("A peak distorts.", _sound(_peak)),
    _fault("The sound is on the left side only.", _sound(_one_side)),
    _fault("Every sentence comes late.", _sound(_late)),
    _fault("The track is much too quiet.", _sound(lambda sound: (sound // 4).astype(np.int16))),
    _fault("The track is cut off in the middle.", _cut_off),
    _fault("The track does not end with a whole sector.", lambda track: _shorter(track, 1)),
    _fault("The track has no words.", lambda track: track.replace(b"id3 ", b"junk")),
    _fault("The track does not tell its number.", lambda track: track.replace(b"TRCK", b"TXXX")),
    _fault("The file is no sound.", lambda track: b"These are words."),
)
"""Of one track, each found by the checker `cd`."""


@dataclass(frozen=True, slots=True)
class FolderFault:
    """A fault that no track shows by itself."""

    what: str
    spoil: Callable[[Files], Files]
    """File names and contents of a good folder in, those of a spoilt one out."""


def _renamed(files: Files, first: int, second: int) -> Files:
    """Two tracks by each other's names."""
    names = sorted(name for name in files if name.endswith(".wav"))
    swapped = {names[first]: files[names[second]], names[second]: files[names[first]]}
    return {**files, **swapped}


def _without(files: Files, ending: str) -> Files:
    gone = max(name for name in files if name.endswith(ending))
    return {name: content for name, content in files.items() if name != gone}


def _quiet(files: Files) -> Files:
    spoil = _sound(lambda sound: (sound * 0.85).astype(np.int16))
    return {name: spoil(content) if name.endswith(".wav") else content for name, content in files.items()}


FOLDER_FAULTS: tuple[FolderFault, ...] = (
    FolderFault("The last track is missing.", lambda files: _without(files, ".wav")),
    FolderFault("Two tracks are in the wrong order.", lambda files: _renamed(files, 1, 2)),
    FolderFault("All tracks are a little too quiet.", _quiet),
    FolderFault("The list of tracks is missing.", lambda files: _without(files, ".txt")),
    FolderFault(
        "The list of tracks lacks one.",
        lambda files: {
            name: content.replace(b"Find out more", b"") if name.endswith(".txt") else content
            for name, content in files.items()
        },
    ),
)
"""Of a folder with all its tracks, each found by the checker `cd`."""
