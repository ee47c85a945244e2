"""Every reader of files from outside, as a function of bytes, with good files to start from.

A reader must give a result, findings or a LeafletError, within a time limit. Anything else is a fault of ours.
"""

import contextlib
import io
import signal
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import article_files
import samples
from hostile import HEAD, HOUSE, TODAY

from leaflets import checks, facts, formats, glossary, house, manifest, manuscript, pictures, signoff, spoken, verify
from leaflets.compose import compose
from leaflets.findings import LeafletError
from leaflets.intake import child, encoding, filetype
from leaflets.intake import plain as plain_articles
from leaflets.meaning import accepted
from leaflets.rewriting import as_manuscript
from leaflets.rewriting.as_paragraphs import paragraphs
from leaflets.word import manuscript_reader, manuscript_writer

LIMIT_S = 20
TESTS = Path(__file__).resolve().parent.parent
OWN_CHECKERS = (
    "word", "web", "web-style", "web-script", "epub", "braille", "print", "sound", "captions", "daisy", "cd", "pack",
)  # fmt: skip
"""Those that read a file with our own code; the others hand it to programs of other people."""


@dataclass(frozen=True, slots=True)
class Harness:
    """One reader."""

    read: Callable[[bytes], object]
    seeds: Callable[[], tuple[bytes, ...]]


class TooLongError(Exception):
    """A reader was not ready in time."""


def run(name: str, data: bytes) -> None:
    """Has that reader read these bytes. Raises whatever it must not raise, and TooLongError."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLongError(f"{name} took more than {LIMIT_S} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT_S)
    try:
        with contextlib.suppress(LeafletError, manuscript_reader.UnreadableError):
            HARNESSES[name].read(data)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def file_of(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        yield path


def from_file(name: str, *readers: Callable[[Path], object]) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        with file_of(data, name) as path:
            for reader in readers:
                with contextlib.suppress(LeafletError):
                    reader(path)

    return read


def _manuscript(data: bytes) -> None:
    manuscript.read(encoding.decode(data), "leaflet.md", "sample", "en-GB")


def _front_matter(data: bytes) -> None:
    manuscript.read(f"---\n{encoding.decode(data)}\n---\n## x\nYes.\n", "leaflet.md", "sample", "en-GB")


def _leaflet(data: bytes) -> None:
    written, _ = manuscript.read(encoding.decode(data), "leaflet.md", "sample", "en-GB")
    leaflet = compose(written, samples.INGREDIENTS)
    checks.check(leaflet, "leaflet.md", samples.INGREDIENTS.language, TODAY)


def _word(data: bytes) -> None:
    found, _ = manuscript_reader.read(data, "leaflet.docx")
    as_manuscript.manuscript(found, "leaflet.docx")


def _inside(whole: bytes, part: str, data: bytes) -> bytes:
    """A packed file with one of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return article_files.packed(members | {part: data})


def _part(whole: bytes, part: str) -> tuple[bytes, ...]:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return (archive.read(part),)


def _article(kind: str) -> Callable[[bytes], object]:
    def read(data: bytes) -> None:
        with file_of(data, "article") as path:
            child.answer({"kind": kind, "path": str(path), "file": "article", "name": "article"})

    return read


def _quick_article(data: bytes) -> None:
    for markdown in (False, True):
        plain_articles.read(data, "article", markdown=markdown)
    for ending in filetype.ENDINGS:
        filetype.kind_of(data, ending, "article")


def _finished(ending: str) -> Callable[[bytes], object]:
    names = [name for name in OWN_CHECKERS if verify.MEDIA_TYPES[ending] in verify.load(name).applies]
    return from_file(f"sample_easy-read_en-GB{ending}", lambda path: verify.verify([path], names))


def _made(*names: str) -> Callable[[], tuple[bytes, ...]]:
    """The files of these formats of the smallest leaflet."""

    def seeds() -> tuple[bytes, ...]:
        leaflet = samples.leaflet("smallest")
        return tuple(
            content
            for name in names
            for content in formats.load(name).write(leaflet, formats.load(name).edition, {}).values()
        )

    return seeds


def _texts(*paths: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(path.read_bytes() for pattern in paths for path in sorted(TESTS.glob(pattern)))


WORD = manuscript_writer.write(paragraphs(HEAD), "A leaflet", "en-GB")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><g style="fill:red"><rect width="9"/></g></svg>'
PNG = pictures.png(pictures.scene("leaflet").recipe, 20)
FACTS = (
    b"[[fact]]\nid = 'A01'\nclaim = 'x'\nweight = 'A'\npatterns = ['a(b|c)?']\n[[accepted]]\nline = 'x'\nreason = 'y'\n"
)
SIGNED = b"[[state]]\nstate = 'drafted'\nname = 'Ann'\nrole = 'editor'\ndate = 2026-01-02\nreaders = ['a']\n"
GLOSSARY = b"[[entry]]\nword = 'carer'\nmeaning = ['A **carer** helps.']\n[[entry]]\nword = 'Ann'\nkind = 'name'\n"
LEXICON = b"[[entry]]\nterm = 'SIM'\nsay = 'sim'\ncase_sensitive = true\n"
SRT, VTT = b"1\n00:00:01,000 --> 00:00:02,500\nYes.\n\n", b"WEBVTT\n\n00:01.000 --> 00:02.500\nYes.\n\n"
PEF = (
    b'<pef version="2008-1" xmlns="http://www.daisy.org/ns/2008/pef"><head><meta/></head><body><volume cols="40" '
    b'rows="25" rowgap="0" duplex="false"><section><page><row>\xe2\xa0\x81</row></page></section></volume></body></pef>'
)

HARNESSES: Mapping[str, Harness] = {
    "manuscript": Harness(_manuscript, _texts("manuscripts/*/*.md")),
    "leaflet": Harness(_leaflet, lambda: (HEAD.encode(),)),
    "front-matter": Harness(_front_matter, lambda: (b"title: A\nformats: text\nbsl-video: https://a.org\nversion: 1",)),
    "word": Harness(_word, lambda: (WORD,)),
    "word-text": Harness(
        lambda data: _word(_inside(WORD, "word/document.xml", data)), lambda: _part(WORD, "word/document.xml")
    ),
    "facts": Harness(from_file("facts.toml", facts.read, accepted.read), lambda: (FACTS,)),
    "sign-off": Harness(from_file("sign-off.toml", signoff.read), lambda: (SIGNED,)),
    "house": Harness(from_file("house.toml", house.load), lambda: (HOUSE.encode(),)),
    "glossary": Harness(from_file("glossary.en-GB.toml", glossary.load), lambda: (GLOSSARY,)),
    "lexicon": Harness(from_file("lexicon.en-GB.toml", spoken.load), lambda: (LEXICON,)),
    "article": Harness(_quick_article, _texts("articles/**/*.md", "articles/**/*.txt")),
    "article-page": Harness(_article("page"), _texts("articles/messy/*.html")),
    "article-word": Harness(
        lambda data: _article("docx")(_inside(article_files.named("minutes.docx"), "word/document.xml", data)),
        lambda: _part(article_files.named("minutes.docx"), "word/document.xml"),
    ),
    "article-odt": Harness(
        lambda data: _article("odt")(_inside(article_files.named("minutes.odt"), "content.xml", data)),
        lambda: _part(article_files.named("minutes.odt"), "content.xml"),
    ),
    "article-pdf": Harness(_article("pdf"), lambda: (article_files.named("leaflet.pdf"),)),
    "picture": Harness(lambda data: pictures.from_file(data, ".png", "Sign"), lambda: (PNG,)),
    "drawing": Harness(lambda data: pictures.from_file(data, ".svg", "Sign"), lambda: (SVG,)),
    "manifest": Harness(
        from_file("manifest.json", lambda path: manifest.read(path.parent)), lambda: (b'{"files": []}',)
    ),
    "finished-brf": Harness(_finished(".brf"), lambda: (b"  ,YES\r\n\f  ,NO4\r\n",)),
    "finished-pef": Harness(_finished(".pef"), lambda: (PEF,)),
    "finished-docx": Harness(_finished(".docx"), _made("word-large")),
    "finished-pdf": Harness(_finished(".pdf"), _made("large-print")),
    "finished-srt": Harness(_finished(".srt"), lambda: (SRT,)),
    "finished-vtt": Harness(_finished(".vtt"), lambda: (VTT,)),
    "finished-json": Harness(_finished(".json"), lambda: (b'{"sentences": [{"id": "s001", "start_s": 0.5}]}',)),
    "finished-html": Harness(
        _finished(".html"), lambda: (b"<!DOCTYPE html><html lang=en><body><h1>A</h1></body></html>",)
    ),
    "finished-css": Harness(_finished(".css"), lambda: (b"@media print { p { color: #fff } } a:focus { outline: 0 }",)),
    "finished-js": Harness(_finished(".js"), lambda: (b"fetch('https://a.org'); let a = `b`;",)),
    "finished-epub": Harness(
        _finished(".epub"),
        lambda: (article_files.packed({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"}),),
    ),
    "finished-zip": Harness(
        _finished(".zip"), lambda: (article_files.packed({"ncc.html": "<html/>", "manifest.json": "{}"}),)
    ),
    "finished-mp3": Harness(
        _finished(".mp3"), lambda: (b"ID3\x04\0\0\0\0\0\x0aTIT2\0\0\0\x02\0\0\x03A" + b"\xff\xfb\x90" * 9,)
    ),
    "finished-wav": Harness(_finished(".wav"), lambda: (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0" + bytes(30),)),
    "finished-m4b": Harness(_finished(".m4b"), lambda: (b"\0\0\0\x18ftypM4B \0\0\0\0\0\0\0\x10moov\0\0\0\x08trak",)),
}
