"""Reading along: each sentence of a page is heard once, in the page's order, and is marked at its time."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from leaflets.verify.webpage import Element, Fault, WebPage, line, words

if TYPE_CHECKING:
    from leaflets.verify.recording import Recording

WITHIN_S = 0.05
"""How far a mark may be from its sound (WCAG has no figure; the project's own goal)."""

_AGAIN = "Make the page again. If that fails, report it."
_LEAST_WORDS = 6
"""Shorter ones may stand there twice with reason: “These contacts are examples.” beside each telephone number. Whoever
shows all sentences a second time shows longer ones too."""


@dataclass(frozen=True, slots=True)
class Cue:
    """From when to when a sentence is heard."""

    id: str
    begin_s: float
    end_s: float


def faults(page: WebPage) -> Iterator[Fault]:
    """What is wrong with the times in the page, as far as the page alone tells."""
    yield from _told_twice(page)
    script = page.by_id("cues")
    players = list(page.all("audio"))
    if script is None:
        if players and page.sentences():
            yield line(players[0]), "WB-130", "The page does not say when each sentence is heard.", _AGAIN
        return
    if not players:
        yield line(script), "WB-130", "The page has times of sentences, but no recording.", _AGAIN
    try:
        cues = read(script)
    except (ValueError, TypeError, KeyError) as error:
        yield line(script), "WB-131", f"The times of the sentences cannot be read. Details: {error}", _AGAIN
        return
    yield from _pairs(page, cues, line(script))
    yield from _times(cues, line(script))


def read(script: Element) -> tuple[Cue, ...]:
    """The times that stand in the page. Raises ValueError or TypeError for anything else."""
    entries = cast("list[list[object]]", json.loads(script.text or ""))
    if not entries:
        raise ValueError("there are none")
    return tuple(Cue(str(id_), float(cast(float, begin)), float(cast(float, end))) for id_, begin, end in entries)


def _pairs(page: WebPage, cues: tuple[Cue, ...], at: int) -> Iterator[Fault]:
    """Sentences and times belong together, one to one, in the same order."""
    shown = {element.get("id"): element for element in page.sentences()}
    heard = [cue.id for cue in cues]
    for id_ in heard:
        if id_ not in shown:
            yield at, "WB-132", f"A time is given for the sentence {id_}, which is not on the page.", _AGAIN
    for id_, element in shown.items():
        if id_ not in heard:
            yield line(element), "WB-133", f"Nobody hears this sentence: “{words(element)}” ({id_}).", _AGAIN
    if sorted(heard) == sorted(shown):
        for read_id, heard_id in zip_longest(shown, heard):
            if read_id != heard_id:
                message = f"The page reads {read_id} where the recording says {heard_id}."
                yield line(shown[read_id]), "WB-134", message, _AGAIN
                return


def _times(cues: tuple[Cue, ...], at: int) -> Iterator[Fault]:
    for cue in cues:
        if not 0 <= cue.begin_s < cue.end_s:
            yield at, "WB-135", f"The sentence {cue.id} ends before it begins.", _AGAIN
    for before, after in pairwise(cues):
        if after.begin_s < before.end_s:
            message = f"The sentence {after.id} begins while {before.id} is still heard."
            yield at, "WB-135", message, _AGAIN


def _told_twice(page: WebPage) -> Iterator[Fault]:
    """A sentence that also stands in another place of the main part, so that a listener would meet it twice.

    Contacts may stand in other places too: the download site adds them below the cards.
    """
    main = next(page.all("main"), None)
    sentences = [element for element in page.sentences() if main in element.iterancestors()]
    if main is None or not sentences:
        return
    whole = _letters(" ".join(_texts(main)))
    told = Counter(_letters(words(element)) for element in sentences)
    for element in sentences:
        text = _letters(words(element))
        if len(text.split()) >= _LEAST_WORDS and not _is_heading(element) and not _is_contact(element):
            inside_others = sum(count for other, count in told.items() if other != text and text in other)
            if whole.count(text) > told[text] + inside_others:
                message = f"This sentence stands on the page twice: “{words(element)}”."
                yield line(element), "WB-136", message, "Show each sentence once, or people hear it again."


def _texts(element: Element) -> Iterator[str]:
    if element.tag in ("script", "style", "template"):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_heading(element: Element) -> bool:
    return any(re.fullmatch(r"h\d", str(each.tag)) for each in (element, *element.iterancestors()))


def _is_contact(element: Element) -> bool:
    return any("contact" in each.get("class", "").split() for each in element.iterancestors())


def sound_faults(page: WebPage, path: Path) -> Iterator[Fault]:
    """Whether the recording is there, can be heard, and says each sentence when the page marks it."""
    from leaflets.verify import recording  # here: it brings numpy and soundfile, which no build may wait for

    script = page.by_id("cues")
    for player in page.all("audio"):
        for source in _sources(player):
            file = path.parent / unquote(source)
            if not file.is_file():
                continue  # that is told as a file that is not there
            try:
                played = recording.read(file.read_bytes())
            except recording.RecordingError as error:
                yield line(player), "WB-137", str(error), _AGAIN
                continue
            if script is not None:
                yield from _against(_readable(script), played, line(script))


def _readable(script: Element) -> tuple[Cue, ...]:
    try:
        return read(script)
    except (ValueError, TypeError, KeyError):
        return ()  # that is told already


def _sources(player: Element) -> tuple[str, ...]:
    named = (player.get("src"), *(source.get("src") for source in player.iter("source")))
    return tuple(each for each in named if each)


def _against(cues: tuple[Cue, ...], played: "Recording", at: int) -> Iterator[Fault]:
    said = {cue.id: cue for cue in played.cues if cue.id}
    for cue in cues:
        if cue.end_s > played.seconds + WITHIN_S:
            yield at, "WB-138", f"The sentence {cue.id} ends after the recording has ended.", _AGAIN
        own = said.get(cue.id)
        if own is None:
            yield at, "WB-139", f"The recording does not say the sentence {cue.id}.", _AGAIN
        elif max(abs(own.start_s - cue.begin_s), abs(own.end_s - cue.end_s)) > WITHIN_S:
            message = f"The page marks {cue.id} at {cue.begin_s:.2f} s, and it is heard at {own.start_s:.2f} s."
            yield at, "WB-139", message, _AGAIN
