"""Which names a leaflet's folder may have: such as every computer, web address and command line can serve."""

import re

from leaflets.findings import LeafletError

MOST_SIGNS = 60
"""It stands twice in the path of every file, and Windows allows 260 signs for a whole path."""

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Devices, which Windows opens instead of a file of that name (Microsoft: Naming Files, Paths, and Namespaces)."""


def check(slug: str) -> None:
    """Raises LeafletError for a name that does not serve."""
    if len(slug) > MOST_SIGNS or not _SLUG.fullmatch(slug) or _RESERVED.fullmatch(slug):
        raise LeafletError(
            f"“{slug[:MOST_SIGNS]}” cannot be the name of a leaflet. Give its folder another one: "
            f"small letters, figures and hyphens, {MOST_SIGNS} at most, such as day-centre."
        )
