"""Word files of other scripts come out of LibreOffice in good order, whatever font stands in for the one they name."""

import re
from collections.abc import Mapping

import pytest
from test_languages import TAGS, sample
from word_pages import pages

from leaflets.formats import load
from leaflets.model import Box
from leaflets.verify import libreoffice

FORMATS = ("word", "word-large", "word-giant")
CASES = [(tag, name) for tag in TAGS for name in FORMATS]

pytestmark = pytest.mark.external("libreoffice")


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], list[str]]:
    """The figures on each page: those of dates and numbers to call can be read in any script."""
    folder = tmp_path_factory.mktemp("word")
    paths = {case: folder / f"sample_{case[1]}_{case[0]}.docx" for case in CASES}
    for (tag, name), path in paths.items():
        (content,) = load(name).write(sample(tag), load(name).edition, {}).values()
        path.write_bytes(content)
    made = libreoffice.converted(tuple(paths.values()))
    return {case: [_figures(page) for page in _words(made[path])] for case, path in paths.items()}


def _words(pdf: bytes | None) -> list[str]:
    assert pdf is not None
    return ["".join(glyph.text for glyph in page.glyphs) for page in pages(pdf)]


def _figures(text: str) -> str:
    return "".join(re.findall("[0-9]", text))


@pytest.mark.parametrize("tag", TAGS)
def test_the_cover_with_its_picture_keeps_to_one_page(tag: str, figures: Mapping[tuple[str, str], list[str]]) -> None:
    date = sample(tag).cover.date
    assert date is not None
    assert _figures(date.text) in figures[tag, "word"][0]


@pytest.mark.parametrize(("tag", "name"), CASES)
def test_help_now_stands_whole_on_the_last_page(
    tag: str, name: str, figures: Mapping[tuple[str, str], list[str]]
) -> None:
    *_, box = (block for section in sample(tag).sections for block in section.blocks if isinstance(block, Box))
    called = _figures("".join(sentence.text for point in box.points for sentence in point.sentences))
    assert called == "9991112"
    assert called in figures[tag, name][-1]
