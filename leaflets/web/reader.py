"""Reads the words of a finished page as a reader meets them. Shares no code with its writer.

The title of the browser's window, names for screen readers (`aria-label`) and the words for pictures are not among
them; the words of controls that a script shows are.
"""

from html.parser import HTMLParser

_UNSEEN = frozenset({"head", "script", "style", "template"})
_INLINE = frozenset({"a", "abbr", "b", "cite", "em", "i", "span", "strong", "wbr"})
"""Elements inside a line of words. All others keep the words around them apart."""
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if tag not in _INLINE:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        if tag not in _INLINE and tag not in _VOID:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.text.append(data)


def words(page: bytes) -> str:
    """The words of a page in reading order, blocks on lines of their own."""
    parser = _Words()
    parser.feed(page.decode("utf-8"))
    parser.close()
    return "\n".join(line for line in map(_single_spaced, "".join(parser.text).split("\n")) if line)


def _single_spaced(line: str) -> str:
    return " ".join(line.split())
