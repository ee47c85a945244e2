"""Listens to a recording sentence by sentence: what each cue says, and what was heard of it.

Sentences are heard in rows of up to 30 seconds, as much as the recogniser takes at once. Alone, more than twice as many
words are misheard (18.9 % against 7.1 % in one leaflet): a voice is understood by what it said before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from leaflets.verify import worderrors
from leaflets.verify.recording import Cue, Recording, Samples
from leaflets.verify.worderrors import Count, Words

Hear = Callable[[Sequence[Samples], int], tuple[str, ...]]
"""Clips and their rate -> the words of each."""

_MOST_S = 29.0
_PAUSE_S = 0.5
"""What stays between sentences of a row, so that more of them fit into it: there are up to 2 seconds in a recording."""
_LEAD_S = 0.3
"""Silence before the first sentence, without which its first word is often misheard."""
_FEW_DOUBTFUL, _MOST_DOUBTFUL = 5, 0.25
"""Where more, and a greater part, of the sentences are doubtful, it is the recording: then nothing is heard again."""
_BEFORE, _AFTER = 2, 1
"""Sentences that a doubtful one is heard with once more."""
_ANOTHER = 1 / 3
"""What is less like the sentence is another one: of 1000 pairs of sentences 12 were more alike, and of those that a
recogniser misheard none was less."""
_SHORT = 4
"""A sentence of fewer words can be misheard altogether; then it is not taken for another one."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A cue and how it was heard."""

    cue: Cue
    count: Count
    again: tuple[Count, ...] = ()
    """How it was heard when it was played once more, where it was doubtful: in another row, and alone."""

    @property
    def best(self) -> Count:
        return min((self.count, *self.again), key=lambda one: (one.rate, -one.likeness))

    @property
    def is_number(self) -> bool:
        """Nothing but figures, which recognisers lose and add (audio design, section 3): nobody counts their errors."""
        return worderrors.is_number(worderrors.fold(self.cue.said))

    @property
    def is_lost(self) -> bool:
        """Whether it was not heard, or something else in its place, as often as it was listened to."""
        return all(map(self._loses, (self.count, *self.again)))

    def _loses(self, count: Count) -> bool:
        if self.is_number:
            return not any(word.isdigit() for word in count.heard)
        is_known = self.cue.kind != "contact" and count.words >= _SHORT
        return not count.heard or (is_known and count.likeness < _ANOTHER)


def listen(recording: Recording, hear: Hear, doubtful: float) -> tuple[Heard, ...]:
    """Every cue that says words, in order. One with a rate above `doubtful` is heard once more, in another row."""
    spoken = tuple(cue for cue in recording.cues if cue.end_s > cue.start_s and worderrors.fold(cue.said))
    counts = (count for row in _counts(recording, rows(spoken), hear) for count in row)
    heard = [Heard(cue, count) for cue, count in zip(spoken, counts, strict=True)]
    doubts = [
        place
        for place, one in enumerate(heard)
        if one.is_lost or (one.cue.kind != "contact" and one.count.rate > doubtful)
    ]
    if len(doubts) > max(_FEW_DOUBTFUL, _MOST_DOUBTFUL * len(heard)):
        return tuple(heard)
    near = [_near(heard, place) for place in doubts]
    alone = [(heard[place].cue,) for place in doubts]
    found = tuple(_counts(recording, (*(row for _, row in near), *alone), hear))
    for number, (place, (start, _)) in enumerate(zip(doubts, near, strict=True)):
        in_row, by_itself = found[number][place - start], found[len(doubts) + number][0]
        # Numbers beside a number may be alike, so what was heard in a row may be theirs.
        one = heard[place]
        heard[place] = replace(one, again=(by_itself,) if one.is_number else (in_row, by_itself))
    return tuple(heard)


def rows(cues: Sequence[Cue]) -> tuple[tuple[Cue, ...], ...]:
    """The cues in rows that the recogniser can hear at once."""
    found: list[list[Cue]] = [[]]
    length = _LEAD_S
    for cue in cues:
        own = cue.end_s - cue.start_s + _PAUSE_S
        if found[-1] and length + own > _MOST_S:
            found.append([])
            length = _LEAD_S
        found[-1].append(cue)
        length += own
    return tuple(tuple(row) for row in found if row)


def _near(heard: Sequence[Heard], place: int) -> tuple[int, tuple[Cue, ...]]:
    """The place of the first cue of another row around that one, and the row."""
    start = max(0, place - _BEFORE)
    return start, tuple(one.cue for one in heard[start : place + _AFTER + 1])


def _counts(recording: Recording, wanted: Sequence[Sequence[Cue]], hear: Hear) -> Iterator[tuple[Count, ...]]:
    """For each row how each of its cues was heard."""
    clips = [_clips(recording, row) for row in wanted]
    texts = iter(hear([clip for row in clips for clip in row], recording.rate_hz))
    for row, pieces in zip(wanted, clips, strict=True):
        heard = worderrors.fold(" ".join(next(texts) for _ in pieces))
        said = [worderrors.fold(cue.said) for cue in row]
        shares = worderrors.shared_out([words * cue.times for cue, words in zip(row, said, strict=True)], heard)
        yield tuple(
            worderrors.count(_wordings(cue, words), share) for cue, words, share in zip(row, said, shares, strict=True)
        )


def _wordings(cue: Cue, said: Words) -> tuple[Words, ...]:
    """As it is said, and as it is printed, as often as it is said."""
    printed = worderrors.fold(cue.display)
    return tuple(words * cue.times for words in (said, printed) if words)


def _clips(recording: Recording, row: Sequence[Cue]) -> list[Samples]:
    """The sound of a row with short pauses; in pieces where one sentence is longer than the recogniser hears."""
    lead, pause = (np.zeros(round(time * recording.rate_hz), dtype=np.float32) for time in (_LEAD_S, _PAUSE_S))
    said = (part for cue in row for part in (recording.between(cue.start_s, cue.end_s), pause))
    sound = np.concatenate([lead, *said])
    size = round(_MOST_S * recording.rate_hz)
    return [sound[start : start + size] for start in range(0, len(sound), size)]
