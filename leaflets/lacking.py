"""Formats that this machine cannot make: left out and told, so that all the others are made all the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from leaflets import editions, formats
from leaflets.findings import Finding
from leaflets.manifest import OUTPUT
from leaflets.sources import Source


def lacking(names: Iterable[str]) -> Mapping[str, str]:
    """Those of the formats that cannot be made here, with the reason."""
    reasons = {name: formats.load(name).available() for name in names}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def lacking_in(lang: str, names: Iterable[str]) -> Mapping[str, str]:
    """Those of the formats that cannot be made in the language of that tag, with the reason."""
    reasons = {name: _lacks(name, lang) for name in names}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def _lacks(name: str, lang: str) -> str | None:
    """Why the format, or one that it is made from, cannot be made in that language."""
    found = formats.load(name)
    return found.lacks_language(lang) or next(filter(None, (_lacks(need, lang) for need in found.needs)), None)


def why_stuck(names: Sequence[str], reasons: Mapping[str, str]) -> str:
    """Why a leaflet that is wanted in these formats cannot be made here at all; empty when some of it can."""
    if not names or not set(names) <= set(reasons):
        return ""
    return f"The format {names[0]} cannot be made here. {reasons[names[0]]}"


def told(source: Source, names: Sequence[str], reasons: Mapping[str, str]) -> list[Finding]:
    """What is to be said of a leaflet's formats: which ones are left out, and how the others are made."""
    made = [name for name in names if name not in reasons]
    remarks = (
        replace(remark, file=f"{OUTPUT}/{source.slug}")
        for edition in editions.of_leaflet(source, made)
        for remark in formats.load(edition.format).remarks(source.leaflet, edition)
    )
    return [*left_out(source.slug, names, reasons), *dict.fromkeys(remarks)]


def left_out(slug: str, names: Sequence[str], reasons: Mapping[str, str]) -> list[Finding]:
    """A finding on a leaflet for each format that is left out, so that nobody thinks it is there.

    A leaflet of which nothing is left must be seen to: it is held back.
    """
    if why_stuck(names, reasons):
        message = f"The leaflet is not made: {' and '.join(names)} cannot be made here."
        return [Finding(f"{OUTPUT}/{slug}", 0, "MK-106", "must fix", message, reasons[names[0]])]
    return [
        Finding(f"{OUTPUT}/{slug}", 0, "MK-106", "should fix", f"The format {name} was left out.", reasons[name])
        for name in names
        if name in reasons
    ]
