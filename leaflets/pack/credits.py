"""Whose work is in the finished files, and on what terms: the lines of `licences.toml` that these formats need."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast


class Part(TypedDict, total=False):
    """One line of the file; `formats` or `languages` is left out where all of them hold the part."""

    what: str
    by: str
    licence: str
    note: str
    formats: list[str]
    languages: list[str]


def credits(house: str, formats: Collection[str], lang: str) -> list[dict[str, str]]:
    """The credits for files of these formats in that language, in the order of the file, with the house's name."""
    return [
        {key: part[key].replace("{house}", house) for key in ("what", "by", "licence", "note")}
        for part in parts()
        if ("formats" not in part or set(part["formats"]) & set(formats)) and lang in part.get("languages", [lang])
    ]


@cache
def parts() -> tuple[Part, ...]:
    """Every line of the file, in its order."""
    text = (files("leaflets.pack") / "licences.toml").read_text(encoding="utf-8")
    return tuple(cast(list[Part], tomllib.loads(text)["part"]))
