"""The standard words of a language beside the English ones, as a page for who is asked to sign for them."""

from collections.abc import Iterator, Mapping

from leaflets import languages, templating, wording_signoff
from leaflets.languages import Language
from leaflets.report import as_page

TEMPLATE = "wording.html.j2"


def name(tag: str) -> str:
    """`wording_pl.html`."""
    return f"wording_{tag}.html"


def write(language: Language) -> bytes:
    """The page: every word that somebody who signs answers for. It needs nothing from outside and runs no script."""
    css, digest = as_page.style()
    home = languages.load(languages.HOME)
    parts = {
        table: [(key, _flat(home.data.get(table)).get(key, ""), words) for key, words in _flat(theirs).items()]
        for table, theirs in ((table, language.data.get(table)) for table in wording_signoff.READERS_MEET)
    }
    return templating.render(
        TEMPLATE,
        parts=parts,
        language=language,
        home=home,
        command=wording_signoff.command(language),
        css=css,
        style_hash=digest,
    ).encode()


def _flat(value: object) -> Mapping[str, str]:
    """Each piece of wording by the keys that lead to it."""
    return dict(_pieces(value, ""))


def _pieces(value: object, above: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield above, value
    elif isinstance(value, list):
        yield above, " ".join(str(each) for each in value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _pieces(inner, f"{above} {key}".strip())
