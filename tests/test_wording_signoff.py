"""The standard words of a language: nobody is made to trust them before a person has signed for these very words."""

import html
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import garden
import pytest

from leaflets import formats, languages, sources, units, wording_signoff
from leaflets.commands import main
from leaflets.languages import Language
from leaflets.wording_signoff import Checked

POLISH = languages.load("pl")
TRANSLATED = tuple(tag for tag in languages.tags() if tag != languages.HOME)


class Desk:
    """A folder with a leaflet in Polish, and a person who types the command there."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.sources, self.capsys, self.said = folder / "sources", capsys, ""
        own = self.sources / "our-garden"
        own.mkdir(parents=True)
        (self.sources / "house.toml").write_text(garden.HOUSE, encoding="utf-8")
        (own / "facts.toml").write_text(garden.FACTS, encoding="utf-8")
        (own / "leaflet.pl.md").write_text(garden.TRANSLATIONS["pl"], encoding="utf-8")
        self.file = self.sources / wording_signoff.FILE

    def type(self, *words: str) -> int:
        code = main([*words, "--sources", str(self.sources), "--today", "2026-06-09"])
        self.said = "".join(self.capsys.readouterr())
        return code

    def sign(self, tag: str = "pl", by: str = "Ola Sample") -> int:
        return self.type("sign", "wording", tag, "--by", by, "--role", "translator")

    def load(self) -> sources.Source:
        return sources.load(self.sources, "our-garden", date(2026, 6, 9), lang="pl")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def reworded(language: Language, **tables: Mapping[str, object]) -> Language:
    return replace(language, data={**language.data, **tables})


def test_wording_that_nobody_checked_is_told_with_the_command(desk: Desk) -> None:
    desk.type("check", "our-garden", "--language", "pl")
    assert (
        "Nobody checked the standard words in Polish. Who reads Polish checks them: “report” gives a page." in desk.said
    )
    assert 'Then type: python3 make_leaflets.py sign wording pl --by "NAME" --role translator (TR-201)' in desk.said
    assert not desk.load().leaflet.about.wording_checked


def test_a_person_signs_for_the_words_as_they_are(desk: Desk) -> None:
    assert desk.sign() == 0
    assert desk.said.splitlines() == [
        "Written down: the standard words in Polish, checked by Ola Sample, translator, 2026-06-09.",
        "Polish: checked by Ola Sample, translator, 2026-06-09.",
    ]
    (entry,) = tomllib.loads(desk.file.read_text(encoding="utf-8"))["wording"]
    assert entry == {
        "language": "pl",
        "name": "Ola Sample",
        "role": "translator",
        "date": "2026-06-09",
        "hash": wording_signoff.wording_hash(POLISH),
    }
    source = desk.load()
    assert source.leaflet.about.wording_checked
    assert source.wording == Checked(**entry)
    assert not [finding for finding in source.findings if finding.code.startswith("TR-2")]
    assert desk.sign() == 1
    assert "Ola Sample has signed this already. Nothing was changed." in desk.said


def test_the_last_word_for_a_language_can_be_taken_back(desk: Desk) -> None:
    desk.sign("pl")
    desk.sign("cy", "Eira Sample")
    before = desk.file.read_bytes()
    desk.sign("pl", "Jan Sample")
    assert desk.type("sign", "--undo", "wording", "pl") == 0
    assert desk.file.read_bytes() == before
    assert desk.type("sign", "--undo", "wording", "ur") == 2
    assert "Nobody has signed for the standard words in “ur”. Nothing was changed." in desk.said
    assert desk.type("sign", "wording") == 0
    assert "Welsh: checked by Eira Sample, translator" in desk.said
    assert "Urdu: nobody checked the words." in desk.said


@pytest.mark.parametrize("table", ["words", "pictures", "spoken"])
def test_a_later_change_of_the_words_drops_the_signature(table: str) -> None:
    entries = (Checked("pl", "Ola Sample", "translator", "2026-06-09", wording_signoff.wording_hash(POLISH)),)
    words = {**POLISH.data[table], "leaflet": "Inne słowa"}  # type: ignore[dict-item]
    changed = reworded(POLISH, **{table: words})
    assert wording_signoff.is_trusted(POLISH, entries)
    assert not wording_signoff.is_trusted(changed, entries)
    (finding,) = wording_signoff.findings(changed, entries, Path("sources"))
    assert finding.code == "TR-202"
    assert "have changed since Ola Sample checked them." in finding.message


def test_a_change_of_voice_or_font_drops_nothing() -> None:
    assert wording_signoff.wording_hash(reworded(POLISH, voice={"rate": 1})) == wording_signoff.wording_hash(POLISH)


def test_a_word_for_one_language_says_nothing_of_another() -> None:
    entries = (Checked("cy", "Eira Sample", "translator", "2026-06-09", wording_signoff.wording_hash(POLISH)),)
    assert not wording_signoff.is_trusted(POLISH, entries)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("pl",), "Polish: nobody checked the words. Type: python3 make_leaflets.py sign wording pl"),
        (("pl", "--by", "Ola"), 'Say who it was, and what they do: --by "NAME" --role "ROLE"'),
        (("pl", "--by", "Ola", "--role", "x", "--date", "2026-06-10"), "The day 2026-06-10 is still to come."),
        (("en-GB", "--by", "Ola", "--role", "x"), "Nobody signs for them. Nothing was changed."),
        (("xx", "--by", "Ola", "--role", "x"), "There is no language “xx”."),
    ],
)
def test_nothing_is_written_without_a_name_a_day_and_a_language(desk: Desk, words: tuple[str, ...], told: str) -> None:
    desk.type("sign", "wording", *words)
    assert told in desk.said
    assert not desk.file.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[wording", "cannot be read"),
        ("pl = 1", "start each entry with [[wording]]."),
        ('[[wording]]\nlanguage = "pl"\nname = "Ola"\n', "entry 1 has no role. Delete it, and sign again"),
        ('[[wording]]\nlanguage = "pl"\nname = " "\n', "entry 1 has no name."),
    ],
)
def test_a_broken_file_is_told_with_its_place(desk: Desk, text: str, told: str) -> None:
    desk.file.write_text(text, encoding="utf-8")
    assert desk.type("check", "our-garden") == 2
    assert wording_signoff.FILE in desk.said
    assert told in desk.said


def test_a_date_without_quotation_marks_is_read(desk: Desk) -> None:
    desk.sign()
    text = desk.file.read_text(encoding="utf-8").replace('"2026-06-09"', "2026-06-09")
    desk.file.write_text(text, encoding="utf-8")
    assert desk.load().wording == replace(wording_signoff.read(desk.sources)[0], date="2026-06-09")


def test_a_translator_gets_a_page_with_every_word_until_somebody_signed(desk: Desk) -> None:
    where = ("--output", str(desk.sources.parent / "output"), "--to", str(desk.sources.parent / "report"))
    path = desk.sources.parent / "report" / "wording_pl.html"
    assert desk.type("report", *where) == 0
    assert f"Words that a translator must check in Polish: {path.as_posix()}" in desk.said
    page = html.unescape(path.read_text(encoding="utf-8"))
    assert '<td>Draft. Not checked.</td><td lang="pl" dir="ltr">Szkic. Niesprawdzony.</td>' in page
    words = POLISH.data["words"]
    assert all(text in page for text in words.values() if isinstance(text, str))  # type: ignore[attr-defined]
    path.unlink()
    desk.sign()
    desk.type("report", *where)
    assert not path.exists()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_language_says_in_its_own_words_that_no_translator_checked_it(tag: str) -> None:
    language, home = languages.load(tag), languages.load(languages.HOME)
    for key in ("stamp-wording", "stamp-translation-old"):
        said = language.say(key)
        assert said != home.say(key)
        assert all(len(units.words(one)) <= language.sentence_limit for one in units.sentences(said, ()))


def test_every_format_says_so_until_somebody_signed(desk: Desk) -> None:
    stamp = POLISH.say("stamp-wording")

    def silent() -> list[str]:
        leaflet = desk.load().leaflet
        made = map(formats.load, formats.NAMES)
        return [each.edition.format for each in made if stamp not in each.furniture(leaflet, each.edition)]

    assert silent() == []
    desk.sign()
    assert silent() == list(formats.NAMES)


def test_a_finished_file_says_so_until_somebody_signed(desk: Desk) -> None:
    stamp, made = POLISH.say("stamp-wording"), formats.load("word")
    before = made.read_back(made.write(desk.load().leaflet, made.edition, {}))
    desk.sign()
    after = made.read_back(made.write(desk.load().leaflet, made.edition, {}))
    assert (stamp in before, stamp in after) == (True, False)
