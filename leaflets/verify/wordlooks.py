"""What easy read and large print ask of the looks of a Word file: all in styles, big, plain and left aligned."""

from collections import Counter
from collections.abc import Iterator

from leaflets.verify.wordfile import Element, W, WordFile, inside, is_on, text_of, value
from leaflets.verify.wordruns import runs

Fault = tuple[str, str, str]
SANS = frozenset({
    "Aptos", "Arial", "Calibri", "Century Gothic", "Comic Sans MS", "DejaVu Sans", "FS Me", "Frutiger", "Gill Sans",
    "Gill Sans MT", "Helvetica", "Lato", "Lexend", "Liberation Sans", "Open Sans", "Roboto", "Segoe UI", "Tahoma",
    "Trebuchet MS", "Univers", "Verdana", "Atkinson Hyperlegible",
})  # fmt: skip
"""Plain faces without serifs (UKAAF G003 and Inclusion Europe's "Information for all" ask for such faces)."""
LEAST_LINE = 1.4
"""Lines of body text, as a multiple of the font's own line: the house's gate."""
DIRECT_ALLOWED = frozenset(
    W + tag for tag in ("rStyle", "pStyle", "lang", "sectPr", "rPr", "bidi", "rtl", "numPr", "noProof")
)
HINT = "Change the style, not the words."


def fonts(file: WordFile) -> Iterator[Fault]:
    """In our own files a theme font would win over the named one, so that Word would show another face."""
    faces = {}
    for run in runs(file):
        chosen = run.looks(file, "rFonts")
        face = value(chosen, "ascii")
        if chosen is not None and any("heme" in key for key in chosen.attrib):
            face = "a font of the theme" if file.profile.strict or not face else face
        faces[face] = run.place
    for face, place in sorted(faces.items()):
        if face not in SANS and (face != "a font of the theme" or file.profile.strict):
            yield "WD-201", f"“{place}” is in {face or 'no named font'}.", "Use a plain font without serifs."


def sizes(file: WordFile) -> Iterator[Fault]:
    """Both sizes: of the letters that most of the text is in, and of the smallest."""
    smallest: dict[float, str] = {}
    for run in runs(file):
        smallest.setdefault(run.size_pt(file), run.place)
    for size_pt, place in sorted(smallest.items()):
        if size_pt < file.profile.small_pt:
            yield "WD-202", f"“{place}” is {size_pt:g} point.", f"Use {file.profile.small_pt:g} or more."
    size_pt = usual_size_pt(file)
    if size_pt < file.profile.body_pt:
        yield "WD-215", f"Most of the text is {size_pt:g} point.", f"Use {file.profile.body_pt:g} or more."


def usual_size_pt(file: WordFile) -> float:
    """The size that most letters have; 99 where there are none."""
    letters: Counter[float] = Counter()
    for run in runs(file):
        letters[run.size_pt(file)] += len(run.text)
    return letters.most_common(1)[0][0] if letters else 99


def direct_formatting(file: WordFile) -> Iterator[Fault]:
    """What is not in a style cannot be changed in one place."""
    for root in (file.body, *file.feet):
        by_hand = {
            node.tag
            for tag in ("pPr", "rPr")
            for place in root.iter(W + tag)
            for node in place
            if not (node.tag == W + "jc" and _runs_back(file, place))
        }
        for name in sorted(by_hand - DIRECT_ALLOWED):
            yield "WD-203", f"Some words are formatted by hand ({name.removeprefix(W)}).", HINT


def alignment(file: WordFile) -> Iterator[Fault]:
    """Words stand at the left; a picture alone may be centred."""
    for paragraph in file.paragraphs:
        side = value(file.of_paragraph(paragraph, "jc"))
        properties = paragraph.find(W + "pPr")
        if side == "right" and properties is not None and _runs_back(file, properties):
            continue
        if side not in ("", "left", "start") and text_of(paragraph).strip():
            yield "WD-204", f"“{text_of(paragraph).strip()[:40]}” is not aligned to the left.", HINT


def _runs_back(file: WordFile, properties: Element) -> bool:
    """Whether it is a paragraph from left to right in a file from right to left: it begins where the others do."""
    section = file.body.find(f"{W}sectPr/{W}bidi")
    return section is not None and value(properties.find(W + "bidi")) == "0"


def hyphenation(file: WordFile) -> Iterator[Fault]:
    """Said aloud in our own files, because a user's own default may be yes."""
    found = file.settings.find(W + "autoHyphenation")
    if is_on(found) or (found is None and file.profile.strict):
        yield "WD-205", "Words may be broken at the end of a line.", "Turn hyphenation off."


def hard_to_read_faces(file: WordFile) -> Iterator[Fault]:
    """Italics, capitals and underlining hide the shape of words; links alone are underlined."""
    links = {id(run) for link in file.body.iter(W + "hyperlink") for run in link.iter(W + "r")}
    for run in runs(file):
        is_link = id(run.run) in links or "hyperlink" in value(inside(run.run, "rPr", "rStyle")).lower()
        for tag in ("i", "caps", "smallCaps", "strike", "u"):
            if is_on(run.looks(file, tag)) and not (tag == "u" and is_link):
                yield "WD-206", f"“{run.place}” is in italics, in capitals or underlined.", "Use bold, or plain words."


def line_spacing(file: WordFile) -> Iterator[Fault]:
    """Body text is open; lines on the cover of our own files, and larger ones of others, need not be.

    An exact height would also cut pictures to a strip.
    """
    largest_pt = usual_size_pt(file)
    small = {id(run.paragraph) for run in runs(file) if run.size_pt(file) <= largest_pt}
    has_topics = any(file.outline(paragraph) == 1 for paragraph in file.paragraphs)
    reached_text = not (file.profile.strict and has_topics)
    for paragraph in file.paragraphs:
        level = file.outline(paragraph)
        reached_text = reached_text or level == 1
        rule, line = _line(file, paragraph)
        words = text_of(paragraph).strip()
        if rule == "exact":
            yield "WD-208", f"The lines of “{words[:40]}” have an exact height.", "Use a multiple."
        elif rule == "auto" and reached_text and level is None and id(paragraph) in small and line < LEAST_LINE:
            yield "WD-207", f"The lines of “{words[:40]}” are {line:.3g} apart.", f"Use {LEAST_LINE} or more."


def _line(file: WordFile, paragraph: Element) -> tuple[str, float]:
    """The rule of a paragraph's line height, and its multiple."""
    style = file.style_of(paragraph)
    places = (paragraph, *file.line_of_styles(style))
    found = next(
        (node for place in places if value(node := inside(place, "pPr", "spacing"), "line")), file.default_spacing
    )
    line = value(found, "line")
    return value(found, "lineRule") or "auto", (int(line) if line.isdigit() else 240) / 240


RULES = (
    fonts,
    sizes,
    direct_formatting,
    alignment,
    hyphenation,
    hard_to_read_faces,
    line_spacing,
)
