"""What is said for a sentence with words of other languages: each stretch by the table of its own language."""

from itertools import groupby

from leaflets import languages, spoken
from leaflets.languages import Language
from leaflets.model import Sentence


def say(
    sentence: Sentence, language: Language, lexicon: tuple[spoken.Entry, ...]
) -> tuple[spoken.Pairs, tuple[str, ...]]:
    """The pairs of `spoken.say`, and the language of each, empty for the leaflet's; none where all are in that.

    A word belongs to the language in which its letters are marked, with the signs around it. Words of a language that
    the toolkit does not have are said as the leaflet's own.
    """
    words = tuple(_words(sentence, language.tag))
    if not any(lang for _, lang in words):
        return spoken.say(sentence.text, language, lexicon), ()
    pairs: list[tuple[str, str]] = []
    langs: list[str] = []
    for lang, stretch in groupby(words, lambda word: word[1]):
        text = " ".join(word for word, _ in stretch)
        found = spoken.say(text, languages.load(lang)) if lang else spoken.say(text, language, lexicon)
        pairs += found
        langs += [lang] * len(found)
    return tuple(pairs), tuple(langs)


def _words(sentence: Sentence, own: str) -> tuple[tuple[str, str], ...]:
    """Each word of the sentence with the language of its first letter or figure."""
    known = frozenset(languages.tags()) - {own}
    found: list[tuple[str, str]] = []
    word, lang = "", None
    for run in (*sentence.runs, None):
        marked = run.lang if run and run.lang in known else ""
        for sign in run.text if run else " ":
            if sign.isspace():
                if word:
                    found.append((word, lang or ""))
                word, lang = "", None
                continue
            word += sign
            if lang is None and sign.isalnum():
                lang = marked
    return tuple(found)
