"""What stands beside an empty line of a new manuscript: a sentence of the article, what to keep of it, what to try,
which words to explain, and three pictures to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from leaflets.checks import vocabulary
from leaflets.checks.phrases import Phrases
from leaflets.glossary import Entry
from leaflets.languages import Language
from leaflets.rewriting import concepts, particulars
from leaflets.rewriting.suggestions import suggestions_for

WORDS_IN_LINE = 8
"""Hard words in one note."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One sentence of the article with all that may help to write it anew."""

    sentence: str
    fact: str
    """Id of its entry in the fact sheet."""
    keep: tuple[str, ...]
    """Its own words that must not get lost."""
    suggestions: tuple[str, ...]
    meanings: Mapping[str, str]
    """Hard word as it stands there -> its approved meaning."""
    hard_words: tuple[str, ...]
    """Hard words that no glossary explains."""
    pictures: tuple[str, ...]

    def notes(self) -> Iterator[str]:
        """The lines that staff read, the sentence first."""
        yield f"The article says: {self.sentence}"
        yield f"{self.fact} to keep: {'; '.join(self.keep) or 'the whole fact'}"
        yield from (f"To try: {text}" for text in self.suggestions)
        yield from (f"Hard word “{word}”. {meaning}" for word, meaning in self.meanings.items())
        for start in range(0, len(self.hard_words), WORDS_IN_LINE):
            yield f"Hard words: {', '.join(self.hard_words[start : start + WORDS_IN_LINE])}."
        if self.pictures:
            yield f"Pictures to choose from: {', '.join(self.pictures)}."


def beside(
    sentences: Iterable[str], facts: Iterable[str], language: Language, glossary: Mapping[str, Entry]
) -> tuple[Beside, ...]:
    """Everything for each sentence; `facts` are the ids of their entries, `glossary` has the house's meanings."""
    texts = tuple(sentences)
    known = Phrases((word for word, entry in glossary.items() if not entry.is_name), language.tag)
    names = frozenset(word for entry in glossary.values() if entry.is_name for word in entry.word.split())
    found = []
    for text, fact, tried in zip(texts, facts, suggestions_for(texts, language), strict=True):
        found.append(_beside(text, fact, tried, language.tag, glossary, known, names))
    return tuple(found)


def _beside(
    text: str,
    fact: str,
    tried: tuple[str, ...],
    tag: str,
    glossary: Mapping[str, Entry],
    known: Phrases,
    names: frozenset[str],
) -> Beside:
    found = particulars.find((text,), tag)
    keep = [value for _, values in found.named() for value in values]
    names |= {word for name in found.names if " " in name for word in name.split()}
    hits = known.find(text)
    meanings = {hit.words: " ".join(glossary[hit.phrase].meaning).replace("*", "") for hit in hits}
    explained = {at for hit in hits for at in range(hit.start, hit.end)}
    hard = [word.words for word in vocabulary.find(text, tag, names) if word.start not in explained]
    return Beside(
        sentence=text,
        fact=fact,
        keep=tuple(dict.fromkeys(keep)),
        suggestions=tried,
        meanings=meanings,
        hard_words=tuple(dict.fromkeys(hard)),
        pictures=concepts.proposals(text, tag),
    )
