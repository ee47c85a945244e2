"""Formats that this machine cannot make: left out and told, so that all the others are made all the same."""

from collections.abc import Iterable, Mapping, Sequence

from leaflets import formats
from leaflets.findings import Finding, LeafletError
from leaflets.manifest import OUTPUT


def lacking(names: Iterable[str]) -> Mapping[str, str]:
    """Those of the formats that cannot be made here, with the reason."""
    reasons = {name: formats.load(name).available() for name in names}
    return {name: reason for name, reason in reasons.items() if reason is not None}


def check_something_left(wanted: Iterable[Sequence[str]], reasons: Mapping[str, str]) -> None:
    """Raises LeafletError when a leaflet is wanted in nothing but formats that cannot be made here."""
    for names in wanted:
        if names and set(names) <= set(reasons):
            raise LeafletError(f"The format {names[0]} cannot be made here. {reasons[names[0]]}")


def left_out(slug: str, names: Iterable[str], reasons: Mapping[str, str]) -> list[Finding]:
    """A finding on a leaflet for each format that is left out, so that nobody thinks it is there."""
    return [
        Finding(f"{OUTPUT}/{slug}", 0, "MK-106", "should fix", f"The format {name} was left out.", reasons[name])
        for name in names
        if name in reasons
    ]
