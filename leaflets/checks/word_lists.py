"""Reads the word lists in `words/`: easy words, how often words are used, and the lists that rules name."""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import cast

from leaflets import tables
from leaflets.findings import LeafletError

_WORDS = Path(__file__).parent / "words"


@lru_cache
def easy(tag: str) -> frozenset[str]:
    """Plain forms of the words that nearly everybody knows; empty for a language that has no such list."""
    extra = _table(_WORDS / f"easy_extra.{tag}.toml")
    if not extra:
        return frozenset()
    words = (_WORDS / "easy" / "dale_chall.txt").read_text(encoding="utf-8").split("\n")
    own = (str(word) for listed in extra.values() if isinstance(listed, list) for word in listed)
    return frozenset(word.casefold() for word in (*words, *own) if word)


@lru_cache
def lemmas(tag: str) -> Mapping[str, str]:
    """Forms whose plain form a general look-up does not know."""
    return cast(Mapping[str, str], _table(_WORDS / f"easy_extra.{tag}.toml").get("lemmas", {}))


@lru_cache
def zipf(tag: str) -> Mapping[str, float]:
    """How often a word is used, on the Zipf scale (3 = once in a million words, 6 = once in 1,000); rare words have
    no figure."""
    if not tag.startswith("en"):
        return {}
    text = gzip.decompress((_WORDS / "frequency" / "english.txt.gz").read_bytes()).decode("utf-8")
    lines = (line.split(" ") for line in text.splitlines())
    return {word: int(step) / 10 for step, *words in lines for word in words}


@lru_cache
def domain(tag: str) -> Mapping[str, tuple[str, ...]]:
    """Words of health, care and law: `words`, those that are hard with a capital only (`capital`), and `terms`."""
    listed = _table(_WORDS / f"domain.{tag}.toml")
    return {name: tuple(map(str, cast(list[object], listed.get(name, [])))) for name in ("words", "capital", "terms")}


@lru_cache
def entries(name: str, tag: str) -> Mapping[str, str]:
    """A list that a rule names: phrases and what to say in their place, all tables of the file as one.

    Empty for a language that has no such list. Raises LeafletError when no language has it.
    """
    _must_exist(name, tag)
    found: dict[str, str] = {}
    for key, value in _table(_WORDS / f"{name}.{tag}.toml").items():
        table = value if isinstance(value, Mapping) else {key: value}
        found.update({phrase.casefold(): str(instead) for phrase, instead in table.items()})
    return found


@lru_cache
def groups(name: str, tag: str) -> Mapping[str, tuple[str, ...]]:
    """A list that a rule names: names that stand for the same thing. Empty and raises as `entries`."""
    _must_exist(name, tag)
    listed = _table(_WORDS / f"{name}.{tag}.toml")
    return {group: tuple(map(str, cast(list[object], names))) for group, names in listed.items()}


def _must_exist(name: str, tag: str) -> None:
    if not any(_WORDS.glob(f"{name}.*.toml")):
        raise LeafletError(f"There is no word list “{name}”. Put {name}.{tag}.toml into {_WORDS.name}/.")


def _table(path: Path) -> Mapping[str, object]:
    return tables.read(path) if path.is_file() else {}
