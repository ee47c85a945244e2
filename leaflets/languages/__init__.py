"""Languages as data: one `<tag>.toml` each, with every standard sentence that `compose` and the formats may add.

A missing key stops the build with its name. Nothing ever falls back to English.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeVar, cast

from leaflets import tables
from leaflets.findings import LeafletError

_FOLDER = Path(__file__).parent
HOME = "en-GB"
"""The language of articles, fact sheets, house and commands. Leaflets in others are translated from it by people."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Font:
    """A font for letters that the house font lacks."""

    name: str
    package: str
    """The Python distribution that brings it."""
    file: str
    leading: float = 1.0
    """How much more height its lines need than those of the house font."""
    headings: float = 1.0
    """How large its headings are, as a part of the usual size."""
    word: str = ""
    """A font for Word files: on computers with Word."""
    word_leading: float = 1.0
    """How much more height a line of a Word file may need than one of Arial, also where another font stands in."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a language brings: names, limits, formula and standard wording."""

    tag: str
    name: str
    """What the language calls itself."""
    english: str
    """What staff call it."""
    direction: Literal["ltr", "rtl"]
    sentence_limit: int
    """Most words in one sentence."""
    readability: str
    """Name of a published formula, or `none`: then a text is not scored."""
    abbreviations: tuple[str, ...]
    """Words whose full stop does not end a sentence."""
    allowed_acronyms: tuple[str, ...]
    """Initials that may stand unexplained."""
    data: Mapping[str, object]
    """The whole file, for parts that keep a table of their own in it, such as `[spoken]`."""

    @property
    def font(self) -> Font | None:
        """The font of its letters; None where the house font has them all."""
        table = self.data.get("font")
        return (
            Font(**{key.replace("-", "_"): value for key, value in table.items()}) if isinstance(table, dict) else None
        )

    @property
    def lacks(self) -> Mapping[str, str]:
        """Formats that cannot be had in it, with the reason."""
        return cast(Mapping[str, str], self.data.get("lacks", {}))

    @property
    def pictures(self) -> Mapping[str, str]:
        """What pictures show, by their names, in words of this language; the home language has them in the scenes."""
        return cast(Mapping[str, str], self.data.get("pictures", {}))

    @property
    def drawn(self) -> Mapping[str, str]:
        """Words that are drawn in pictures: those of the home language, and what is drawn in their place."""
        return cast(Mapping[str, str], self.data.get("drawn", {}))

    @property
    def path(self) -> Path:
        """The file itself."""
        return _FOLDER / f"{self.tag}.toml"

    def say(self, key: str, **values: str | int) -> str:
        """The standard sentence of that name, its `{slots}` filled in.

        Raises LeafletError when the language has no such sentence, or a slot has no value.
        """
        return self._fill(key, self._words(key, str), values)

    def say_all(self, key: str, **values: str | int) -> tuple[str, ...]:
        """The standard sentences of that name, in order. Raises as `say`."""
        return tuple(self._fill(key, str(words), values) for words in self._words(key, list))

    def names(self, key: str) -> Mapping[str, str]:
        """A table of words, such as the names of the months. Raises as `say`."""
        return self._words(key, dict)

    def spell_date(self, value: str) -> str:
        """`2019`, `May 2019` or `2 May 2019` for an ISO 8601 date of that exactness. Raises as `say`.

        A language whose months have another form without a day has `months-alone` too.
        """
        parts = value.split("-") if value else []
        if len(parts) > 1:
            alone = len(parts) == 2 and "months-alone" in cast(Mapping[str, object], self.data["words"])
            parts[1] = self.names("months-alone" if alone else "months")[str(int(parts[1]))]
        if len(parts) > 2:
            parts[2] = str(int(parts[2]))
        return " ".join(reversed(parts))

    def _words(self, key: str, kind: type[T]) -> T:
        words = cast(Mapping[str, object], self.data["words"]).get(key)
        if not isinstance(words, kind):
            raise LeafletError(f"The language file {self.path.name} has no wording “{key}”. Add it under [words].")
        return words

    def _fill(self, key: str, words: str, values: Mapping[str, str | int]) -> str:
        try:
            return words.format(**values)
        except (KeyError, IndexError) as error:
            raise LeafletError(f"The wording “{key}” in {self.path.name} needs a value for {error}.") from error


def told(slug: str, lang: str) -> str:
    """A leaflet as a person reads it: `sim-london`, and `sim-london (pl)` for a translation."""
    return slug if lang == HOME else f"{slug} ({lang})"


def tags() -> tuple[str, ...]:
    """The languages there are, sorted."""
    return _tags(_FOLDER)


@cache
def _tags(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@lru_cache
def load(tag: str) -> Language:
    """The language of that BCP 47 tag. Raises LeafletError when there is no such file or it lacks a key."""
    path = _FOLDER / f"{tag}.toml"
    if tag not in tags():
        raise LeafletError(f"There is no language “{tag}”. There are: {', '.join(tags())}.")
    data = tables.read(path)
    try:
        return Language(
            tag=tag,
            name=data["name"],
            english=data["english"],
            direction=data["direction"],
            sentence_limit=data["sentence-limit"],
            readability=data["readability"],
            abbreviations=tuple(data["abbreviations"]),
            allowed_acronyms=tuple(data["allowed-acronyms"]),
            data=data,
        )
    except KeyError as error:
        raise LeafletError(f"The language file {path.name} has no {error}. Add it at the top of the file.") from error
