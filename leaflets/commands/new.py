"""`new`: starts a leaflet from an article, so that nobody begins with an empty page. Overwrites nothing."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from leaflets import slugs
from leaflets.findings import LeafletError, must_fix
from leaflets.languages import HOME as _LANGUAGE  # articles are in it, and so are patterns and suggestions

if TYPE_CHECKING:
    from leaflets.glossary import Entry
    from leaflets.intake import Article
    from leaflets.rewriting.patterns import Guess

NAME = "new"
HELP = "Start a new leaflet from an article, or a translation of a leaflet."

_KEPT_AS_THEY_ARE = (".md", ".txt")
"""Articles that the fact sheet is compared with as they stand; others are written out as text beside the original."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="Short name of the leaflet: small letters, figures and hyphens.")
    parser.add_argument(
        "--from", dest="article", type=Path, metavar="FILE", help="The file with the article, for a new leaflet."
    )
    parser.add_argument(
        "--language",
        default="",
        metavar="TAG",
        help="The language of a translation, such as pl, for a leaflet that is there. A person translates it.",
    )
    parser.add_argument(
        "--article", dest="number", type=int, metavar="N", help="Which article of the file, when it holds several."
    )
    parser.add_argument(
        "--pattern", metavar="NAME", help="explainer, consultation or event; guessed from the article if left out."
    )
    parser.add_argument(
        "--as", dest="also", choices=("word",), help="Also give the empty leaflet as a Word file, to write in there."
    )
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    if options.language:
        return _translation(str(options.slug), str(options.language), Path(options.sources), options.article)
    if options.article is None:
        raise LeafletError("Say what to start from: --from FILE. For a translation of a leaflet: --language TAG.")
    slug, path, sources = str(options.slug), Path(options.article), Path(options.sources)
    slugs.check(slug)
    article = _chosen(path, options.number)
    if article is None:
        print("\nNothing was written.")
        return 1
    guess = _pattern(article, options.pattern)
    folder = sources / slug
    files = _files(slug, path, article, guess, sources, options.also == "word", options.number is not None)
    if there := sorted(str(folder / name) for name in files if (folder / name).exists()):
        raise LeafletError(f"There is work already: {', '.join(there)}. Nothing was changed. Choose another name.")
    try:
        _write(folder, files)
    except OSError as error:
        raise LeafletError(f"The folder {folder} cannot be written: {error.strerror}.") from error
    _tell(folder, files, article, guess)
    return 0


def _translation(slug: str, tag: str, folder: Path, article: Path | None) -> int:
    """Starts a manuscript in another language: the rows of the leaflet, with a slot for each line."""
    from leaflets import catalogue, house, languages, sources, translations, wording_signoff
    from leaflets.intake import encoding
    from leaflets.rewriting import empty_translation

    language, home = languages.load(tag), languages.load(_LANGUAGE).english
    catalogue.texts(folder, (slug,))
    if article is not None or tag == _LANGUAGE:
        raise LeafletError("A translation starts from a leaflet, not from an article. Write only one of the two.")
    name, original = f"leaflet.{tag}.md", folder / slug / f"leaflet.{_LANGUAGE}.md"
    text = sources.original(folder, slug, tag, house.load(folder / "house.toml"))
    if text is None:
        raise LeafletError(f"There is no {original} to translate.")
    if (folder / slug / name).exists():
        raise LeafletError(f"There is work already: {folder / slug / name}. Nothing was changed.")
    written = empty_translation.write(encoding.text_of(original), translations.mark(text), home)
    _write(folder / slug, {name: written.encode()})
    print(f"An empty translation is in {folder / slug / name}. It has a slot for each line of the {home} text.")
    print(f"\nNext: a person who translates into {language.english} fills the slots. Then type:")
    print(f"  python3 make_leaflets.py check {slug} --language {tag}")
    print(f"When the {home} text changes later, change the translation too. Then type:")
    print(f"  {translations.command(slug, tag)}")
    if not wording_signoff.is_trusted(language, wording_signoff.read(folder)):
        print(f"Nobody checked the standard words in {language.english} yet. Who did types:")
        print(f"  {wording_signoff.command(language)}")
    return 0


def _chosen(path: Path, number: int | None) -> "Article | None":
    """The article to start from; None, after its findings are told, when the file cannot be read."""
    from leaflets import intake

    articles, findings = intake.read_all(path)
    if len(articles) > 1 and number is None:
        titles = "\n".join(f"  --article {place}  {article.title}" for place, article in enumerate(articles, 1))
        raise LeafletError(f"There are {len(articles)} articles in {path}. Say which one:\n{titles}")
    article, findings = intake.read(path, 1 if number is None else number)
    for finding in findings:
        print(finding)
    return None if must_fix(findings) else article


def _pattern(article: "Article", name: str | None) -> "Guess":
    from leaflets import languages
    from leaflets.rewriting import patterns

    known = patterns.patterns(_LANGUAGE)
    if name is None:
        return patterns.guess(article.sentences(languages.load(_LANGUAGE).abbreviations), _LANGUAGE)
    if name not in known:
        listed = "\n".join(f"  {pattern.name}: {pattern.purpose}" for pattern in known.values())
        raise LeafletError(f"There is no pattern “{name}”. There are:\n{listed}")
    return patterns.Guess(known[name], "You chose it.")


def _files(
    slug: str, path: Path, article: "Article", guess: "Guess", sources: Path, with_word: bool, one_of_several: bool
) -> Mapping[str, bytes]:
    """What goes into the leaflet's folder: the article, and three files to fill."""
    from leaflets import languages
    from leaflets.rewriting import empty_leaflet, fact_draft

    language = languages.load(_LANGUAGE)
    sentences = article.sentences(language.abbreviations)
    suffix = path.suffix.casefold()
    files: dict[str, bytes] = {}
    if suffix in _KEPT_AS_THEY_ARE and not one_of_several:
        files[f"article{suffix}"] = path.read_bytes()
    else:
        files["article.md"] = empty_leaflet.article_text(article).encode()
        files[f"original{suffix}"] = path.read_bytes()
    manuscript = empty_leaflet.write(slug, article, sentences, guess.pattern, language, _glossary(sources))
    files[f"leaflet.{_LANGUAGE}.md"] = manuscript.encode()
    if with_word:
        from leaflets.rewriting.as_paragraphs import paragraphs
        from leaflets.word import manuscript_writer

        files[f"leaflet.{_LANGUAGE}.docx"] = manuscript_writer.write(paragraphs(manuscript), article.title, _LANGUAGE)
    files["facts.toml"] = fact_draft.draft(slug, sentences, _LANGUAGE).encode()
    files["sign-off.toml"] = _SIGN_OFF.encode()
    return files


def _glossary(sources: Path) -> "Mapping[str, Entry]":
    from leaflets import glossary

    return glossary.load(sources / f"glossary.{_LANGUAGE}.toml")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        with (folder / name).open("xb") as file:
            file.write(data)


def _tell(folder: Path, files: Mapping[str, bytes], article: "Article", guess: "Guess") -> None:
    """What was made, what was left out, and what to do now."""
    print(f"A new leaflet is in {folder}:")
    for name in files:
        print(f"  {name}")
    print(f"Its pattern: {guess.pattern.name}. {guess.reason}")
    for finding in article.findings:
        print(finding)
    for dropped in article.residue:
        print(f"Left out, {dropped}")
    for offer in article.offers:
        print(f"The article offers a leaflet: “{offer.text}”. To start it, type: new {offer.slug} --from FILE")
    word = f"leaflet.{_LANGUAGE}.docx"
    if word in files:
        print(f"\nNext: open {word} in Word and fill the slots. Then type:")
        print(f"  python3 make_leaflets.py read-word {folder.name} {folder / word}")
    else:
        print(f"\nNext: open leaflet.{_LANGUAGE}.md and fill the slots. Then type:")
        print(f"  python3 make_leaflets.py check {folder.name}")


_SIGN_OFF = """\
# Who agreed to the leaflet, and when. The command "sign" writes here: python3 make_leaflets.py sign --help
# Until somebody has approved the leaflet, every page of it says that it is a draft.
"""
