"""A language is one TOML: the folder of a leaflet holds its translations, and each is read with its own words."""

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from samples import INGREDIENTS

from leaflets import catalogue, languages, lettering, manuscript, sources, spoken
from leaflets.compose import compose
from leaflets.findings import LeafletError, must_fix
from leaflets.lacking import lacking_in
from leaflets.model import Leaflet
from leaflets.pictures import recipe
from leaflets.verify import spokenfigures

ROOT = Path(__file__).parent.parent
SAMPLES = Path(__file__).parent / "manuscripts" / "languages"
TAGS = tuple(sorted(path.stem for path in SAMPLES.glob("*.md")))
TODAY = date(2026, 11, 26)


@cache
def sample(tag: str) -> Leaflet:
    """The complete sample in that language, of a house that is not the real one."""
    text = (SAMPLES / f"{tag}.md").read_text(encoding="utf-8")
    written, findings = manuscript.read(text, f"{tag}.md", "library", tag)
    assert findings == ()
    return compose(written, replace(INGREDIENTS, language=languages.load(tag), glossary={}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sources with one leaflet in every language but the home one."""
    place = tmp_path_factory.mktemp("sources")
    (place / "library").mkdir()
    shutil.copy(ROOT / "sources" / "house.toml", place / "house.toml")
    for tag in TAGS:
        shutil.copy(SAMPLES / f"{tag}.md", place / "library" / f"leaflet.{tag}.md")
    return place


def test_every_language_but_the_home_one_has_a_sample() -> None:
    assert set(TAGS) == {*languages.tags()} - {languages.HOME}


def test_all_languages_of_a_leaflet_are_found_and_one_can_be_chosen(folder: Path) -> None:
    assert catalogue.names(folder) == ("library",)
    assert catalogue.texts(folder) == tuple(("library", tag) for tag in TAGS)
    assert catalogue.texts(folder, ("library",), "cy") == (("library", "cy"),)


def test_a_language_that_no_leaflet_has_is_told_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(LeafletError, match=r"There is no manuscript leaflet\.en-GB\.md\. There are: .*cy"):
        catalogue.texts(folder, lang="en-GB")


def test_a_manuscript_in_an_unknown_language_is_told_with_its_file(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")
    (tmp_path / "other" / "library" / "leaflet.xx.md").write_text("---\ntitle: X\n---\n", encoding="utf-8")
    with pytest.raises(LeafletError, match=r"leaflet\.xx\.md: There is no language “xx”"):
        sources.load(tmp_path / "other", "library", TODAY, lang="xx")


@pytest.mark.parametrize("tag", TAGS)
def test_a_sample_is_checked_and_says_what_was_not(tag: str, folder: Path) -> None:
    source = sources.load(folder, "library", TODAY, lang=tag)
    assert source.leaflet.lang == tag
    assert must_fix(source.findings) == ()
    unchecked = {finding.code for finding in source.findings if finding.level == "not checked"}
    assert unchecked == {"ER-150", "FA-130"}


@pytest.mark.parametrize(
    ("tag", "said"), [("cy", "10 i 17 30"), ("pl", "10 do 17 30"), ("ta", "10 முதல் 17 30"), ("ur", "10 سے 17 30")]
)
def test_the_dash_of_a_range_is_said_and_a_full_hour_without_its_noughts(tag: str, said: str) -> None:
    assert " ".join(words for _, words in spoken.say("10.00–17.30", languages.load(tag))) == said


@pytest.mark.parametrize("tag", TAGS)
def test_the_checker_of_recordings_finds_a_number_to_call_that_is_said_wrongly(tag: str) -> None:
    (printed,) = (each for each in sample(tag).sentences() if "0456" in each.text)
    said = printed.spoken_text
    figures = languages.load(tag).data["spoken"]["small"]  # type: ignore[index]
    assert spokenfigures.mismatches(printed.text, said, tag) == ()
    assert spokenfigures.mismatches(printed.text, said.replace(figures[4], figures[5]), tag) != ()


KNOWN_BY_NAME = {
    "languages/__init__.py": "the home language itself: articles, fact sheets, house and commands are in it",
    "verify/chromium.py": "the browser that looks at pages speaks to us, not to readers",
    "verify/wordaccess.py": "a rule about English in Word files of any maker",
    "paper/lint.py": "an example in a message to programmers",
    "verify/webaccess.py": "an example in a message about pages of any maker",
    "pictures/elements.py": "the middle of a circle in SVG is called cy",
    "intake/residue.py": "articles come in the home language, and so does what stands around them",
}
"""Python that names a language, and why."""


def test_no_python_names_a_language_but_where_it_must() -> None:
    tags = {*languages.tags()}
    found = set()
    for path in (ROOT / "leaflets").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Constant) and id(node) not in told else None
            if isinstance(value, str) and (value in tags or languages.HOME in value):
                found.add(path.relative_to(ROOT / "leaflets").as_posix())
    assert found == {*KNOWN_BY_NAME}


@pytest.mark.parametrize("tag", [tag for tag in languages.tags() if tag != languages.HOME])
def test_a_language_has_every_wording_of_the_home_language(tag: str) -> None:
    home, other = (languages.load(each).data["words"] for each in (languages.HOME, tag))
    assert {key for key in home if key not in other} == set()  # type: ignore[attr-defined, operator]


@pytest.mark.parametrize("tag", languages.tags())
def test_wording_fills_the_same_slots_in_every_language(tag: str) -> None:
    home, other = (languages.load(each).data["words"] for each in (languages.HOME, tag))
    for key, words in other.items():  # type: ignore[attr-defined]
        if isinstance(words, str) and key in home:  # type: ignore[operator]
            assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", home[key])), key  # type: ignore[index]


@pytest.fixture
def without_packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer without the fonts of Tamil and without espeak-ng."""
    for name in ("fontpkg_noto_sans_tamil", "espeakng_loader"):
        monkeypatch.setitem(sys.modules, name, None)
    kept = (lettering.file_of, lettering._known)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


@pytest.mark.usefixtures("without_packages")
def test_a_missing_font_is_told_and_only_what_needs_it_is_left_out() -> None:
    reasons = lacking_in("ta", ("easy-read", "word", "text"))
    assert set(reasons) == {"easy-read"}
    assert reasons["easy-read"].startswith("The font “Noto Sans Tamil” is not on this computer.")


@pytest.mark.usefixtures("without_packages")
def test_without_its_font_a_language_has_pictures_without_words() -> None:
    sample.cache_clear()
    words = [part.content for picture in sample("ta").pictures() for part in recipe.read(picture.recipe)]
    sample.cache_clear()
    assert "சொல்" not in words
    assert "999" in words


@pytest.mark.usefixtures("without_packages")
def test_a_missing_voice_is_told_and_all_that_speaks_is_left_out() -> None:
    reasons = lacking_in("cy", ("easy-read", "word", "web", "epub", "audio", "cd", "text"))
    assert set(reasons) == {"web", "epub", "audio", "cd"}
    assert all(reason.startswith("The voices of espeak-ng are missing.") for reason in reasons.values())
