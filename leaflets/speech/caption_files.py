"""Writes captions as WebVTT for web pages and as SubRip for players and video programs, and the times as JSON.

WebVTT follows the W3C's "WebVTT: The Web Video Text Tracks Format" (2019), and tags words of another language. SubRip
follows the habit of players: it has no standard, no escapes, no names and no tags.

The JSON is UTF-8, one object:

- `title`, `lang` (BCP 47), `voice`, `engine`, `seconds` (length of the recording);
- `chapters`: a list of `title`, `start_s`, `end_s`, without gaps;
- `cues`: a list, in order, one for each line of the recording, never overlapping: `id` (that of the sentence, or `a0`,
  `a1` … for the announcement; as in the WebVTT), `kind` (furniture, lead-in, cover, heading, box-heading, sentence,
  meaning, contact or picture), `display` (what is seen), `start_s`, `end_s`;
- in each cue `words`: a list of `display`, `start_s`, `end_s`, as often as they are said: a telephone number is said
  twice. It is empty where the voice does not tell exact times. A stretch of words may stand as one.

Seconds count from the beginning of the recording, exact to a millisecond, in the MP3 as in the M4B.
"""

import json
from collections.abc import Sequence
from itertools import groupby

from leaflets.speech.captions import Caption, Token, captions, ids
from leaflets.speech.timings import Cue, Timings, Word


def to_vtt(timings: Timings, title: str, langs: Sequence[tuple[str, ...]] = ()) -> bytes:
    """The captions as WebVTT, words with their times where the voice tells them.

    `langs`: for each cue the language of each word that is in another one than the recording, or none.
    """
    # WebVTT 2019 has no place for title and language, so a comment holds them; a comment may not hold an arrow.
    note = "\n".join(("NOTE", title.replace("-->", "->"), f"Language: {timings.lang}"))
    return ("\n\n".join(("WEBVTT", note, *map(_vtt_cue, captions(timings, langs)))) + "\n").encode("utf-8")


def _vtt_cue(caption: Caption) -> str:
    lines, last_ms = [], caption.start_ms
    for line in caption.lines:
        stretches = []
        for lang, tokens in groupby(line, lambda token: token.lang):
            words = []
            for token in tokens:
                # Section 6.1: each time must be later than the last one, and inside the caption's own.
                timed = token.exact and last_ms < token.at_ms < caption.end_ms
                words.append(_vtt_word(token, timed))
                last_ms = token.at_ms if timed else last_ms
            said = " ".join(words)
            stretches.append(f"<lang {lang}>{said}</lang>" if lang else said)  # section 4.2.2
        lines.append(" ".join(stretches))
    times = f"{_time(caption.start_ms, '.')} --> {_time(caption.end_ms, '.')}"
    return "\n".join((caption.id, times, *lines))


def _vtt_word(token: Token, timed: bool) -> str:
    text = token.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{_time(token.at_ms, '.')}>{text}" if timed else text


def to_srt(timings: Timings) -> bytes:
    """The captions as SubRip: numbered, lines ending as on Windows, where its players came from."""
    blocks = (
        "\r\n".join(
            (str(number), f"{_time(caption.start_ms, ',')} --> {_time(caption.end_ms, ',')}", *caption.texts, "")
        )
        for number, caption in enumerate(captions(timings), start=1)
    )
    return ("\r\n".join(blocks)).encode("utf-8")


def to_json(timings: Timings, title: str) -> bytes:
    """The times as data; the fields are told above."""
    data = {
        "title": title,
        "lang": timings.lang,
        "voice": timings.voice,
        "engine": timings.engine,
        "seconds": round(timings.seconds, 3),
        "chapters": [
            {"title": chapter.title, "start_s": round(chapter.start_s, 3), "end_s": round(chapter.end_s, 3)}
            for chapter in timings.chapters
        ],
        "cues": [_as_data(cue, name) for cue, name in zip(timings.cues, ids(timings), strict=True)],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _as_data(cue: Cue, name: str) -> dict[str, object]:
    words = [{"display": word.display, **_span(word)} for word in cue.words]
    return {"id": name, "kind": cue.kind, "display": cue.display, **_span(cue), "words": words}


def _span(timed: Cue | Word) -> dict[str, float]:
    return {"start_s": round(timed.start_s, 3), "end_s": round(timed.end_s, 3)}


def _time(ms: int, mark: str) -> str:
    """`00:01:02.345`"""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{ms:03}"
