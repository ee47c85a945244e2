"""Whether the voice of a book and its words belong together: what neither EPUBCheck nor Ace looks at.

EPUBCheck 5.3.0 knows neither how long the sound is nor in which order it should be; Ace 1.4.6 reads no overlay. The
recording inside carries the times of its sentences, so every clip is held against them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from leaflets.verify import recording
from leaflets.verify.epubfile import XHTML, Clip, Element, EpubFile, seconds
from leaflets.verify.recording import RecordingError

Fault = tuple[str, str]
"""Code, and what is wrong in words, as a sentence."""

_SLACK_S = 0.002
"""Clips are told in whole milliseconds."""


def every_page_is_heard(file: EpubFile) -> Iterator[Fault]:
    for item in file.spine:
        if not item.overlay:
            yield "EP-301", f"The page {item.name} is not read aloud."


def every_word_is_heard(file: EpubFile) -> Iterator[Fault]:
    """Every sentence has one clip, and no words stand outside of them."""
    times = Counter((clip.page, clip.id) for clip in file.clips)
    for page, root in file.pages.items():
        ids = {node.get("id") for node in root.iter()}
        for clip_page, id_ in times:
            if clip_page == page and id_ not in ids:
                yield "EP-303", f"A clip belongs to {id_} on {page}, which is not there."
        heard = {id_ for clip_page, id_ in times if clip_page == page}
        for words in _unheard(root.find(f"{XHTML}body"), heard):
            yield "EP-302", f"These words are not read aloud: “{words}”."
    for clip in {clip for clip in file.clips if clip.page not in file.pages}:
        yield "EP-303", f"A clip belongs to {clip.page}, which is no page of the book."
    for (page, id_), count in times.items():
        if count > 1:
            yield "EP-304", f"{id_} on {page} is read aloud {count} times."


def in_reading_order(file: EpubFile) -> Iterator[Fault]:
    """Clips follow the words, over the whole book."""
    places: dict[tuple[str, str], int] = {}
    for page, root in file.pages.items():
        for node in root.iter():
            places[page, node.get("id", "")] = len(places)
    known = [(clip, places[clip.page, clip.id]) for clip in file.clips if (clip.page, clip.id) in places]
    for (_, before), (clip, place) in pairwise(known):
        if place < before:
            yield "EP-305", f"{clip.id} on {clip.page} is read aloud too late: its words stand before others."


def inside_the_sound(file: EpubFile) -> Iterator[Fault]:
    """Every clip has a length, comes after the one before it, and ends before the sound does."""
    lengths: dict[str, float] = {}
    for name in dict.fromkeys(clip.audio for clip in file.clips):
        if name not in file.members:
            yield "EP-306", f"The sound {name} is not in the book."
            continue
        try:
            lengths[name] = recording.seconds(file.members[name])
        except RecordingError as error:
            yield "EP-306", str(error)
    reached: dict[str, float] = {}
    for clip in file.clips:
        if clip.end_s <= clip.begin_s:
            yield "EP-307", f"{_place(clip)} ends before it begins."
        if clip.begin_s < reached.get(clip.audio, 0.0):
            yield "EP-308", f"{_place(clip)} begins before the one before it ends."
        if clip.audio in lengths and clip.end_s > lengths[clip.audio]:
            yield "EP-309", f"{_place(clip)} ends after the sound: {clip.end_s:.1f} s of {lengths[clip.audio]:.1f} s."
        reached[clip.audio] = clip.end_s


def told_lengths(file: EpubFile) -> Iterator[Fault]:
    """EPUB 3.3, 9.3.5.2: apps show them."""
    for id_, clips in file.overlays.items():
        if not _is(file.meta("media:duration", f"#{id_}"), sum(clip.end_s - clip.begin_s for clip in clips)):
            yield "EP-310", f"The book tells a wrong length for {id_}."
    if not _is(file.meta("media:duration"), sum(clip.end_s - clip.begin_s for clip in file.clips)):
        yield "EP-310", "The book tells a wrong length."


def at_their_times(file: EpubFile) -> Iterator[Fault]:
    """Each sentence is marked while it is heard, by the times that the recording itself carries."""
    for name in dict.fromkeys(clip.audio for clip in file.clips if clip.audio in file.members):
        try:
            cues = {cue.id: cue for cue in recording.cues(file.members[name])}
        except RecordingError as error:
            yield "EP-311", str(error)
            continue
        for clip in file.clips:
            cue = cues.get(clip.id)
            if clip.audio != name or cue is None:  # a stamp has a cue without a name
                continue
            if abs(clip.begin_s - cue.start_s) > _SLACK_S or clip.end_s < cue.end_s - _SLACK_S:
                yield "EP-311", f"{_place(clip)} is not where the recording says this sentence."


RULES: tuple[Callable[[EpubFile], Iterator[Fault]], ...] = (
    every_page_is_heard,
    every_word_is_heard,
    in_reading_order,
    inside_the_sound,
    told_lengths,
    at_their_times,
)


def _unheard(node: Element | None, heard: set[str]) -> Iterator[str]:
    """Words outside of every element that is heard."""
    if node is None or node.get("id") in heard:
        return
    if node.text and node.text.strip():
        yield node.text.strip()
    for child in node:
        yield from _unheard(child, heard)
        if child.tail and child.tail.strip():
            yield child.tail.strip()


def _is(told: tuple[str, ...], wanted_s: float) -> bool:
    try:
        return len(told) == 1 and abs(seconds(told[0]) - wanted_s) <= _SLACK_S
    except ValueError:
        return False


def _place(clip: Clip) -> str:
    return f"The clip of {clip.id} ({int(clip.begin_s) // 60}:{int(clip.begin_s) % 60:02})"
