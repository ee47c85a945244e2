"""Pictures that a house brings along and that are broken, too big or made to do harm; and what is published of them."""

import io
import re
import struct
import zlib
from base64 import b64decode, b64encode
from pathlib import Path

import hostile
import pytest
from PIL import Image

from leaflets import pictures, sources
from leaflets.findings import LeafletError

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 20">{}</svg>'
RECT = '<rect width="40" height="20" style="fill:#1d3f72"/>'


def saved(image: Image.Image, kind: str = "PNG", **extra: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format=kind, **extra)
    return file.getvalue()


def plain(kind: str = "PNG", mode: str = "RGB") -> bytes:
    return saved(Image.new(mode, (40, 20)), kind)


def refused(data: bytes, suffix: str) -> str:
    with pytest.raises(LeafletError) as told:
        pictures.from_file(data, suffix, "Our sign")
    assert "PNG" in str(told.value) or "smaller" in str(told.value) or "at most" in str(told.value)
    return str(told.value)


def published(data: bytes, suffix: str) -> Image.Image:
    """The pixels that stand in the recipe of the picture, and so in every format."""
    recipe = pictures.from_file(data, suffix, "Our sign").recipe
    found = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", recipe)
    assert found
    return Image.open(io.BytesIO(b64decode(found[1])))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says it is that large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 10_000, 14_000, 2_000_000_000])
def test_a_picture_that_unpacks_to_a_huge_one_is_refused(side: int) -> None:
    assert refused(claiming(side, side), ".png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    whole = saved(Image.effect_noise((200, 200), 90), kind)
    assert refused(whole[: len(whole) // 2], f".{kind.lower()}")


def test_a_picture_in_the_colours_of_printers_keeps_its_colours() -> None:
    shown = published(saved(Image.new("CMYK", (40, 20), (255, 0, 0, 0)), "JPEG", quality=95), ".jpg")
    red, green, blue = shown.convert("RGB").getpixel((20, 10))  # type: ignore[misc]
    assert red < 20
    assert green > 200
    assert blue > 200


def test_a_picture_of_sixteen_bits_keeps_its_greys() -> None:
    grey = Image.new("I;16", (40, 20), 0x8000)
    assert published(saved(grey), ".png").convert("L").getpixel((20, 10)) == 0x80


def test_a_picture_that_moves_is_refused() -> None:
    frames = [Image.new("RGB", (40, 20), colour) for colour in ("red", "blue")]
    moving = saved(frames[0], save_all=True, append_images=frames[1:])
    assert "several pictures" in refused(moving, ".png")


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "WEBP", "EPS", "PDF", "ICO"])
def test_a_picture_of_another_kind_is_refused_whatever_its_name_says(kind: str) -> None:
    assert refused(plain(kind), ".png")


def test_pixels_are_read_by_what_they_are_and_not_by_their_name() -> None:
    assert published(plain("JPEG"), ".png").size == (40, 20)
    assert refused(plain("PNG"), ".svg")
    assert refused(SVG.format(RECT).encode(), ".png")


def test_a_picture_from_a_camera_that_was_held_upright_stands_upright() -> None:
    image = Image.new("RGB", (40, 20), "white")
    image.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    shown = published(saved(image, "JPEG", exif=exif, quality=95), ".jpg").convert("L")
    assert shown.size == (20, 40)
    assert shown.getpixel((10, 5)) < 60 < 200 < shown.getpixel((10, 35))  # type: ignore[operator]


def test_nothing_tells_where_a_picture_was_taken_or_by_whom() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Ann Hill"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    data = saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif, comment=b"Camera of Ann")
    assert b"Ann Hill" in data
    shown = published(data, ".jpg")
    assert dict(shown.getexif()) == {}
    assert shown.info == {}


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<rect onload='x()'/>",
        "<foreignObject><iframe src='http://example.org'/></foreignObject>",
        "<image href='file:///etc/hostname' width='9' height='9'/>",
        "<image xlink:href='http://127.0.0.1:9/x.png'/>",
        "<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        "<use href='other.svg#a'/>",
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        "<rect style='fill:url(http://127.0.0.1:9/x)'/>",
        "<rect fill='url(file:///etc/hostname)'/>",
        "<text>Us</text>",
    ],
)
def test_a_drawing_that_holds_programs_or_leads_outside_is_refused(inside: str) -> None:
    assert refused(SVG.format(RECT + inside).encode(), ".svg")


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/x.dtd" [ ]>',
    ],
)
def test_a_drawing_with_definitions_of_its_own_is_refused(head: str) -> None:
    assert "definitions" in refused((head + SVG.format(RECT)).encode(), ".svg")


def test_the_usual_first_line_of_drawing_programs_is_no_definition() -> None:
    head = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert published((head + SVG.format(RECT)).encode(), ".svg").size == (1000, 500)


def test_a_drawing_that_repeats_itself_without_end_is_refused() -> None:
    doubled = "".join(f"<g id='n{n}'>" + f"<use href='#n{n - 1}'/>" * 10 + "</g>" for n in range(1, 9))
    assert "too often" in refused(SVG.format(f"<g id='n0'>{RECT}</g>{doubled}").encode(), ".svg")
    circle = "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>"
    assert "too often" in refused(SVG.format(RECT + circle).encode(), ".svg")


@pytest.mark.parametrize("inside", ["<g>" * 100_000 + "</g>" * 100_000, RECT * 30_000, "<filter/>" * 100])
def test_a_drawing_of_very_many_parts_is_refused(inside: str) -> None:
    assert refused(SVG.format(inside).encode(), ".svg")


@pytest.mark.parametrize("box", ["0 0 1 100000000", "0 0 0 0", "0 0 nan 1", "0 0 1e999 1", "0 0 -4 5", "0 0 40 1"])
@pytest.mark.parametrize("rect", [RECT, '<rect width="40" height="20"/>'])
def test_a_drawing_with_sides_that_nobody_can_print_never_fills_the_memory(box: str, rect: str) -> None:
    data = SVG.replace("0 0 40 20", box).format(rect).encode()
    if box.endswith("40 1"):
        assert pictures.from_file(data, ".svg", "Our sign").recipe
    else:
        assert refused(data, ".svg")


def test_huge_pixels_inside_a_drawing_are_refused() -> None:
    bomb = b64encode(claiming(10_000, 10_000)).decode()
    image = f'<image width="40" height="20" href="data:image/png;base64,{bomb}"/>'
    assert "pixels" in refused(SVG.format(image).encode(), ".svg")


def test_a_logo_that_cannot_be_used_is_told_with_its_file(tmp_path: Path) -> None:
    place = hostile.write(tmp_path, hostile.HEAD, f'logo = "sign.gif"\n{hostile.HOUSE}')
    (place / "sign.gif").write_bytes(plain("GIF"))
    with pytest.raises(LeafletError, match=r"sign\.gif: The logo file is a GIF picture\. Save it as a PNG file\."):
        sources.load(place, "library", hostile.TODAY)
