"""Looks whether what is asked for is there: leaflets and formats by their names, with the nearest when one is not."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from leaflets import formats
from leaflets.findings import LeafletError
from leaflets.languages import HOME
from leaflets.manifest import SITE


def check_names(sources: Path, slugs: Sequence[str], names: Sequence[str], known: Sequence[str]) -> None:
    """Raises LeafletError for leaflets and formats that there are not. `known`: the leaflets in the folder."""
    if not known:
        raise LeafletError(
            f"There is no leaflet in the folder {sources}. A leaflet is a folder with a file leaflet.{HOME}.md. "
            "Start one with the command `new`, or name another folder with --sources."
        )
    if SITE in known:
        message = f"A leaflet cannot be called “{SITE}”: the download site has a folder of that name."
        raise LeafletError(f"{message} Give its folder in {sources} another name.")
    for name in names:
        if name in known:
            raise LeafletError(f"“{name}” is a leaflet, not a format. Write the leaflets before --format.")
    _know(slugs, known, "leaflet")
    _know(names, formats.NAMES, "format")


def _know(asked: Iterable[str], known: Sequence[str], kind: str) -> None:
    """Raises LeafletError, with the nearest names, for the first name that is not known."""
    for name in asked:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f"Did you mean: {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."
            raise LeafletError(f"There is no {kind} “{name}”. {hint}")
