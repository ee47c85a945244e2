"""An EPUB book as its checkers see it: the package, the pages in the order of the spine, and the clips of its overlays.

Shares no code with the writer of books.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from leaflets.archive import BROKEN, look_over

Element = ElementTree.Element

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SMIL = "{http://www.w3.org/ns/SMIL}"
OPS = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_UNITS_S = {"h": 3600.0, "min": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the manifest; `name` is the file's place in the zip."""

    id: str
    name: str
    media_type: str
    properties: tuple[str, ...]
    overlay: str
    """The id of its overlay; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is heard for one element."""

    page: str
    """The file that holds the element."""
    id: str
    audio: str
    begin_s: float
    end_s: float


@dataclass(frozen=True)
class EpubFile:
    """The parts that the checkers read."""

    members: dict[str, bytes]
    """By their places in the zip, in its order."""
    first_is_stored: bool

    @staticmethod
    def read(data: bytes) -> "EpubFile":
        """The book's parts. Raises BadZipFile, KeyError, ValueError or ParseError where something cannot be read."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            look_over(archive)
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            stored = bool(entries) and entries[0].compress_type == zipfile.ZIP_STORED
            file = EpubFile({entry.filename: archive.read(entry) for entry in entries}, stored)
        for part in ("package", "items", "spine", "pages", "navigation", "overlays"):
            getattr(file, part)
        return file

    @cached_property
    def place(self) -> str:
        """Where the package is."""
        container = ElementTree.fromstring(self.members["META-INF/container.xml"])
        return next((root.get("full-path", "") for root in container.iter(f"{_CONTAINER}rootfile")), "")

    @cached_property
    def package(self) -> Element:
        return ElementTree.fromstring(self.members[self.place])

    @cached_property
    def items(self) -> dict[str, Item]:
        """The manifest by ids."""
        return {
            node.get("id", ""): Item(
                id=node.get("id", ""),
                name=self.resolved(self.place, node.get("href", ""))[0],
                media_type=node.get("media-type", ""),
                properties=tuple(node.get("properties", "").split()),
                overlay=node.get("media-overlay", ""),
            )
            for node in self.package.iter(f"{OPF}item")
        }

    @cached_property
    def spine(self) -> tuple[Item, ...]:
        """The pages that are read, in their order."""
        return tuple(self.items[node.get("idref", "")] for node in self.package.iter(f"{OPF}itemref"))

    @cached_property
    def pages(self) -> dict[str, Element]:
        """The pages of the spine by their places, in its order."""
        return {item.name: ElementTree.fromstring(self.members[item.name]) for item in self.spine}

    @cached_property
    def navigation(self) -> dict[str, Element]:
        """The contents list by its place; empty where there is none."""
        names = [item.name for item in self.items.values() if "nav" in item.properties]
        return {name: ElementTree.fromstring(self.members[name]) for name in names}

    @cached_property
    def overlays(self) -> dict[str, tuple[Clip, ...]]:
        """The clips of each overlay by its id in the manifest, in the order of the spine."""
        wanted = (item.overlay for item in self.spine if item.overlay)
        return {id_: tuple(self._clips(self.items[id_].name)) for id_ in wanted}

    @property
    def clips(self) -> tuple[Clip, ...]:
        """All clips in the order in which the book is heard."""
        return tuple(clip for clips in self.overlays.values() for clip in clips)

    def meta(self, name: str, refines: str | None = None) -> tuple[str, ...]:
        """The values of a property such as `media:duration`, of the book or of what `refines` names."""
        return tuple(
            "".join(node.itertext()).strip()
            for node in self.package.iter(f"{OPF}meta")
            if node.get("property") == name and node.get("refines") == refines
        )

    def core(self, name: str) -> tuple[str, ...]:
        """The values of a term of Dublin Core such as `title`, without empty ones."""
        values = ("".join(node.itertext()).strip() for node in self.package.iter(f"{DC}{name}"))
        return tuple(value for value in values if value)

    def _clips(self, name: str) -> Iterator[Clip]:
        for par in ElementTree.fromstring(self.members[name]).iter(f"{SMIL}par"):
            text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
            if text is None:  # EPUBCheck finds it
                continue
            page, fragment = self.resolved(name, text.get("src", ""))
            heard = audio.attrib if audio is not None else {}
            yield Clip(
                page=page,
                id=fragment,
                audio=self.resolved(name, heard["src"])[0] if "src" in heard else "",
                begin_s=seconds(heard.get("clipBegin", "0")),
                end_s=seconds(heard.get("clipEnd", "0")),
            )

    @staticmethod
    def resolved(base: str, address: str) -> tuple[str, str]:
        """The place in the zip and the element that an address in that file names."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address, ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
        return path, unquote(parts.fragment)


def unreadable(data: bytes) -> str:
    """Why this is no book that can be read, in a few words; empty where it is one."""
    try:
        EpubFile.read(data)
    except KeyError as error:
        return f"it holds no {error.args[0]}"
    except (*BROKEN, ElementTree.ParseError) as error:
        return str(error) or "it is cut short"  # EOFError says nothing
    return ""


def seconds(value: str) -> float:
    """A clock value of SMIL 3.0: `0:01:02.5`, `1:02.5`, `62.5s`, `62.5`. Raises ValueError for anything else."""
    if ":" in value:
        total = 0.0
        for part in value.split(":"):
            total = total * 60 + float(part)
        return total
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(h|min|s|ms|)", value)
    if not found:
        raise ValueError(f"{value} is no time.")
    return float(found[1]) * _UNITS_S[found[2]]
