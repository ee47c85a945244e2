"""The words of a Word file run by run, each with the looks that it really has: its own, or those of its styles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from leaflets.verify.wordfile import Element, W, WordFile, inside, value

_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class WordRun:
    """Some words that look alike."""

    text: str
    run: Element
    paragraph: Element
    cell: Element | None
    """The innermost table cell around them."""
    table: Element | None
    """The innermost table around them."""

    def looks(self, file: WordFile, name: str) -> Element | None:
        """A property such as `sz`: the run's own, of its style, of the paragraph's style, or the file's default."""
        own = inside(self.run, "rPr", name)
        if own is not None:
            return own
        for style in (value(inside(self.run, "rPr", "rStyle")), file.style_of(self.paragraph)):
            found = file.inherited(style, f"rPr/{name}")
            if found is not None:
                return found
        return file.defaults.find(W + name)

    def size_pt(self, file: WordFile) -> float:
        """Size of the letters; 10 where nothing says one (ECMA-376 part 1, 17.3.2.38)."""
        half_points = value(self.looks(file, "sz"))
        return int(half_points) / 2 if half_points.isdigit() else 10

    @property
    def place(self) -> str:
        """The first words, to find them by."""
        return " ".join(self.text.split())[:40]


@lru_cache(maxsize=1)
def runs(file: WordFile) -> tuple[WordRun, ...]:
    """Every run with words in the text and the page feet, in reading order."""
    return tuple(run for root in (file.body, *file.feet) for run in _inside(root, None, None, None) if run.text.strip())


def _inside(node: Element, paragraph: Element | None, cell: Element | None, table: Element | None) -> Iterator[WordRun]:
    if node.tag == W + "r" and paragraph is not None:
        text = "".join(part.text or "" if part.tag == W + "t" else _SIGNS.get(part.tag, "") for part in node)
        yield WordRun(text, node, paragraph, cell, table)
    paragraph = node if node.tag == W + "p" else paragraph
    cell = node if node.tag == W + "tc" else cell
    table = node if node.tag == W + "tbl" else table
    for child in node:
        if len(child) or child.tag == W + "r":
            yield from _inside(child, paragraph, cell, table)
