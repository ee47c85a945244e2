"""The set of messy articles: what is kept, what is left out, and what is told about it, measured over all files.

Each file in `articles/messy` has a file `.expected` beside it that says what a person finds in it, one a line:
`article`, `heading`, `paragraph`, `item`, `caption`, `noise`, `offer` (a slug) and `finding` (a code). Word,
LibreOffice and PDF files are built by `article_files.py`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import article_files
import pytest

from leaflets import intake
from leaflets.findings import Finding
from leaflets.intake import Article

MESSY = Path(__file__).parent / "articles" / "messy"
NAMES = tuple(sorted(path.name for path in MESSY.iterdir() if path.suffix != ".expected")) + article_files.NAMES
FEWEST_FILES = 24
KEPT = 0.98
NOISE_KEPT = 0.01


@dataclass
class Wanted:
    """One article as a person sees it."""

    title: str
    blocks: list[tuple[str, str]] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


@dataclass
class Result:
    """A file, what was wanted of it, and what was read."""

    wanted: list[Wanted]
    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]

    def told(self) -> str:
        """All that was said about what is no part of an article."""
        left_out = [residue.text for article in self.articles for residue in article.residue]
        findings = [finding for article in self.articles for finding in article.findings] + list(self.findings)
        return "\n".join(map(plain, [*left_out, *(finding.message for finding in findings)]))


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def expected(name: str) -> tuple[list[Wanted], str]:
    """What is wanted of that file, and the encoding it is to be saved in."""
    found: list[Wanted] = []
    encoding = "utf-8"
    for line in (MESSY / f"{name}.expected").read_text(encoding="utf-8").splitlines():
        kind, _, text = line.partition(": ")
        if kind == "encoding":
            encoding = text
        elif kind == "article":
            found.append(Wanted(text))
        elif kind == "noise":
            found[-1].noise.append(text)
        elif kind == "offer":
            found[-1].offers.append(text)
        elif kind == "finding":
            found[-1].findings.append(text)
        else:
            found[-1].blocks.append((kind, text))
    return found, encoding


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    folder = tmp_path_factory.mktemp("messy")
    found = {}
    for name in NAMES:
        built = name in article_files.NAMES
        wanted, encoding = expected(name if built else Path(name).stem)
        data = article_files.named(name) if built else (MESSY / name).read_text(encoding="utf-8").encode(encoding)
        path = folder / name
        path.write_bytes(data)
        found[name] = Result(wanted, *intake.read_all(path))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_article_of_a_messy_file_is_found_with_its_title(name: str, results: dict[str, Result]) -> None:
    result = results[name]
    assert [article.title for article in result.articles] == [wanted.title for wanted in result.wanted]


@pytest.mark.parametrize("name", NAMES)
def test_offers_and_faults_of_a_messy_file_are_told(name: str, results: dict[str, Result]) -> None:
    result = results[name]
    of_file = {finding.code for finding in result.findings}
    for wanted, article in zip(result.wanted, result.articles, strict=True):
        assert [offer.slug for offer in article.offers] == wanted.offers
        codes = {finding.code for finding in article.findings}
        assert set(wanted.findings) <= codes | of_file
        assert codes <= set(wanted.findings), "A finding was not expected."


def test_nearly_all_blocks_of_messy_articles_are_kept_as_they_are(results: dict[str, Result]) -> None:
    wanted = [
        (name, number, block)
        for name, result in results.items()
        for number, one in enumerate(result.wanted)
        for block in one.blocks
    ]
    read = {
        (name, number, (block.kind, block.text))
        for name, result in results.items()
        for number, article in enumerate(result.articles)
        for block in article.blocks
    }
    lost = [block for block in wanted if block not in read]
    print(f"{len(results)} files, {len(wanted)} blocks, lost or changed: {lost}")
    assert len(results) >= FEWEST_FILES
    assert len(lost) <= (1 - KEPT) * len(wanted), lost


def test_nearly_no_noise_of_messy_files_is_kept(results: dict[str, Result]) -> None:
    extra = []
    count = 0
    for name, result in results.items():
        wanted = {plain(text) for one in result.wanted for _, text in one.blocks}
        blocks = [plain(block.text) for article in result.articles for block in article.blocks]
        extra += [(name, text) for text in blocks if text not in wanted]
        count += len(blocks)
    print(f"noise kept: {extra} of {count}")
    assert len(extra) <= NOISE_KEPT * count, extra


def test_all_noise_of_messy_files_is_told(results: dict[str, Result]) -> None:
    noise = [(name, text) for name, result in results.items() for one in result.wanted for text in one.noise]
    untold = [(name, text) for name, text in noise if plain(text) not in results[name].told()]
    print(f"{len(noise)} lines of noise")
    assert untold == []
    assert len(noise) > 100


def test_no_line_of_an_article_is_told_as_left_out(results: dict[str, Result]) -> None:
    for name, result in results.items():
        for wanted, article in zip(result.wanted, result.articles, strict=True):
            texts = {plain(text) for _, text in wanted.blocks}
            assert not texts & {plain(residue.text) for residue in article.residue}, name


def test_words_in_a_table_or_box_within_another_are_read_once(tmp_path: Path) -> None:
    cell, row = "<table:table-cell>{}</table:table-cell>".format, "<table:table-row>{}</table:table-row>".format
    table, line = "<table:table>{}</table:table>".format, "<text:p>{}</text:p>".format
    box = "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>".format
    inner = table(row(cell(line("The pool opens at noon.")) + cell(line("It is warm."))))
    boxes = line("Look at the yard." + box(line("The yard in summer." + box(line("The yard in winter."))) + inner))
    path = tmp_path / "nested.odt"
    path.write_bytes(article_files.odt(table(row(cell(line("Every Sunday.") + inner))) + boxes))
    text = "\n".join(block.text for block in intake.read(path)[0].blocks)
    said = ("Every Sunday.", "The yard in summer.", "The yard in winter.", "Look at the yard.")
    assert {words: text.count(words) for words in said} == dict.fromkeys(said, 1)
    assert text.count("The pool opens at noon.") == 2  # it stands in the cell, and in the box
