"""Reads a glossary, `glossary.<lang>.toml`: meanings of hard words that many leaflets use, and names that need none."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leaflets import data_files
from leaflets.findings import LeafletError


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with its meaning; a name has none."""

    word: str
    meaning: tuple[str, ...] = ()
    """Whole sentences, marked up as in a manuscript; printed straight after the word's first use."""

    @property
    def is_name(self) -> bool:
        return not self.meaning


def load(*paths: Path) -> Mapping[str, Entry]:
    """The entries of these files by word in small letters; a later file wins. Files that are not there are empty.

    Raises LeafletError, with the place and the cure, for a file that cannot be read.
    """
    entries: dict[str, Entry] = {}
    for path in paths:
        if not path.is_file():
            continue
        try:
            data = data_files.read(path)
        except data_files.DataFileError as error:
            raise LeafletError(error.told("glossary", path)) from error
        for key in set(data) - {"entry"}:
            raise LeafletError(f"{path}: “{key}” is not known here. Start each word with a line [[entry]].")
        listed = data.get("entry", [])
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            raise LeafletError(f"{path}: “entry” is no list of words. Write: [[entry]] and its lines below.")
        own: dict[str, Entry] = {}
        for entry in listed:
            read = _entry(entry, path)
            for word in read.keys() & own.keys():
                raise LeafletError(f"{path}: “{word}” stands here twice. Keep one of the two.")
            own.update(read)
        entries.update(own)
    return entries


def _entry(entry: Mapping[str, object], path: Path) -> Mapping[str, Entry]:
    word, meaning, kind = entry.get("word"), entry.get("meaning", []), entry.get("kind", "word")
    for key in entry:
        if key not in ("word", "meaning", "kind"):
            raise LeafletError(f"{path}: “{key}” is not known in an entry. Known are: word, meaning, kind.")
    if not isinstance(word, str) or not word.strip():
        raise LeafletError(f'{path}: an entry has no word. Write: word = "…"')
    if kind not in ("word", "name"):
        raise LeafletError(f'{path}: “{word}” has the kind “{kind}”. Write "word" or "name".')
    if not isinstance(meaning, list) or not all(isinstance(each, str) for each in meaning):
        meaning = []
    if kind == "word" and not meaning:
        raise LeafletError(f'{path}: “{word}” has no meaning. Write: meaning = ["**{word}** means …"]')
    return {word.casefold(): Entry(word, tuple(str(sentence) for sentence in meaning) if kind == "word" else ())}
