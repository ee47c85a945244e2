"""Own checks of packs: every file is the one that was put in, nothing was added, and the sign-off holds.

Shares no code with what writes packs. A pack may come from anywhere, so it is not trusted: sizes are limited, names
that lead out of it are refused, and nothing is unpacked to the disk.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import IO, cast

from leaflets.findings import Finding
from leaflets.verify import PACK, Verifier

VERSION = 1
MANIFEST, READ_ME = "manifest.json", "READ-ME.txt"
LARGEST_BYTES = 2_000_000_000
"""Of all files together. The largest leaflet, with an audio CD, has about 100 MB."""
LARGEST_LIST_BYTES = 10_000_000
MOST_FILES = 1_000
NEEDED = ("slug", "lang", "title", "version", "status", "draft", "text_sha256", "signed_sha256", "sign_off", "sources",
          "files", "licences")  # fmt: skip

Fault = tuple[str, str, str]
"""Code, what is wrong, what to do."""

_AGAIN = "Ask for the pack again."


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each pack, sorted."""
    found = {
        Finding(str(path), 0, code, "must fix", message, hint) for path in paths for code, message, hint in faults(path)
    }
    return tuple(sorted(found))


def faults(path: Path) -> tuple[Fault, ...]:
    """Everything that is wrong with a pack."""
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_faults(archive))
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        # What zipfile raises for a file cut short, for a packing it does not know, and for a password.
        return (("PK-201", f"This pack cannot be read: {error}.", _AGAIN),)


def _faults(archive: zipfile.ZipFile) -> Iterator[Fault]:
    members = archive.infolist()
    strange = tuple(_strange(members))
    yield from strange
    if strange:
        return
    try:
        listing = json.loads(archive.read(MANIFEST))
        missing = [key for key in NEEDED if key not in listing]
    except (ValueError, KeyError, TypeError, RecursionError):
        listing, missing = {}, list(NEEDED)
    if missing or listing.get("pack") != VERSION:
        yield "PK-204", "The list of this pack is missing or broken.", _AGAIN
        return
    yield from _files(archive, cast(Mapping[str, object], listing))
    yield from _sign_off(cast(Mapping[str, object], listing), archive)


def _strange(members: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """What no pack of ours ever has: refused before anything is read."""
    names = [member.filename for member in members]
    if len(names) > MOST_FILES or sum(member.file_size for member in members) > LARGEST_BYTES:
        yield "PK-202", "This pack is larger than any leaflet can be.", "Do not open it."
    if any(member.filename == MANIFEST and member.file_size > LARGEST_LIST_BYTES for member in members):
        yield "PK-202", "The list of this pack is larger than it can be.", "Do not open it."
    for name in sorted(set(names)):
        if names.count(name) > 1:
            yield "PK-203", f"Two files in this pack have the name {name}.", "Do not open it."
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or ":" in name:
            yield "PK-203", f"A file in this pack has a name that leads out of it: {name}.", "Do not open it."


def _files(archive: zipfile.ZipFile, listing: Mapping[str, object]) -> Iterator[Fault]:
    """Each listed file is there as it was, and there is no other."""
    listed: dict[str, str] = {}
    for entry in cast(list[Mapping[str, object]], listing["files"]):
        listed[str(entry.get("path"))] = str(entry.get("sha256"))
    there = {member.filename for member in archive.infolist()}
    for name, digest in listed.items():
        if name not in there:
            yield "PK-205", f"A file is missing: {name}.", _AGAIN
            continue
        with archive.open(name) as file:
            if _sha256(file) != digest:
                yield "PK-206", f"This file is not the one that was put in: {name}.", _AGAIN
    for name in sorted(there - set(listed) - {MANIFEST, READ_ME}):
        yield "PK-207", f"Somebody added a file: {name}.", _AGAIN
    if not listed:
        yield "PK-205", "There is no file in this pack.", _AGAIN


def _sign_off(listing: Mapping[str, object], archive: zipfile.ZipFile) -> Iterator[Fault]:
    """An approved leaflet says who approved this very text; any other one says that it is a draft."""
    steps = cast(list[Mapping[str, object]], listing["sign_off"])
    approved = [step for step in steps if step.get("state") == "approved"]
    if not listing["draft"] and not any(step.get("sha256") == listing["signed_sha256"] for step in approved):
        yield "PK-208", "This leaflet is said to be approved, but nobody approved this text.", "Do not give it out."
    if not listing["draft"] and listing.get("translation") in ("old", "unknown"):
        yield "PK-212", "This translation is older than its original, and nothing marks it.", "Do not give it out."
    if not listing["draft"] and listing.get("wording_checked") is False:
        yield "PK-213", "Nobody checked the standard words of this language.", "Do not give it out."
    if listing["status"] == "withdrawn":
        yield "PK-209", "This leaflet is withdrawn.", "Do not give it out."
    words = archive.read(READ_ME).decode("utf-8", "replace") if READ_ME in archive.namelist() else ""
    if listing["draft"] and "DRAFT" not in words:
        yield "PK-210", "This is a draft, and its page does not say so.", _AGAIN
    if not listing["licences"] or not listing["sources"]:
        yield "PK-211", "The pack does not say whose work is in it, or what it was made from.", _AGAIN


def _sha256(file: IO[bytes]) -> str:
    """Of the whole content, read in pieces: no file has to fit into memory."""
    digest = hashlib.sha256()
    while piece := file.read(1_000_000):
        digest.update(piece)
    return digest.hexdigest()


VERIFIER = Verifier("pack", (PACK,), lambda: None, check)
