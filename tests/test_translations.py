"""Translations: each is tied to the English text that it says again, by commands that staff can type."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import garden
import pytest

from leaflets import build, formats, languages, sources, stamps, translations
from leaflets.commands import main
from leaflets.formats import Edition
from leaflets.model import Translation

TODAY = "2026-06-09"
POLISH, WELSH = garden.TRANSLATIONS["pl"], garden.TRANSLATIONS["cy"]
OLD = {"cy": "Mae’r daflen Saesneg yn fwy newydd na hon.", "pl": "Angielska ulotka jest nowsza niż ta."}


class Desk:
    """A folder with a leaflet in English, Polish and Welsh, and a person who types commands there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys, self.said = folder, capsys, ""
        self.own = folder / "sources" / "our-garden"
        self.own.mkdir(parents=True)
        self.write("../house.toml", 'formats = ["text"]\n' + garden.HOUSE)
        self.write("facts.toml", garden.FACTS)
        self.write("leaflet.en-GB.md", garden.MANUSCRIPT)

    def write(self, name: str, text: str) -> None:
        (self.own / name).write_bytes(text.encode())

    def read(self, name: str) -> str:
        return (self.own / name).read_bytes().decode()

    def edit(self, old: str, new: str, name: str = "leaflet.en-GB.md") -> None:
        assert old in self.read(name)
        self.write(name, self.read(name).replace(old, new))

    def type(self, *words: str) -> int:
        places: tuple[str, ...] = ("--sources", str(self.folder / "sources"))
        if words[0] in ("make", "publish", "report"):
            places += ("--output", str(self.folder / "output"))
        if words[0] in ("publish", "report"):
            places += ("--to", str(self.folder / "given"))
        day = () if words[0] in ("translated", "new") else ("--today", TODAY)
        code = main((*words, *places, *day))
        self.said = "".join(self.capsys.readouterr())
        return code

    def state(self, lang: str = "pl") -> Translation:
        return self.load(lang).leaflet.about.translation

    def load(self, lang: str) -> sources.Source:
        return sources.load(self.folder / "sources", "our-garden", date.fromisoformat(TODAY), lang=lang)

    def approve(self, lang: str) -> None:
        for state in ("drafted", "checked", "fact-checked", "tested", "approved"):
            more = ("--readers", "2", "--comments", "They liked it.") if state == "tested" else ()
            by = "Bob" if state == "fact-checked" else "Ann"
            words = ("sign", state, "our-garden", "--language", lang, "--by", by, "--role", "sample")
            assert self.type(*words, *more) == 0, self.said


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(tmp_path, capsys)
    made.write("leaflet.pl.md", POLISH)
    made.write("leaflet.cy.md", WELSH)
    return made


def test_a_translation_that_names_no_text_is_told_with_the_command(desk: Desk) -> None:
    desk.type("check", "our-garden", "--language", "pl")
    assert "leaflet.pl.md" in desk.said
    assert "Nobody knows which English text this was translated from." in desk.said
    assert "Then type: python3 make_leaflets.py translated our-garden pl (TR-102)" in desk.said
    assert desk.state() == "unknown"


def test_the_command_ties_a_translation_to_the_text_and_changes_nothing_else(desk: Desk) -> None:
    desk.write("leaflet.pl.md", "\ufeff" + POLISH.replace("\n", "\r\n"))
    before = desk.read("leaflet.pl.md").split("\r\n")
    assert desk.type("translated", "our-garden", "pl") == 0
    assert "leaflet.pl.md is of the English text as it is now." in desk.said
    after = desk.read("leaflet.pl.md").split("\r\n")
    (added,) = set(after) - set(before)
    assert added.startswith("translated-from: ")
    assert [line for line in after if line != added] == before
    assert desk.state() == "fresh"
    assert desk.type("translated", "our-garden", "pl") == 0
    assert "It was written down already" in desk.said
    assert desk.read("leaflet.pl.md").split("\r\n") == after


EDITS = {
    "a word": lambda desk: desk.edit("a new garden", "a good garden"),
    "a title": lambda desk: desk.edit("title: Our garden", "title: The garden"),
    "a heading": lambda desk: desk.edit("What is new?", "What do we have?"),
    "a stressed word": lambda desk: desk.edit("feel well", "feel *well*"),
    "a picture": lambda desk: desk.edit("picture: meeting", "picture: garden"),
    "the date of the information": lambda desk: desk.edit("information-date: 2026-05", "information-date: 2026-06"),
    "that it is out of date": lambda desk: desk.edit("cover-picture", "status: superseded\ncover-picture"),
    "a row": lambda desk: desk.edit("You can", "You can come.\n\n[picture: visit]\nYou can"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_of_the_english_text_makes_its_translations_old(desk: Desk, edit: Callable[[Desk], None]) -> None:
    desk.type("translated", "our-garden", "pl")
    edit(desk)
    assert desk.state() == "old"
    desk.type("check", "our-garden", "--language", "pl")
    (line,) = (at for at, row in enumerate(desk.read("leaflet.pl.md").split("\n"), 1) if row.startswith("translated-"))
    assert f"line {line}: The English text has changed since this was translated." in desk.said
    assert "Then type: python3 make_leaflets.py translated our-garden pl (TR-101)" in desk.said
    assert desk.type("translated", "our-garden", "pl") == 0
    assert desk.state() == "fresh"


QUIET = {
    "a note": lambda desk: desk.edit("## What", "<!-- Ask Ann. -->\n\n\n## What"),
    "blanks": lambda desk: desk.edit("There is a new", "There  is a   new"),
    "where a printed line ends": lambda desk: desk.edit("There is a new garden", "There is a new | garden"),
    "which fact a line tells": lambda desk: desk.edit("well there.", "well there. {G01}"),
    "its next review": lambda desk: desk.edit("2028-05", "2029-05"),
    "another phone number of the house": lambda desk: desk.edit("0123", "0456", "../house.toml"),
    "its formats": lambda desk: desk.edit("cover-picture", "formats: text\nversion: 2\ncover-picture"),
}


@pytest.mark.parametrize("edit", QUIET.values(), ids=QUIET)
def test_what_no_reader_meets_or_every_language_gets_by_itself_makes_nothing_old(
    desk: Desk, edit: Callable[[Desk], None]
) -> None:
    desk.type("translated", "our-garden", "pl")
    edit(desk)
    assert desk.state() == "fresh"


def test_the_meaning_of_a_hard_word_belongs_to_the_text_wherever_it_stands(desk: Desk) -> None:
    desk.edit("new garden", "new **garden**")
    entry = '[[entry]]\nword = "garden"\nmeaning = ["A **garden** is a place where plants grow."]\n'
    desk.write("../glossary.en-GB.toml", entry)
    desk.type("translated", "our-garden", "pl")
    desk.edit("a place where plants grow", "a place with plants", "../glossary.en-GB.toml")
    assert desk.state() == "old"


def test_a_leaflet_with_no_english_text_is_no_translation(desk: Desk) -> None:
    (desk.own / "leaflet.en-GB.md").unlink()
    assert desk.state() == ""
    assert desk.type("translated", "our-garden", "pl") == 2
    assert "has no text in English, so this is no translation. Nothing was changed." in desk.said


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("ur", "To start it, type: python3 make_leaflets.py new our-garden --language ur"),
        ("en-GB", "The text in English is no translation. Nothing was changed."),
        ("xx", "There is no language “xx”."),
    ],
)
def test_what_cannot_be_tied_is_told(desk: Desk, tag: str, told: str) -> None:
    assert desk.type("translated", "our-garden", tag) == 2
    assert told in desk.said


def test_a_mark_that_somebody_wrote_by_hand_is_told(desk: Desk) -> None:
    desk.edit("title:", "translated-from: yesterday\ntitle:", "leaflet.pl.md")
    found = [finding for finding in desk.load("pl").findings if finding.code == "MS-009"]
    assert [(finding.level, finding.line) for finding in found] == [("must fix", 2)]
    desk.edit("title:", f"translated-from: {'0' * 16}\ntitle:")
    (told,) = (finding for finding in desk.load("en-GB").findings if finding.code == "TR-103")
    assert (told.line, told.hint) == (2, "Delete the line translated-from.")


# New translations -----------------------------------------------------------------------------------------------------


def test_a_new_translation_has_a_slot_for_each_line_and_no_word_of_a_machine(desk: Desk) -> None:
    assert desk.type("new", "our-garden", "--language", "ur") == 0
    assert "Next: a person who translates into Urdu fills the slots." in desk.said
    for command in ("check our-garden --language ur", "translated our-garden ur", "sign wording ur --by"):
        assert f"python3 make_leaflets.py {command}" in desk.said
    text = desk.read("leaflet.ur.md")
    assert "<!-- There is a new garden in Mill Lane. -->\nStill to write. {G01}\n" in text
    assert "<!-- What is new? -->\n## Still to write.\n[picture: meeting]\n" in text
    assert "title: Still to write. <!-- Our garden -->\n" in text
    assert desk.state("ur") == "fresh"
    found = [finding for finding in desk.load("ur").findings if finding.level == "must fix"]
    assert {finding.code for finding in found} == {"ER-108"}
    assert len(found) == 4


def test_a_slot_is_left_for_every_kind_of_line(desk: Desk) -> None:
    more = (
        "== **Well** means good. {G01}\n\n> [person]\n> I like it.\n\n# Notice: It has moved\n[picture: visit]\nGo.\n"
    )
    desk.write("leaflet.en-GB.md", garden.MANUSCRIPT + more)
    desk.type("new", "our-garden", "--language", "ur")
    text = desk.read("leaflet.ur.md")
    for line in ("== Still to write. {G01}", "> [person]", "> Still to write.", "# Notice: Still to write."):
        assert f"\n{line}\n" in text
    assert text.count("Still to write.") == 8 + 1  # and the note at its beginning


def test_a_new_translation_replaces_no_work_and_needs_a_leaflet(desk: Desk) -> None:
    before = desk.read("leaflet.pl.md")
    assert desk.type("new", "our-garden", "--language", "pl") == 2
    assert "There is work already" in desk.said
    assert desk.read("leaflet.pl.md") == before
    assert desk.type("new", "our-house", "--language", "pl") == 2
    assert "There is no leaflet “our-house”" in desk.said
    assert desk.type("new", "our-garden") == 2
    assert "For a translation of a leaflet: --language TAG." in desk.said


# Signing and giving out -----------------------------------------------------------------------------------------------


def sign_wording(desk: Desk, tag: str) -> None:
    assert desk.type("sign", "wording", tag, "--by", "Ola Sample", "--role", "translator") == 0, desk.said


def test_a_translation_is_signed_on_its_own_and_only_while_it_says_what_the_text_says(desk: Desk) -> None:
    assert desk.type("sign", "drafted", "our-garden", "--language", "pl", "--by", "Ann", "--role", "sample") == 0
    assert desk.type("sign", "checked", "our-garden", "--language", "pl", "--by", "Ann", "--role", "sample") == 1
    assert "TR-102" in desk.said
    desk.type("translated", "our-garden", "pl")
    desk.approve("pl")
    assert (desk.own / "sign-off.pl.toml").is_file()
    assert not (desk.own / "sign-off.toml").exists()
    assert desk.load("pl").leaflet.about.sign_off == "approved"


def test_a_translation_that_is_tied_to_another_text_must_be_signed_again(desk: Desk) -> None:
    desk.type("translated", "our-garden", "pl")
    desk.approve("pl")
    desk.edit("You can feel well", "You may feel well")
    assert desk.load("pl").leaflet.about.sign_off == "approved"
    desk.type("translated", "our-garden", "pl")
    assert "must be signed again" in desk.said
    assert desk.load("pl").leaflet.about.sign_off == "drafted"


def packed(desk: Desk) -> dict[str, object]:
    (path,) = (desk.folder / "given").glob("*.zip")
    with zipfile.ZipFile(path) as pack:
        found: dict[str, object] = json.loads(pack.read("manifest.json"))
        assert ("DRAFT" in pack.read("READ-ME.txt").decode()) == found["draft"]
    path.unlink()
    return found


def test_an_approved_translation_goes_out_only_when_it_is_fresh_and_the_wording_is_checked(desk: Desk) -> None:
    desk.type("translated", "our-garden", "pl")
    desk.approve("pl")
    desk.type("make", "--plain")
    assert desk.type("publish", "our-garden", "--language", "pl") == 1
    assert "Nobody checked the standard words in Polish." in desk.said
    sign_wording(desk, "pl")
    desk.type("make", "--plain")
    assert desk.type("publish", "our-garden", "--language", "pl") == 0, desk.said
    listed = packed(desk)
    assert (listed["draft"], listed["translation"], listed["wording_checked"]) == (False, "fresh", True)
    assert listed["wording"]["name"] == "Ola Sample"  # type: ignore[index]
    desk.edit("You can feel well", "You may feel well")
    desk.type("make", "--plain")
    assert desk.type("publish", "our-garden", "--language", "pl") == 1
    assert "The English text has changed since this was translated." in desk.said
    assert desk.type("publish", "our-garden", "--language", "pl", "--drafts") == 0, desk.said
    listed = packed(desk)
    assert (listed["draft"], listed["translation"]) == (True, "old")


def test_the_report_tells_of_missing_old_and_unchecked_languages(desk: Desk) -> None:
    desk.write("../house.toml", 'languages = ["pl", "ur"]\n' + desk.read("../house.toml"))
    desk.type("translated", "our-garden", "pl")
    desk.edit("You can feel well", "You may feel well")
    assert desk.type("report") == 0
    assert "Urdu: not translated." in desk.said
    mine = desk.said.partition("our-garden (pl):")[2]
    assert "The translation is older than its original." in mine
    assert "Nobody checked the standard words in Polish." in mine
    page = (desk.folder / "given" / "coverage.html").read_text(encoding="utf-8")
    for row in ("English</th><td>1 of 1", "Polish</th><td>1 of 1", "Urdu</th><td>0 of 1"):
        assert row in page.replace('<span class="value">', "")
    assert "<dt>Translation</dt><dd>older than its original</dd>" in page
    table = (desk.folder / "given" / "coverage.csv").read_text(encoding="utf-8-sig")
    assert "Nasz ogród,Polski,older than its original,not checked," in table


def test_a_language_that_is_wanted_must_be_there(desk: Desk) -> None:
    desk.write("../house.toml", 'languages = ["xx"]\n' + desk.read("../house.toml"))
    assert desk.type("check") == 2
    assert "there is no language “xx”. There are: cy, pl" in desk.said


# What readers meet ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["cy", "pl"])
def test_a_translation_that_is_old_says_so_in_its_own_language(desk: Desk, tag: str) -> None:
    desk.type("translated", "our-garden", tag)
    desk.edit("You can feel well", "You may feel well")
    leaflet = desk.load(tag).leaflet
    language = languages.load(tag)
    assert stamps.opening(leaflet)[:3] == (language.say("draft-mark"), language.say("stamp-wording"), OLD[tag])
    assert stamps.is_warning(leaflet)
    text = b"".join(formats.load("text").write(leaflet, Edition("text"), {}).values()).decode()
    assert OLD[tag] in text


def test_approval_alone_does_not_take_the_draft_mark_from_a_translation(desk: Desk) -> None:
    leaflet = desk.load("pl").leaflet
    about = replace(leaflet.about, sign_off="approved", signed_on="2026-06-01")
    for more in ({"translation": "old"}, {"translation": "unknown"}, {"wording_checked": False}):
        good = {"translation": "fresh", "wording_checked": True}
        marked = replace(leaflet, about=replace(about, **{**good, **more}))  # type: ignore[arg-type]
        assert stamps.opening(marked)[0] == languages.load("pl").say("draft-mark")
        assert stamps.foot(marked) == languages.load("pl").say("draft-mark")
    free = replace(leaflet, about=replace(about, translation="fresh", wording_checked=True))
    assert not free.about.is_draft


def test_a_new_mark_of_the_same_state_makes_no_file_anew(desk: Desk) -> None:
    desk.type("translated", "our-garden", "pl")
    leaflet = desk.load("pl").leaflet
    other = replace(leaflet, about=replace(leaflet.about, translated_from="0" * 16))
    old = replace(leaflet, about=replace(leaflet.about, translation="old"))
    assert build.text_hash(other) == build.text_hash(leaflet) != build.text_hash(old)


def test_the_manifest_tells_how_each_translation_stands(desk: Desk) -> None:
    desk.type("translated", "our-garden", "pl")
    desk.type("make", "--plain")
    listed = json.loads((desk.folder / "output" / "manifest.json").read_bytes())["leaflets"]
    assert {entry["lang"]: (entry["translation"], entry["wording_checked"]) for entry in listed} == {
        "cy": ("unknown", False),
        "en-GB": ("", True),
        "pl": ("fresh", False),
    }


def test_the_mark_is_the_same_on_every_day(desk: Desk) -> None:
    days = (date(2026, 6, 9), date(2031, 1, 1))  # the second one adds a notice that the information is old
    folder = desk.folder / "sources"
    loaded = [sources.load(folder, "our-garden", day, lang="en-GB").leaflet for day in days]
    assert len(list(loaded[0].sentences())) < len(list(loaded[1].sentences()))
    assert len({translations.mark(leaflet) for leaflet in loaded}) == 1
