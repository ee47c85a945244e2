"""Pictures in fewer PDF operators: what is painted is the same to the last point."""

import re
from html import escape

import pypdfium2
import pytest
from test_constructs import ASSETS, CONSTRUCTS

from leaflets import pictures
from leaflets.paper import drawings, operators
from leaflets.paper.operators import fewer
from leaflets.paper.render import Sheet, pdf

_HEAD = next(iter(CONSTRUCTS)).html.split("<body>")[0]
"""With the fonts of the house."""


def lines(text: str) -> str:
    """Operators that are separated by slashes, each on a line."""
    return text.replace(" / ", "\n")


@pytest.mark.parametrize(
    ("drawn", "wanted"),
    [
        # A shape that is filled needs no pen.
        ("q / 1 0 0 rg / 0 0 0 RG / 2 w / 1 J / 0 0 9 9 re / f / Q", "1 0 0 rg / 0 0 9 9 re / f"),
        # Two shapes of one colour: it is told once, before the path.
        (
            "1 0 0 rg / 0 0 m / 1 1 l / f / 1 0 0 rg / 2 2 m / 3 3 l / f",
            "1 0 0 rg / 0 0 m / 1 1 l / f / 2 2 m / 3 3 l / f",
        ),
        # Opacity, and a move that moves nothing.
        ("/a1.0 gs / 1 0 0 1 0 0 cm / 0 0 9 9 re / B", "0 0 9 9 re / B"),
        # What a `Q` takes back has to be told again.
        (
            "1 0 0 rg / q / 0 1 0 rg / 0 0 9 9 re / f / Q / 1 1 8 8 re / f",
            "0 1 0 rg / 0 0 9 9 re / f / 1 0 0 rg / 1 1 8 8 re / f",
        ),
        # What was told inside a moved part is forgotten behind it.
        (
            "q / 2 0 0 2 5 5 cm / 1 0 0 rg / 0 0 9 9 re / f / Q / 1 0 0 rg / 1 1 8 8 re / f",
            "q / 2 0 0 2 5 5 cm / 1 0 0 rg / 0 0 9 9 re / f / Q / 1 0 0 rg / 1 1 8 8 re / f",
        ),
        # A part inside a part: the one that moves nothing goes.
        ("q / q / 1 0 0 1 4 4 cm / 0 0 9 9 re / f / Q / Q", "q / 1 0 0 1 4 4 cm / 0 0 9 9 re / f / Q"),
        # A move behind which nothing is drawn; a second part of a path stays.
        ("0 0 m / 5 5 m / 6 6 l / 7 7 m / 8 8 l / S", "5 5 m / 6 6 l / 7 7 m / 8 8 l / S"),
        # A shape in the page's own colour, behind one with its own: only a `Q` can go back to that.
        (
            "q / 0 1 0 rg / 0 0 9 9 re / f / Q / 1 1 8 8 re / f",
            "q / 0 1 0 rg / 0 0 9 9 re / f / Q / 1 1 8 8 re / f",
        ),
        # Something that is not known: all stays.
        ("q / q / 0 0 9 9 re / W / n / Q / Q", "q / q / 0 0 9 9 re / W / n / Q / Q"),
    ],
)
def test_what_changes_nothing_goes(drawn: str, wanted: str) -> None:
    assert fewer(lines(drawn)) == lines(wanted)


def painted(monkeypatch: pytest.MonkeyPatch, tidy: bool) -> tuple[list[bytes], int]:
    """Every scene on paper, page by page in points, and how long their operators are together."""
    told: list[str] = []

    def note(drawn: str) -> str:
        told.append(operators.fewer(drawn) if tidy else re.sub(r"(?m)^/\S+ gs$\n", "", drawn))  # nothing shines through
        return told[-1]

    scenes = {f"s{number}.svg": pictures.scene(name) for number, name in enumerate(pictures.names())}
    assets = {name: pictures.svg(picture.recipe).encode() for name, picture in scenes.items()}
    images = " ".join(
        f'<img src="asset:{name}" alt="{escape(scenes[name].alt)}" style="width: 20mm"/>' for name in assets
    )
    drawings._drawing.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(drawings, "operators", type("Operators", (), {"fewer": staticmethod(note)}))
        patch.setattr(drawings, "_shelf", lambda: type("Shelf", (), {"get": lambda self, name, make: make()})())
        content = pdf(Sheet(f"{_HEAD}<body><h1>Scenes</h1><p>{images}</p></body></html>", (), {**ASSETS, **assets}))
    drawings._drawing.cache_clear()
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.render(scale=2).to_pil().tobytes() for page in document]
    return pages, sum(text.count("\n") for text in told)


def test_every_scene_is_painted_the_same_to_the_last_point(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, many = painted(monkeypatch, tidy=False)
    ours, few = painted(monkeypatch, tidy=True)
    assert len(ours) == len(theirs) > 1
    assert ours == theirs
    assert few < 0.7 * many


def test_the_points_would_tell_a_lost_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, _ = painted(monkeypatch, tidy=False)
    monkeypatch.setitem(operators._PAINTS, "f", ())
    wrong, _ = painted(monkeypatch, tidy=True)
    assert wrong != theirs
