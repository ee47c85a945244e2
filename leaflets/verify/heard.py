"""Recordings as a listener hears them: a recogniser writes down what is said, and the words in error are counted.

It takes about a minute for a leaflet, so it is asked on request only, and never when a leaflet is made. It finds wrong,
garbled and missing sentences, and words that somebody should listen to; whether a voice is pleasant it cannot tell.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets.findings import Finding, Level
from leaflets.verify import MEDIA_TYPES, Verifier

if TYPE_CHECKING:
    from leaflets.verify.listening import Heard
    from leaflets.verify.recording import Recording

NAME = "heard"

LANGUAGES = ("en",)
"""Words of other languages cannot be written alike yet, so they cannot be compared."""

LIMITS = {"hibari": 0.04, "kokoro": 0.04}
"""Engine -> the most words of a recording that may be misheard (audio design, section 10)."""
LIMIT = 0.08
"""For every other engine."""

_SENTENCE_LIMIT = 0.5
"""Audio design, section 10: no sentence may be worse."""
_WORST = 5


def available() -> str | None:
    """Why no recording can be listened to here; None where it can."""
    from leaflets.verify import recogniser, worderrors

    if recogniser.is_there() and worderrors.is_there():
        return None
    return (
        "The program that listens to recordings is not on this computer (about 200 MB). "
        "To fetch it, type:  python3 make_leaflets.py verify --heard"
    )


def unasked(path: Path) -> str | None:
    """Why this recording is not listened to; None where it is."""
    from leaflets.verify import recording
    from leaflets.verify.recording import RecordingError

    data = path.read_bytes()
    if not recording.has_timings(data):
        return "It does not say which words are heard when. Only recordings of ours do."
    try:
        language = recording.language(data)
    except RecordingError:
        return None  # damaged: `check` tells it
    if language not in LANGUAGES:
        return "Only recordings in English are listened to."
    return None


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """What is wrong with these recordings as they are heard. Raises LeafletError where the recogniser fails."""
    return tuple(finding for path in paths for finding in _check(path))


def remark(path: Path) -> str | None:
    """How many words of a recording were misheard, for the table; None for a file that could not be listened to."""
    from leaflets.verify.recording import RecordingError

    try:
        _, heard = _listened(path, path.stat().st_mtime_ns)
    except RecordingError:
        return None
    return f"{rate(heard):.1%} of the words misheard"


def _check(path: Path) -> Iterator[Finding]:
    from leaflets.verify.recording import RecordingError

    try:
        recording, heard = _listened(path, path.stat().st_mtime_ns)
    except RecordingError as error:
        yield Finding(str(path), 0, "AU-301", "must fix", str(error))
        return
    yield from findings(str(path), heard, LIMITS.get(recording.engine, LIMIT))


@lru_cache(maxsize=16)
def _listened(path: Path, changed_ns: int) -> "tuple[Recording, tuple[Heard, ...]]":
    """The recording and how it was heard, listened to once. `changed_ns`: when the file was last written."""
    from leaflets.verify import listening, recogniser, recording

    del changed_ns
    found = recording.read(path.read_bytes())
    hear = partial(recogniser.hear, language=found.language)
    return found, listening.listen(found, hear, _SENTENCE_LIMIT)


def rate(heard: "Sequence[Heard]") -> float:
    """Words in error to a word of the recording, numbers to call apart.

    Recognisers leave out a whole sentence in the middle of a row now and then, and hear it well when it is played once
    more. So what was doubtful counts as it was heard best: words that a voice says wrongly stay wrong each time.
    """
    counted = [one.best for one in heard if not one.is_number]
    return sum(count.errors for count in counted) / max(1, sum(count.words for count in counted))


def findings(file: str, heard: "Sequence[Heard]", limit: float) -> Iterator[Finding]:
    """A finding for the whole, then one for each sentence that needs a look, in the order of the recording."""
    found = rate(heard)
    if not heard or found > limit:
        yield Finding(
            file,
            0,
            "AU-302",
            "must fix",
            f"Too many words cannot be made out: {found:.1%}. At most {limit:.0%} may be misheard.",
            "Listen to the sentences that are named here. Write into the lexicon how hard words are said.",
        )
    worst = sorted((one for one in heard if _is_rated(one) and one.best.errors), key=lambda one: -one.best.rate)
    named = {one.cue for one in worst[:_WORST]}
    for one in heard:
        if one.is_lost:
            yield _finding(file, one, "AU-303", "must fix", "This sentence is not heard")
        elif _is_rated(one) and one.best.rate > _SENTENCE_LIMIT:
            yield _finding(file, one, "AU-304", "should fix", "Most of this sentence cannot be made out")
        elif one.cue in named:
            yield _finding(file, one, "AU-305", "look at this", "This sentence is hard to make out")


def _is_rated(one: "Heard") -> bool:
    """Contacts are names and figures that no recogniser knows; tests prove how they are said."""
    return one.cue.kind != "contact" and not one.is_number


def _finding(file: str, one: "Heard", code: str, level: Level, what: str) -> Finding:
    minutes, seconds = divmod(int(one.cue.start_s), 60)
    count = one.best
    words = f"“{' '.join(count.heard)}”" if count.heard else "nothing"
    hint = f"Listen at {minutes}:{seconds:02}. The program heard {words}: {count.errors} of {count.words} words wrong."
    printed = one.cue.display
    stop = "" if printed.endswith((".", "!", "?")) else "."
    return Finding(file, 0, code, level, f"{what}: “{printed}”{stop}", hint)


VERIFIER = Verifier(NAME, (MEDIA_TYPES[".mp3"],), available, check, unasked, remark=remark)
