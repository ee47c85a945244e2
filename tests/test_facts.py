"""Facts: a leaflet must say what its article says, and a line must keep the words of the fact it names."""

from pathlib import Path

import pytest

from leaflets import facts, manuscript, source_words, units
from leaflets.facts import Fact
from leaflets.findings import Finding, must_fix
from leaflets.model import Leaflet

SOURCES = Path(__file__).parent.parent / "sources"
LEAFLETS = ("sim-london", "values-framework")
FRONT = "---\ntitle: Our garden\ninformation-date: 2026-05\n---\n\n## Who can come?\n"
ARTICLE = "# A garden\n\nThe garden’s gate opens, and around 20 visitors may\ncome at once, although dogs may not.\n"
GARDEN = Fact("G01", "Around 20 visitors may come at once", "A", ("[Aa]bout 20 people", "may come"))
SHEET = """
[[fact]]
id = "G01"
claim = "Around 20 visitors may come at once"
weight = "A"
source_words = "around 20 visitors may come at once"
patterns = ["[Aa]bout 20 people", "may come"]
"""


def garden(*lines: str) -> Leaflet:
    leaflet, found = manuscript.read(FRONT + "\n".join(lines), "garden.md", "garden", "en-GB")
    assert must_fix(found) == ()
    return leaflet


def sheet(folder: Path, text: str, article: str | None = ARTICLE) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    (folder / "facts.toml").write_text(text, encoding="utf-8")
    if article is not None:
        (folder / "article.md").write_text(article, encoding="utf-8")
    return facts.read(folder / "facts.toml")


def codes(found: tuple[Finding, ...]) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in found]


def real(slug: str, old: str = "", new: str = "") -> tuple[Leaflet, tuple[Fact, ...]]:
    """A leaflet of the project with some words changed, and its facts."""
    path = SOURCES / slug / "leaflet.en-GB.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    leaflet, _ = manuscript.read(text.replace(old, new) if old else text, path.name, slug, "en-GB")
    return leaflet, facts.read(SOURCES / slug / "facts.toml")[0]


def test_a_leaflet_that_tells_its_facts_has_no_findings() -> None:
    told = garden("About 20 people may come at the same time. {G01}")
    assert facts.check_bindings(told, (GARDEN,), "garden.md") == ()


def test_a_fact_that_no_line_tells_must_be_told() -> None:
    found = facts.check_bindings(garden("Come in."), (GARDEN,), "garden.md")
    assert [(finding.code, finding.level) for finding in found] == [("FA-006", "must fix")]
    assert found[0].message == "No line tells fact G01: Around 20 visitors may come at once."


def test_a_fact_of_little_weight_may_go() -> None:
    small = Fact("G02", "There is a bench", "C", ("bench",))
    assert facts.check_bindings(garden("Come in."), (small,), "garden.md") == ()


def test_a_fact_may_be_left_out_with_a_reason() -> None:
    left = Fact("G02", "There is a bench", "B", ("bench",), left_out="Visitors see it.")
    assert facts.check_bindings(garden("Come in."), (left,), "garden.md") == ()


def test_a_fact_of_weight_a_may_not_be_left_out() -> None:
    left = Fact("G02", "There is a deep pond", "A", ("pond",), left_out="It is sad.")
    assert codes(facts.check_bindings(garden("Come in."), (left,), "garden.md")) == [(0, "FA-008")]


def test_a_fact_that_is_told_and_left_out_is_noticed() -> None:
    left = Fact("G02", "There is a bench", "B", ("bench",), left_out="Visitors see it.")
    assert codes(facts.check_bindings(garden("There is a bench. {G02}"), (left,), "garden.md")) == [(7, "FA-009")]


def test_a_line_that_names_an_unknown_fact_is_told_so() -> None:
    found = facts.check_bindings(garden("Come in. {G07}"), (), "garden.md")
    assert str(found[0]) == (
        "garden.md, line 7: must fix: There is no fact G07 in facts.toml. Write an id that stands there. (FA-004)"
    )


def test_a_line_without_the_words_of_its_fact_is_found() -> None:
    told = garden("About 20 people may come at the same time. {G01}", "", "Nobody can come at night. {G01}")
    found = facts.check_bindings(told, (GARDEN,), "garden.md")
    assert codes(found) == [(9, "FA-005")]
    assert found[0].message == "The words of fact G01 are not in this line."


def test_a_lost_part_of_a_fact_is_found() -> None:
    found = facts.check_bindings(garden("About 20 people come each day. {G01}"), (GARDEN,), "garden.md")
    assert codes(found) == [(7, "FA-007")]
    assert "“may come”" in found[0].message


def test_a_fact_may_be_told_in_several_lines() -> None:
    told = garden("About 20 people fit in. {G01}", "They may come at the same time. {G01}")
    assert facts.check_bindings(told, (GARDEN,), "garden.md") == ()


def test_a_meaning_can_carry_a_fact() -> None:
    meaning = ("== A **visit** means you may come in. {G01}", "== About 20 people fit in. {G01}")
    told = garden("You can **visit**.", *meaning)
    assert facts.check_bindings(told, (GARDEN,), "garden.md") == ()


def test_stress_and_quotation_marks_do_not_hide_words() -> None:
    fact = Fact("G03", "Dogs may not come", "A", ("people's dogs may not come",))
    told = garden("But people’s dogs may *not* come. {G03}")
    assert facts.check_bindings(told, (fact,), "garden.md") == ()


def test_a_good_sheet_is_read_whole(tmp_path: Path) -> None:
    read, found = sheet(tmp_path, SHEET)
    assert found == ()
    assert [(fact.id, fact.weight, fact.line) for fact in read] == [("G01", "A", 2)]


def test_the_short_fields_of_a_fact_are_read(tmp_path: Path) -> None:
    fields = 'polarity = "affirmed"\nmodality = "possible"\nquantity = "around 20"\nactor = "visitors"\n'
    (fact,), found = sheet(tmp_path, SHEET + fields)
    assert found == ()
    assert (fact.polarity, fact.modality, fact.quantity, fact.actor) == (
        "affirmed",
        "possible",
        "around 20",
        "visitors",
    )


def test_source_words_are_found_over_line_ends_and_gaps(tmp_path: Path) -> None:
    _, found = sheet(tmp_path, SHEET.replace('"around 20 visitors may', """"garden's gate … 20 visitors may"""))
    assert found == ()


def test_source_words_that_the_article_does_not_have_are_found(tmp_path: Path) -> None:
    _, found = sheet(tmp_path, SHEET.replace('"around 20', '"around 30'))
    assert [(finding.line, finding.code, finding.level) for finding in found] == [(2, "FA-003", "should fix")]


def test_a_fact_from_elsewhere_says_where_from(tmp_path: Path) -> None:
    assert codes(sheet(tmp_path, SHEET.replace("source_words", "left_out = ''\n#"))[1]) == [(2, "FA-003")]
    assert sheet(tmp_path, SHEET.replace("source_words", "source"))[1] == ()


def test_source_words_are_found_in_an_article_of_an_old_editor_on_windows(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes("The garden’s bench cost £17 – a lot.".encode("windows-1252"))
    entry = '[[fact]]\nid = "G01"\nclaim = "x"\nweight = "C"\nsource_words = "The garden’s bench cost £17"\n'
    (tmp_path / "facts.toml").write_text(entry, encoding="utf-8")
    assert facts.read(tmp_path / "facts.toml")[1] == ()


@pytest.mark.parametrize("name", ["article.docx", "article.bak"])
def test_an_article_that_cannot_be_compared_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (finding,) = source_words.findings(tmp_path)
    assert (finding.code, finding.level) == ("FA-012", "should fix")
    assert finding.file.endswith(name)
    (tmp_path / "article.txt").write_text("x", encoding="utf-8")
    assert source_words.findings(tmp_path) == ()
    assert source_words.article_in(tmp_path) == tmp_path / "article.txt"
    (tmp_path / "article.md").write_text("x", encoding="utf-8")
    assert source_words.article_in(tmp_path) == tmp_path / "article.md"


def test_a_sheet_without_an_article_beside_it_is_fine(tmp_path: Path) -> None:
    assert sheet(tmp_path, SHEET, article=None)[1] == ()


def test_what_a_person_must_confirm_is_listed(tmp_path: Path) -> None:
    _, found = sheet(tmp_path, SHEET + 'confirm = "Is it still 20?"\n')
    assert [(finding.code, finding.level) for finding in found] == [("FA-010", "look at this")]


def test_a_missing_sheet_is_said(tmp_path: Path) -> None:
    read, found = facts.read(tmp_path / "facts.toml")
    assert read == ()
    assert [(finding.code, finding.level) for finding in found] == [("FA-001", "should fix")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "G01"', "", "This fact has no id."),
        ('id = "G01"', 'id = "first"', "“first” is no id for a fact."),
        ('weight = "A"', 'weight = "D"', "G01 has no weight."),
        ('weight = "A"', 'weight = "A"\ncolour = "red"', "G01 has “colour”, which is not known here."),
        ('weight = "A"', 'weight = "A"\npolarity = "no"', "G01 has the polarity “no”."),
        ('weight = "A"', 'weight = "A"\nmodality = "maybe"', "G01 has the modality “maybe”."),
        ('claim = "Around 20 visitors may come at once"', "", "G01 does not say what the fact is."),
        ('patterns = ["[Aa]bout', 'patterns = ["[About', "G01 has the pattern “[About 20 people”,"),
        ('patterns = ["[Aa]bout 20 people", "may come"]', 'patterns = "may"', "G01 has no list of patterns."),
        ('patterns = ["[Aa]bout 20 people", "may come"]', "", "G01 has no patterns."),
        ("[[fact]]", "[fact]", "The fact sheet has no list of facts."),
        ("[[fact]]", "[[fact", "The fact sheet cannot be read:"),
        ("\n[[fact]]", SHEET + "\n[[fact]]", "The id G01 stands here twice."),
    ],
)
def test_a_fault_of_the_sheet_is_said_plainly(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in SHEET
    _, found = sheet(tmp_path, SHEET.replace(old, new))
    faults = must_fix(found)
    assert [finding.code for finding in faults] == ["FA-002"]
    assert faults[0].message.startswith(said)
    assert faults[0].hint.startswith(("Write", "Give", "Known", "Start", "Mend"))


def test_the_messages_about_facts_are_easy_to_read(tmp_path: Path) -> None:
    left = Fact("G02", "There is a bench", "A", ("bench",), left_out="Visitors see it.")
    told = garden("About 20 people come. {G01 G02 G07}", "", "Nobody comes. {G01}")
    found = facts.check_bindings(told, (GARDEN, left), "garden.md")
    found += facts.check_bindings(garden("Come in."), (GARDEN,), "garden.md")
    found += sheet(tmp_path, SHEET.replace('"around', '"about') + 'confirm = "Is it still 20?"\n')[1]
    found += facts.read(tmp_path / "none.toml")[1]
    assert {finding.code for finding in found} >= {f"FA-{number:03}" for number in (1, 3, 4, 5, 6, 7, 8, 9, 10)}
    for finding in found:
        for sentence in units.sentences(f"{finding.message} {finding.hint}"):
            assert len(units.words(sentence)) <= 15, sentence


@pytest.mark.parametrize("slug", LEAFLETS)
def test_our_own_leaflets_tell_all_their_facts(slug: str) -> None:
    leaflet, listed = real(slug)
    assert facts.check_bindings(leaflet, listed, slug) == ()
    assert len(listed) > 20


@pytest.mark.parametrize("slug", LEAFLETS)
def test_our_own_facts_stand_in_their_articles(slug: str) -> None:
    _, found = facts.read(SOURCES / slug / "facts.toml")
    assert {finding.code for finding in found} == {"FA-010"}


@pytest.mark.parametrize("slug", LEAFLETS)
def test_our_own_leaflets_do_not_copy_their_articles(slug: str) -> None:
    article = (SOURCES / slug / "article.md").read_text(encoding="utf-8")
    leaflet, _ = real(slug)
    same = {sentence.text for sentence in leaflet.sentences()} & set(units.sentences(article))
    assert same == set()


@pytest.mark.parametrize(
    ("slug", "old", "new"),
    [
        ("values-framework", "More than 170 people", "More than 180 people"),  # a number
        ("values-framework", "More than 170 people", "Less than 170 people"),  # more or less
        ("values-framework", "far more often", "more often"),  # how much
        ("values-framework", "hoped that good contact would", "said that good contact will"),  # a hedge
        ("values-framework", "People put some ideas first", "The Trust put some ideas first"),  # who
        ("values-framework", "that should *stop*", "that should start"),  # the opposite
        ("sim-london", "You are *not* under arrest", "You are under arrest"),  # a lost "not"
        ("sim-london", "were *not* at times of **crisis**", "were at times of **crisis**"),
        ("sim-london", "SIM might make it easier", "SIM will make it easier"),
        ("sim-london", "far fewer hospital stays", "far more hospital stays"),
        ("sim-london", "In the pilots, there was far less use", "There was far less use"),
        ("sim-london", "**Richmond** and **Kingston**", "**Richmond** and **Sutton**"),  # a name
        ("sim-london", "In 2021, some groups", "In 2022, some groups"),  # a year
        ("sim-london", "NHS England asked trusts", "The Trust asked trusts"),
        ("sim-london", "SIM was *stopped* after that", "SIM went on after that"),
    ],
)
def test_a_changed_fact_in_our_own_leaflets_is_caught(slug: str, old: str, new: str) -> None:
    leaflet, listed = real(slug, old, new)
    assert {finding.code for finding in facts.check_bindings(leaflet, listed, slug)} & {"FA-005", "FA-007"}
