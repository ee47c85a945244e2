"""Reads a manuscript, `leaflet.<lang>.md`, into a `Leaflet`: the only reader of manuscripts.

The grammar is CommonMark cut down; `sources/README.md` explains it to staff. Anything it does not know becomes a
finding that says what to write instead. The reader never raises on a person's text, adds no words and looks at no
other file: standard wording, pictures and meanings from the glossary come with `compose`.
"""

import re
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from leaflets import front_matter, key_rows, limits, units
from leaflets.findings import Finding
from leaflets.inline import Line, Reporter, at_colon, parse_line, plain, without_long_notes
from leaflets.model import Box, HardWord, Leaflet, Picture, Point, Section, SectionKind, Sentence

PARTS: tuple[str, ...] = ("About this leaflet", "Notice", "Contacts", "Help now")
"""The special parts, written with one `#`."""

_PICTURE = re.compile(r"\[picture:\s*([^\]]*)\]")
_MEANING = re.compile(r"==\s*(.*)")
_COLON_MEANING = re.compile(r"\*\*(.+?)\*\*\s*:\s*(.*)")
_SAID_INSTEAD = {
    "bullet_list_open": "A list cannot be read here.|Write each item as a line, or as a row with its own picture.",
    "ordered_list_open": "A numbered list cannot be read here.|Write each step as a row with its own picture.",
    "fence": "A code block cannot be read here.|Write plain sentences, one on each line.",
    "hr": "A dividing line cannot be read here.|Leave an empty line between rows, or start a topic with “## ”.",
    "heading_open": "A heading cannot be read in a quotation.|Write it above the quotation, without “>”.",
    "blockquote_open": "A quotation cannot be read in a quotation.|Start its lines with one “>” only.",
}


def read(text: str, file: str, slug: str, lang: str) -> tuple[Leaflet, tuple[Finding, ...]]:
    """The leaflet of a manuscript, and everything that is wrong with how it is written, sorted by line.

    `file` is only named in findings. The leaflet is as complete as the text allows, even with findings.
    """
    reporter = Reporter(file)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\u00a0", " ").replace("\0", "\ufffd")
    lines = without_long_notes(limits.shortened(text, reporter), reporter).split("\n")
    front, body = front_matter.read(limits.without_long_lines(lines, reporter), reporter)
    body = limits.cut(body, reporter)
    markdown = MarkdownIt("commonmark").disable(["lheading", "code", "reference", "entity", "html_block", "inline"])
    builder = _Builder(reporter, lang)
    for token in _blocks(markdown.parse("\n".join(body)), reporter):
        builder.take(token, body)
    leaflet = Leaflet(
        slug=slug,
        lang=lang,
        cover=front.cover(reporter),
        sections=builder.sections(),
        about=front.about(reporter),
    )
    reporter.findings += key_rows.faults(leaflet, file, front.line("poster"))
    return leaflet, tuple(sorted(set(reporter.findings)))


@dataclass
class _Block:
    """A heading, a paragraph or a quotation, with the lines (from 0) that it fills."""

    kind: str
    first: int
    last: int


def _blocks(tokens: list[Token], reporter: Reporter) -> list[_Block]:
    """The top-level blocks the grammar knows; a finding for each of the others, also in a quotation."""
    blocks = []
    deepest = 0
    for token in tokens:
        if token.level == 0:
            deepest = 1 if token.type == "blockquote_open" else 0
        if token.level > deepest or token.map is None or token.nesting < 0:
            continue
        first, last = token.map
        if token.level and token.type == "paragraph_open":
            continue  # its lines are read with the quotation
        if token.level == 0 and token.type in ("heading_open", "paragraph_open", "blockquote_open"):
            kind = token.tag if token.type == "heading_open" else token.type.removesuffix("_open")
            blocks.append(_Block(kind, first, last))
        else:
            said = _SAID_INSTEAD.get(token.type, "This cannot be read here.|Write plain sentences, one on each line.")
            code = "MS-011" if token.type == "heading_open" else "MS-010"
            reporter.must(code, first + 1, *said.split("|"))
    return blocks


@dataclass
class _Builder:
    """Puts blocks together into sections, in the order in which they stand."""

    reporter: Reporter
    lang: str
    done: list[Section] = field(default_factory=list)
    """Introduction, topics and closing as they come; boxes are collected as blocks."""
    in_box: bool = False
    """Whether rows go into the last block, a box: until the next heading."""

    def take(self, block: _Block, lines: list[str]) -> None:
        if block.kind.startswith("h"):
            self._heading(block, plain(lines[block.first]).strip().strip("#").strip())
        elif block.kind == "blockquote":
            inside = [(n + 1, re.sub(r"^\s*>\s?", "", lines[n])) for n in range(block.first, block.last)]
            self._point("quote", inside)
        else:
            self._point("row", [(n + 1, lines[n]) for n in range(block.first, block.last)])

    def sections(self) -> tuple[Section, ...]:
        """Introduction first, closing last, topics between."""
        order: tuple[SectionKind, ...] = ("introduction", "topic", "closing")
        for section in self.done:
            if section.kind == "topic" and not section.blocks:
                self.reporter.must("MS-013", section.line, "This topic has no rows.", "Write a row below it.")
        return tuple(sorted(self.done, key=lambda section: order.index(section.kind)))

    def _heading(self, block: _Block, text: str) -> None:
        line = block.first + 1
        self.in_box = False
        if block.kind == "h2":
            if not text:
                self.reporter.must("MS-012", line, "This topic has no name.", "Write its name after “## ”.")
            self.done.append(Section("topic", self._sentence(line, text), (), line))
        elif block.kind == "h1":
            self._special_part(line, text)
        else:
            self.reporter.must("MS-011", line, "This heading is too deep.", "Start a topic with “## ”.")

    def _special_part(self, line: int, text: str) -> None:
        name, _, heading = (part.strip() for part in text.partition(":"))
        known = {part.casefold(): part for part in PARTS}
        match known.get(name.casefold()):
            case "About this leaflet":
                self._section("introduction", line)
            case "Notice":
                self._box("introduction", Box("notice", self._sentence(line, heading), (), line))
            case "Contacts":
                self._box("closing", Box("contacts", self._sentence(line, heading), (), line))
            case "Help now":
                self._box("closing", Box("help-now", self._sentence(line, heading), (), line))
            case _:
                parts = ", ".join(f"“# {part}”" for part in PARTS)
                self.reporter.must(
                    "MS-014", line, "One # is only for the special parts.", f"Write “## ” for a topic. Parts: {parts}."
                )

    def _section(self, kind: SectionKind, line: int) -> None:
        """Makes the section of that kind the last one, so that what follows goes into it."""
        found = [section for section in self.done if section.kind == kind]
        if found:
            self.done.remove(found[0])
        self.done.append(found[0] if found else Section(kind, Sentence(()), (), line))

    def _box(self, kind: SectionKind, box: Box) -> None:
        self._section(kind, box.line)
        if any(isinstance(block, Box) and block.kind == box.kind for block in self.done[-1].blocks):
            self.reporter.must("MS-015", box.line, "This part stands here twice.", "Keep one of the two.")
        self._add(box)
        self.in_box = True

    def _add(self, block: Point | Box) -> None:
        section = self.done.pop()
        self.done.append(replace(section, blocks=(*section.blocks, block)))

    def _sentence(self, line: int, text: str) -> Sentence:
        return parse_line(Line(line, text), self.reporter)

    def _point(self, kind: str, lines: list[tuple[int, str]]) -> None:
        point = _point(kind, lines, self.reporter)
        if point is None:
            return
        if not self.done:
            self.reporter.must(
                "MS-016", point.line, "These words stand before the first topic.", "Put a line “## ” and a name above."
            )
            return
        section = self.done[-1]
        last = section.blocks[-1] if section.blocks else None
        if self.in_box and isinstance(last, Box):
            if last.kind == "contacts":
                point = _contact(point, self.reporter)
            box = replace(last, points=(*last.points, point))
            self.done[-1] = replace(section, blocks=(*section.blocks[:-1], box))
        else:
            self._add(point)


def _point(kind: str, lines: list[tuple[int, str]], reporter: Reporter) -> Point | None:
    """One row or quotation from its lines; None when nothing but a note stands there."""
    picture: Picture | None = None
    sentences: list[Sentence] = []
    hard_words: list[HardWord] = []
    for number, raw in lines:
        text = plain(raw).strip()
        if not text:
            continue
        if asked := _PICTURE.fullmatch(text):
            if picture is not None or sentences:
                reporter.must("MS-020", number, "A row has one picture, above its words.", "Leave an empty line.")
            picture = Picture(concept=asked[1].strip(), line=number)
        elif kind == "quote" and not sentences and (who := re.fullmatch(r"\[([\w-]+)\]", text)):
            picture = Picture(concept=who[1], line=number)
        elif meaning := _MEANING.fullmatch(text):
            _add_meaning(hard_words, meaning[1], number, reporter)
        else:
            if hard_words:
                reporter.must("MS-021", number, "This stands below a meaning.", "Leave an empty line above it.")
            sentences.append(_one_sentence(Line(number, text), reporter))
    if not sentences:
        if picture is not None or hard_words:
            reporter.must("MS-022", lines[0][0], "This row has no words.", "Write a sentence below its picture.")
        return None
    return Point("quote" if kind == "quote" else "row", tuple(sentences), picture, tuple(hard_words), sentences[0].line)


def _add_meaning(hard_words: list[HardWord], text: str, number: int, reporter: Reporter) -> None:
    """A `==` line: starts a meaning when it names a bold word, else goes on with the meaning above."""
    colon = _COLON_MEANING.fullmatch(text)
    named = re.search(r"\*\*(.+?)\*\*", text)
    if colon:
        # “**Library**: A library lends books.” prints as “A **library** lends books.”
        word = colon[1]
        text = re.sub(rf"(?i)\b{re.escape(word)}\b", lambda found: f"**{found[0]}**", colon[2], count=1)
    elif named:
        word = named[1]
    elif hard_words:
        word = ""
    else:
        reporter.must("MS-023", number, "This meaning names no word.", "Write “== **word** means …”.")
        return
    sentence = _one_sentence(Line(number, text), reporter)
    if word:
        hard_words.append(HardWord(word, (sentence,), number))
    else:
        last = hard_words.pop()
        hard_words.append(replace(last, meaning=(*last.meaning, sentence)))


def _one_sentence(line: Line, reporter: Reporter) -> Sentence:
    """The sentence of a line; a finding when more than one stands there, as speech and checks go by sentence."""
    sentence = parse_line(line, reporter)
    if len(found := units.sentences(sentence.text)) > 1:
        message = f"This line has {len(found)} sentences."
        reporter.must("MS-025", line.number, message, "Write each sentence on a line of its own.")
    return sentence


def _contact(point: Point, reporter: Reporter) -> Point:
    """A row of the contacts part: `Phone: 020 7946 0123`."""
    label, value = at_colon(point.sentences[0])
    if not label.text or not value.text or len(point.sentences) > 1:
        reporter.must("MS-024", point.line, "A contact has a name and a value.", "Write “Phone: 020 7946 0123”.")
    return replace(point, kind="contact", sentences=(label, value))
