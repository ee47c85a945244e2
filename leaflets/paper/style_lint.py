"""What a style sheet of a template must not ask for, with what to do instead. See `lint`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import tinycss2  # type: ignore[import-untyped]

_Values = Sequence[Any]
"""The parts of a declaration's value, as tinycss2 has parsed them."""

_MOST_INDENT = -100
"""A first line further out than this, in any unit, is a trick to hide words."""

_GENERATED = (":before", ":after", ":marker")
"""What names a box that no HTML element makes."""


def style_faults(css: str) -> Iterator[str]:
    """Why a style sheet is refused, in its order; nothing when it is good. `css`: its text."""
    yield from _style_faults(css)


def declaration_faults(css: str) -> Iterator[str]:
    """Why the declarations of a `style` attribute are refused."""
    for item in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration" and (fault := _fault(item, generated=False)):
            yield fault


@lru_cache(maxsize=64)
def _style_faults(css: str) -> tuple[str, ...]:
    """Kept, as the same few sheets come with every page."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(fault for rule in rules for fault in _rule_faults(rule))


def _rule_faults(rule: Any) -> Iterator[str]:
    if rule.type not in ("qualified-rule", "at-rule") or rule.content is None:
        return
    if rule.type == "at-rule" and rule.lower_at_keyword in ("font-face", "counter-style"):
        return
    selector = " ".join(tinycss2.serialize(rule.prelude).split())
    place = f"@{rule.at_keyword} {selector}".strip() if rule.type == "at-rule" else selector
    # A drawn arrow or a text in the margin covers no words of the leaflet.
    named = [part.strip() for part in selector.lower().split(",")]
    generated = place.startswith("@") or all(part.endswith(_GENERATED) for part in named)
    for item in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            if item.lower_name == "content" and any(part.endswith(":marker") for part in named):
                yield f"{place}: content. WeasyPrint 70.0 fails on marks of own content: use list-style-type."
            elif fault := _fault(item, generated):
                yield f"{place}: {fault}"
        else:
            yield from _rule_faults(item)


def _fault(declaration: Any, generated: bool) -> str:
    """What is wrong with a declaration; empty when it is good."""
    name = declaration.lower_name
    if (check := _CHECKS.get(name)) is None or (generated and name in _FREE_WHERE_GENERATED):
        return ""
    values = [part for part in declaration.value if part.type not in ("whitespace", "comment")]
    instead = check(values)
    return instead and f"{name} is {tinycss2.serialize(declaration.value).strip()}. {instead}"


def _words(values: _Values) -> set[str]:
    return {part.lower_value for part in values if part.type == "ident"}


def _one_of(refused: str, instead: str) -> Callable[[_Values], str]:
    names = set(refused.split())
    return lambda values: instead if _words(values) & names else ""


def _all_but(allowed: str, instead: str) -> Callable[[_Values], str]:
    names = set(allowed.split())
    return lambda values: "" if _words(values) & names else instead


def _number_below(limit: float, instead: str) -> Callable[[_Values], str]:
    numbers = ("number", "dimension", "percentage")
    return lambda values: instead if any(part.type in numbers and part.value < limit for part in values) else ""


def _function(refused: str, instead: str) -> Callable[[_Values], str]:
    return lambda values: (
        instead if any(part.type == "function" and part.lower_name == refused for part in values) else ""
    )


def _first(*checks: Callable[[_Values], str]) -> Callable[[_Values], str]:
    return lambda values: next((fault for check in checks if (fault := check(values))), "")


def _opacity(values: _Values) -> str:
    full = any((part.type, getattr(part, "value", 0)) in (("number", 1), ("percentage", 100)) for part in values)
    return "" if full else _NO_OPACITY


def _picture(values: _Values) -> str:
    pictures = any(part.type == "url" or (part.type == "function" and part.lower_name == "url") for part in values)
    return "It puts a picture without words in place of words: use <img> with alt text." if pictures else ""


_NO_OPACITY = "Its words get lost for screen readers (PDF/UA-1, 7.1): use a lighter colour of full strength."
_NO_INSIDE = "Use outside: the mark and the words are then two things for a listener."
_NO_ITALICS = "Italics are hard to read (UKAAF G003): use bold, or nothing."
_NO_LINES = "Lines on words make them hard to read (UKAAF G003): use bold."
_NO_OVERLAP = "A negative measure puts words over pictures or other words: move it by positive margins."
_NO_CAPITALS = "Blocks of capitals are hard to read (UKAAF G003): write the letters as they shall be read."
_NO_JUSTIFY = "Uneven gaps are hard to read (UKAAF G003): use left."
_NO_HIDING = "Listeners and readers must meet the same words: leave out what shall not be seen."
_NO_CUTTING = "It cuts words off: make room for them."
_NO_HANDING_DOWN = (
    "What is inside gets the measure of another element (see `lent_styles.py`): write the measure itself."
)

_SIDES = ("", "-top", "-right", "-bottom", "-left", "-block", "-block-start", "-block-end", "-inline", "-inline-start",
          "-inline-end")  # fmt: skip
_MARGINS = tuple(f"margin{side}" for side in _SIDES)
_SIZES = ("width", "height", *(f"padding{side}" for side in _SIDES))

_CHECKS: Mapping[str, Callable[[_Values], str]] = {
    "opacity": _opacity,
    "mix-blend-mode": _all_but("normal", _NO_OPACITY),
    "list-style-position": _one_of("inside", _NO_INSIDE),
    "list-style": _one_of("inside", _NO_INSIDE),
    "text-transform": _one_of("uppercase capitalize full-width", _NO_CAPITALS),
    "font-variant": _one_of("small-caps all-small-caps petite-caps all-petite-caps unicase", _NO_CAPITALS),
    "font-variant-caps": _all_but("normal", _NO_CAPITALS),
    "font-style": _all_but("normal", _NO_ITALICS),
    "font": _one_of("italic oblique small-caps", _NO_ITALICS),
    **dict.fromkeys(
        ("text-decoration", "text-decoration-line"), _one_of("underline overline line-through blink", _NO_LINES)
    ),
    "hyphens": _one_of("auto", "Divided words are hard to read (UKAAF G003): use none."),
    **dict.fromkeys(("text-align", "text-align-all", "text-align-last"), _one_of("justify justify-all", _NO_JUSTIFY)),
    "position": _first(
        _one_of("fixed", "Listeners would hear it again on every page: use the page margin, or the place once."),
        _function("running", "Listeners would lose its words: use string-set and the page margin."),
    ),
    "float": _one_of("footnote", "Listeners lose the thread: say it in the text."),
    "text-overflow": _all_but("clip", _NO_CUTTING),
    **dict.fromkeys(("block-ellipsis", "line-clamp", "max-lines"), _all_but("none", _NO_CUTTING)),
    **dict.fromkeys(_SIZES, _one_of("inherit", _NO_HANDING_DOWN)),
    **dict.fromkeys(_MARGINS, _first(_number_below(0, _NO_OVERLAP), _one_of("inherit", _NO_HANDING_DOWN))),
    "text-indent": _number_below(_MOST_INDENT, _NO_HIDING),
    "visibility": _all_but("visible", _NO_HIDING),
    "color": _one_of("transparent", _NO_HIDING),
    "font-size": lambda values: (
        _NO_HIDING if any(part.type in ("number", "dimension") and part.value == 0 for part in values) else ""
    ),
    "unicode-bidi": _one_of("bidi-override isolate-override", "It turns words round: write them as they are read."),
    "content": _picture,
    **dict.fromkeys(("link", "-weasy-link"), _all_but("none", "Links stand in the page, as <a href>.")),
}
_FREE_WHERE_GENERATED = frozenset(name for name in _CHECKS if name.startswith("margin")) | {"content"}
