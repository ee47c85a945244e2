"""Shorter ways through the private code of WeasyPrint 70.0 that a leaflet goes through most, to the very same page.

Each stands in for one function, and hands everything that it is not made for to that function. `engine` puts them in
place and refuses any other version; `tests/test_shortcuts.py` draws pages with and without them.
"""

import sys
from collections.abc import Callable, Collection, Iterator
from math import inf
from typing import Any, NamedTuple, TypeAlias

from weasyprint import css
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES, Dimension
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import inline, page, percent
from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

from leaflets.paper import least_widths, lent_styles

# WeasyPrint has no types, so these names only say what is meant.
Style: TypeAlias = Any
Pointer: TypeAlias = Any

_computed_value = css.ComputedStyle.__missing__
_anonymous_value = css.AnonymousStyle.__missing__
_set_page_styles = page.set_page_type_computed_styles
_set_up_layout = line_break.Layout.setup
_resolve_percentages = percent.resolve_percentages


class Place(NamedTuple):
    """Where a shorter way is put."""

    owner: Any
    """A module or a class."""
    name: str
    theirs: Callable[..., Any]
    ours: Callable[..., Any]


def take() -> None:
    """Puts the shorter ways in place."""
    for place in PLACES:
        setattr(place.owner, place.name, place.ours)
    lent_styles.leave_out_notes()


class _Untold(NamedTuple):
    """What a property is when no style sheet says anything of it."""

    value: Any
    compute: Callable[[Style, str, Any], Any] | None
    """What still has to be made of the value; None where it is ready."""
    ltr: str
    rtl: str
    """The names it also goes by, for each direction of writing (margin-inline-start); its own where it has no other."""


def _untold() -> Iterator[tuple[str, _Untold]]:
    for name, value in INITIAL_VALUES.items():
        # These depend on each other, or on the boxes around.
        if name in ("page", "position", "float", "display") or name.startswith("text_decoration_") or check_math(value):
            continue
        logical = PHYSICAL_FUNCTIONS.get(name)
        ltr, rtl = (logical(block="ttb", inline=way) if logical else name for way in ("ltr", "rtl"))
        yield name, _Untold(value, COMPUTER_FUNCTIONS.get(name) if name in INITIAL_NOT_COMPUTED else None, ltr, rtl)


_UNTOLD = dict(_untold())

_SIMPLE = {name: it.value for name, it in _UNTOLD.items() if name not in INHERITED and it.compute is None}
"""Two in three of all properties that are asked for: nobody says anything of them, and they are the same everywhere."""


def _told_by() -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for name in _SIMPLE:
        for also in {name, _UNTOLD[name].ltr, _UNTOLD[name].rtl}:
            told[also] = (*told.get(also, ()), name)
    return told


_TOLD_BY = _told_by()
"""Which of the simple properties something is said of where a style sheet has a property of that name."""

_NEVER_MATH = frozenset({str, int, float, Dimension})


def computed_value(style: Style, name: str) -> Any:
    """The value of a property that is asked for the first time; nine in ten are in no style sheet of ours.

    Stands in for `ComputedStyle.__missing__`, a fifth of the time of a leaflet, which resolves even those at length.
    """
    untold, cascaded = _UNTOLD.get(name), style.cascaded
    if untold is None or name in cascaded or untold.ltr in cascaded or untold.rtl in cascaded:
        return _computed_value(style, name)
    if name in _SIMPLE and name != "anchor":  # which is asked of styles too that nobody will ask for more
        _fill_in(style, {also for told in cascaded for also in _TOLD_BY.get(told, ())})
        return untold.value
    if name not in INHERITED:
        value = untold.value
        if untold.compute is not None:
            value = untold.compute(style, name, value)
    elif style.parent_style is None:
        return _computed_value(style, name)
    else:
        value = style.parent_style[name]
        if type(value) not in _NEVER_MATH and check_math(value):
            return _computed_value(style, name)
    style[name] = value
    return value


def _fill_in(style: Style, but: Collection[str]) -> None:
    """Gives the style all simple properties at once, but for some and for those that it has."""
    values = _SIMPLE.copy()
    for name in but:
        del values[name]
    values.update(style)
    style.update(values)


def anonymous_value(style: Style, name: str) -> Any:
    """The value of a property of a box that stands for no element. Stands in for `AnonymousStyle.__missing__`."""
    if name not in _SIMPLE:
        return _anonymous_value(style, name)
    _fill_in(style, ())
    return _SIMPLE[name]


def set_page_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """The styles of a page and of the sixteen boxes in its margins: those of the first page that is styled like it.

    Stands in for `set_page_type_computed_styles`, which makes them anew for every page.
    """
    sheets = style_for._sheets
    rules = (selector[2] for sheet, _, _ in sheets for _, selectors, _ in sheet.page_rules for selector in selectors)
    # Lengths can be parts of a page (vw), and the first page is styled before its size is known.
    alike = (page_type.index == 0, *(style_for._page_type_match(rule, page_type) for rule in rules))
    known = style_for.__dict__.setdefault("leaflets_page_styles", {})
    styles = style_for.get_computed_styles()
    if alike not in known:
        _set_page_styles(page_type, html, style_for)
        known[alike] = {part: style for (element, part), style in styles.items() if element == page_type}
    for part, style in known[alike].items():
        styles[page_type, part] = style


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Sets what margins, paddings, borders and sizes come to in a box that stands in that block, or in (width, height).

    Stands in for the function of that name, which takes three calls for each of its twenty properties.
    """
    if isinstance(containing_block, Box):
        width, height = containing_block.width, containing_block.height
        vars(box)["leaflets_block"] = containing_block  # for `least_widths`
    else:
        width, height = containing_block
    style, used = box.style, vars(box)
    _resolve(style, used, _ACROSS, width)
    _resolve(style, used, _UPRIGHT, height if isinstance(box, PageBox) else width)
    if height == "auto":  # until its content is laid out
        wished = style["height"]
        used["height"] = "auto" if wished == "auto" or check_math(wished) or wished.unit == "%" else wished.value
        _resolve(style, used, ("min_height",), 0)
        _resolve(style, used, ("max_height",), inf)
    else:
        _resolve(style, used, _HEIGHTS, height)
    for least in ("min_width", "min_height"):
        if used[least] == "auto":
            used[least] = 0
    collapses = style["border_collapse"] == "collapse"
    for border in _BORDERS:
        if not (collapses and hasattr(box, border)):  # else settled with the border of the cell beside it
            used[border] = style[border]
    if style["box_sizing"] != "content-box":
        percent.adjust_box_sizing(box, "width")
        percent.adjust_box_sizing(box, "height")


_ACROSS = ("margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width", "max_width")
_UPRIGHT = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_HEIGHTS = ("height", "min_height", "max_height")
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


def _resolve(style: Style, used: dict[str, Any], names: tuple[str, ...], whole: Any) -> None:
    for name in names:
        value = style[name]
        if type(value) is Dimension:
            used[name] = whole * value.value / 100 if value.unit == "%" else value.value
        else:
            used[name] = percent.percentage(value, style, whole)


class _Kit(NamedTuple):
    """What all texts of one style share."""

    context: Pointer
    language: Pointer
    font: Pointer
    attributes: Pointer | None
    """Features of the font; None where the style asks for none."""


_FONT = ("font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings")
_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
_SHARED = (*_FONT, *_FEATURES, "direction", "font_language_override", "lang")


def set_up_layout(layout: Any, style: Style) -> None:
    """Readies a text for Pango, with what is shared by all texts of its style.

    Stands in for `Layout.setup`, which makes all of it for every text twice, and never frees what it makes of the
    features (its pull request 381): some 100 KB a leaflet in 70.0.
    """
    if style["text_decoration_line"] != "none":
        _set_up_layout(layout, style)
        return
    key = (tuple(style["font_family"]), *map(style.__getitem__, _SHARED))
    kits = style.font_config.__dict__.setdefault("leaflets_kits", {})
    if (kit := kits.get(key)) is None:
        kit = kits[key] = _kit(style)
    layout.style, layout.first_line_direction = style, 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.language = kit.language
    layout.layout = ffi.gc(pango.pango_layout_new(kit.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, kit.font)
    if kit.attributes is not None:
        # Where letters are spaced out, WeasyPrint will write that into the list.
        attributes = _attributes(style) if _spaced_out(layout, style) else kit.attributes
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _spaced_out(layout: Any, style: Style) -> bool:
    spaced = style["letter_spacing"] != "normal" or style["word_spacing"] or layout.justification_spacing
    return bool(spaced) or style["overflow_wrap"] in ("anywhere", "break-word")


def _kit(style: Style) -> _Kit:
    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    spoken = style["lang"]
    if (override := style["font_language_override"]) != "normal":
        spoken = LST_TO_ISO.get(override.lower(), override)
    if spoken:
        pointer, _ = unicode_to_char_p(spoken)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    else:
        language = pango.pango_language_get_default()
    return _Kit(context, language, get_font_description(style), _attributes(style))


def _attributes(style: Style) -> Pointer | None:
    features = font_features(*map(style.__getitem__, _FEATURES))
    if not features:
        return None
    told = ",".join(f"{name} {value}" for name, value in features.items()).encode()
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(told))
    return attributes


def _places() -> Iterator[Place]:
    yield Place(css.ComputedStyle, "__missing__", _computed_value, computed_value)
    yield Place(inline, "inline_min_content_width", least_widths.theirs, least_widths.least_width)
    yield Place(css.StyleFor, "__init__", lent_styles.theirs, lent_styles.init)
    yield Place(css.AnonymousStyle, "__missing__", _anonymous_value, anonymous_value)
    yield Place(line_break.Layout, "setup", _set_up_layout, set_up_layout)
    yield Place(page, "set_page_type_computed_styles", _set_page_styles, set_page_styles)
    for module, found in tuple(sys.modules.items()):  # this one is imported by its name in many modules
        if module.startswith("weasyprint.") and hasattr(found, "resolve_percentages"):
            yield Place(found, "resolve_percentages", _resolve_percentages, resolve_percentages)


PLACES = tuple(_places())
