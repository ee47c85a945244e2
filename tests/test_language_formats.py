"""Every language in every format: the sample of each is made, read back, and proved by the quick checkers."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree
from test_languages import TAGS, sample

from leaflets import formats, languages, verify
from leaflets.findings import must_fix
from leaflets.formats import Edition, Files
from leaflets.lacking import lacking_in
from leaflets.paper.design import look_in
from leaflets.paper.measures import Measures
from leaflets.paper.read_back import read_back
from leaflets.paper.shaping import width_mm
from leaflets.speech.timings import from_json
from leaflets.verify import print as print_checker
from leaflets.verify import words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMATS = (
    "easy-read", "large-print", "giant-print", "booklet-pages", "booklet", "poster-a4", "handout", "word", "audio",
    "captions", "web", "epub", "daisy", "braille", "braille-uncontracted", "cd", "text",
)  # fmt: skip
"""Those of `formats.NAMES` but for other colours, sizes and paces of the same."""
PHONE = "020 7946 0456"


@cache
def written(tag: str, name: str) -> Files:
    made = formats.load(name)
    return made.write(sample(tag), edition(name), {need: written(tag, need) for need in made.needs})


def edition(name: str) -> Edition:
    """With codes, which take the most room on posters and cards."""
    return replace(formats.edition(name), web_address="https://www.example.org", leads_to=("web", "audio"))


def made_in(tag: str) -> tuple[str, ...]:
    return tuple(name for name in FORMATS if name not in lacking_in(tag, FORMATS))


CASES = tuple((tag, name) for tag in TAGS for name in made_in(tag))


@pytest.mark.parametrize(("tag", "name"), CASES)
def test_a_format_says_the_words_and_stands_up_to_the_quick_checkers(tag: str, name: str) -> None:
    files, made = written(tag, name), formats.load(name)
    assert words.check(sample(tag), edition(name), made, files) is None
    found = [fault for file, content in files.items() for fault in must_fix(verify.gate(file, content, name))]
    assert found == []


@pytest.mark.parametrize("tag", TAGS)
def test_only_braille_may_be_left_out_and_the_reason_says_so(tag: str) -> None:
    reasons = lacking_in(tag, FORMATS)
    assert set(reasons) <= {"braille", "braille-uncontracted"}
    assert all("liblouis" in reason for reason in reasons.values())


@pytest.mark.parametrize("tag", TAGS)
def test_numbers_to_call_are_whole_and_in_their_order_in_print(tag: str) -> None:
    said = read_back(written(tag, "large-print")).replace("\u00a0", " ")
    assert PHONE in said
    assert "17.30" in said
    assert "help@example.org" in said


@pytest.mark.parametrize("tag", TAGS)
def test_a_printed_page_tells_its_language_and_that_of_marked_words(tag: str) -> None:
    with pikepdf.open(BytesIO(next(iter(written(tag, "easy-read").values())))) as document:
        assert str(document.Root.Lang) == tag
        tags = {str(item.Lang) for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item}
    assert tags >= {tag, "en-GB"}


@pytest.mark.parametrize("tag", languages.tags())
@pytest.mark.parametrize("name", ["easy-read", "booklet-pages", "large-print", "giant-print"])
def test_what_a_page_foot_must_say_has_room_on_one_line(tag: str, name: str) -> None:
    """On a second line it would stand where office printers print nothing."""
    made = formats.edition(name)
    look = look_in(tag, made.design, made.theme)
    room = Measures(look, made.pictures).page_mm * look.percent("foot-name") / 100
    for key in ("draft-mark", "foot-superseded"):
        assert width_mm(languages.load(tag).say(key), look.pt("foot")) < room, key


def test_words_from_right_to_left_stand_beside_their_joined_letters() -> None:
    with pikepdf.open(BytesIO(next(iter(written("ur", "easy-read").values())))) as document:
        steps = [step for page in document.pages for step in pikepdf.parse_content_stream(page, "BDC")]
    told = [str(step.operands[1]["/ActualText"]) for step in steps if "/ActualText" in dict(step.operands[1])]
    assert "یہ نمونے کا کتابچہ ہے۔" in [text.strip() for text in told]


def test_initials_of_a_licence_are_no_capitals_on_an_urdu_page(tmp_path: Path) -> None:
    ((file, content),) = written("ur", "giant-print").items()
    assert "CC BY-SA" in read_back({file: content}).replace("\u00a0", " ")
    path = tmp_path / file
    path.write_bytes(content)
    assert "PD-207" not in {finding.code for finding in print_checker.check((path,))}


def test_a_booklet_from_right_to_left_opens_at_the_right() -> None:
    with pikepdf.open(BytesIO(next(iter(written("ur", "booklet").values())))) as document:
        assert document.Root.ViewerPreferences.Direction == "/R2L"


@pytest.mark.parametrize("tag", TAGS)
def test_word_names_the_language_and_turns_only_what_is_read_from_right_to_left(tag: str) -> None:
    parts = zipfile.ZipFile(BytesIO(next(iter(written(tag, "word").values()))))
    styles, body = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("styles", "document"))
    assert styles.find(f".//{W}docDefaults//{W}lang").get(f"{W}bidi") == tag
    turned = languages.load(tag).direction == "rtl"
    assert (styles.find(f".//{W}style[@{W}default='1']/{W}pPr/{W}bidi") is not None) == turned
    assert (body.find(f".//{W}sectPr/{W}bidi") is not None) == turned
    assert (body.find(f".//{W}rtl") is not None) == turned
    marked = ["".join(run.itertext()) for run in body.iter(f"{W}r") if _lang(run) == "en-GB"]
    assert "Rose House" in " ".join(marked).replace("\u00a0", " ")


def test_word_puts_english_sentences_and_the_bars_of_boxes_at_the_right_of_an_urdu_page() -> None:
    parts = zipfile.ZipFile(BytesIO(next(iter(written("ur", "word").values()))))
    styles, body = (etree.fromstring(parts.read(f"word/{name}.xml")) for name in ("styles", "document"))
    (english,) = (each for each in body.iter(f"{W}p") if "".join(each.itertext()).startswith("We are"))
    assert english.find(f"{W}pPr/{W}bidi").get(f"{W}val") == "0"
    assert english.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"
    box = styles.find(f".//{W}style[@{W}styleId='HardWordBox']/{W}pPr/{W}pBdr")
    assert [side.tag.removeprefix(W) for side in box] == ["top", "left", "bottom", "right"]
    widths = {side.tag.removeprefix(W): int(side.get(f"{W}sz")) for side in box}
    assert widths["right"] > 5 * widths["left"]


def _lang(run: "etree._Element") -> str | None:
    found = run.find(f"{W}rPr/{W}lang")
    return None if found is None else found.get(f"{W}val")


@pytest.mark.parametrize("tag", TAGS)
def test_pages_of_the_web_and_of_books_have_language_and_direction(tag: str) -> None:
    direction = languages.load(tag).direction
    page = next(data.decode() for name, data in written(tag, "web").items() if name.endswith("index.html"))
    assert f'<html lang="{tag}" dir="{direction}"' in page
    assert '<span lang="en-GB" dir="ltr">' in page
    book = zipfile.ZipFile(BytesIO(next(iter(written(tag, "epub").values()))))
    assert f'page-progression-direction="{direction}"' in book.read("EPUB/package.opf").decode()


@pytest.mark.parametrize("tag", [tag for tag in TAGS if languages.load(tag).font])
def test_the_fonts_of_a_script_come_with_web_pages_and_books(tag: str) -> None:
    font = languages.load(tag).font
    assert font is not None
    page = written(tag, "web")
    assert f"web_{tag}/{font.package}.ttf" in page
    assert f'"{font.name}"' in page[f"web_{tag}/leaflet.css"].decode()
    assert (
        f"EPUB/fonts/{font.package}.ttf"
        in zipfile.ZipFile(BytesIO(next(iter(written(tag, "epub").values())))).namelist()
    )


@pytest.mark.parametrize("tag", TAGS)
def test_a_recording_says_numbers_to_call_figure_by_figure_and_is_not_silent(tag: str) -> None:
    timings = from_json(written(tag, "speech")["timings.json"])
    cue = next(cue for cue in timings.cues if PHONE in cue.display.replace("\u00a0", " "))
    zero, *_ = figures = languages.load(tag).data["spoken"]["small"]  # type: ignore[index]
    spelled = [figures[int(figure)] for figure in PHONE.replace(" ", "")]
    assert " ".join(spelled) in re.sub(r"[,،]", "", cue.said)
    assert zero
    words_a_minute = sum(len(cue.said.split()) for cue in timings.cues) / timings.seconds * 60
    assert 60 < words_a_minute < 160, f"{words_a_minute:.0f} spoken words a minute"


@pytest.mark.parametrize("tag", TAGS)
def test_marked_words_are_said_in_their_own_language(tag: str) -> None:
    (sentence,) = (each for each in sample(tag).sentences() if "Rose House" in each.text)
    langs = dict(zip((display for display, _ in sentence.spoken), sentence.spoken_in, strict=True))
    assert next(lang for display, lang in langs.items() if display.startswith("Rose House")) == "en-GB"
    assert "" in langs.values()


@pytest.mark.parametrize("tag", TAGS)
def test_captions_tag_words_of_another_language(tag: str) -> None:
    (text,) = (data.decode() for name, data in written(tag, "captions").items() if name.endswith(".vtt"))
    assert re.search(r"<lang en-GB>Rose House\.?</lang>", text)
    assert text.count("<lang ") == text.count("</lang>") == len(re.findall(r"<lang en-GB>[^<\n]+</lang>", text))


def _checked(tag: str, folder: Path) -> Iterator[Path]:
    for name in ("easy-read", "epub", "web"):
        for file, content in written(tag, name).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if path.suffix in (".pdf", ".epub", ".html"):
                yield path


@pytest.mark.external("verapdf", "epubcheck", "axe")
@pytest.mark.parametrize("tag", ["ta", "ur"])
def test_outside_checkers_find_pages_and_books_good(tag: str, tmp_path: Path) -> None:
    files = tuple(_checked(tag, tmp_path))
    assert must_fix(verify.verify(files, ("verapdf", "epubcheck", "axe"))) == ()


_ALONE = """
import sys
sys.path[:0] = sys.argv[2:]
from test_language_formats import written
sys.stdout.buffer.write(next(iter(written("ur", sys.argv[1]).values())))
"""


@pytest.mark.parametrize("name", ["poster-a4", "handout", "easy-read", "word", "epub"])
def test_another_process_makes_the_same_bytes_whatever_was_drawn_before(name: str) -> None:
    """Pango takes fonts that a page before has loaded: a page that does not name its own is drawn by chance."""
    folder = Path(__file__).parent
    command = (sys.executable, "-c", _ALONE, name, str(folder), str(folder.parent))
    environment = os.environ | {"PYTHONHASHSEED": "5"}
    alone = subprocess.run(command, capture_output=True, timeout=60, check=True, env=environment).stdout
    assert alone == next(iter(written("ur", name).values()))


@pytest.mark.external("browser")
@pytest.mark.parametrize("tag", ["cy", "ta"])
def test_long_words_stay_whole_on_the_smallest_screens(tag: str, tmp_path: Path) -> None:
    """In every size and colour, and by keyboard: Welsh has the longest buttons, Tamil the longest words."""
    pages = [path for path in _checked(tag, tmp_path) if path.suffix == ".html"]
    assert must_fix(verify.verify(pages, ("browser",))) == ()
