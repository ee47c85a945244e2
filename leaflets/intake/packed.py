"""Takes the XML parts out of a Word or LibreOffice file, and refuses packed files that were made to do harm.

Nothing is ever unpacked to a disk. A part is read to a limit, whatever size it claims to have.
"""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from leaflets.intake.refusal import RefusedError, damaged, unsafe

MOST_PARTS = 5_000
MOST_PART_BYTES = 30_000_000
"""Of one XML part; the text of a novel has about a tenth of that."""
MOST_PARTS_BYTES = 500_000_000
"""Of all parts, as they claim; pictures of a long report."""


def parts(data: bytes, wanted: tuple[str, ...]) -> Mapping[str, bytes]:
    """Those of the wanted parts that are there. Raises RefusedError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _look_over(archive.infolist())
            there = {entry.filename for entry in archive.infolist()}
            return {name: _part(archive, name) for name in wanted if name in there}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged() from error


def names(data: bytes) -> frozenset[str]:
    """The names of all parts of a packed file that `parts` has read before."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return frozenset(archive.namelist())


def _look_over(entries: list[zipfile.ZipInfo]) -> None:
    """Raises RefusedError for packed files that are locked, or that were made to do harm."""
    if any(entry.flag_bits & 1 for entry in entries):
        hint = "Open it, save it without a password, and use that file."
        raise RefusedError("AR-003", "The file has a password.", hint)
    paths = [entry.filename for entry in entries]
    if any(name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") for name in paths):
        raise unsafe("Names in it lead out of the file.")
    if len(set(paths)) != len(paths):
        raise unsafe("Two of its parts have the same name.")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_PARTS_BYTES:
        raise unsafe("Unpacked, it would be far too big.")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(MOST_PART_BYTES + 1)
    if len(data) > MOST_PART_BYTES:
        raise unsafe("Unpacked, it would be far too big.")
    return data
