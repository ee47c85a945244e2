"""Zips whose bytes depend on their members alone: for Word files now, for EPUB, DAISY and packs later.

A zip normally carries the moment it was made and the machine it was made on; here neither gets in.
"""

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can name (APPNOTE 4.4.6: the MS-DOS date counts from 1980)."""
LEVEL = 9
"""Smallest files; packing a leaflet takes milliseconds at any level."""
UNIX = 3
"""The "made by" system of every member (APPNOTE 4.4.2), so that Windows and Linux write the same bytes."""
PLAIN_FILE = 0o100644 << 16
"""A plain file that its owner can write and everyone can read, where the zip keeps it."""


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
    """The members of a zip by name, in the order they stand in it; folders are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
