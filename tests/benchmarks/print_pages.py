"""The same words and pictures for other programs: a plain page in HTML, in Typst, in Markdown, and our Word file.

Each looks much like our sheet: A4, Lexend at 18 point, a picture of 44 mm at the left of its words, a topic on a page.
"""

import html
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from leaflets import pictures
from leaflets.formats import load
from leaflets.model import Box, Leaflet, Picture, Point, Run, Sentence
from leaflets.paper import fonts

CSS = """@font-face { font-family: Lexend; src: url(lexend.ttf); font-weight: 100 900 }
@page { size: A4; margin: 18mm }
body { font: 18pt/1.5 Lexend, sans-serif; margin: 0; padding: 0; max-width: none; font-variant-ligatures: none }
h1 { font-size: 44pt; line-height: 1.2 } h2 { font-size: 30pt; break-before: page } h3 { font-size: 22pt }
h1, h2, h3 { break-after: avoid }
.row { display: flow-root; break-inside: avoid; margin-bottom: 7mm }
.row img { float: left; width: 44mm } .row .words { margin-left: 53mm }
p > img { width: 44mm }
"""
TYPST = """#set document(title: {title})
#set page(paper: "a4", margin: 18mm)
#set text(font: "Lexend", size: 18pt, lang: "en", region: "GB")
#set par(leading: 0.9em, spacing: 1.3em)
#let row(picture, alt, words) = block(breakable: false, below: 7mm,
  grid(columns: (44mm, 1fr), column-gutter: 9mm, image(picture, alt: alt, width: 44mm), words))
"""


@dataclass(frozen=True)
class Part:
    """A heading, or an idea with its picture."""

    level: int
    """1 to 3 for a heading, 0 for an idea."""
    sentences: tuple[Sentence, ...]
    picture: Picture | None = None


def parts(leaflet: Leaflet) -> Iterator[Part]:
    """The leaflet in reading order."""
    for sentence in leaflet.cover.sentences():
        yield Part(int(sentence == leaflet.cover.title), (sentence,))
    for section in leaflet.sections:
        yield Part(2, (section.heading,))
        for block in section.blocks:
            if isinstance(block, Box):
                yield Part(3, (block.heading,))
            yield from map(_idea, block.points if isinstance(block, Box) else (block,))


def _idea(point: Point) -> Part:
    return Part(0, tuple(point.all_sentences()), point.picture)


def words(leaflet: Leaflet) -> list[str]:
    """Every word that each program is given, in reading order."""
    return [word for part in parts(leaflet) for sentence in part.sentences for word in sentence.text.split()]


def write(leaflet: Leaflet, folder: Path) -> None:
    """Everything that the other programs read: `leaflet.html`, `.css`, `.typ`, `.md`, `out.docx`, pictures, font."""
    for part in parts(leaflet):
        if part.picture:
            (folder / _file(part.picture)).write_text(pictures.svg(part.picture.recipe), encoding="utf-8")
    shutil.copy(fonts.PATH, folder / "lexend.ttf")
    title = leaflet.cover.title.text
    put = partial(Path.write_text, encoding="utf-8")
    put(folder / "leaflet.css", CSS)
    head = f"<title>{html.escape(title)}</title><meta charset=utf-8><link rel=stylesheet href=leaflet.css>"
    body = "".join(map(_html, parts(leaflet)))
    put(
        folder / "leaflet.html",
        f"<!DOCTYPE html><html lang={leaflet.lang}><head>{head}</head><body>{body}</body></html>",
    )
    typst = "\n".join(map(_typst, parts(leaflet)))
    put(folder / "leaflet.typ", TYPST.format(title=json.dumps(title, ensure_ascii=False)) + typst)
    markdown = "\n\n".join(map(_markdown, parts(leaflet)))
    put(folder / "leaflet.md", f"---\npagetitle: {json.dumps(title)}\nlang: {leaflet.lang}\n---\n\n{markdown}\n")
    word_file = load("word")
    (word,) = word_file.write(leaflet, word_file.edition, {}).values()
    (folder / "out.docx").write_bytes(word)


def _file(picture: Picture) -> str:
    return f"{picture.hash[:16]}.svg"


def _html(part: Part) -> str:
    def run(run: Run) -> str:
        text = html.escape(run.text)
        text = f"<strong>{text}</strong>" if run.strong else text
        return f'<a href="{html.escape(run.link)}">{text}</a>' if run.link else text

    lines = ["".join(map(run, sentence.runs)) for sentence in part.sentences]
    if part.level:
        return f"<h{part.level}>{lines[0]}</h{part.level}>"
    said = "".join(f"<p>{line}</p>" for line in lines)
    if part.picture is None:
        return said
    alt = html.escape(part.picture.alt)
    return f'<div class="row"><img src="{_file(part.picture)}" alt="{alt}"><div class="words">{said}</div></div>'


def _typst(part: Part) -> str:
    quoted = partial(json.dumps, ensure_ascii=False)

    def run(run: Run) -> str:
        text = f"#strong({quoted(run.text)})" if run.strong else f"#{quoted(run.text)}"
        return f"#link({quoted(run.link)})[{text}]" if run.link else text

    lines = ["".join(map(run, sentence.runs)) for sentence in part.sentences]
    if part.level:
        new_page = "#pagebreak(weak: true)\n" if part.level == 2 else ""
        return f"{new_page}#heading(level: {part.level})[{lines[0]}]"
    said = "\n\n".join(lines)
    if part.picture is None:
        return f"\n{said}\n"
    return f"#row({quoted(_file(part.picture))}, {quoted(part.picture.alt)}, [{said}])"


def _markdown(part: Part) -> str:
    def run(run: Run) -> str:
        text = run.text.strip()
        before, after = run.text.partition(text)[::2]
        text = f"**{text}**" if run.strong and text else text
        return before + (f"[{text}]({run.link})" if run.link else text) + after

    lines = ["".join(map(run, sentence.runs)) for sentence in part.sentences]
    if part.level:
        return f"{'#' * part.level} {lines[0]}"
    picture = [f"![{part.picture.alt}]({_file(part.picture)})"] if part.picture else []
    return "\n\n".join([*picture, *lines])
