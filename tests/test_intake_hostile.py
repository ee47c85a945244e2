"""Files that are damaged, disguised or made to do harm: each is refused in plain words, and quickly."""

import contextlib
import time
import zipfile
from io import BytesIO
from pathlib import Path

import article_files
import docx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaflets import intake
from leaflets.findings import Finding
from leaflets.intake import child, filetype, packed, readers, splitting
from leaflets.intake.refusal import RefusedError

DOCX = article_files.named("minutes.docx")
ORIGINALS = {
    "docx": DOCX,
    "odt": article_files.named("minutes.odt"),
    "pdf": article_files.named("leaflet.pdf"),
}
SENTENCE = b"The council opened a garden in the middle of the town for everybody. "
QUICK_S = 10.0
"""No file may keep a person waiting for longer; most are refused at once."""

_BOMB = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">{more}]><w>&k;</w>'.replace(
    "{more}", "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w>&x;</w>'


def refused(tmp_path: Path, name: str, data: bytes) -> Finding:
    """Why that file is refused. It must be said in time, in words that a person understands."""
    path = tmp_path / name
    path.write_bytes(data)
    start = time.monotonic()
    articles, (*_, finding) = intake.read_all(path)
    assert time.monotonic() - start < QUICK_S
    assert articles == ()
    assert finding.level == "must fix"
    assert name in finding.file
    assert finding.message
    assert finding.hint
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [name], "Something was written."
    return finding


def with_parts(changes: dict[str, str | bytes], data: bytes = DOCX) -> bytes:
    """The Word file with some of its parts replaced or added."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return article_files.packed(members | changes)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("article.docx", SENTENCE, "plain text"),
        ("article.docx", b"<!DOCTYPE html><html><body><p>Hello</p></body></html>", "a web page"),
        ("article.txt", DOCX, "a Word file"),
        ("article.pdf", DOCX, "a Word file"),
        ("article.odt", DOCX, "a Word file"),
        ("article.docx", article_files.named("minutes.odt"), "a LibreOffice file"),
        ("article.html", b"%PDF-1.7 ...", "a PDF"),
        ("article.txt", b"<html><body><p>Hello</p></body></html>", "a web page"),
        ("article.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Word file"),
        ("article.docx", rb"{\rtf1\ansi Hello}", "a rich text file"),
        ("article.html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\nx", "packed with"),
        ("article.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        ("article.md", bytes(range(256)) * 4, "not text"),
        ("article.docx", article_files.packed({"a.txt": "hello"}), "a packed folder"),
        ("article.docx", b"", "empty"),
        ("article.pdf", b"   \n", "empty"),
        ("article.html", b'<?xml version="1.0"?><feed><entry>x</entry></feed>', "an XML file"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    finding = refused(tmp_path, name, data)
    assert words in finding.message
    assert finding.code == "AR-002"


def test_a_web_page_named_as_text_is_told_its_right_name(tmp_path: Path) -> None:
    assert "“.html”" in refused(tmp_path, "article.txt", b"<html><body>Hello</body></html>").hint


@pytest.mark.parametrize("name", ["article.docx", "article.odt", "article.pdf"])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, name: str) -> None:
    whole = article_files.named(
        {"docx": "minutes.docx", "odt": "minutes.odt", "pdf": "leaflet.pdf"}[name[-4:].lstrip(".")]
    )
    finding = refused(tmp_path, name, whole[:300])
    assert finding.code == "AR-003"


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(tmp_path: Path) -> None:
    bomb = with_parts({"word/document.xml": b"<a>" + bytes(packed.MOST_PART_BYTES + 1)})
    assert len(bomb) < 200_000
    assert "far too big" in refused(tmp_path, "article.docx", bomb).message


def test_a_file_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    bomb = bytearray(with_parts({"word/document.xml": b"<a>" + bytes(packed.MOST_PART_BYTES * 2)}))
    size = (packed.MOST_PART_BYTES * 2 + 3).to_bytes(4, "little")
    lie = bytes(bomb).replace(size, (1000).to_bytes(4, "little"))
    assert lie != bytes(bomb)
    assert refused(tmp_path, "article.docx", lie).code == "AR-003"


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "a\\..\\evil", "C:evil"])
def test_a_packed_file_with_names_that_lead_out_is_refused(tmp_path: Path, name: str) -> None:
    finding = refused(tmp_path, "article.docx", with_parts({name: "x"}))
    assert "lead out" in finding.message


def test_a_packed_file_with_a_part_twice_is_refused(tmp_path: Path) -> None:
    file = BytesIO(DOCX)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<other/>")
    assert "same name" in refused(tmp_path, "article.docx", file.getvalue()).message


def test_a_packed_file_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    many = with_parts({f"word/media/{number}": "" for number in range(packed.MOST_PARTS + 1)})
    assert "far too big" in refused(tmp_path, "article.docx", many).message


@pytest.mark.parametrize("xml", [_BOMB, _OUTSIDE], ids=["growing entities", "an entity from outside"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_entities_in_a_word_file_are_refused(tmp_path: Path, xml: str, part: str) -> None:
    assert "entities" in refused(tmp_path, "article.docx", with_parts({part: xml})).message


@pytest.mark.parametrize("xml", [_BOMB, _OUTSIDE, _BOMB.encode("utf-16")])
def test_entities_in_a_libreoffice_file_are_refused(tmp_path: Path, xml: str | bytes) -> None:
    data = article_files.packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml})
    assert refused(tmp_path, "article.odt", data).code == "AR-003"


def test_an_entity_of_a_web_page_is_not_followed(tmp_path: Path) -> None:
    page = (
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>'
        + SENTENCE
        + b"&x;</p></body></html>"
    )
    path = tmp_path / "article.html"
    path.write_bytes(page)
    (article,), _ = intake.read_all(path)
    assert "root" not in " ".join(article.sentences())


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = b"<div>" * 50_000 + SENTENCE + b"</div>" * 50_000
    assert "deep" in refused(tmp_path, "article.html", b"<html><body>" + deep + b"</body></html>").message


def test_deep_nesting_in_a_word_file_is_refused(tmp_path: Path) -> None:
    deep = "<w>" * 50_000 + "</w>" * 50_000
    assert "deep" in refused(tmp_path, "article.docx", with_parts({"word/document.xml": deep})).message


@pytest.mark.parametrize(
    "piece",
    ["<!--", "**", "[a](", "![", "_a ", "`", "> " * 50, "“", "\\", "<a ", "# ", "12 ", "Download the a ", "A. "],
)
@pytest.mark.parametrize("name", ["article.md", "article.txt"])
def test_a_huge_line_does_not_hold_anybody_up(tmp_path: Path, piece: str, name: str) -> None:
    path = tmp_path / name
    path.write_text("A title\n\n" + piece * (300_000 // len(piece.encode())) + " end of it.\n")
    start = time.monotonic()
    articles, findings = child_limited(path)
    assert time.monotonic() - start < QUICK_S
    assert articles or findings[-1].level == "must fix"


def child_limited(path: Path) -> child.Read:
    return child.read(filetype.ENDINGS[path.suffix], path, path.name, limit_s=QUICK_S / 2)


def test_very_long_text_is_refused(tmp_path: Path) -> None:
    too_long = SENTENCE * (filetype.MOST_TEXT_BYTES // len(SENTENCE) + 1)
    assert refused(tmp_path, "article.txt", too_long).code == "AR-004"
    (tmp_path / "article.txt").unlink()
    assert refused(tmp_path, "article.html", b"<p>" + too_long).code == "AR-004"


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    path.write_bytes(b"<html><body>" + b"<p>" + SENTENCE * 3 + b"</p>" * 2 + b"</body></html>")
    articles, (finding,) = child.read("page", path, "article.html", limit_s=0.0)
    assert articles == ()
    assert finding.code == "AR-005"
    assert "stopped" in finding.message
    articles, _ = intake.read_all(path)
    assert len(articles) == 1


def test_a_pdf_with_a_password_is_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(article_files.named("leaflet.pdf"))) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    assert "password" in refused(tmp_path, "article.pdf", file.getvalue()).message


def test_a_pdf_of_pictures_only_is_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(file)
    finding = refused(tmp_path, "article.pdf", file.getvalue())
    assert "pictures" in finding.message
    assert "Word" in finding.hint


def test_a_pdf_of_very_many_pages_is_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(300):
            pdf.add_blank_page()
        pdf.save(file)
    assert "300 pages" in refused(tmp_path, "article.pdf", file.getvalue()).message


def test_a_word_file_that_points_to_pictures_outside_is_read_without_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The council opened a garden in the middle of the town.")
    outside = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.part.relate_to("file:///etc/passwd", outside, is_external=True)
    path = tmp_path / "article.docx"
    path.write_bytes(article_files.saved(document))
    (article,), _ = intake.read_all(path)
    assert article.sentences() == ("The council opened a garden in the middle of the town.",)


PIECES = (
    "<p>", "</p>", "<div class='post'>", "</div>", "<h1>", "</h1>", "<h2>x</h2>", "<table><tr><td>", "</table>", "<li>",
    "<article>", "</article>", "<br>", "<b>", "<a href=x>", "</a>", "Leave a Reply", "word ", SENTENCE.decode(), "<!--",
    "<span hidden>", "<figure><figcaption>", "<svg>", "<form>", "&nbsp;", "\0", "\ufffd",
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_broken_page_stops_the_reader(pieces: list[str]) -> None:
    with contextlib.suppress(RefusedError):
        reading = readers.read("page", "".join(pieces).encode(), "article")
        articles, findings = splitting.articles(reading, "article", "article")
        assert articles or findings[-1].level == "must fix"


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf"])
@settings(max_examples=15, deadline=None)
@given(at=st.floats(0, 1), new=st.binary(min_size=1, max_size=8))
def test_changed_bytes_of_a_file_harm_nobody(
    kind: str, at: float, new: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = ORIGINALS[kind]
    place = int(at * (len(whole) - 1))
    path = tmp_path_factory.getbasetemp() / "changed"
    path.write_bytes(whole[:place] + new + whole[place + len(new) :])
    articles, findings = child.answer({"kind": kind, "path": str(path), "file": "changed", "name": "changed"})
    assert articles or findings[-1].level == "must fix"
