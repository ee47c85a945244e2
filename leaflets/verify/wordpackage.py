"""Opens a Word file from anywhere: its XML parts to a limit, or why it cannot be read. Unpacks nothing to a disk.

Nothing is fetched and no entity is resolved: a part that declares types or entities of its own is refused, in whatever
encoding it is written, because Word never writes one (ECMA-376 part 2, 8.2: no DTD in a part).
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from leaflets.archive import BROKEN

Element = ElementTree.Element

MOST_PARTS = 5_000
MOST_PART_BYTES = 30_000_000
"""Of one XML part; the text of a novel has about a tenth of that."""
MOST_PARTS_BYTES = 500_000_000
"""Of all parts, as they claim; pictures of a long report."""
MOST_DEPTH = 256
"""Elements inside each other; Word writes about 40 in a table with pictures."""

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How files of old Word and files with a password begin."""
LOCKED = "EncryptedPackage".encode("utf-16-le")


class UnreadableError(Exception):
    """Why a file cannot be checked: code, what is wrong, what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of the package points to."""

    kind: str
    """The last word of its type, such as `styles`."""
    target: str
    """A part by its full name, or an address outside."""
    outside: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file."""

    names: frozenset[str]
    """Of every part, pictures too."""
    xml: Mapping[str, bytes]
    """Name -> content of the parts that are XML."""

    @staticmethod
    def read(data: bytes) -> "Package":
        """The package in these bytes. Raises UnreadableError."""
        if data.startswith(OLD_OFFICE):
            raise _locked() if LOCKED in data else _old()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = [entry for entry in archive.infolist() if not entry.is_dir()]
                _look_over(entries)
                xml = {entry.filename: _part(archive, entry) for entry in entries if _is_xml(entry.filename)}
        except BROKEN as e:
            raise _damaged(str(e)) from e
        return Package(frozenset(entry.filename for entry in entries), xml)

    def root(self, name: str) -> Element:
        """The root element of a part, an empty one where there is no such part. Raises UnreadableError."""
        data = self.xml.get(name)
        if data is None:
            return ElementTree.Element("none")
        _scan(data, name)
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise _damaged(f"{name}: {error}") from error

    def relations(self, part: str) -> Mapping[str, Relation]:
        """What a part points to, by id; the whole package's where `part` is empty. Raises UnreadableError."""
        folder, name = posixpath.split(part)
        found = {}
        for node in self.root(posixpath.join(folder, "_rels", f"{name}.rels")).iter(RELATIONS + "Relationship"):
            outside = node.get("TargetMode") == "External"
            target = node.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[node.get("Id", "")] = Relation(posixpath.basename(node.get("Type", "")), target, outside)
        return found

    def content_type(self, part: str) -> str:
        """What the package says a part is; empty where it says nothing."""
        root = self.root("[Content_Types].xml")
        overrides = {node.get("PartName", ""): node.get("ContentType", "") for node in root.iter(TYPES + "Override")}
        return overrides.get("/" + part, "")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise _unsafe("Two of its parts have the same name.")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_PARTS_BYTES:
        raise _unsafe("Unpacked, it would be far too big.")


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, read to a limit whatever size it claims to have."""
    with archive.open(entry) as part:
        data = part.read(MOST_PART_BYTES + 1)
    if len(data) > MOST_PART_BYTES:
        raise _unsafe("Unpacked, it would be far too big.")
    return data


def _scan(data: bytes, name: str) -> None:
    """Looks a part over before a tree is made of it."""
    depth = 0

    def refuse(*declared: object) -> None:
        raise _unsafe("It declares types or entities, which Word never does.")

    def begin(tag: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise _unsafe("Its parts are nested too deep.")

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _damaged(f"{name}: {error}") from error


def _damaged(details: str) -> UnreadableError:
    hint = f"Open it in Word and save it as a Word document (.docx). Details: {details}"
    return UnreadableError("WD-001", "This is not a Word file that can be read.", hint)


def _locked() -> UnreadableError:
    return UnreadableError("WD-002", "The file has a password.", "Open it in Word and save it without one.")


def _old() -> UnreadableError:
    hint = "Open it in Word and save it as a Word document (.docx)."
    return UnreadableError("WD-001", "This is a file of an old Word, or no Word file at all.", hint)


def _unsafe(why: str) -> UnreadableError:
    hint = "Do not open it. Ask the person who sent it for a new one."
    return UnreadableError("WD-003", f"This file may do harm. {why}", hint)
