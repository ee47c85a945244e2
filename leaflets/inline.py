"""Reads one line of a manuscript into a sentence: bold and stressed words, links, languages, pauses, facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from leaflets.findings import Finding
from leaflets.model import Mark, Run, Sentence

EXPERTS: tuple[str, ...] = ("health", "law")
"""Who must agree to a sentence that carries one of these words in its braces."""


class _AnyAddress(MarkdownIt):
    """Leaves no link unread, so that a bad address is told and not printed as brackets."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  # markdown-it's own name
        return True


_INLINE = _AnyAddress("commonmark").disable(["entity", "newline", "autolink"])
_OPEN, _CLOSE = "<!--", "-->"
_MARKS, _MOST_MARKS = "[]*_`<!", 100
"""Twenty words in bold have 80. The time that markdown-it (4.3) takes grows with the square of such signs."""
_COLON = re.compile(r":(?!//)")
"""The colon after a label; that of an address such as https://… is none."""
_BRACES = re.compile(r"\s*\{([^{}=]*)\}\s*$")
_LANGUAGE = re.compile(r"\{lang=([A-Za-z-]+):\s*([^{}]*)\}")
_FACT = re.compile(r"[A-Z]+\d+[a-z]?")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


@dataclass
class Reporter:
    """Collects the findings about one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def must(self, code: str, line: int, message: str, hint: str) -> None:
        self.findings.append(Finding(self.file, line, code, "must fix", message, hint))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, its number from 1."""

    number: int
    text: str


def plain(line: str) -> str:
    """The line without notes in `<!-- -->`."""
    return "".join(piece for piece, is_note in _with_notes(line) if not is_note)


def without_long_notes(text: str, reporter: Reporter) -> str:
    """The text with every line of a note its own note, so that line numbers stay true and `plain` drops each."""
    line = 1
    pieces = []
    for piece, is_note in _with_notes(text):
        # A note that was never closed would swallow everything up to the end of the next one.
        if is_note and piece.count(_OPEN) > 1:
            reporter.must("MS-034", line, "This note has no start or no end.", "Write a note as <!-- … -->.")
        pieces.append(piece.replace("\n", f" {_CLOSE}\n{_OPEN} ") if is_note else piece)
        line += piece.count("\n")
    return "".join(pieces)


def _with_notes(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its notes, and whether a piece is one. Not an expression: it would look for each end again."""
    at = 0
    while (start := text.find(_OPEN, at)) >= 0 and (end := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        yield text[at:start], False
        at = end + len(_CLOSE)
        yield text[start:at], True
    yield text[at:], False


def parse_line(line: Line, reporter: Reporter) -> Sentence:
    """The sentence of that line: its runs, and the facts and experts named in braces at its end."""
    text = " ".join(plain(line.text).split())
    if _OPEN in text or _CLOSE in text:
        hint = "Start a note with <!-- and end it with -->."
        reporter.must("MS-034", line.number, "This note has no start or no end.", hint)
    facts: list[str] = []
    experts: list[str] = []
    if braces := _BRACES.search(text):
        text = text[: braces.start()]
        for name in braces[1].split():
            if name in EXPERTS:
                experts.append(name)
            elif _FACT.fullmatch(name):
                facts.append(name)
            else:
                hint = "Write ids such as {V01}, or health or law."
                reporter.must("MS-030", line.number, f"“{name}” is no fact.", hint)
    runs = tuple(_merged(_runs(text, line.number, reporter)))
    if any(mark in run.text for run in runs for mark in "{}[]"):
        hint = "See sources/README.md for how to use brackets."
        reporter.must("MS-031", line.number, "A bracket is left over here.", hint)
    return Sentence(runs=runs, line=line.number, facts=tuple(facts), experts=tuple(experts))


def at_colon(sentence: Sentence) -> tuple[Sentence, Sentence]:
    """Label and value of a sentence such as `Phone: 020 7946 0123`; facts and experts belong to the value.

    The colon is the first one outside links and addresses. Without one all is label and the value is empty.
    """
    label = sentence.runs
    value: tuple[Run, ...] = ()
    for number, run in enumerate(sentence.runs):
        if run.link is None and (colon := _COLON.search(run.text)):
            label = (*sentence.runs[:number], replace(run, text=run.text[: colon.start()], pause=False))
            value = (replace(run, text=run.text[colon.end() :]), *sentence.runs[number + 1 :])
            break
    return Sentence(_trimmed(label), line=sentence.line), replace(sentence, runs=_trimmed(value))


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs without blanks at the two ends."""
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs = (replace(runs[0], text=runs[0].text.lstrip()), *runs[1:])
        runs = (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip()))
    return runs


def spans(text: str) -> tuple[Run, ...]:
    """The words of one line cut where mark or link change; `|`, braces and unknown addresses stay as they are."""
    return tuple(_merged(_marked(text, 0, Reporter(""), any_address=True)))


def _runs(text: str, number: int, reporter: Reporter) -> Iterator[Run]:
    for run in _marked(text, number, reporter):
        yield from _languages(run)


def _marked(text: str, number: int, reporter: Reporter, any_address: bool = False) -> Iterator[Run]:
    marks: list[Mark] = [""]
    link: str | None = None
    if sum(map(text.count, _MARKS)) > _MOST_MARKS:
        message = "This line has very many signs such as * or [."
        reporter.must("MS-035", number, message, "Write plain words, with few of these signs.")
        yield Run(text)
        return
    for token in _INLINE.parseInline(text)[0].children or ():
        match token.type:
            case "text" | "text_special":
                yield Run(token.content, marks[-1], link=link)
            case "strong_open":
                marks.append("hard")
            case "em_open":
                marks.append("stress")
            case "strong_close" | "em_close":
                marks.pop()
            case "link_open":
                link = str(token.attrGet("href") or "") if any_address else _link(token, number, reporter)
            case "link_close":
                link = None
            case "code_inline" | "html_inline" | "image":
                what = {"code_inline": "Words between ` and `", "html_inline": "HTML", "image": "A picture in a line"}
                hint = "Write [picture: name] on a line above." if token.type == "image" else "Write plain words."
                reporter.must("MS-032", number, f"{what[token.type]} cannot be read here.", hint)
                yield Run(token.content, marks[-1])


def _link(token: Token, number: int, reporter: Reporter) -> str | None:
    address = str(token.attrGet("href") or "")
    if address.startswith(_SCHEMES):
        return address
    reporter.must("MS-033", number, f"“{address}” is no address.", "Start it with https://, mailto: or tel:.")
    return None


def _languages(run: Run) -> Iterator[Run]:
    """The run cut at each `{lang=cy: …}`."""
    at = 0
    for found in _LANGUAGE.finditer(run.text):
        yield from _pauses(Run(run.text[at : found.start()], run.mark, link=run.link))
        yield from _pauses(Run(found[2], run.mark, found[1], run.link))
        at = found.end()
    yield from _pauses(Run(run.text[at:], run.mark, link=run.link))


def _pauses(run: Run) -> Iterator[Run]:
    """The run cut after each wished pause, `|`; the blank before the pause stays, the one after it goes."""
    pieces = run.text.split("|")
    for number, piece in enumerate(pieces):
        words = piece.lstrip() if number else piece
        pause = number < len(pieces) - 1
        if words or pause:
            yield Run(words.rstrip() + " " if pause else words, run.mark, run.lang, run.link, pause)


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours that look alike as one run: the parser cuts text at every special character."""
    last: Run | None = None
    for run in runs:
        alike = last and not last.pause and (last.mark, last.lang, last.link) == (run.mark, run.lang, run.link)
        if last and alike:
            last = Run(last.text + run.text, run.mark, run.lang, run.link, run.pause)
            continue
        if last and (last.text or last.pause):
            yield last
        last = run
    if last and last.text:
        yield last
