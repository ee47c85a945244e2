"""Why a leaflet may not be given out. Nobody shall get a text that nobody approved, or a file of an older text."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from leaflets import build
from leaflets.findings import Finding, as_typed, must_fix
from leaflets.languages import HOME
from leaflets.manifest import File, Manifest
from leaflets.sources import Source, sign_off
from leaflets.translations import OUT_OF_STEP
from leaflets.wording_signoff import UNCHECKED

_NOT_TRUSTED = (*OUT_OF_STEP, *UNCHECKED)
_MAKE = "Type: python3 make_leaflets.py make {slug}"


def refusals(source: Source, folder: Path, listed: Manifest, output: Path, drafts: bool) -> tuple[Finding, ...]:
    """Everything that keeps the leaflet from being given out, sorted; none when it may go.

    `folder` has its sources. With `drafts` a leaflet need not be approved. A withdrawn one never goes.
    """
    return tuple(sorted((*_text(source, folder, drafts), *_finished(source, listed, output))))


def _text(source: Source, folder: Path, drafts: bool) -> Iterator[Finding]:
    about = source.leaflet.about
    manuscript = as_typed(folder / f"leaflet.{source.lang}.md")
    if about.status == "withdrawn":
        yield _refused(manuscript, "PK-101", "This leaflet is withdrawn.", "Nobody shall get it any more.")
    yield from must_fix(source.findings)
    if drafts:
        return
    yield from (replace(found, level="must fix") for found in source.findings if found.code in _NOT_TRUSTED)
    if about.sign_off != "approved" or about.status == "draft":
        message = f"The leaflet is not approved: “{about.sign_off}” is as far as it has come."
        more = "" if source.lang == HOME else f" --language {source.lang}"
        hint = f"Ask for the next step, or add --drafts. Type: python3 make_leaflets.py sign {source.slug}{more}"
        yield _refused(as_typed(folder / sign_off(source.lang)), "PK-102", message, hint)


def _finished(source: Source, listed: Manifest, output: Path) -> Iterator[Finding]:
    """The finished files must be there, whole, and made from this very text."""
    made = listed.files_of(source.slug, source.lang)
    if not made:
        place = as_typed(output / source.slug)
        yield _refused(place, "PK-103", "There are no finished files.", _MAKE.format(slug=source.slug))
    text = build.text_hash(source.leaflet)
    for file in made:
        path = output / file.path
        if file.text_sha256 != text:
            message = "This file was made from another text."
            yield _refused(as_typed(path), "PK-104", message, _MAKE.format(slug=source.slug))
        elif not is_whole(path, file):
            message = "This file is missing or was changed after it was made."
            yield _refused(as_typed(path), "PK-105", message, _MAKE.format(slug=source.slug))


def is_whole(path: Path, file: File) -> bool:
    """Whether the file is what the last build put there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    except OSError:
        return False


def _refused(file: str, code: str, message: str, hint: str) -> Finding:
    return Finding(file, 0, code, "must fix", message, hint)
