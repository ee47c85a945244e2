"""A sentence as HTML: bold words, links, languages and pauses, with names and numbers kept on one line."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markupsafe import Markup

from leaflets import languages
from leaflets.model import Run, Sentence

KEEP_TOGETHER = 28
"""Characters of a bold stretch or a name that is kept on one line (visual design, section 5.1, has 26: one more than
the longest name then; ours has 27); print
sets links bold."""

KEEP_TOGETHER_ANYWHERE = 13
"""The same for letters of any size on any screen: a phone number, the longest of what must never be split."""

_PIECES = (
    r"\d{1,2}(?:st|nd|rd|th)? (?:MONTHS)(?![^\W\d_])(?: \d{4})?"
    r"|(?:\+44 ?)?\d{3,5} \d{3,4}(?: \d{3,4})?"
    r"|Section \d+"
    r"|\d+ in \d+(?: [^\W\d]+)?"
    r"|[A-Z][\w'’]*(?: (?:of )?[A-Z][\w'’]*){1,3}"
    r"|\S+@\S+\.\w+"
    r"|(?:https?://|www\.)\S+\w"
    r"|(?:CC )?BY(?:-SA)? \d\.\d"
    r"|(?:(?:more|less) than |over |about )?(?<![\d.])\d+ [^\W\d]+"
)
"""Single pieces of information that are not split over lines (UKAAF MS03: dates, phone numbers, addresses, names), and
a number with the word that it counts. Words with capitals that follow each other are taken for a name."""


_ADDRESS = re.compile(r"[@/]|www\.")


@cache
def _together() -> re.Pattern[str]:
    """Those pieces, with the months of every language: words of one may stand among those of another."""
    names = {name for tag in languages.tags() for name in languages.load(tag).names("months").values()}
    months = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    return re.compile(_PIECES.replace("MONTHS", months))


def html(sentence: Sentence) -> Markup:
    """The sentence's words as HTML, without an element of their own around them."""
    return Markup("").join(_run(run, ' lang="{0}"', KEEP_TOGETHER) for run in sentence.runs)


def xhtml(sentence: Sentence) -> Markup:
    """The same as XML for reading apps, some of which know only the second name of a language.

    Less is kept on one line: in large letters on a telephone a long name would be broken in the middle of a word.
    """
    return Markup("").join(_run(run, ' lang="{0}" xml:lang="{0}"', KEEP_TOGETHER_ANYWHERE) for run in sentence.runs)


def turned(words: Sentence | Sequence[Sentence], lang: str) -> Markup:
    """The attribute of a paragraph whose words all run in the other direction than the page; empty for all others."""
    page = languages.load(lang).direction
    sentences = (words,) if isinstance(words, Sentence) else words
    runs = (run for sentence in sentences for run in sentence.runs)
    ways = {_way(run.lang, page) for run in runs if any(letter.isalpha() for letter in run.text)}
    return Markup("") if ways <= {page} or len(ways) > 1 else Markup(' dir="{}"').format(ways.pop())


def _way(lang: str | None, page: str) -> str:
    return languages.load(lang).direction if lang in languages.tags() and lang else page


def unbroken(run: Run) -> Iterator[tuple[str, bool]]:
    """The run cut into stretches, each with whether it must stay on one line."""
    if (run.strong or run.link) and len(run.text) <= KEEP_TOGETHER:
        yield run.text, True
        return
    at = 0
    for found in _together().finditer(run.text):
        if len(found[0]) > KEEP_TOGETHER and not _ADDRESS.search(found[0]):
            continue
        yield run.text[at : found.start()], False
        yield found[0], True
        at = found.end()
    yield run.text[at:], False


def _run(run: Run, in_language: str, longest: int) -> Markup:
    lang = Markup(in_language).format(run.lang) + _direction(run.lang) if run.lang else Markup("")
    pause = Markup("\n") if run.pause else Markup("")
    # No-break blanks rather than elements with white-space: nowrap: the words stay in one piece for every reader.
    words = "".join(_kept(text) if kept and len(text) <= longest else text for text, kept in unbroken(run))
    if run.link:
        # Plain words only inside a link: WeasyPrint 70 puts a second annotation outside the Link (its issue 2482).
        return Markup('<a href="{}"{}>{}</a>').format(run.link, lang, words) + pause
    if run.strong:
        return Markup("<strong{}>{}</strong>").format(lang, words) + pause
    return (Markup("<span{}>{}</span>") if run.lang else Markup("{1}")).format(lang, words) + pause


def _direction(lang: str) -> Markup:
    """The direction of marked words, which sets them apart from those around them (HTML, 15.3.5)."""
    known = lang in languages.tags()
    return Markup(' dir="{}"').format(languages.load(lang).direction) if known else Markup(' dir="auto"')


def _kept(text: str) -> str:
    """The text on one line, but for a blank at its end."""
    return text.rstrip().replace(" ", "\u00a0") + text[len(text.rstrip()) :]
