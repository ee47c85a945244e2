"""Which stretch of the recording belongs to which element of the book.

A clip begins with its sentence and goes on to the next thing that is heard, so the pause after a sentence belongs to
it. Two clips then meet, and an app plays on without a jump: at a jump it would cut the pauses out, and people who read
easy words need them. What an announcement says about the recording stands on no page, and is passed over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from leaflets.findings import LeafletError
from leaflets.speech.timings import Cue, Timings


@dataclass(frozen=True, slots=True)
class Clip:
    """What is heard for one element, in whole milliseconds of the recording."""

    id: str
    begin_ms: int
    end_ms: int

    @property
    def milliseconds(self) -> int:
        return self.end_ms - self.begin_ms


def clips(timings: Timings, ids: Iterable[str], stamps: Mapping[str, str]) -> tuple[Clip, ...]:
    """A clip for each of these ids, in their order. `stamps`: id -> words of each stamp, which cues know by its words.

    A number to call that is said twice is one cue, so its clip covers both. Raises LeafletError for an id that the
    recording does not say.
    """
    known = {clip.id: clip for clip in _clips(timings, {words: id_ for id_, words in stamps.items()})}
    wanted = tuple(ids)
    for missing in (id_ for id_ in wanted if id_ not in known):
        raise LeafletError(f"The recording does not say {missing}. Make it again. If that fails, report it.")
    return tuple(known[id_] for id_ in wanted)


def _clips(timings: Timings, stamps: Mapping[str, str]) -> Iterator[Clip]:
    # What a picture shows is said after its row: it belongs to the row's last sentence, and nothing marks it.
    heard = [cue for cue in timings.cues if cue.kind != "picture"]
    begins = [round(cue.start_s * 1000) for cue in heard]
    for cue, (begin_ms, end_ms) in zip(heard, pairwise([*begins, int(timings.seconds * 1000)]), strict=True):
        if id_ := cue.id or _stamp(cue, stamps):
            yield Clip(id_, begin_ms, end_ms)


def _stamp(cue: Cue, stamps: Mapping[str, str]) -> str:
    return stamps.get(cue.display, "") if cue.kind == "furniture" else ""
