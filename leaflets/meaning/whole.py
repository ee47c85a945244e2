"""Compares the whole leaflet with its article: figures, names and contacts in one text only, and quotations."""

import re
from collections.abc import Iterator

from leaflets.facts import Fact
from leaflets.findings import Finding
from leaflets.meaning.lines import Found
from leaflets.meaning.reading import Figures, figures, read
from leaflets.model import Box, Leaflet, Sentence
from leaflets.source_words import plain

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]*\w|(?:https?://|www\.)[^\s)\]>]*\w|\b[\w-]+\.(?:org|com|net|nhs|gov|co)(?:\.uk)?\b"
    r"|(?<![\w.])\+?0\d[\d ]{7,}\d"
)
_QUOTATION = re.compile(r'"([^"]+)"')
_HINT = "Correct it. Or write a fact that says it, and bind the line."


def check(leaflet: Leaflet, sheet: tuple[Fact, ...], article: str, house: str, file: str) -> list[Found]:
    """What stands in one of the texts and not in the other. Nothing of this is asked where there is no article."""
    if not article:
        return []
    told = " ".join(f"{fact.claim} {fact.source_words} {fact.source} {fact.left_out}" for fact in sheet)
    about = f"{leaflet.about.information_date} {leaflet.about.review_by}"
    text = f"{article}\n{house}\n{told}\n{about}"
    known = _together(text, leaflet.lang)
    quotes = {id(one) for section in leaflet.sections for point in section.points() if point.kind == "quote"
              for one in point.sentences}  # fmt: skip
    contacts, said = plain(text), plain(article).casefold()
    found: list[Found] = []
    for sentence in leaflet.sentences():
        if not sentence.line:
            continue
        found += _contacts(sentence, contacts, file)
        found += _quotations(sentence, said, id(sentence) in quotes, file)
        if not sentence.facts:
            found += _strange(sentence, known, leaflet.lang, file)
    found += _status(leaflet, file)
    found += _unheard(leaflet, figures(f"{told}\n{about}", leaflet.lang), _together(article, leaflet.lang), file)
    return found


def _strange(sentence: Sentence, known: Figures, tag: str, file: str) -> Iterator[Found]:
    """Figures and names in a line without a fact that no other text has."""
    reading = read(sentence.text, tag)
    years = {key.split()[-1] for key in known.dates}
    for number, word in reading.numbers.items():
        if word[0].isdigit() and number not in known.numbers:
            yield sentence.text, word, _finding(sentence, file, "FA-101", word, "must fix")
    for date, word in reading.dates.items():
        if word[0].isdigit() and date.split()[-1] not in years:
            yield sentence.text, word, _finding(sentence, file, "FA-102", word, "must fix")
    for name, word in reading.names.items():
        if name not in known.folded:
            yield sentence.text, word, _finding(sentence, file, "FA-103", word, "should fix")


def _finding(sentence: Sentence, file: str, code: str, word: str, level: str) -> Finding:
    message = f"“{word}” is not in the article, and no fact says it."
    return Finding(file, sentence.line, code, "must fix" if level == "must fix" else "should fix", message, _HINT)


def _contacts(sentence: Sentence, text: str, file: str) -> Iterator[Found]:
    for match in _CONTACT.finditer(sentence.text):
        if match.group().strip() not in text:
            message = f"Nobody gave this contact: “{match.group()}”."
            finding = Finding(file, sentence.line, "FA-104", "must fix", message, "Look it up in house.toml.")
            yield sentence.text, match.group(), finding


def _quotations(sentence: Sentence, article: str, is_quote: bool, file: str) -> Iterator[Found]:
    """Quoted words that nobody said in the article, word for word."""
    said = plain(sentence.text)
    quoted = [said.strip('" ')] if is_quote else [match[1].strip(" .,") for match in _QUOTATION.finditer(said)]
    for words in quoted:
        if words and words.casefold() not in article:
            message = f"These quoted words are not in the article: “{_short(words)}”."
            hint = "Quote word for word. Or take out the quotation marks: The Trust says that …"
            yield sentence.text, words, Finding(file, sentence.line, "FA-109", "must fix", message, hint)


def _status(leaflet: Leaflet, file: str) -> Iterator[Found]:
    """A notice that something stopped, in a leaflet that calls itself current."""
    if leaflet.about.status != "current":
        return
    boxes = (block for section in leaflet.sections for block in section.blocks if isinstance(block, Box))
    for sentence in (one for box in boxes if box.kind == "notice" for point in box.points for one in point.sentences):
        if ("runs", "stop") in read(sentence.text, leaflet.lang).poles:
            message = "This notice says that something stopped, but the leaflet's status is “current”."
            hint = "Write at the top, for example: status: superseded."
            yield sentence.text, "current", Finding(file, sentence.line, "FA-113", "must fix", message, hint)
            return


def _unheard(leaflet: Leaflet, sheet: Figures, article: Figures, file: str) -> Iterator[Found]:
    """Figures and names of the article that neither the leaflet nor a fact has."""
    lines = [read(sentence.text, leaflet.lang) for sentence in leaflet.sentences()]
    for wanted, mine in (
        (article.numbers, {*sheet.numbers, *(key for line in lines for key in line.numbers)}),
        (article.dates, {*sheet.dates, *(key for line in lines for key in line.dates)}),
        (article.names, {*sheet.folded, *(key for line in lines for key in line.folded)}),
    ):
        for key, word in wanted.items():
            if key not in mine:
                message = f"The article has “{word}”. The leaflet and its facts do not."
                yield "", word, Finding(file, 0, "FA-112", "should fix", message, "Write a fact for it in facts.toml.")


def _together(text: str, tag: str) -> Figures:
    return figures(re.sub(r"[#*\[\]]", " ", text), tag)


def _short(words: str) -> str:
    first = words.split()
    return f"{' '.join(first[:6])}{' …' if len(first) > 6 else ''}"
