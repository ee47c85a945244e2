"""How a leaflet that was read is listed in the manifest."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from leaflets import build
from leaflets.findings import Finding
from leaflets.manifest import OUTPUT, SOURCES, Entry, moved
from leaflets.sources import Source


def of(source: Source, today: date, folder: str, more: Iterable[Finding] = ()) -> Entry:
    """The entry of a leaflet with its findings and `more`. `folder`: that of the sources, as it was typed."""
    about = source.leaflet.about
    return Entry(
        slug=source.slug,
        lang=source.lang,
        title=source.leaflet.cover.title.text,
        version=about.version,
        status=about.status,
        sign_off=about.sign_off,
        information_date=about.information_date,
        review_by=about.review_by,
        translation=about.translation,
        wording_checked=about.wording_checked,
        voice=source.house.voice,
        today=today.isoformat(),
        text_sha256=build.text_hash(source.leaflet),
        findings=moved(sorted({*source.findings, *more}), folder, SOURCES),
    )


def withdrawn(entry: Entry) -> Entry:
    """The entry of a leaflet that nobody shall get any more: nothing in its text matters now."""
    message, hint = "This leaflet is withdrawn. It has no files any more.", "Take away prints of it too."
    told = Finding(f"{OUTPUT}/{entry.slug}", 0, "MK-104", "look at this", message, hint)
    return replace(entry, findings=(told,))
