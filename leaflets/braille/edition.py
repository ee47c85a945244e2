"""Braille editions as formats: one leaflet as a BRF and a PEF file that have the same cells.

The page size comes with the edition, the tables of liblouis with the language. An upgraded liblouis makes them anew.
"""

from collections.abc import Mapping
from functools import partial

from leaflets import braille_reader, languages, liblouis, stamps
from leaflets.braille.blocks import Block, blocks, warning
from leaflets.braille.cells import BLANK, to_ascii, to_cells
from leaflets.braille.layout import Paragraph, pages
from leaflets.findings import LeafletError
from leaflets.formats import Doubts, Edition, Files, Format, Measured, file_name
from leaflets.model import Leaflet, Run, Sentence
from leaflets.templating import render

SHARE = 0.01
"""At least 99 % of the words must come back from a braille file as they were (the issue that asked for braille)."""


def braille(edition: Edition) -> Format:
    """The format of a braille edition. Its name is the key of its table in the language files."""
    return Format(
        edition=edition,
        write=_write,
        read_back=_read_back,
        furniture=_furniture,
        measure=_measure,
        made_with=("jinja2",),
        available=liblouis.missing,
        data=("templates/braille.pef.j2",),
        environment=(liblouis.VARIABLE,),
        programs=partial(_programs, edition.format),
        lacks_language=partial(_lacks_language, edition.format),
        alike=braille_reader.ALIKE,
        doubts=Doubts(braille_reader.NOT_SURE, SHARE),
    )


def _write(leaflet: Leaflet, edition: Edition, made: Mapping[str, Files]) -> Files:
    """BRF: one form feed after each page. PEF: the same rows as Unicode cells."""
    reason = _lacks_language(edition.format, leaflet.lang)
    if reason:
        raise LeafletError(reason)
    sheets = _sheets(leaflet, edition)
    brf = "".join("".join(f"{to_ascii(line.rstrip(BLANK))}\r\n" for line in page) + "\f" for page in sheets)
    pef = render(
        "braille.pef.j2",
        pages=[[line.rstrip(BLANK) for line in page] for page in sheets],
        cols=edition.cells,
        rows=edition.lines,
        identifier=f"{leaflet.slug}_{edition.format}_{leaflet.lang}_{leaflet.about.version}",
        title=leaflet.cover.title.text,
        creator=leaflet.about.publisher or leaflet.cover.title.text,
        lang=leaflet.lang,
        date=leaflet.about.information_date,
        description=" ".join(warning(leaflet)),
    )
    return {
        file_name(leaflet, edition.format, "brf"): brf.encode("ascii"),
        file_name(leaflet, edition.format, "pef"): pef.encode(),
    }


def _sheets(leaflet: Leaflet, edition: Edition) -> tuple[tuple[str, ...], ...]:
    """The pages in cells."""
    standing = [*blocks(leaflet), Block("text", (Sentence((Run(stamps.foot(leaflet)),)),))]
    language = languages.load(leaflet.lang)
    sentences = [sentence for block in standing for sentence in block.sentences]
    table, plain = (str(language.data[key]) for key in (edition.format, "braille-uncontracted"))
    ready = iter(to_cells(sentences, table, plain))
    *paragraphs, foot = [
        Paragraph(block.kind, BLANK.join(next(ready) for _ in block.sentences), block.apart) for block in standing
    ]
    return pages(paragraphs, foot.cells, edition.cells, edition.lines)


def _furniture(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    foot = stamps.foot(leaflet)
    return (*stamps.opening(leaflet), *warning(leaflet), *(f"{each} {{number}}".strip() for each in {foot}))


def _read_back(files: Files) -> str:
    """The words of the BRF. Raises LeafletError when the PEF has other cells."""
    by_ending = {name.rpartition(".")[2]: (name, content) for name, content in files.items()}
    name, brf = by_ending["brf"]
    if braille_reader.cells_of_brf(brf) != braille_reader.cells_of_pef(by_ending["pef"][1]):
        raise LeafletError("The two files with braille do not say the same. Please report it.")
    format_name, lang = name.rpartition(".")[0].split("_")[-2:]
    data = languages.load(lang).data
    return braille_reader.words(brf, str(data[format_name]), str(data["braille-uncontracted"]))


def _measure(files: Files) -> Measured:
    count = next(len(braille_reader.pages(data)) for name, data in files.items() if name.endswith(".brf"))
    return {"pages": count, "for": "an embosser or a braille display"}


def _lacks_language(name: str, lang: str) -> str | None:
    language = languages.load(lang)
    absent = [key for key in (name, "braille-uncontracted") if not isinstance(language.data.get(key), str)]
    if not absent:
        return None
    if told := language.lacks.get(name):
        return told
    return f"The language file {language.path.name} names no table of liblouis for it. Add at its top: {absent[0]} = …"


def _programs(name: str) -> Mapping[str, str]:
    """liblouis with the tables of all languages that have one."""
    found = [languages.load(tag).data.get(key) for tag in languages.tags() for key in (name, "braille-uncontracted")]
    return liblouis.state(*dict.fromkeys(table for table in found if isinstance(table, str)))
