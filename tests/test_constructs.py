"""Each construct of `tests/constructs/` is refused by our lint, or is heard whole in a PDF that keeps both standards.

A file says in comments before its page what is expected of it:

- `refused`: words of the reason;
- `tags`: the structure tree, as `outline` writes it;
- `heard besides`: words that are not in the HTML, such as numbers of lists, in the order in which they are heard;
- `not heard`: words that are painted as artifacts, in the order of the pages.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.etree.ElementTree import Element

import pikepdf
import pytest
import weasyprint

from leaflets.paper.lint import page_faults
from leaflets.paper.read_back import read_back
from leaflets.paper.render import Sheet, pdf
from leaflets.verify import pagevalidation, verapdf

FOLDER = Path(__file__).parent / "constructs"

STYLE = """<style>
@font-face { font-family: Lexend; src: url(asset:lexend.ttf) }
@font-face { font-family: Lexend; font-weight: 700; src: url(asset:lexend-bold.ttf) }
html { font-family: Lexend; font-variant-ligatures: none }
a { text-decoration: none; color: inherit }
</style>
"""
ASSETS = {
    "square.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>',
    "dot.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
    ),
}

NOTE = re.compile(r"<!-- (refused|tags|heard besides|not heard): (.*?) -->\n", re.DOTALL)
RUNS_ON = {"a", "abbr", "b", "code", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup", "time", "wbr"}
"""Elements inside a line: no word ends at their edges."""


@dataclass(frozen=True)
class Construct:
    """One file: its page, and what it says is expected."""

    name: str
    html: str
    notes: Mapping[str, str]


def construct(path: Path) -> Construct:
    text = path.read_text(encoding="utf-8")
    notes = {name: " ".join(value.split()) for name, value in NOTE.findall(text)}
    return Construct(path.stem, NOTE.sub("", text).replace("</head>", f"{STYLE}</head>", 1), notes)


CONSTRUCTS = tuple(construct(path) for path in sorted(FOLDER.glob("*.html")))
REFUSED = tuple(each for each in CONSTRUCTS if "refused" in each.notes)
GOOD = tuple(each for each in CONSTRUCTS if "refused" not in each.notes)

every_good = pytest.mark.parametrize("good", GOOD, ids=[each.name for each in GOOD])


def parsed(html: str) -> Element:
    """The tree that our renderer gets."""
    return cast(Element, weasyprint.HTML(string=html).etree_element)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The PDF of each good construct, by its name: made once."""
    folder = tmp_path_factory.mktemp("constructs")
    made = {each.name: folder / f"{each.name}.pdf" for each in GOOD}
    for each in GOOD:
        made[each.name].write_bytes(pdf(Sheet(each.html, (), ASSETS)))
    return made


@pytest.fixture(scope="module")
def verapdf_says(files: Mapping[str, Path]) -> Mapping[str, list[str]]:
    """What veraPDF finds in each file, by its name: asked once about all."""
    names = {str(path): name for name, path in files.items()}
    said: dict[str, list[str]] = {name: [] for name in files}
    for finding in verapdf.check(tuple(files.values())):
        said[names[finding.file]].append(f"{finding.code} {finding.hint}")
    return said


def test_there_are_at_least_seventy_constructs() -> None:
    assert len(CONSTRUCTS) >= 70
    assert len(GOOD) >= 70
    assert all(each.notes["tags"] for each in GOOD)


@pytest.mark.parametrize("refused", REFUSED, ids=[each.name for each in REFUSED])
def test_what_harms_listeners_is_refused_with_its_reason(refused: Construct) -> None:
    reason = refused.notes["refused"]
    assert any(reason in fault for fault in page_faults(parsed(refused.html)))
    assert (FOLDER / f"{refused.name}.html").read_text(encoding="utf-8").startswith("<!-- refused: ")


@every_good
def test_what_is_good_is_not_refused(good: Construct) -> None:
    assert list(page_faults(parsed(good.html))) == []


@every_good
def test_the_tags_of_a_construct_are_as_described(good: Construct, files: Mapping[str, Path]) -> None:
    assert outline(files[good.name].read_bytes()) == good.notes["tags"]


@every_good
def test_the_words_heard_are_those_of_the_html(good: Construct, files: Mapping[str, Path]) -> None:
    heard = read_back({"a.pdf": files[good.name].read_bytes()}).split()
    artifacts = good.notes.get("not heard", "").split()
    at = len(heard) - len(artifacts)
    assert heard[at:] == artifacts
    wanted = " ".join("".join(html_words(body(good))).split()).split()
    assert merged(wanted, good.notes.get("heard besides", "").split(), heard[:at]) == heard[:at]


@every_good
def test_page_validation_finds_nothing_by_both_standards(good: Construct, files: Mapping[str, Path]) -> None:
    findings = pagevalidation.check((files[good.name],))
    if lengths_are_right(files[good.name].read_bytes()):
        # page-validation 0.11.0 counts one byte too few where a packed stream happens to end with CR.
        findings = tuple(finding for finding in findings if not finding.code.endswith("STREAM-LENGTH-001"))
    assert findings == ()


@pytest.mark.external("verapdf")
@every_good
def test_verapdf_finds_nothing_by_both_standards(good: Construct, verapdf_says: Mapping[str, list[str]]) -> None:
    assert verapdf_says[good.name] == []


@every_good
def test_the_tree_is_sound(good: Construct, files: Mapping[str, Path]) -> None:
    """Nothing orphaned, empty or without a meaning; links in words; one element for each in the HTML."""
    with pikepdf.open(files[good.name]) as document:
        found = {element.objgen for element in walked(document.Root.StructTreeRoot.K[0])}
        structure = [each for each in document.objects if is_element(each)]
        assert {element.objgen for element in structure} == found
        roles = [str(element.S) for element in structure]
        assert "/NonStruct" not in roles
        assert all(len(element.K) or element.S in ("/TD", "/TH") for element in structure)
        assert all(str(element.A.Scope) in ("/Column", "/Row") for element in structure if element.S == "/TH")
        assert all(str(element.A.ListNumbering) for element in structure if element.S == "/L")
        for element in structure:
            if element.S == "/Figure":
                left, bottom, right, top = (float(edge) for edge in element.A.BBox)
                assert str(element.Alt)
                assert 0 <= left < right
                assert 0 <= bottom < top
        annotations = [note for page in document.pages for note in page.obj.get("/Annots", ())]
        places = [kid.Obj.objgen for element in structure if element.S == "/Link" for kid in element.K if is_place(kid)]
        assert sorted(note.objgen for note in annotations) == sorted(places)
        for note in annotations:
            assert int(note.F) == 4
            assert " ".join(str(note.Contents).split())
            assert str(note.Contents) != str(note.get("/A", pikepdf.Dictionary()).get("/URI", ""))
    counted = {"/L": "ul ol dl", "/Table": "table", "/Sect": "section aside", "/LI": "li"}
    tree = body(good)
    if good.name not in ("list-for-looks", "table-for-looks") and tree.find(".//dl") is None:
        for role, tags in counted.items():
            assert roles.count(role) == sum(element.tag in tags.split() for element in tree.iter())


@every_good
def test_every_other_language_is_told(good: Construct, files: Mapping[str, Path]) -> None:
    wanted = sorted(lang for element in body(good).iter() if (lang := element.get("lang")))
    with pikepdf.open(files[good.name]) as document:
        elements = walked(document.Root.StructTreeRoot.K[0])
        assert sorted(str(element.Lang) for element in elements if "/Lang" in element) == wanted


def body(construct: Construct) -> Element:
    found = parsed(construct.html).find("body")
    assert found is not None
    return found


def html_words(element: Element) -> Iterator[str]:
    """The words of the HTML, with white space where an element ends one."""
    if not isinstance(element.tag, str) or element.get("aria-hidden") == "true" or element.get("hidden") is not None:
        return
    if element.tag.endswith("}svg"):
        yield " "
        return
    edge = "" if element.tag in RUNS_ON else " "
    quote = element.tag == "q"
    yield edge + ("“" if quote else "") + (element.text or "")
    for inner in element:
        yield from html_words(inner)
        yield inner.tail or ""
    yield ("”" if quote else "") + edge


def merged(wanted: list[str], besides: list[str], heard: list[str]) -> list[str]:
    """The wanted words with those that may be heard besides, in the order in which they were heard."""
    found: list[str] = []
    rest, extra = wanted[::-1], besides[::-1]
    for word in heard:
        if extra and extra[-1] == word and not (rest and rest[-1] == word):
            found.append(extra.pop())
        elif rest:
            found.append(rest.pop())
    return found + rest[::-1] + extra[::-1]


def lengths_are_right(content: bytes) -> bool:
    """Whether each stream is as long as it says, by the bytes (ISO 32000-1, 7.3.8.2)."""
    streams = re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", content)
    return all(content[found.end() + int(found[1]) :].startswith(b"\nendstream") for found in streams)


def is_element(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"


def is_place(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def walked(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.K:
        if is_element(kid):
            yield from walked(kid)


def outline(content: bytes) -> str:
    """The structure tree on one line: `P(Link Span:cy)`. What matters of an element follows its role."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return " ".join(outlined(kid) for kid in document.Root.StructTreeRoot.K[0].K if is_element(kid))


def outlined(element: pikepdf.Object) -> str:
    attributes = element.get("/A", pikepdf.Dictionary())
    told = [str(attributes[name]).removeprefix("/") for name in ("/Scope", "/ListNumbering") if name in attributes]
    told += [f"{name[1:]}={attributes[name]}" for name in ("/ColSpan", "/RowSpan") if name in attributes]
    told += [str(element[name]) for name in ("/Lang", "/Alt", "/E") if name in element]
    kids = [outlined(kid) for kid in element.K if is_element(kid)]
    inside = f"({' '.join(kids)})" if kids else ""
    return ":".join((str(element.S).removeprefix("/"), *(value.replace(" ", "_") for value in told))) + inside
