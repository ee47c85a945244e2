"""The empty translation that `new` makes: the original's rows, each line as a note above a slot for its words.

Pictures, facts, links and parts stay where they are. No word is translated here: a person writes each of them.
"""

import re
from collections.abc import Iterator

from leaflets.inline import Reporter, plain, without_long_notes
from leaflets.rewriting.empty_leaflet import as_note
from leaflets.translations import KEY, with_mark

SLOT = "Still to write."
"""Rule ER-108 finds these words in every language."""
_OF_WORDS = ("title", "subtitle", "cover-line", "short-title")
"""Lines about the leaflet that have words in them."""
_SIGN = re.compile(r"(# Notice:|##|==|>|)\s*(.*)")
_KEPT = re.compile(r"# |# ?(About this leaflet|Notice|Contacts|Help now)\s*$|\[picture:|> *\[[^\]]*\]\s*$")
_FACTS = re.compile(r"\s*(\{[^{}=]*\})\s*$")


def write(original: str, mark: str, home: str) -> str:
    """The text of the new manuscript. `original`: that of the home language; `mark`: `translations.mark` of it."""
    text = original.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = without_long_notes(text, Reporter("")).split("\n")
    edges = [number for number, line in enumerate(lines) if line.strip() == "---"][:2]
    above = lines[: edges[1]] if len(edges) == 2 else []
    head = [row for line in above for row in _front(line)]
    body = [
        row for line in lines[len(above) + 1 :] for row in _line(plain(line).rstrip(), bool(plain(line)) or not line)
    ]
    notes = (
        f"<!-- Each note is a line of the {home} text. Write its words in your language in place of “{SLOT}” -->",
        "<!-- Keep the rows, the pictures, and the braces { } at the end of lines. Delete the notes if you like. -->",
    )
    return with_mark("\n".join((*head, "---", *notes, *body)).rstrip() + "\n", mark)


def _front(line: str) -> Iterator[str]:
    key, _, value = (part.strip() for part in plain(line).partition(":"))
    if key == KEY:
        return
    yield f"{key}: {SLOT} <!-- {as_note(value)} -->" if key in _OF_WORDS and value else line


def _line(line: str, kept: bool) -> Iterator[str]:
    """The lines in place of one: nothing for what was a note only, itself where there are no words in it."""
    if not line.strip():
        yield from ("",) if kept else ()
    elif _KEPT.match(line) and not line.startswith("# Notice:"):
        yield line
    else:
        found = _FACTS.search(line)
        sign, words = _SIGN.fullmatch(line[: found.start()] if found else line).groups()  # type: ignore[union-attr]
        yield f"<!-- {as_note(words)} -->"
        yield " ".join(filter(None, (sign, SLOT, found[1] if found else "")))
