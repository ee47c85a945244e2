"""`translated`: writes down that a translation says what its original says now. Translates nothing."""

import argparse
import os
from pathlib import Path

from leaflets.findings import LeafletError

NAME = "translated"
HELP = "Write down that a translation says what the English text says now."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", metavar="SLUG", help="The leaflet.")
    parser.add_argument("tag", metavar="TAG", help="The language of the translation, such as pl.")
    parser.add_argument("--sources", type=Path, default=Path("sources"), metavar="DIR", help="Where the texts are.")


def execute(options: argparse.Namespace) -> int:
    from leaflets import catalogue, house, languages, sources, translations

    slug, tag, folder = str(options.slug), str(options.tag), Path(options.sources)
    language, home = languages.load(tag), languages.load(languages.HOME).english
    catalogue.texts(folder, (slug,))
    path = catalogue.path(folder, slug, tag)
    if tag == languages.HOME:
        raise LeafletError(f"The text in {home} is no translation. Nothing was changed.")
    if not path.is_file():
        raise LeafletError(f"There is no {path}. To start it, type: {translations.start(slug, tag)}")
    original = sources.original(folder, slug, tag, house.load(folder / "house.toml"))
    if original is None:
        raise LeafletError(f"The leaflet {slug} has no text in {home}, so this is no translation. Nothing was changed.")
    try:
        before = path.read_bytes().decode("utf-8")
        after = translations.with_mark(before, translations.mark(original))
        part = path.with_name(f"{path.name}.part")
        part.write_bytes(after.encode())
        os.replace(part, path)
    except UnicodeDecodeError as error:
        raise LeafletError(f"{path} is not saved as UTF-8. Save it again so. Nothing was changed.") from error
    except OSError as error:
        raise LeafletError(f"{path} cannot be written: {error.strerror}. Nothing was changed.") from error
    if after == before:
        print(f"It was written down already: {path} is of the {home} text as it is now.")
        return 0
    print(f"Written down: {path} is of the {home} text as it is now.")
    print(f"What was signed for this leaflet in {language.english} must be signed again. Type:")
    print(f"  python3 make_leaflets.py sign {slug} --language {tag}")
    return 0
