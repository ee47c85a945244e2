"""Articles with words and marks that are made to do harm: `check` reads them as words, `new` writes only its folder."""

import time
from pathlib import Path

import article_files
import pytest
from hostile import QUICK_S, everything
from test_intake_hostile import with_parts

from leaflets import commands, facts, intake, manuscript
from leaflets.findings import Finding
from leaflets.intake.article import Article

SENTENCE = "The council opened a garden in the middle of the town."
OUTSIDE = "http://127.0.0.1:9/x"


def read(tmp_path: Path, name: str, data: str | bytes) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    begun = time.monotonic()
    found = intake.read_all(path)
    assert time.monotonic() - begun < QUICK_S
    assert everything(tmp_path) == {name}
    return found


@pytest.mark.parametrize("name", ["article.txt", "article.html"])
@pytest.mark.parametrize(
    "words",
    [
        "{{ 7*7 }} and {% for x in y %}",
        "<speak><break time='9s'/>hello</speak>",
        "[[h@'loU]]",
        "$(touch pwned) `touch pwned` ; rm -rf / | cat && true",
        "--help -o x",
        "You pay \u202e001\u202c pounds.",
        f"he{chr(0x301) * 3000}re",
        "😀 مرحبا",
    ],
)
def test_a_leaflet_is_started_from_any_words_and_nothing_else_is_written(tmp_path: Path, name: str, words: str) -> None:
    text = f"Our garden\n\n{SENTENCE}\n\n{words}\n\nYou can come on Sunday.\n"
    page = f"<html><body><h1>Our garden</h1><p>{SENTENCE}</p><p>{words}</p><p>You can come on Sunday.</p></body></html>"
    (tmp_path / name).write_text(page if name.endswith("html") else text, encoding="utf-8")
    code = commands.main(("new", "garden", "--from", str(tmp_path / name), "--sources", str(tmp_path / "sources")))
    assert code == 0
    written = everything(tmp_path) - {name}
    assert all(path.startswith("sources/garden/") for path in written)
    started = (tmp_path / "sources/garden/leaflet.en-GB.md").read_text(encoding="utf-8")
    leaflet, _ = manuscript.read(started, "leaflet.en-GB.md", "garden", "en-GB")
    assert "touch" not in " ".join(sentence.text for sentence in leaflet.sentences())
    _, faults = facts.read(tmp_path / "sources/garden/facts.toml")
    assert not [fault for fault in faults if "cannot be read" in fault.message]


@pytest.mark.parametrize(
    "inside",
    [
        f"<script src='{OUTSIDE}.js'>steal()</script>",
        f"<iframe src='{OUTSIDE}'>steal()</iframe>",
        "<img src='file:///etc/hostname' onerror='steal()'>",
        "<a href='javascript:steal()'></a>",
        "<object data='data:text/html,steal()'></object>",
        f"<svg><image href='{OUTSIDE}.svg'/><script>steal()</script></svg>",
        f"<style>@import url({OUTSIDE}.css); p:after {{ content: 'steal()' }}</style>",
        f"<link rel=stylesheet href='{OUTSIDE}.css'><base href='{OUTSIDE}'>",
    ],
)
def test_what_a_page_would_run_or_fetch_is_no_word_of_the_article(tmp_path: Path, inside: str) -> None:
    page = f"<html><body><article><h1>Our garden</h1>{inside}<p>{SENTENCE}</p></article></body></html>"
    (article,), _ = read(tmp_path, "article.html", page)
    assert SENTENCE in article.sentences()
    assert "steal" not in " ".join(article.sentences())


@pytest.mark.parametrize(("name", "between"), [("article.txt", " "), ("article.md", "\n\n"), ("article.html", "\n")])
def test_a_hundred_thousand_sentences_of_one_word_are_read_or_refused_in_time(
    tmp_path: Path, name: str, between: str
) -> None:
    articles, findings = read(tmp_path, name, f"Our garden\n\n{SENTENCE}\n\n" + f"Yes.{between}" * 100_000)
    assert articles or findings[-1].level == "must fix"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.bin"])
def test_a_program_in_a_word_article_is_left_alone(tmp_path: Path, name: str) -> None:
    (article, *_), _ = read(tmp_path, "article.docx", with_parts({name: b"\xd0\xcf\x11\xe0 Shell(cmd)"}))
    assert "Shell" not in " ".join(article.sentences())


def test_a_word_article_with_a_template_from_outside_is_read_without_it(tmp_path: Path) -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{relation}" Target="{OUTSIDE}.dotm" TargetMode="External"/></Relationships>'
    )
    articles, _ = read(tmp_path, "article.docx", with_parts({"word/_rels/settings.xml.rels": relations}))
    assert [article.title for article in articles] == [article.title for article in original(tmp_path)]


def original(tmp_path: Path) -> tuple[Article, ...]:
    folder = tmp_path / "original"
    folder.mkdir()
    return read(folder, "article.docx", article_files.named("minutes.docx"))[0]
