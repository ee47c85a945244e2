"""House files, fact sheets, glossaries and other data files that are wrong or made to do harm, and names of folders."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import hostile
import pytest
from hostile import HEAD, HOUSE, TODAY, everything, write

from leaflets import commands, data_files, exchange, facts, glossary, house, signoff, sources, spoken
from leaflets.findings import LeafletError

READERS: dict[str, Callable[[Path], object]] = {"house": house.load, "glossary": glossary.load, "lexicon": spoken.load}
"""Those that stop the command."""
SHEETS = {"facts": facts.read, "sign-off": signoff.read}
"""Those that give findings."""

WRONG = {
    "a name twice": ('name = "A"\nname = "B"\n', "twice"),
    "a part twice": ("[a]\n[a]\n", "twice"),
    "no quotation mark": ('name = "A\n', "cannot be read"),
    "no end of a list": ("a = [1\n", "bracket"),
    "no value": ("name =\n", "value is missing"),
    "words without marks": ("name = The library\n", "value is missing"),
    "a path of Windows": ('logo = "C:\\new\\logo.png"\n', "cannot be read"),
    "an unseen sign": ('name = "A\0B"\n', "cannot be read"),
    "lists without end": (f"a = {'[' * 15_000}\n", "brackets"),
    "a very long line": (f"{'a.' * 300_000}a = 1\n", "line has more than"),
    "a very long number": (f"a = {'1' * 10_000}\n", "cannot be read"),
    "a huge file": ("# note\n" * 200_000, "more than 1,000,000"),
    "no such day": ("a = 2026-02-31\n", "no such day"),
}


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("reader", READERS)
def test_a_data_file_that_cannot_be_read_is_told_with_its_file_and_the_cure(
    tmp_path: Path, reader: str, case: str
) -> None:
    path = tmp_path / f"{reader}.toml"
    text, words = WRONG[case]
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LeafletError) as told:
        READERS[reader](path)
    assert path.name in str(told.value)
    assert words in str(told.value)
    assert "Mend" in str(told.value)


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("reader", SHEETS)
def test_a_sheet_that_cannot_be_read_is_told_with_its_file_and_the_cure(tmp_path: Path, reader: str, case: str) -> None:
    path = tmp_path / f"{reader}.toml"
    text, words = WRONG[case]
    path.write_text(text, encoding="utf-8")
    read, (finding,) = SHEETS[reader](path)
    assert read == ()
    assert path.name in finding.file
    assert words in finding.message
    assert "Mend" in finding.hint


def test_the_line_of_a_slip_is_told() -> None:
    with pytest.raises(data_files.DataFileError) as told:
        data_files.parse('a = "1"\nb = "2"\n\nb = "3"\n')
    assert told.value.told("house file", "sources/house.toml") == (
        "sources/house.toml, line 4: The house file cannot be read: "
        "This name stands here twice. Keep one of the two. Mend that line."
    )


def test_a_file_that_is_no_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes('about = ["x"]\nname = "Caf\xe9"\n'.encode("latin-1"))
    with pytest.raises(LeafletError, match=r"line 2: .* Save the file as UTF-8"):
        house.load(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[contact]]\nkind = "phone"\nlabel = "Phone"\nvalue = "1"\ncolour = "red"\n', "“colour” is not known"),
        ('[[contact]]\nkind = "phone"\nlabel = "Phone"\nvalue = 7\n', "“value” is missing"),
        ('[contact]\nkind = "phone"\n', "no list of contacts"),
    ],
)
def test_a_contact_that_is_not_right_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f'name = "The library"\n{text}', encoding="utf-8")
    with pytest.raises(LeafletError, match=words):
        house.load(path)


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "../../etc/hostname", "C:/x.png", "x" * 300, "a\\u0000b", "CON", "aux.png", "nul."]
)
def test_a_logo_is_a_picture_in_the_folder_of_sources(tmp_path: Path, name: str) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f'logo = "{name}"\n{HOUSE}', encoding="utf-8")
    with pytest.raises(LeafletError, match="there is no logo"):
        house.load(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[entry]]\nword = "a"\nmeaning = ["x"]\ncolour = "red"\n', "“colour” is not known"),
        ('[[word]]\nword = "a"\n', "“word” is not known"),
        ('[[entry]]\nword = "a"\nmeaning = [1, 2]\n', "no meaning"),
        ('[[entry]]\nword = "a"\nmeaning = ["x"]\n[[entry]]\nword = "A"\nmeaning = ["y"]\n', "twice"),
    ],
)
def test_a_glossary_that_is_not_right_is_told(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "glossary.en-GB.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LeafletError, match=words):
        glossary.load(path)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", ".*.*.*.*x", "a{1,9}b{1,9}c{1,9}", "x" * 301])
def test_a_pattern_that_may_take_for_ever_is_told_and_never_looked_for(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "facts.toml"
    entry = f"[[fact]]\nid = 'A01'\nclaim = 'It is so.'\nweight = 'A'\nsource = 'x'\npatterns = ['{pattern}']\n"
    path.write_text(entry, encoding="utf-8")
    (fact,), (finding,) = facts.read(path)
    assert "for ever" in finding.message
    assert fact.patterns == ()


@pytest.mark.parametrize("pattern", ["a{99999999999}", "(" * 300, "[[x]", "(?P<a", "*"])
def test_a_pattern_that_cannot_be_read_is_told(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "facts.toml"
    entry = f"[[fact]]\nid = 'A01'\nclaim = 'It is so.'\nweight = 'A'\nsource = 'x'\npatterns = ['{pattern}']\n"
    path.write_text(entry, encoding="utf-8")
    assert "cannot be read" in facts.read(path)[1][0].message


@pytest.mark.parametrize("slug", ["CON", "nul", "aux.txt", "com1", "a b", "-rf", "a;b", "<b>", "x" * 120, "ends.", "Ü"])
def test_a_leaflet_whose_folder_no_computer_can_serve_is_told(tmp_path: Path, slug: str) -> None:
    place = write(tmp_path, HEAD, slug=slug)
    with pytest.raises(LeafletError, match="small letters, figures and hyphens"):
        sources.load(place, slug, TODAY)


@pytest.mark.parametrize("slug", ["x" * 300, "a/../b", "/etc/x", "con", "..", "a\0b"])
def test_no_leaflet_is_started_under_such_a_name(tmp_path: Path, slug: str, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "article.txt"
    article.write_text("We opened a garden. You can come.\n")
    code = commands.main(("new", slug, "--from", str(article), "--sources", str(tmp_path / "sources")))
    assert code == 2
    assert "small letters, figures and hyphens" in capsys.readouterr().err
    assert everything(tmp_path) == {"article.txt"}


@pytest.mark.parametrize("word", ["x" * 300, "/" * 5000])
@pytest.mark.parametrize("command", ["check", "make"])
def test_a_word_that_can_be_no_file_is_told(
    tmp_path: Path, command: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = write(tmp_path, HEAD)
    words = (command, word, "--sources", str(place), "--output", str(tmp_path / "output"))
    assert commands.main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("There is no") or "cannot be" in said or "nothing" in said.casefold()


@pytest.mark.parametrize("output", ["sources", "sources/output", "sources/library/output", "."])
def test_output_and_sources_may_not_lie_in_each_other(
    tmp_path: Path, output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = write(tmp_path, HEAD)
    before = everything(tmp_path)
    code = commands.main(("make", "--sources", str(place), "--output", str(tmp_path / output), "--plain"))
    assert code == 2
    assert "Choose another folder with --output." in capsys.readouterr().err
    assert everything(tmp_path) == before


def test_nothing_is_written_through_a_link_that_leads_out_of_the_output_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "output"
    outside.mkdir()
    folder.mkdir()
    (folder / "library").symlink_to(outside)
    with pytest.raises(OSError, match="leads out") as told:
        exchange.exchange(folder, folder / exchange.NOTE, {"library/a.txt": b"x", "manifest.json": b"{}"}, ())
    assert told.value.errno == errno.EPERM
    assert everything(outside) == set()
    (folder / "library").unlink()
    (folder / "b.txt.part").symlink_to(outside / "b.txt")
    exchange.exchange(folder, folder / exchange.NOTE, {"b.txt": b"x", "manifest.json": b"{}"}, ())
    assert everything(outside) == set()
    assert not os.path.islink(folder / "b.txt")


def test_messages_show_no_signs_that_steer_a_terminal(tmp_path: Path) -> None:
    found = hostile.findings(tmp_path, HEAD.replace("title", "tit\x1b[2Jle"))
    assert not any("\x1b" in str(finding) for finding in found)
