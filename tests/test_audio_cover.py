"""The picture that a player shows beside a recording."""

import io
from dataclasses import astuple, replace
from functools import cache

import samples
from PIL import Image

from leaflets import id3, pictures
from leaflets.formats import Edition, Files, audio, speech
from leaflets.model import Leaflet
from leaflets.speech.cover import cover


@cache
def recorded(leaflet: Leaflet) -> Files:
    made = speech.FORMAT.write(leaflet, Edition("speech", voice="silent"), {})
    return audio.FORMAT.write(leaflet, Edition("audio", voice="silent"), {"speech": made})


def shown(leaflet: Leaflet) -> id3.Picture | None:
    (data,) = recorded(leaflet).values()
    return id3.picture(id3.frames(data))


def test_a_player_shows_the_leaflets_own_cover_picture_with_its_words() -> None:
    leaflet = samples.leaflet("everything")
    found, own = shown(leaflet), leaflet.cover.picture
    assert found is not None
    assert own is not None
    media_type, kind, words, data = astuple(found)
    assert (media_type, kind, words) == ("image/png", 3, own.alt)
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        assert image.size == (600, 600)
        pixels = image.convert("RGB")
        assert {pixels.getpixel(corner) for corner in ((0, 0), (599, 0), (0, 599), (599, 599))} == {(255, 255, 255)}
        ink = [colour for _, colour in pixels.getcolors(1 << 20) or ()]
    assert len(ink) > 10


def test_a_leaflet_without_a_cover_picture_has_none_in_its_recording() -> None:
    leaflet = samples.leaflet("smallest")
    bare = replace(leaflet, cover=replace(leaflet.cover, picture=None))
    assert shown(bare) is None
    assert cover(bare) is None


def test_every_scene_makes_a_small_square_and_the_same_bytes_again() -> None:
    for name in ("meet-values", "london", "phone", "help-read"):
        recipe = pictures.scene(name).recipe
        data = pictures.square_png(recipe, 600)
        assert len(data) < 60_000, name
        assert data == pictures.square_png(recipe, 600)


def test_a_wide_and_a_high_picture_both_stay_inside() -> None:
    seen = set()
    for name in pictures.names()[::9]:
        width, height = pictures.size(pictures.scene(name).recipe)
        seen.add(width > height)
        with Image.open(io.BytesIO(pictures.square_png(pictures.scene(name).recipe, 200))) as image:
            grey = image.convert("L").point(lambda value: 255 if value < 250 else 0)
            left, top, right, bottom = grey.getbbox() or (0, 0, 0, 0)
        assert min(left, top, 200 - right, 200 - bottom) >= 8, name
        assert max(right - left, bottom - top) >= 170, name
    assert seen == {True, False}
