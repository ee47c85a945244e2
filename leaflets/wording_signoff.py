"""Who checked the standard wording of a language: `sources/wording-sign-off.toml`, and what an entry is worth now.

The language files belong to the toolkit and a new version of it replaces them, so the word of a person stands beside
the leaflets, with the hash of the wording that they had in hand.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from leaflets.findings import Finding, LeafletError, as_typed
from leaflets.languages import HOME, Language

FILE = "wording-sign-off.toml"
UNCHECKED = ("TR-201", "TR-202")
"""Findings on leaflets that nobody should give out before a person has checked the words around their text."""
_HEAD = "# Who checked the standard words of each language. “sign wording” writes here; see sources/README.md.\n"
_TABLE = "[[wording]]"
_KEYS = ("language", "name", "role", "date", "hash")
READERS_MEET = ("words", "pictures", "drawn", "spoken")
"""Tables of a language file with words that readers see or hear."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One person's word that the wording of a language is right."""

    language: str
    name: str
    role: str
    date: str
    """ISO 8601 day."""
    hash: str
    """`wording_hash` of what they had in hand."""

    def __str__(self) -> str:
        return f"{self.name}, {self.role}, {self.date}"


def wording_hash(language: Language) -> str:
    """SHA-256, hex, of all standard words of the language; how its voice, font and braille are made is no part."""
    words = {name: language.data.get(name) for name in READERS_MEET}
    canonical = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(sources: Path) -> tuple[Checked, ...]:
    """The entries of the folder's file, in its order; none where there is no file.

    Raises LeafletError, with the place and the cure, for a file that cannot be read and for an entry that is not whole.
    """
    path = sources / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LeafletError(f"{path} cannot be read: {error}. Mend that line.") from error
    entries = data.get("wording", [])
    if not isinstance(entries, list) or set(data) - {"wording"}:
        raise LeafletError(f"{path}: start each entry with {_TABLE}.")
    return tuple(_entry(entry, path, number) for number, entry in enumerate(entries, 1))


def checked(language: Language, entries: tuple[Checked, ...]) -> Checked | None:
    """The newest entry that is of the wording as it is now; None when there is none."""
    now = wording_hash(language)
    return next((each for each in reversed(entries) if (each.language, each.hash) == (language.tag, now)), None)


def is_trusted(language: Language, entries: tuple[Checked, ...]) -> bool:
    """Whether leaflets in that language need no stamp. The house's own words are its own: nobody signs for them."""
    return language.tag == HOME or checked(language, entries) is not None


def findings(language: Language, entries: tuple[Checked, ...], sources: Path) -> Iterator[Finding]:
    """That nobody checked the wording, or not as it is now, and what to type."""
    if is_trusted(language, entries):
        return
    file = as_typed(sources / FILE)
    mine = [each for each in entries if each.language == language.tag]
    hint = f"Who reads {language.english} checks them: “report” gives a page. Then type: {command(language)}"
    if mine:
        message = f"The standard words in {language.english} have changed since {mine[-1].name} checked them."
        yield Finding(file, 0, "TR-202", "should fix", message, hint)
    else:
        yield Finding(
            file, 0, "TR-201", "should fix", f"Nobody checked the standard words in {language.english}.", hint
        )


def command(language: Language) -> str:
    """What a person types who has checked the wording."""
    return f'python3 make_leaflets.py sign wording {language.tag} --by "NAME" --role translator'


def with_entry(text: str, entry: Checked) -> str:
    """The text of the file with one more entry at its end."""
    rows = (f"{key} = {json.dumps(getattr(entry, key), ensure_ascii=False)}" for key in _KEYS)
    return "\n".join(((text or _HEAD).rstrip(), "", _TABLE, *rows, ""))


def without(text: str, tag: str) -> str:
    """The text of the file without the last entry of that language. Raises LeafletError when it has none."""
    head, *entries = text.split(_TABLE)
    mine = [at for at, entry in enumerate(entries) if tomllib.loads(entry).get("language") == tag]
    if not mine:
        raise LeafletError(f"Nobody has signed for the standard words in “{tag}”. Nothing was changed.")
    del entries[mine[-1]]
    return _TABLE.join((head, *entries)).rstrip() + "\n"


def _entry(entry: object, path: Path, number: int) -> Checked:
    values = entry if isinstance(entry, dict) else {}
    words = {key: values.get(key) for key in _KEYS}
    words["date"] = words["date"].isoformat() if isinstance(words["date"], date) else words["date"]
    for key, value in words.items():
        if not isinstance(value, str) or not value.strip():
            raise LeafletError(f"{path}: entry {number} has no {key}. Delete it, and sign again: sign wording TAG.")
    return Checked(**{key: str(value) for key, value in words.items()})
