"""Zips whose bytes depend on their members alone: for Word files now, for EPUB, DAISY and packs later.

A zip normally carries the moment it was made and the machine it was made on; here neither gets in.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name (APPNOTE 4.4.6: the MS-DOS date counts from 1980)."""
LEVEL = 9
"""Smallest files; packing a leaflet takes milliseconds at any level."""
UNIX = 3
"""The "made by" system of every member (APPNOTE 4.4.2), so that Windows and Linux write the same bytes."""
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, LookupError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What zipfile (Python 3.11) raises for a zip that is cut short, damaged, locked, or packed in a way that it does not
know: it looks for the last letter of a name that is empty, and for a place before the start of the file."""
MOST_BYTES = 1_000_000_000
"""Of all members unpacked: a talking book of our longest leaflet has 30,000,000."""
PLAIN_FILE = 0o100644 << 16
"""A plain file that its owner can write and everyone can read, where the zip keeps it."""


def check_size(archive: zipfile.ZipFile) -> None:
    """Raises BadZipFile for a zip that would fill the memory. zipfile gives no more of a member than it claims."""
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise zipfile.BadZipFile("Unpacked, it would be far too big")


def look_over(archive: zipfile.ZipFile) -> None:
    """Raises BadZipFile as `check_size`, and for a zip that hides a file behind another of the same name."""
    check_size(archive)
    names = [entry.filename for entry in archive.infolist()]
    if len(set(names)) != len(names):
        raise zipfile.BadZipFile("Two of its parts have the same name")


def pack(members: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A zip of the members in the order given, with one fixed date and mode.

    Members named in `stored` are not compressed, as an EPUB's `mimetype` must not be. Raises KeyError when one of
    them is not a member.
    """
    for name in stored:
        members[name]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, EARLIEST)
            member.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            member.create_system = UNIX
            member.external_attr = PLAIN_FILE
            archive.writestr(member, data, compresslevel=LEVEL)
    return target.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of a zip by name, in the order they stand in it; folders are left out. Raises as `look_over`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        look_over(archive)
        return {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
