"""The stamps: what every format says about how far a leaflet can be trusted, beside the leaflet's own words.

They are furniture, not sentences of the leaflet: a new state or a new status changes no word that somebody signed.
A withdrawn leaflet has none: no file of it is made.
"""

from leaflets import languages
from leaflets.model import Leaflet


def badge(leaflet: Leaflet) -> str:
    """“Easy Read” only once readers have tested the text; “Easy Read draft” before."""
    return languages.load(leaflet.lang).say("badge" if leaflet.about.is_tested else "badge-draft")


def opening(leaflet: Leaflet) -> tuple[str, ...]:
    """What stands on the cover and is said first: the draft mark or the day of approval, what a translation lacks, and
    the status.

    Dates are as exact as the manuscript gives them. Raises LeafletError for missing wording.
    """
    about, language = leaflet.about, languages.load(leaflet.lang)
    if about.is_draft:
        return (language.say("draft-mark"), *_of_translation(leaflet), *_status(leaflet))
    if about.status in ("current", "review due") and about.signed_on:
        return (language.say("stamp-checked", date=language.spell_date(about.signed_on)), *_status(leaflet))
    return _status(leaflet)


def foot(leaflet: Leaflet) -> str:
    """What every page foot says beside the name; empty when there is nothing to warn of.

    One phrase only, so that the foot stays on one line: the draft mark goes before the status.
    """
    language = languages.load(leaflet.lang)
    if leaflet.about.is_draft:
        return language.say("draft-mark")
    return language.say("foot-superseded") if leaflet.about.status == "superseded" else ""


def is_warning(leaflet: Leaflet) -> bool:
    """Whether the stamps warn, and so are framed; those of an approved, current leaflet only tell a day."""
    return leaflet.about.is_draft or leaflet.about.status == "superseded"


def phrases(leaflet: Leaflet) -> tuple[str, ...]:
    """Every stamp of the leaflet, for a format to declare as its furniture."""
    return tuple(phrase for phrase in (badge(leaflet), *opening(leaflet), foot(leaflet)) if phrase)


def _of_translation(leaflet: Leaflet) -> tuple[str, ...]:
    """What keeps a translation from being trusted, whoever approved its text: then it is a draft in any case."""
    about, language = leaflet.about, languages.load(leaflet.lang)
    newer = (language.say("stamp-translation-old"),) if about.translation == "old" else ()
    return newer if about.wording_checked else (language.say("stamp-wording"), *newer)


def _status(leaflet: Leaflet) -> tuple[str, ...]:
    """What the status means for a reader; nothing for a current leaflet without a date for its next check."""
    about, language = leaflet.about, languages.load(leaflet.lang)
    since = language.spell_date(about.status_since)
    match about.status:
        case "superseded" if since:
            return (language.say("stamp-superseded-since", date=since),)
        case "superseded":
            # The cover says anyhow from when the information is.
            return (language.say("stamp-superseded"),)
        case "review due" if not about.review_by:
            return (language.say("stamp-review"),)
    # A draft that is current has nothing to check again yet.
    if not about.review_by or (about.is_draft and about.status != "review due"):
        return ()
    return (language.say("stamp-review-by", date=language.spell_date(about.review_by)),)
