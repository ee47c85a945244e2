"""Reads a saved web page: the words of the article, without what stands around it.

trafilatura decides what belongs to the article; our own walk over the page keeps the order, the headings and the
captions, which trafilatura drops (seen in 2.3.1), and lists what was left out. Nothing is fetched.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leaflets import units
from leaflets.findings import Finding
from leaflets.intake import elements, encoding, markup, residue
from leaflets.intake.article import TITLE_LEVEL, Block, Reading, Residue
from leaflets.intake.elements import Element
from leaflets.intake.markup import Found

_FEWEST_WORDS = 20
"""Of a piece of a page that is an article of its own."""
_SURE_SIGNS = 25
"""Letters; a text of as many stands in the article only where it stands in the extract."""
_COLUMN = re.compile(r"(?i)(?:^|[\s_-])(?:col|column|columns|span|grid)(?:$|[\s_-]|\d)")
_MAIN_COLUMN = 2
"""So many times the words of a side column stand in the main one."""
_SURE_LETTERS = 8
"""Of a line that is no heading and yet the title, since the page is named after it."""
_PIECE = re.compile(r"(?i)(?:^|\s)(?:post|hentry|entry|story|article|news-?item|blog-?post|type-post|h-entry)(?:$|\s)")
_PROSE_WORDS = 25
"""A paragraph of as many words that was left out is told as a finding of its own."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """A block of the page, and whether it belongs to the article."""

    found: Found
    kept: bool
    kind: str = "page"
    """Of the residue, when it is left out."""


def read(data: bytes, file: str) -> Reading:
    """What stands in the bytes of that page. Raises RefusedError."""
    text = encoding.decode(data)
    root = elements.from_page(text)
    page_title = _page_title(root)
    pieces = _pieces(root)
    choices = [choice for piece in pieces for choice in _chosen(piece)] if pieces else _chosen(root)
    if pieces:
        inside = {choice.found.element for choice in choices}
        around = [found for found in markup.blocks(root) if found.element not in inside]
        choices += [_Choice(found, False) for found in around]
        return Reading(_titled(choices, pieces), "", (*encoding.findings(text, file), *_findings(choices, file)))
    heading, title = _title(choices, page_title)
    parts = tuple(_headed(choice.found.block) if choice.found is heading else _part(choice) for choice in choices)
    return Reading(parts, title, (*encoding.findings(text, file), *_findings(choices, file)))


def _page_title(root: Element) -> str:
    """What the page calls itself."""
    named = [node.get("content", "") for node in root.iter("meta") if node.get("property") == "og:title"]
    named += ["".join(node.itertext()) for node in root.iter("title")]
    cleaned = (" ".join(encoding.cleaned(text).split()) for text in named)
    return next((text for text in cleaned if text), "")


def _pieces(root: Element) -> list[Element]:
    """The elements that each hold an article of their own, when there are several."""
    marked = [node for node in root.iter("article", "div", "section", "li", "td") if _is_piece(node)]
    outer = [node for node in marked if not any(above in marked for above in node.iterancestors())]
    full = [node for node in outer if _words(node) >= _FEWEST_WORDS and node.find(".//p") is not None]
    return full if len(full) > 1 else []


def _is_piece(node: Element) -> bool:
    if any(markup.is_aside(above) for above in (node, *node.iterancestors())):
        return False
    if node.tag != "article" and not _PIECE.search(node.get("class", "")):
        return False
    return any(node.find(f".//h{level}") is not None for level in range(1, 7))


def _words(node: Element) -> int:
    """How many words of prose stand in an element; teasers with a link to the rest have few."""
    texts = [found.block.text for found in markup.blocks(node) if found.block.kind != "heading" and not found.hidden]
    return sum(len(units.words(text)) for text in texts if not residue.kind_of(text))


def _chosen(root: Element) -> list[_Choice]:
    """Every block below that element, with what trafilatura says of it, put right where it is known to be wrong."""
    found = markup.blocks(root)
    extract, whole = _extract(root)
    shown = [not one.hidden and one.links < 2 and _stands_in(one.block.text, extract, whole) for one in found]
    if not any(shown):
        shown = [not one.hidden and not one.aside and not one.links for one in found]
    first = shown.index(True) if any(shown) else 0
    last = len(shown) - 1 - shown[::-1].index(True) if any(shown) else 0
    walked, found = found, _with_side_columns(found, shown)
    shown = [kept and one == before for kept, one, before in zip(shown, found, walked, strict=True)]
    end = _comments(found, shown)
    parents = frozenset(one.element.getparent() for one, kept in zip(found, shown, strict=True) if kept)
    choices = []
    for number, one in enumerate(found):
        inside = first < number <= last + 1 or (one.block.kind == "caption" and _is_above(one, found[first]))
        kept = shown[number] or (inside and _belongs(one, parents))
        after = number >= end
        kind = "comments" if after else "hidden" if one.hidden else "page"
        choices.append(_Choice(one, kept and not after, kind))
    return choices


def _extract(root: Element) -> tuple[frozenset[str], str]:
    """What trafilatura takes for the article: its texts one by one, and in one piece. Letters and figures only."""
    import trafilatura

    said = trafilatura.extract(
        elements.page(root),
        output_format="xml",
        favor_precision=True,
        include_comments=False,
        include_images=True,
        include_formatting=True,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    if not said:
        return frozenset(), ""
    main = elements.from_xml(said.encode())
    texts = ["".join(node.itertext()) for node in main.iter("head", "p", "item", "cell")]
    return frozenset(map(_letters, texts)), _letters("".join(main.itertext()))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", encoding.cleaned(text)).casefold()


def _stands_in(text: str, extract: frozenset[str], whole: str) -> bool:
    letters = _letters(text)
    return letters in extract or (len(letters) >= _SURE_SIGNS and letters in whole)


def _belongs(one: Found, parents: frozenset[Element | None]) -> bool:
    """Whether a block that the extract lacks belongs to the article: a caption, heading or row amid what it has.

    `parents`: of all that the extract has.
    """
    if one.hidden or one.aside or one.links or residue.kind_of(one.block.text):
        return False
    return one.block.kind in ("caption", "heading") or one.table or one.element.getparent() in parents


def _is_above(one: Found, first: Found) -> bool:
    """Whether a block stands in the same article as the first words that are kept."""
    return any(above in tuple(first.element.iterancestors()) for above in one.element.iterancestors("article", "main"))


def _with_side_columns(found: Sequence[Found], shown: Sequence[bool]) -> tuple[Found, ...]:
    """The blocks; those in a column beside the one with most of the words stand aside. Names tell that it is one."""
    columns = [next(filter(_is_column, one.element.iterancestors("div", "section", "td")), None) for one in found]
    words: dict[Element, int] = {}
    for one, kept, column in zip(found, shown, columns, strict=True):
        if column is not None and kept:
            words[column] = words.get(column, 0) + len(units.words(one.block.text))
    beside: dict[Element | None, int] = {}
    for column, count in words.items():
        beside[column.getparent()] = max(count, beside.get(column.getparent(), 0))
    side = {column for column, count in words.items() if count * _MAIN_COLUMN < beside[column.getparent()]}
    return tuple(replace(one, aside=one.aside or at in side) for one, at in zip(found, columns, strict=True))


def _is_column(node: Element) -> bool:
    return bool(_COLUMN.search(node.get("class", "")))


def _comments(found: Sequence[Found], shown: Sequence[bool]) -> int:
    """Where the comments of readers begin below the article; the number of all blocks when there are none.

    trafilatura keeps comments on pages that do not name them as such (seen in 2.3.1).
    """
    words = 0
    for number, one in enumerate(found):
        if words >= _FEWEST_WORDS and residue.kind_of(one.block.text) == "comments":
            return number
        if shown[number] and one.block.kind != "heading":
            words += len(units.words(one.block.text))
    return len(found)


def _title(choices: Sequence[_Choice], page_title: str) -> tuple[Found | None, str]:
    """The title of the only article, and the heading that says it: above the text, and the page is named after it."""
    text = (number for number, one in enumerate(choices) if one.kept and one.found.block.kind != "heading")
    first = next(text, 0)
    whole = _letters(page_title)
    above = [choice for choice in choices[: first + 1] if _could_be_title(choice.found.block, whole)]
    named = [choice.found for choice in above if whole.startswith(_letters(choice.found.block.text) or "-")]
    named += [choice.found for choice in above if (_letters(choice.found.block.text) or "-") in whole]
    named += [choice.found for choice in above if choice.kept]
    if named:
        return named[0], named[0].block.text
    return None, re.split(r"\s+[|–—«»·-]\s+", page_title)[0]


def _headed(block: Block) -> Block:
    return block if block.kind == "heading" else Block("heading", block.text, block.line, TITLE_LEVEL)


def _could_be_title(block: Block, page_title: str) -> bool:
    if block.kind == "heading":
        return True
    letters = _letters(block.text)
    return len(letters) >= _SURE_LETTERS and page_title.startswith(letters)


def _titled(choices: list[_Choice], pieces: list[Element]) -> tuple[Block | Residue, ...]:
    """The parts of a page of several articles: the first heading of each is its title."""
    parts: list[Block | Residue] = []
    open_pieces = list(pieces)
    for choice in choices:
        part, element = _part(choice), choice.found.element
        if choice.found.block.kind == "heading":
            piece = next((piece for piece in open_pieces if piece in (element, *element.iterancestors())), None)
            level = TITLE_LEVEL if piece is not None else max(2, choice.found.block.level)
            if piece is not None:
                open_pieces.remove(piece)
                part = Block("heading", choice.found.block.text, choice.found.block.line, level)
            elif isinstance(part, Block):
                part = Block("heading", part.text, part.line, level)
        parts.append(part)
    return tuple(parts)


def _part(choice: _Choice) -> Block | Residue:
    block = choice.found.block
    return block if choice.kept else Residue(block.text, block.line, residue.kind_of(block.text) or choice.kind)


def _findings(choices: Sequence[_Choice], file: str) -> tuple[Finding, ...]:
    found = []
    for choice in choices:
        block = choice.found.block
        words = len(units.words(block.text))
        if choice.kept or words < 8:
            continue
        shown = " ".join(block.text.split()[:12])
        if choice.kind == "hidden":
            message = f"The page hides this text; it was left out: “{shown} …”."
            found.append(Finding(file, block.line, "AR-024", "look at this", message, "Add it if readers need it."))
        elif choice.kind == "page" and words >= _PROSE_WORDS and not residue.kind_of(block.text):
            message = f"This was left out as no part of the article: “{shown} …”."
            found.append(
                Finding(file, block.line, "AR-031", "look at this", message, "Look at the page. Add it if needed.")
            )
    if any(choice.kept and choice.found.table for choice in choices):
        message = "There is a table. It was read row by row."
        found.append(Finding(file, 0, "AR-027", "look at this", message, "Compare it with the article."))
    return tuple(found)
