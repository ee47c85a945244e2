"""A language is one TOML: the folder of a leaflet holds its translations, and each is read with its own words."""

import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from samples import INGREDIENTS

from leaflets import languages, manuscript, sources
from leaflets.compose import compose
from leaflets.findings import LeafletError, must_fix
from leaflets.model import Leaflet

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
    assert sources.names(folder) == ("library",)
    assert sources.texts(folder) == tuple(("library", tag) for tag in TAGS)
    assert sources.texts(folder, ("library",), "cy") == (("library", "cy"),)


def test_a_language_that_no_leaflet_has_is_told_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(LeafletError, match=r"There is no manuscript leaflet\.en-GB\.md\. There are: .*cy"):
        sources.texts(folder, lang="en-GB")


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
