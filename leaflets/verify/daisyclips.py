"""The clips of a DAISY book: each line of the text is played once, in its order, without a hole between the clips."""

from collections import Counter
from collections.abc import Iterator

from leaflets.daisy_reader import Book, Clip, clock_s

Fault = tuple[str, str]

_EXACT_S = 0.002
"""Clips are told in milliseconds."""


def faults(book: Book) -> Iterator[Fault]:
    """What is wrong with the SMIL files and with what they play."""
    lost = [name for name in book.smils if name not in book.members]
    if lost:
        yield "DY-130", f"The contents list leads to files that are not there: {', '.join(lost)}."
    elapsed_s = 0.0
    for smil in (name for name in book.smils if name in book.members):
        clips = tuple(book.clips_of(smil))
        yield from _pars(book, smil)
        yield from _times(book, smil, clips)
        yield from _sums(book, smil, clips, elapsed_s)
        elapsed_s += sum((clip.end_s or 0) - (clip.begin_s or 0) for clip in clips)
    yield from _lines(book)


def _pars(book: Book, smil: str) -> Iterator[Fault]:
    """Each par ends with its last part, and has one text and one sound, with ids of their own."""
    root = book.xml(smil)
    for par in root.iter("par"):
        name = f"{smil}, {par.get('id', 'a par without id')}"
        if par.get("endsync") != "last":
            yield "DY-131", f"{name} does not say endsync=“last”."
        if (len(tuple(par.iter("text"))), len(tuple(par.iter("audio")))) != (1, 1):
            yield "DY-132", f"{name} must have one text and one sound."
    if any("fill" in element.attrib for element in root.iter()):
        yield "DY-131", f"{smil} has an attribute “fill”, which SMIL 1.0 does not know there."
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    for key in (key for key, count in ids.items() if count > 1):
        yield "DY-133", f"The id {key} stands more than once in {smil}."
    if any(not element.get("id") for element in root.iter() if element.tag in ("text", "audio")):
        yield "DY-133", f"A text or a sound in {smil} has no id."


def _times(book: Book, smil: str, clips: tuple[Clip, ...]) -> Iterator[Fault]:
    """Clips of one sound file follow each other from its beginning to its end, without a hole."""
    sounds = {clip.audio for clip in clips if clip.audio}
    if len(sounds) > 1:
        yield "DY-134", f"{smil} plays several sound files: {', '.join(sorted(sounds))}."
    before_s = 0.0
    for clip in (clip for clip in clips if clip.audio):
        if clip.begin_s is None or clip.end_s is None:
            yield "DY-135", f"The times of {smil}, {clip.id}, are not told as “npt=1.234s”."
            return
        if abs(clip.begin_s - before_s) > _EXACT_S:
            yield "DY-136", f"There is a hole or an overlap before {smil}, {clip.id}."
        if clip.end_s <= clip.begin_s:
            yield "DY-136", f"{smil}, {clip.id}, ends before it begins."
        before_s = clip.end_s


def _sums(book: Book, smil: str, clips: tuple[Clip, ...], elapsed_s: float) -> Iterator[Fault]:
    told = dict(book.metas(smil))
    if told.get("dc:format") != "Daisy 2.02":
        yield "DY-139", f"{smil} does not tell dc:format as “Daisy 2.02”."
    here_s = sum((clip.end_s or 0) - (clip.begin_s or 0) for clip in clips)
    for name, true_s in (("ncc:timeInThisSmil", here_s), ("ncc:totalElapsedTime", elapsed_s)):
        told_s = clock_s(told.get(name, ""))
        if told_s is None or abs(told_s - true_s) > 0.05:
            yield "DY-139", f"{smil} tells {name} as {told.get(name)}. It is {true_s:.1f} s."


def _lines(book: Book) -> Iterator[Fault]:
    """Every line of the text is played once, in the order of the text."""
    ids = Counter(element.get("id") for element in book.xml("content.html").iter() if element.get("id"))
    for key in (key for key, count in ids.items() if count > 1):
        yield "DY-133", f"The id {key} stands more than once in content.html."
    played = [clip.text for clip in book.clips]
    for target in dict.fromkeys(played):
        if target not in book.texts:
            yield "DY-140", f"A clip shows {target or 'no text'}, which is not there."
    for target, words in book.texts.items():
        if played.count(target) != 1:
            yield "DY-141", f"“{words}” is played {played.count(target)} times. It should be once."
    known = [target for target in played if target in book.texts]
    if known != sorted(known, key=list(book.texts).index):
        yield "DY-142", "The lines are not played in the order of the text."
