"""The leaflet's own page: one folder, whole in itself, that says the leaflet's words once and in their order."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import samples
from conftest import Golden
from test_same_words import written

from leaflets import formats, id3
from leaflets.formats import Files
from leaflets.model import Run, Sentence
from leaflets.speech.timings import Timings, from_json
from leaflets.web import reader
from leaflets.web.page import words

FOLDER = "web_en-GB"


def files(name: str = "everything") -> Files:
    return written(f"manuscripts/{name}", "web")


def page(name: str = "everything") -> str:
    return files(name)[f"{FOLDER}/index.html"].decode("utf-8")


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


@cache
def elements(name: str = "everything") -> tuple[tuple[str, dict[str, str]], ...]:
    parser = _Elements()
    parser.feed(page(name))
    return tuple(parser.found)


def addresses(name: str = "everything") -> Iterator[str]:
    for _, attributes in elements(name):
        yield from (attributes[key] for key in ("src", "href") if key in attributes)


def test_every_file_stands_in_one_folder_and_the_page_comes_first() -> None:
    names = list(files())
    assert names[0] == f"{FOLDER}/index.html"
    assert all(name.startswith(f"{FOLDER}/") for name in names)


@pytest.mark.parametrize("name", samples.names())
def test_everything_that_the_page_asks_for_is_in_its_folder(name: str) -> None:
    asked = {address for address in addresses(name) if not re.match(r"#|https?:|mailto:|tel:|\.\./\.\./", address)}
    assert asked <= {path.removeprefix(f"{FOLDER}/") for path in files(name)}
    sheet = files(name)[f"{FOLDER}/leaflet.css"].decode("utf-8")
    assert re.findall(r"url\(([^)]*)\)", sheet) == ["lexend.ttf"]


def test_only_links_lead_outside_and_they_tell_nobody_where_the_reader_was() -> None:
    for tag, attributes in elements():
        outside = [value for key, value in attributes.items() if key in ("src", "href") and value.startswith("http")]
        assert not outside or (tag == "a" and attributes["rel"] == "noreferrer")


def test_the_recording_is_the_very_file_that_can_be_downloaded() -> None:
    ((name, sound),) = written("manuscripts/everything", "audio").items()
    assert files()[f"{FOLDER}/{name}"] == sound


def test_the_same_leaflet_gives_the_same_bytes() -> None:
    made = formats.load("web")
    audio = {"audio": written("manuscripts/everything", "audio")}
    assert made.write(samples.leaflet("everything"), formats.edition("web", "silent"), audio) == files()


def test_a_house_voice_is_the_voice_of_the_page() -> None:
    assert formats.edition("web", voice="emma").voice == "emma"


@pytest.mark.parametrize("name", samples.names())
def test_every_sentence_stands_once_under_its_id_in_reading_order(name: str) -> None:
    ids = [attributes["id"] for _, attributes in elements(name) if re.fullmatch(r"s\d{3,}", attributes.get("id", ""))]
    assert ids == [sentence.id for sentence in samples.leaflet(name).sentences()]


def timings(name: str) -> Timings:
    (sound,) = written(f"manuscripts/{name}", "audio").values()
    return from_json(id3.enclosed(id3.frames(sound))[0].content)


@pytest.mark.parametrize("name", samples.names())
def test_the_times_on_the_page_are_those_of_the_recording(name: str) -> None:
    (cues,) = re.findall(r'<script type="application/json" id="cues">(.*?)</script>', page(name))
    heard = [(cue.id, cue.start_s, cue.end_s) for cue in timings(name).cues if cue.id]
    assert [(id, pytest.approx(begin, abs=0.001), pytest.approx(end, abs=0.001)) for id, begin, end in heard] == [
        tuple(cue) for cue in json.loads(cues)
    ]
    assert [id for id, _, _ in heard] == [sentence.id for sentence in samples.leaflet(name).sentences()]


def test_one_main_heading_and_no_level_left_out() -> None:
    levels = [int(tag[1]) for tag, _ in elements() if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_picture_has_words_and_a_size() -> None:
    pictures = [attributes for tag, attributes in elements() if tag == "img"]
    assert pictures
    assert all(each["alt"] and int(each["width"]) and int(each["height"]) for each in pictures)


def test_signs_of_html_in_a_manuscript_are_only_words() -> None:
    plain = samples.leaflet("smallest")
    title = Sentence((Run('<script>alert(1)</script> & "'), Run("more", link='https://example.org/?"><b>')), "s002")
    leaflet = replace(plain, cover=replace(plain.cover, title=title))
    made = formats.load("web")
    sound = written("manuscripts/smallest", "audio")
    hostile = made.write(leaflet, formats.edition("web", "silent"), {"audio": sound})
    html = hostile[f"{FOLDER}/index.html"].decode("utf-8")
    assert "<script>alert" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;" in html


def test_long_names_may_break_where_a_screen_is_too_narrow_for_them() -> None:
    sentence = Sentence((Run("We are "), Run("Sutton Example Library", "hard"), Run(", call 020 7946 0123.")))
    assert words(sentence) == (
        'We are <strong><span class="kept long">Sutton Example Library</span></strong>,'
        ' call <span class="kept">020\u00a07946\u00a00123.</span>'
    )


def test_the_address_of_a_link_is_printed_where_its_words_do_not_say_it() -> None:
    link = "https://example.org/card"
    assert words(Sentence((Run("Cards", link=link),))).endswith('rel="noreferrer" class="told">Cards</a>')
    assert words(Sentence((Run("example.org/card", link=link),))).endswith('rel="noreferrer">example.org/card</a>')


def test_the_reader_sees_words_that_run_into_each_other() -> None:
    assert reader.words(b"<p>one</p><p>two <b>th</b>ree</p><script>no</script>four") == "one\ntwo three\nfour"


@pytest.mark.parametrize("name", samples.names())
def test_the_page_is_as_accepted(name: str, golden: Golden) -> None:
    html = page(name)
    for picture in samples.leaflet(name).pictures():
        html = html.replace(picture.hash[:8], "hash")
    html = re.sub(r'(id="cues">).*(</script>)', r"\1…\2", html)
    golden(f"html/{name}_web.html", "\n".join(line for line in html.splitlines() if line))
