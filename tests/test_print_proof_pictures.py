"""The checker of the finished page sees what lies under words, at the edges and in pictures; and how it is asked."""

from pathlib import Path

import pikepdf
import pytest
from proof_pages import BOOKLET, SHORT, THREE_MORE, changed, codes, found, page, paint

from leaflets import pictures, verify
from leaflets.commands import main
from leaflets.paper.impose import booklet
from leaflets.pictures import heads
from leaflets.verify import print as proof
from leaflets.verify.printprofile import PROFILES, is_ours, of

PALE = '<p style="color: #777">Pale words</p>'
DARK_BOX = '<p style="color: #fff; background: #1d3f72; padding: 2mm">Light words on a dark ground</p>'
BOX = '<div style="border: 1mm solid #1d3f72; border-radius: 3mm; background: #eaf1fa; padding: 3mm">Words</div>'
STRIPED = '<p style="width: 80mm; background: url(asset:stripes.svg)">Words on a pattern</p>'
BAR = '<div style="position: absolute; left: -18mm; top: {}mm; width: 12mm; height: 30mm; background: #1d3f72"></div>'
DARK = "@page { background: #000 } html, h1 { color: #ff0 }"

UNDER_THE_WORDS = {
    "pale words": (PALE, "", {"PD-221"}),
    "pale words on a tint": ('<p style="color: #5a5a5a; background: #ddd">Words</p>', "", {"PD-221"}),
    "words that let their ground through": ('<p style="color: #1115">Words</p>', "", {"PD-221"}),
    "words of the colour of the paper": ('<p style="color: #fff">Words</p>', "", {"PD-221"}),
    "light words on a dark ground": (DARK_BOX, "", set()),
    "words in a frame": (BOX, "", set()),
    "words on a pattern": (STRIPED, "", {"PD-222"}),
    "yellow on black": ("", DARK, set()),
    "grey on black": (PALE, DARK, {"PD-221"}),
}


@pytest.mark.parametrize("name", UNDER_THE_WORDS)
def test_words_have_contrast_and_a_plain_ground(name: str, tmp_path: Path) -> None:
    body, style, expected = UNDER_THE_WORDS[name]
    assert codes(page(body, style), "large-print", tmp_path) == expected


def test_a_pale_word_says_its_contrast(tmp_path: Path) -> None:
    (finding,) = found(page(PALE), "large-print", tmp_path)
    assert finding.message == "Page 1: Words have a contrast of only 4.5 to 1: “Pale words”."


def test_words_inside_forms_are_taken_away_before_their_ground_is_looked_at(tmp_path: Path) -> None:
    """On sheets of a booklet, every page is a form. Words that stayed would look like a pattern under themselves."""
    sheets = [booklet(page(body + THREE_MORE, BOOKLET, before=SHORT)) for body in ("<p>Good.</p>", PALE, STRIPED)]
    assert [codes(sheet, "booklet", tmp_path) for sheet in sheets] == [set(), {"PD-221"}, {"PD-222"}]


@pytest.mark.parametrize(
    ("body", "style", "expected"),
    [
        ("", "@page { margin-left: 5mm }", {"PD-223"}),
        ('<p style="margin-left: -40mm">Lost words</p>', "", {"PD-223"}),
        (BAR.format(150), "", {"PD-223"}),
        (BAR.format(150).replace("-18mm", "-9mm"), "", set()),
        ("", "@page { background: #fff8e5 }", set()),
        ("", "@page { @bottom-left { padding-top: 17mm } @bottom-right { padding-top: 17mm } }", {"PD-223"}),
    ],
)
def test_nothing_stands_at_the_edge_of_the_paper(body: str, style: str, expected: set[str], tmp_path: Path) -> None:
    assert codes(page(body, style), "large-print", tmp_path) == expected


def image(width_mm: float, alt: str = "A square", name: str = "square") -> str:
    return f'<img src="asset:{name}.svg" alt="{alt}" style="width: {width_mm}mm; display: block">'


CONTACT = '<div style="border: 1mm solid #1d3f72; padding: 4mm; width: 150mm"><p>Call us</p>{}</div>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (image(44), set()),
        (image(24), {"PD-231"}),
        (CONTACT.format(image(22)), set()),
        (CONTACT.format(image(15)), {"PD-231"}),
        # A frame around the picture alone does not make it a sign for a contact.
        (f'<div style="border: 1mm solid #1d3f72; width: 22mm">{image(22)}</div>', {"PD-231"}),
    ],
)
def test_pictures_are_large_enough(body: str, expected: set[str], tmp_path: Path) -> None:
    assert codes(page(body), "easy-read", tmp_path) == expected


def test_a_small_picture_is_named(tmp_path: Path) -> None:
    (finding,) = found(page(image(20)), "easy-read", tmp_path)
    assert finding.message == "Page 1: The picture “A square” is only 20 × 20 mm."
    assert codes(page(image(20)), "large-print", tmp_path) == set()  # no pictures are promised there


def test_small_images_of_a_file_without_tags_are_looked_at_by_a_person(tmp_path: Path) -> None:
    def with_image(size: int) -> bytes:
        def change(document: pikepdf.Pdf) -> None:
            del document.Root["/StructTreeRoot"]
            first = document.pages[0]
            pixel = pikepdf.Stream(document, b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1,
                                   Height=1, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8)  # fmt: skip
            first.Resources["/XObject"] = pikepdf.Dictionary(Dot=pixel)
            paint(document, b"%d 0 0 %d 100 200 cm /Dot Do" % (size, size))

        return changed(page(), change)

    small = found(with_image(50), "easy-read", tmp_path, ours=False)
    assert [(one.code, one.level) for one in small] == [("PD-231", "look at this")]
    assert found(with_image(80), "easy-read", tmp_path, ours=False) == ()
    assert found(with_image(10), "easy-read", tmp_path, ours=False) == ()


def scene(name: str, width_mm: float) -> tuple[str, bytes]:
    picture = pictures.scene(name)
    return image(width_mm, picture.alt, "scene"), pictures.svg(picture.recipe).encode()


@pytest.mark.parametrize(
    ("width_mm", "easy_read", "small"),
    [(37.5, set(), set()), (34, {"PD-232"}, set()), (27, {"PD-232"}, {"PD-232"})],
)
def test_heads_of_a_scene_are_large_enough(
    width_mm: float, easy_read: set[str], small: set[str], tmp_path: Path
) -> None:
    body, drawing = scene("meet-three", width_mm)
    assert codes(page(body, scene=drawing), "easy-read", tmp_path) == easy_read
    assert codes(page(body, BOOKLET, scene=drawing), "booklet-pages", tmp_path) == small


def test_a_small_head_says_its_height(tmp_path: Path) -> None:
    body, drawing = scene("meet-three", 34)
    (finding,) = found(page(body, scene=drawing), "easy-read", tmp_path)
    assert "“Person with police and health workers” (34 × 31 mm) a head is only 8.4 mm high" in finding.message


def test_pictures_on_a_sheet_are_measured_where_they_are(tmp_path: Path) -> None:
    def sheet(width_mm: float) -> bytes:
        return booklet(page(image(width_mm) + THREE_MORE, BOOKLET, before=SHORT))

    assert codes(sheet(30), "booklet", tmp_path) == set()
    assert codes(sheet(20), "booklet", tmp_path) == {"PD-231"}


def test_heads_are_known_by_the_words_of_a_scene() -> None:
    (one,) = heads.of("Person with police and health workers")
    assert (one.units, one.width, one.height) == (32, *pictures.size(pictures.scene("meet-three").recipe))
    assert len(heads.of("A police officer")) == 2  # a man and a woman; told apart by their shape
    assert heads.of("Phone showing 999, and an ambulance") == ()
    assert heads.of("A square") == ()


# How it is asked -----------------------------------------------------------------------------------------------------


def test_a_file_says_by_its_name_what_it_has_to_keep() -> None:
    assert of(Path("a/sleep_giant-print_en-GB.pdf"), "") == PROFILES["giant-print"]
    assert of(Path("a/sleep_giant-print_en-GB.pdf"), "booklet") == PROFILES["booklet"]
    assert of(Path("a/sleep_word_en-GB.pdf"), "") is None
    assert of(Path("giant-print.pdf"), "") is None
    assert is_ours(Path("sleep_booklet_en-GB.pdf"))
    assert not is_ours(Path("sleep booklet.pdf"))


def test_the_gate_of_every_build_leaves_the_slow_rules_to_the_whole_check(tmp_path: Path) -> None:
    content = page(f'<p style="font-size: 12pt">Small</p>{PALE}')
    assert codes(content, "large-print", tmp_path) == {"PD-201", "PD-221"}
    assert [(one.file, one.code) for one in proof.gate(content, "large-print")] == [("large-print", "PD-201")]
    with pytest.raises(KeyError):
        proof.gate(content, "audio")


def test_a_foreign_file_is_asked_only_when_somebody_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "a page.pdf"
    file.write_bytes(page('<p style="font-size: 12pt">Small</p>'))
    (left_out,) = verify.verify((file,), ("print",))
    assert (left_out.file, left_out.level) == (str(file), "not checked")
    assert "--as large-print" in left_out.message
    asked = verify.verify((file,), ("print",), "large-print")
    assert [one.code for one in asked] == ["PD-201"]


@pytest.mark.external("page-validation")
def test_verify_checks_any_pdf_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LEAFLETS_VERAPDF", str(tmp_path))
    monkeypatch.setenv("LEAFLETS_OUTLOUD", str(tmp_path / "none"))
    monkeypatch.delenv("CI", raising=False)
    file = tmp_path / "a page.pdf"
    file.write_bytes(page())
    assert main(("verify", str(file))) == 0
    said = capsys.readouterr().out
    assert f"{file}  good: page-validation; not checked: print, verapdf, outloud\n" in said
    assert "Its name does not say what it is to be." in said
    assert main(("verify", str(file), "--as", "large-print")) == 0
    assert f"{file}  good: page-validation, print; not checked: verapdf, outloud\n" in capsys.readouterr().out
    assert main(("verify", str(file), "--as", "giant-print")) == 1
    assert "Most of the words have 18 point. Use 24 point or more for the text." in capsys.readouterr().out


def test_a_picture_is_as_large_as_its_tag_says(tmp_path: Path) -> None:
    """The size is that of the tag, which is in points from the foot of the page, wherever the page is cut."""

    def moved(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = pikepdf.Array([0, 0, 595.28, 850])

    assert codes(changed(page(image(24)), moved), "easy-read", tmp_path) == {"PD-231"}
    assert codes(changed(page(CONTACT.format(image(22))), moved), "easy-read", tmp_path) == set()
