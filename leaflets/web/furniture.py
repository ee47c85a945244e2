"""What a leaflet's page says besides the leaflet's own words, every phrase from the language file."""

from dataclasses import dataclass
from itertools import product

from leaflets import languages, quantities, stamps
from leaflets.model import Leaflet

BACK_S = 10
"""How far one press of the button goes back."""

_PLAIN = (
    "changed", "jump-listen", "jump-download", "jump-read", "listen", "listen-help", "play", "pause",
    "sentence-before", "sentence-after", "not-played", "audio", "part", "download", "download-ask", "print",
)  # fmt: skip
"""Phrases of a leaflet's page that say the same on every one."""


@dataclass(frozen=True, slots=True)
class Said:
    """The phrases of a page in one language. `Said("en-GB")("skip")` is the phrase `web-skip`."""

    lang: str

    def __call__(self, key: str, **values: str | int) -> str:
        return languages.load(self.lang).say(f"web-{key}", **values)

    def names(self, key: str) -> dict[str, str]:
        return dict(languages.load(self.lang).names(f"web-{key}"))


def base(lang: str) -> tuple[str, ...]:
    """The phrases of `web-base.html.j2`, which every page has."""
    said = Said(lang)
    keys = ("skip", "leaflets", "contact", "display", "sizes", "colours", "top")
    sizes = (f"{said('size-letter')} {name}" for name in said.names("size-names").values())
    return (*(said(key) for key in keys), *sizes, *said.names("colour-names").values())


def phrases(leaflet: Leaflet) -> tuple[str, ...]:
    """The phrases of a leaflet's page, `{number}` where a number is filled in."""
    said, number = Said(leaflet.lang), "{number}"
    return (
        *base(leaflet.lang),
        *(said(key) for key in _PLAIN),
        said("back", seconds=number),
        said("speed", name=said.names("speed-names")["normal"]),
        said("time", now=number, length=number),
        *_audio_sizes(said),
        leaflet.about.short_title or leaflet.cover.title.text,
        *stamps.opening(leaflet),
    )


def _audio_sizes(said: Said) -> tuple[str, ...]:
    language = languages.load(said.lang)
    forms = product(quantities.lengths(language), quantities.sizes(language))
    return tuple(said("audio-size", length=length, size=size) for length, size in forms)


def clock(seconds: float) -> str:
    """`4:11`, as players show it."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
