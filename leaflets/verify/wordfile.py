"""A Word file as its checkers see it: the XML of its parts and its styles with what they inherit.

Shares no code with the writer of Word files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

from leaflets.verify.wordpackage import Package, Relation, UnreadableError
from leaflets.verify.wordprofile import PROFILES, Profile

Element = ElementTree.Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
DC = "{http://purl.org/dc/elements/1.1/}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
OFF = frozenset({"0", "false", "off", "none"})
PLAIN_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def value(node: Element | None, name: str = "val") -> str:
    """A `w:` attribute; "" where the element or the attribute is not there."""
    return "" if node is None else node.get(W + name, "")


def inside(node: Element, *tags: str) -> Element | None:
    """`inside(paragraph, "pPr", "jc")`: the first child of the first child, as `find` gives it, but much faster."""
    found: Element | None = node
    for tag in tags:
        found = found.find(W + tag) if found is not None else None
    return found


def is_on(node: Element | None) -> bool:
    """Whether a yes-or-no property stands and does not say no."""
    return node is not None and value(node) not in OFF


def text_of(node: Element) -> str:
    """The words inside an element as they stand, a tab or a line break as such."""
    signs = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
    found = (part.text or "" if part.tag == W + "t" else signs.get(part.tag, "") for part in node.iter())
    return "".join(found)


@dataclass(frozen=True, eq=False)
class WordFile:
    """The parts that the checkers read, without the second copies that Word keeps for old programs."""

    package: Package
    main: str
    """Name of the part that holds the text."""
    profile: Profile
    _known: dict[tuple[str, str], Element | None] = field(default_factory=dict)

    @staticmethod
    def read(data: bytes, profile: Profile = PROFILES["word"]) -> "WordFile":
        """The file's parts. Raises UnreadableError where it is no Word file, or one that cannot be checked."""
        package = Package.read(data)
        mains = [one.target for one in package.relations("").values() if one.kind == "officeDocument"]
        file = WordFile(package, mains[0] if mains else "word/document.xml", profile)
        if file.root.tag.startswith(STRICT):
            hint = "In Word, choose Save as, then Word document (.docx)."
            raise UnreadableError("WD-004", "It is saved as Strict Open XML, which cannot be checked.", hint)
        if file.root.tag != W + "document":
            hint = "Open it in Word and save it as a Word document (.docx)."
            raise UnreadableError("WD-001", "This is not a Word file that can be read.", hint)
        for part in ("styles", "settings", "numbering", "feet", "heads", "core"):
            getattr(file, part)
        return file

    @cached_property
    def root(self) -> Element:
        return _first_copies(self.package.root(self.main))

    @cached_property
    def body(self) -> Element:
        found = self.root.find(W + "body")
        return found if found is not None else self.root

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """What the text points to, by id."""
        return dict(self.package.relations(self.main))

    def _parts(self, kind: str) -> tuple[str, ...]:
        found = (one.target for one in self.relations.values() if one.kind == kind)
        return tuple(sorted({name for name in found if name in self.package.xml}))

    def _part(self, kind: str) -> Element:
        names = self._parts(kind)
        return self.package.root(names[0] if names else "")

    @cached_property
    def settings(self) -> Element:
        return self._part("settings")

    @cached_property
    def numbering(self) -> Element:
        return self._part("numbering")

    @cached_property
    def styles(self) -> dict[str, Element]:
        """Style elements by id."""
        return {value(style, "styleId"): style for style in self._part("styles").iter(W + "style")}

    @cached_property
    def defaults(self) -> Element:
        """Run properties where no style says anything."""
        found = self._part("styles").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        return found if found is not None else ElementTree.Element("none")

    @cached_property
    def default_spacing(self) -> Element | None:
        """Spacing of lines where no style says anything."""
        return self._part("styles").find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")

    @cached_property
    def feet(self) -> tuple[Element, ...]:
        """The footers' roots, in the order of their names."""
        return tuple(_first_copies(self.package.root(name)) for name in self._parts("footer"))

    @cached_property
    def heads(self) -> tuple[Element, ...]:
        """The headers' roots, as Word has them: also the watermark."""
        return tuple(self.package.root(name) for name in self._parts("header"))

    @cached_property
    def core(self) -> Element:
        names = [one.target for one in self.package.relations("").values() if one.kind == "core-properties"]
        return self.package.root(names[0] if names else "docProps/core.xml")

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
        return value(inside(paragraph, "pPr", "pStyle")) or self.normal

    def line_of_styles(self, style: str) -> Iterator[Element]:
        """A style and those it is based on, the nearest first; stops at a ring."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = value(self.styles[style].find(W + "basedOn"))

    def inherited(self, style: str, path: str) -> Element | None:
        """A property such as `rPr/sz` of a style, inherited where it does not say it itself."""
        if (style, path) not in self._known:
            found = (inside(one, *path.split("/")) for one in self.line_of_styles(style))
            self._known[style, path] = next((one for one in found if one is not None), None)
        return self._known[style, path]

    def of_paragraph(self, paragraph: Element, name: str) -> Element | None:
        """A property of a paragraph such as `keepNext`: its own, or that of its style."""
        own = inside(paragraph, "pPr", name)
        return own if own is not None else self.inherited(self.style_of(paragraph), f"pPr/{name}")

    def outline(self, paragraph: Element) -> int | None:
        """0 for a title, 1 for the next level and so on; None for body text."""
        level = value(self.of_paragraph(paragraph, "outlineLvl"))
        return int(level) if level.isdigit() and int(level) < 9 else None


def is_default_paragraph(style: Element) -> bool:
    """Whether paragraphs that name no style are set in this one."""
    return value(style, "type") == "paragraph" and value(style, "default") not in ("", *OFF)


def has_picture(paragraph: Element) -> bool:
    """Whether a picture stands in the paragraph."""
    return any(next(paragraph.iter(W + tag), None) is not None for tag in ("drawing", "pict", "object"))


def _first_copies(root: Element) -> Element:
    """The part without what stands there once more for programs that know less (ECMA-376 part 3, 10.2)."""
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag == FALLBACK]:
            parent.remove(child)
    return root
