"""What stands in a pack: the finished files, a list that proves them, and a page that tells a person what this is.

The same leaflet gives the same bytes: no moment and no machine stands in a pack.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from leaflets import archive
from leaflets.build import text_hash
from leaflets.manifest import File
from leaflets.pack.credits import credits
from leaflets.signoff import Entry
from leaflets.sources import Source

MANIFEST, READ_ME = "manifest.json", "READ-ME.txt"
VERSION = 1
"""Of the form of a pack's list; another form gets another number."""

_STORED = (".pdf", ".docx", ".mp3", ".m4b", ".epub", ".zip", ".png")
"""Packed already: packing them again costs time and saves nothing."""

_READ_ME = """\
{title}
{mark}
This pack has one leaflet, version {version}, with {count} files in the folder “files”.
It comes from {house}.

The list {manifest} says what each file is, what made it, who checked the text and when.
To see that nothing was lost or changed, type:  python3 make_leaflets.py verify PACK.zip
"""


def name(source: Source) -> str:
    """`values-framework_en-GB_v1.zip`; a draft says so in its name."""
    draft = "_draft" if source.leaflet.about.is_draft else ""
    return f"{source.slug}_{source.lang}_v{source.leaflet.about.version}{draft}.zip"


def pack(source: Source, sources: Path, output: Path, made: Sequence[File]) -> bytes:
    """The pack as a zip. `made`: the leaflet's finished files. Raises OSError when one of them cannot be read."""
    files = {f"files/{_inside(file)}": (output / file.path).read_bytes() for file in made}
    listing = (json.dumps(_listing(source, sources, made), ensure_ascii=False, indent=1) + "\n").encode()
    members = {MANIFEST: listing, READ_ME: _read_me(source, len(files)).encode(), **files}
    return archive.pack(members, stored=tuple(path for path in files if path.endswith(_STORED)))


def _listing(source: Source, sources: Path, made: Sequence[File]) -> dict[str, object]:
    about = source.leaflet.about
    return {
        "pack": VERSION,
        "slug": source.slug,
        "lang": source.lang,
        "title": source.leaflet.cover.title.text,
        "publisher": source.house.name,
        "version": about.version,
        "draft": about.is_draft,
        "status": about.status,
        "information_date": about.information_date,
        "review_by": about.review_by,
        "translation": about.translation,
        "translated_from": about.translated_from,
        "wording": asdict(source.wording) if source.wording else {},
        "wording_checked": about.wording_checked,
        "text_sha256": text_hash(source.leaflet),
        "signed_sha256": source.seen.text,
        "sign_off": [_signed(entry) for entry in source.standing.counting],
        "sources": {path.relative_to(sources).as_posix(): _sha256(path) for path in _written(source, sources)},
        "files": [_file(file) for file in made],
        "licences": credits(source.house.name, {file.format for file in made}, source.lang),
    }


def _signed(entry: Entry) -> dict[str, object]:
    """A step that counts for this very text. Readers are told by number: their names are their own."""
    return {
        "state": entry.said,
        "name": entry.name,
        "role": entry.role,
        "date": entry.date,
        "sha256": entry.hash,
        "readers": len(entry.readers),
    }


def _file(file: File) -> dict[str, object]:
    return {
        "path": f"files/{_inside(file)}",
        "format": file.format,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "made_with": dict(file.made_with),
        **file.measures,
    }


def _inside(file: File) -> str:
    return file.path.removeprefix(f"{file.slug}/")


def _written(source: Source, sources: Path) -> Iterable[Path]:
    """Everything a person wrote that went into the leaflet: its own folder, and what all leaflets share."""
    own = (path for path in (sources / source.slug).rglob("*") if path.is_file() and not path.name.startswith("."))
    shared = (path for path in sources.glob("*.toml") if path.is_file())
    logo = (source.house.logo,) if source.house.logo else ()
    return sorted({*own, *shared, *logo})


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_me(source: Source, count: int) -> str:
    about = source.leaflet.about
    why = "Nobody has approved this leaflet." if about.sign_off != "approved" else "Not all of it is checked."
    mark = f"DRAFT. {why} Do not give it to readers.\n" if about.is_draft else ""
    return _READ_ME.format(
        title=source.leaflet.cover.title.text,
        mark=mark,
        version=about.version,
        count=count,
        house=source.house.name,
        manifest=MANIFEST,
    )
