"""Own checks of finished braille: pages that an embosser takes, both files alike, and words that read back.

It reads the files as they are and never the leaflet. The table of liblouis goes by the name of the format in the file's
name. Whether braille is good to read, only a braille reader can tell.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from leaflets import braille_reader, languages, liblouis, units
from leaflets.findings import Finding
from leaflets.verify import Verifier, braillepages, braillepef, not_checked
from leaflets.verify.braillepages import Fault

NAME = "braille"
CONTRACTED, UNCONTRACTED = "braille", "braille-uncontracted"
LEAST_SURE, USUALLY_SURE = 0.99, 0.995
"""Of the signs between blanks, so many come back from words as the very signs they were. Measured on three leaflets of
300 to 960 signs: 99.7 to 100 % in UEB (words of another language are not contracted), 97.6 to 99.2 % in the old
British code and in the old American one, 28 to 35 % in uncontracted braille that is read as contracted."""
_HINT = "Make the braille again. If that fails, report it."


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each file. A BRF and a PEF of one name, side by side, are compared."""
    found: list[Finding] = []
    for path in paths:
        content, is_brf = path.read_bytes(), path.suffix.lower() == ".brf"
        other = path.with_suffix(".pef" if is_brf else ".brf")
        beside = other.read_bytes() if other.is_file() else b""
        if is_brf:
            found += _findings(str(path), braillepages.faults(content, braillepef.size(beside) if beside else None))
            found += _words(str(path), content, UNCONTRACTED if f"_{UNCONTRACTED}_" in path.name else CONTRACTED)
        else:
            found += _findings(str(path), braillepef.faults(content))
        if beside and not (is_brf and other in paths):  # told once, of the PEF
            found += _findings(str(path), _differences(*((content, beside) if is_brf else (beside, content))))
    return tuple(sorted(found))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a file that was just made; the findings carry the name of the format as their file."""
    if content.startswith(b"<?xml"):
        return tuple(_findings(format_name, braillepef.faults(content)))
    return (*_findings(format_name, braillepages.faults(content)), *_words(format_name, content, format_name))


def _findings(file: str, faults: "Iterator[Fault] | tuple[Fault, ...]") -> Iterator[Finding]:
    for line, code, message in faults:
        yield Finding(file, line, code, "must fix", message, _HINT)


def _differences(brf: bytes, pef: bytes) -> Iterator[Fault]:
    """Whether both files have the same cells, line by line."""
    try:
        theirs = braille_reader.cells_of_pef(pef)
    except ElementTree.ParseError:
        return  # that has been said
    ours = braille_reader.cells_of_brf(brf)
    if len(ours) != len(theirs):
        yield 0, "BR-111", f"The BRF file has {len(ours)} pages, and the PEF file {len(theirs)}."
        return
    for count, (one, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        if one != other:
            yield 0, "BR-111", f"Page {count} is not the same in the BRF file and in the PEF file."


def _words(file: str, brf: bytes, format_name: str) -> Iterator[Finding]:
    """Whether the braille reads back by the code that it should be in, and says that no person made it."""
    reason = liblouis.missing()
    if reason:
        yield not_checked(file, reason)
        return
    signs = braille_reader.tokens(braillepages.without_feet(brf))
    if any(len(each) > liblouis.LONGEST for each in signs):
        yield Finding(file, 0, "BR-100", "must fix", "This is no text in braille: it has hardly a blank.", _HINT)
        return
    readings = {}
    for tag in languages.tags():
        tables = [languages.load(tag).data.get(key) for key in (format_name, UNCONTRACTED)]
        if all(tables):
            readings[tag] = list(braille_reader.read(signs, *map(str, tables)))
    sure = max((sum(is_sure for _, is_sure in each) / max(len(each), 1) for each in readings.values()), default=0.0)
    if sure < USUALLY_SURE:
        message = f"Only {sure:.1%} of the signs read back as what they are. This may be another braille code."
        yield Finding(file, 0, "BR-114", "must fix" if sure < LEAST_SURE else "look at this", message, _HINT)
    if not any(_warns(tag, " ".join(said for said, _ in each)) for tag, each in readings.items()):
        yield Finding(file, 0, "BR-112", "must fix", "It does not say that a braille reader should check it.", _HINT)


def _warns(tag: str, said: str) -> bool:
    warning = " ".join(languages.load(tag).say_all("braille-warning"))
    return " ".join(units.words(warning)) in " ".join(units.words(said))


VERIFIER = Verifier(
    name=NAME,
    applies=("application/x-brf", "application/x-pef+xml"),
    available=lambda: None,
    check=check,
    gate=gate,
)
