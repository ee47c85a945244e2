"""Structure faults of Word files that make Word complain or change the text. Most checkers miss them."""

from collections import Counter
from collections.abc import Iterator

from leaflets.verify.wordfile import PLAIN_DOCUMENT, WP, R, W, WordFile, value

Fault = tuple[str, str, str]
AGAIN = "Make the file again. If this comes back, report it."


def zoom(file: WordFile) -> Iterator[Fault]:
    """ECMA-376 part 1, 17.15.1.94: `percent` is required."""
    for node in file.settings.iter(W + "zoom"):
        if not value(node, "percent").rstrip("%").isdigit():
            yield "WD-301", "The zoom setting has no percentage.", AGAIN


def picture_numbers(file: WordFile) -> Iterator[Fault]:
    """20.4.2.5: the id of a drawing is unique in the document."""
    numbers = Counter(node.get("id", "") for node in file.body.iter(WP + "docPr"))
    for number, count in numbers.items():
        if count > 1 or not number.isdigit():
            yield "WD-302", f"Picture number “{number}” is used {count} times.", AGAIN


def list_numbers(file: WordFile) -> Iterator[Fault]:
    """17.9.18: a list that is not defined shows no bullets."""
    lists = {value(node, "numId"): value(node.find(W + "abstractNumId")) for node in file.numbering.iter(W + "num")}
    shapes = {value(node, "abstractNumId") for node in file.numbering.iter(W + "abstractNum")}
    known = {"0", *(number for number, shape in lists.items() if shape in shapes)}
    for node in file.body.iter(W + "numId"):
        if value(node) not in known:
            yield "WD-303", f"List {value(node)} is not defined.", AGAIN


def fields(file: WordFile) -> Iterator[Fault]:
    """17.16.18: a field that is not closed swallows the words after it. A field may have no `separate`."""
    for root in (file.body, *file.feet):
        depth, is_whole = 0, True
        for node in root.iter(W + "fldChar"):
            kind = value(node, "fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            is_whole = is_whole and (depth > 0 or kind == "end") and depth >= 0
        if depth or not is_whole:
            yield "WD-304", "A field, such as the page number, is not complete.", AGAIN


def sizes(file: WordFile) -> Iterator[Fault]:
    """17.3.2.38: half-points, a whole number."""
    places = (file.body, file.defaults, *file.feet, *file.styles.values())
    for node in (node for place in places for tag in ("sz", "szCs") for node in place.iter(W + tag)):
        if not value(node).isdigit():
            yield "WD-305", f"The font size “{value(node)}” is not a number.", AGAIN


def style_names(file: WordFile) -> Iterator[Fault]:
    """A style that is not there is read as Normal, so the looks are lost."""
    named = {value(node) for tag in ("pStyle", "rStyle") for node in file.body.iter(W + tag)}
    named |= {value(node) for style in file.styles.values() for node in style.iter(W + "basedOn")}
    for name in sorted(named - file.styles.keys()):
        yield "WD-306", f"The style “{name}” is not in the file.", AGAIN


def targets(file: WordFile) -> Iterator[Fault]:
    """Pictures and links that point to nothing: Word offers to repair the file."""
    for node in file.body.iter():
        for name in ("embed", "id", "link"):
            if node.get(R + name, "") not in ("", *file.relations):
                yield "WD-307", f"A picture or link points to “{node.get(R + name)}”, which is not there.", AGAIN
    for relation in file.relations.values():
        if not relation.outside and "#" not in relation.target and relation.target not in file.package.names:
            yield "WD-307", f"The part “{relation.target}” is not in the file.", AGAIN


def compatibility(file: WordFile) -> Iterator[Fault]:
    """Below 15 Word shows "Compatibility Mode" and lays out as an older Word."""
    found = file.settings.iter(W + "compatSetting")
    modes = [value(node) for node in found if value(node, "name") == "compatibilityMode"]
    if not modes or not modes[0].isdigit() or int(modes[0]) < 15:
        yield "WD-308", "The file opens in Compatibility Mode.", "Open it in Word, and convert it under File, Info."


def kind(file: WordFile) -> Iterator[Fault]:
    """Word opens no file whose ending says something else than its insides: a template, or one with macros."""
    said = file.package.content_type(file.main)
    if said != PLAIN_DOCUMENT:
        what = "It holds macros" if "macroEnabled" in said else "It is a template, or of an unknown kind"
        yield "WD-309", f"{what}, under the name of a plain Word document.", "Save it as a Word document (.docx)."


RULES = (zoom, picture_numbers, list_numbers, fields, sizes, style_names, targets, compatibility, kind)
