"""A Word file as its checkers see it: the XML of its parts and its styles with what they inherit.

Shares no code with the writer of Word files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

from leaflets import archive

Element = ElementTree.Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC = "{http://purl.org/dc/elements/1.1/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
OFF = frozenset({"0", "false", "off", "none"})


def value(node: Element | None, name: str = "val") -> str:
    """A `w:` attribute; "" where the element or the attribute is not there."""
    return "" if node is None else node.get(W + name, "")


def is_on(node: Element | None) -> bool:
    """Whether a yes-or-no property stands and does not say no."""
    return node is not None and value(node) not in OFF


def text_of(node: Element) -> str:
    """The words inside an element as they stand, a tab or a line break as such."""
    signs = {W + "tab": "\t", W + "br": "\n"}
    found = (part.text or "" if part.tag == W + "t" else signs.get(part.tag, "") for part in node.iter())
    return "".join(found)


@dataclass(frozen=True)
class WordFile:
    """The parts that the checkers read."""

    members: dict[str, bytes]

    @staticmethod
    def read(data: bytes) -> "WordFile":
        """The file's parts. Raises BadZipFile, KeyError or ParseError where it is no package or a part is broken."""
        file = WordFile(archive.unpack(data))
        for part in ("body", "styles", "settings", "relations", "feet", "core"):
            getattr(file, part)
        return file

    @cached_property
    def body(self) -> Element:
        return ElementTree.fromstring(self.members["word/document.xml"])

    @cached_property
    def settings(self) -> Element:
        return ElementTree.fromstring(self.members["word/settings.xml"])

    @cached_property
    def styles(self) -> dict[str, Element]:
        """Style elements by id."""
        root = ElementTree.fromstring(self.members["word/styles.xml"])
        return {value(style, "styleId"): style for style in root.iter(W + "style")}

    @cached_property
    def defaults(self) -> Element:
        """Run properties where no style says anything."""
        root = ElementTree.fromstring(self.members["word/styles.xml"])
        found = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        return found if found is not None else ElementTree.Element("none")

    @cached_property
    def feet(self) -> tuple[Element, ...]:
        """The footers' roots, in the order of their names."""
        names = sorted(name for name in self.members if name.startswith("word/footer"))
        return tuple(ElementTree.fromstring(self.members[name]) for name in names)

    @cached_property
    def relations(self) -> frozenset[str]:
        """Ids that the body may point to."""
        root = ElementTree.fromstring(self.members["word/_rels/document.xml.rels"])
        return frozenset(relation.get("Id", "") for relation in root)

    @cached_property
    def core(self) -> Element:
        return ElementTree.fromstring(self.members.get("docProps/core.xml", b"<none/>"))

    @cached_property
    def paragraphs(self) -> tuple[Element, ...]:
        return tuple(self.body.iter(W + "p"))

    @cached_property
    def normal(self) -> str:
        """Id of the style of paragraphs that name none."""
        chosen = (key for key, style in self.styles.items() if is_default_paragraph(style))
        return next(chosen, "")

    def style_of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(paragraph.find(f"{W}pPr/{W}pStyle")) or self.normal

    def line_of_styles(self, style: str) -> Iterator[Element]:
        """A style and those it is based on, the nearest first; stops at a ring."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style].find(W + "basedOn"))

    def inherited(self, style: str, path: str) -> Element | None:
        """A property such as `rPr/sz` of a style, inherited where it does not say it itself."""
        steps = "/".join(W + step for step in path.split("/"))
        found = (one.find(steps) for one in self.line_of_styles(style))
        return next((one for one in found if one is not None), None)

    def used_styles(self) -> tuple[str, ...]:
        """Ids of the styles that words or pictures in the body and the page feet stand in, sorted."""
        used = {self.style_of(paragraph) for root in (self.body, *self.feet) for paragraph in root.iter(W + "p")}
        used |= {value(run) for root in (self.body, *self.feet) for run in root.iter(W + "rStyle")}
        return tuple(sorted(used & self.styles.keys()))

    def outline(self, paragraph: Element) -> int | None:
        """0 for a title, 1 for the next level and so on; None for body text."""
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = value(own if own is not None else self.inherited(self.style_of(paragraph), "pPr/outlineLvl"))
        return int(level) if level.isdigit() and int(level) < 9 else None


def is_default_paragraph(style: Element) -> bool:
    """Whether paragraphs that name no style are set in this one."""
    return value(style, "type") == "paragraph" and value(style, "default") not in ("", *OFF)
