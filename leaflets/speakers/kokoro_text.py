"""From a sentence to the phonemes that Kokoro speaks, in pieces that its model can take, each with its place."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

PAUSES = ",.;:!?—…"
"""Phonemes that are pauses: where a long sentence is best cut."""

_LETTERS_AND_WORD = re.compile(r"\b([A-Z])-(\w+)-([A-Z])\b")
"""“A-and-E”: the reader takes it for one word. As long as what takes its place, so that places stay."""
_LETTER_A = "ˈA"
"""As in “say”. Else the reader takes a lone A for the word, as in “a leaflet”."""


class Token(Protocol):
    """The part of a token of `hibari.g2p` that is used."""

    text: str
    whitespace: str
    phonemes: str | None


class Reader(Protocol):
    """The part of `hibari.g2p.G2P` that is used."""

    def tokenize(self, text: str) -> Sequence[Token]: ...
    def phonemize_tokens(self, tokens: Sequence[Token]) -> Sequence[Token]: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A word or a mark of a sentence."""

    phonemes: str
    """With the space that follows it."""
    at: int
    """Place of its first letter in the sentence."""
    letters: int
    """0 for a mark."""
    text: str = ""


def parts(reader: Reader, sentence: str) -> tuple[Part, ...]:
    """The words and marks of a sentence in order, with their phonemes.

    The reader's own writing out of signs is left out: it reads “no.” at the end of a sentence as “number” and 2/3 as an
    American date (hibari-tts 0.2.1). Our sentences are written out already.
    """
    # Its words in [brackets](/would be phonemes/), and no text may choose its own.
    plain = sentence.translate({ord("["): "(", ord("]"): ")"})
    plain = _LETTERS_AND_WORD.sub(r"\1 \2 \3", plain)
    tokens = reader.tokenize(plain)
    for number, token in enumerate(tokens):
        if token.text == "A" and _is_letter(tokens, number):
            token.phonemes = _LETTER_A
    found: list[Part] = []
    place = 0
    for token in reader.phonemize_tokens(tokens):
        at = plain.find(token.text, place)
        place = at + len(token.text) if at >= 0 else place
        phonemes = (token.phonemes or "") + (" " if token.whitespace else "")
        is_word = at >= 0 and any(sign.isalnum() for sign in token.text)
        found.append(Part(phonemes, max(at, 0), len(token.text) if is_word else 0, token.text))
    last = plain.rstrip()[-1:]
    if last in PAUSES and found and not found[-1].phonemes.endswith(last):
        found.append(Part(last, place, 0))  # in “Go to A and E.” the reader takes the stop for a part of “E.”
    return tuple(found)


def is_readable(word: str) -> bool:
    """Whether it is written in Latin letters: the reader drops those of other scripts, or says something else."""
    return all("LATIN" in unicodedata.name(sign, "") for sign in word if sign.isalpha())


def _is_letter(tokens: Sequence[Token], number: int) -> bool:
    """Whether this “A” is read as a letter: it stands beside another one, as in “nine A M” or “A and E”."""
    after = [token.text.rstrip(".") for token in tokens[number + 1 : number + 3]]
    before = tokens[number - 1].text if number else ""
    if after[:1] == ["and"]:
        del after[0]
    return any(re.fullmatch("[A-Z]", text) for text in (*after[:1], before) if text != "I")


def pieces(whole: Sequence[Part], most: int) -> Iterator[tuple[Part, ...]]:
    """The parts in as few groups as fit, each with at most so many phonemes, cut at a pause or between words."""
    piece: list[Part] = []
    for part in _short(whole, most):
        while piece and _length(piece) + len(part.phonemes) > most:
            cut = _best_cut(piece)
            yield tuple(piece[:cut])
            piece = piece[cut:]
        piece.append(part)
    if piece:
        yield tuple(piece)


def _length(piece: Sequence[Part]) -> int:
    return sum(len(part.phonemes) for part in piece)


def _best_cut(piece: Sequence[Part]) -> int:
    """How many parts to take: up to the last pause of the second half, or the last word that is whole, or all."""
    for is_good in (is_pause, _ends_a_word):
        cuts = [number for number, part in enumerate(piece, start=1) if is_good(part) and 2 * number > len(piece)]
        if cuts:
            return cuts[-1]
    return len(piece)


def is_pause(part: Part) -> bool:
    return part.phonemes.strip() != "" and all(sign in PAUSES for sign in part.phonemes.strip())


def _ends_a_word(part: Part) -> bool:
    return part.phonemes.endswith(" ")


def _short(whole: Sequence[Part], most: int) -> Iterator[Part]:
    """The parts, and one that is too long by itself in several: a “word” of a thousand letters must end too."""
    for part in whole:
        for start in range(0, max(1, len(part.phonemes)), most):
            yield replace(part, phonemes=part.phonemes[start : start + most], letters=0 if start else part.letters)
