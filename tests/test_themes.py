"""The colours of every theme can be told apart by eyes that see little, and each theme keeps its promises."""

import re
from itertools import chain

import pytest
import samples

from leaflets import formats, pictures
from leaflets.findings import LeafletError
from leaflets.paper.design import STYLE_SHEETS, TEMPLATES, Look, colours, themes
from leaflets.paper.sheets import Layout, sheet

TEXT = [
    ("ink", "paper"),
    ("accent", "paper"),
    ("on-accent", "accent"),
    ("ink", "tint"),
    ("accent", "tint"),
    ("ink", "meaning"),
    ("note", "paper"),
    ("on-spoken", "spoken"),
]
"""Letters and what they stand on: 7:1 or more (WCAG 2.2, 1.4.6)."""
MARKS = [
    ("meaning-bar", "meaning"),
    ("meaning-bar", "paper"),
    ("note", "paper"),
    ("accent", "paper"),
    ("edge", "paper"),
]
"""Lines that carry meaning and what they stand on: 3:1 or more (WCAG 2.2, 1.4.11)."""
YELLOW_PAPER = "#fff04d"
"""What shows through where nothing is printed on yellow paper; real paper is paler, which only helps."""


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(theme: str, above: str, below: str) -> float:
    found = colours(theme)
    first, second = (YELLOW_PAPER if found[name] == "transparent" else found[name] for name in (above, below))
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", themes())
def test_words_and_lines_stand_out_in_every_theme(theme: str) -> None:
    assert [(pair, contrast(theme, *pair)) for pair in TEXT if contrast(theme, *pair) < 7] == []
    assert [(pair, contrast(theme, *pair)) for pair in MARKS if contrast(theme, *pair) < 3] == []


@pytest.mark.parametrize("theme", themes())
def test_every_theme_names_the_same_colours(theme: str) -> None:
    assert colours(theme).keys() == colours("white").keys()


def test_a_measure_that_nobody_set_is_told_and_not_drawn_as_nothing() -> None:
    with pytest.raises(LeafletError, match=r"'no-such-gap', which is not in designs.toml \(easy-read\)"):
        Look().fill_in("p { margin: var(--no-such-gap) }")


@pytest.mark.parametrize("design", STYLE_SHEETS)
def test_every_measure_that_a_style_sheet_asks_for_is_set(design: str) -> None:
    used = set(
        re.findall(r"--([a-z-]+)", "".join((TEMPLATES / name).read_text("utf-8") for name in STYLE_SHEETS[design]))
    )
    look = Look(design)
    assert all(look.fill_in(f"var(--{name})") for name in used)


def assets(name: str) -> dict[str, bytes]:
    leaflet, edition = samples.leaflet("everything"), formats.edition(name)
    return dict(sheet(leaflet, edition, Layout()).assets)


def test_pictures_of_mono_are_grey_and_all_others_keep_their_colours() -> None:
    grey = set(chain.from_iterable(re.findall(rb"#[0-9a-f]{6}", svg) for svg in assets("easy-read-mono").values()))
    assert grey
    assert all(colour[1:3] == colour[3:5] == colour[5:7] for colour in grey)
    assert assets("easy-read-cream") == assets("easy-read") == assets("easy-read-dark") != assets("easy-read-mono")


def test_pictures_stand_on_white_where_the_ground_is_not_white() -> None:
    for name, plates in (("easy-read", False), ("easy-read-dark", True), ("easy-read-yellow", True)):
        html = sheet(samples.leaflet("everything"), formats.edition(name), Layout()).html
        assert ('class="plates"' in html) == plates


def test_a_grey_picture_is_not_another_picture() -> None:
    recipe = pictures.scene("police-talk").recipe
    without = [re.sub("#[0-9a-f]{6}", "", svg) for svg in (pictures.svg(recipe), pictures.grey_svg(recipe))]
    assert without[0] == without[1]
