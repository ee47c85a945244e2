"""Elements inside a row share their styles with those of other rows, though each row has a margin and an id of its own.

WeasyPrint 70.0 gives elements one style that are styled alike and whose parents share one. A row with a margin of its
own shares none, and so nothing inside it does, though no margin is inherited: seven in ten styles of a leaflet are made
for that, a seventh of its time. Here such an element lends what is inside it the style that it would have without them.
`shortcuts` puts this in place; `lint` refuses style sheets that hand a margin down all the same.
"""

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint import css
from weasyprint.html import UA_STYLESHEET

theirs = css.StyleFor.__init__
_find = css.find_style_attributes

SIZES = ("margin", "padding", "width", "height")
"""What an element may have for itself besides its id: nothing inside it is styled by that."""


def init(
    styles: Any, html: Any, sheets: Any, presentational_hints: Any, font_config: Any, target_collector: Any
) -> None:
    """Finds the styles of a page. Stands in for `StyleFor.__init__`."""
    held: dict[Any, list[tuple[Any, Any]]] = {}

    def inherited(tree: Any, hints: bool = False, base_url: str | None = None) -> Iterator[tuple[Any, ...]]:
        """What elements say of themselves that is inherited, or may be; the rest is held back."""
        for specificity, element, declarations, url in _find(tree, hints, base_url):
            declared = tuple(css.preprocess_declarations(url, declarations))
            if all(name == "anchor" or name.startswith(SIZES) for name, _, _ in declared):
                held.setdefault(element, []).extend((specificity, each) for each in declared)
            else:
                yield specificity, element, declarations, url

    css.find_style_attributes = inherited
    try:
        theirs(styles, html, sheets, presentational_hints, font_config, target_collector)
    finally:
        css.find_style_attributes = _find
    computed = styles.get_computed_styles()
    for element, declared in held.items():
        computed[element, None] = style = _with(computed[element, None], declared)
        if target_collector and style["anchor"]:
            target_collector.collect_anchor(style["anchor"])


def _with(lent: Any, declared: list[tuple[Any, Any]]) -> Any:
    """That style, with what the element says of itself, as far as no style sheet has more to say (CSS Cascade 4, 6)."""
    own: dict[str, tuple[Any, Any]] = {}
    for specificity, (name, value, importance) in declared:
        weight = (css.declaration_precedence("author", importance), inf, specificity)
        if name not in own or own[name][1] <= weight:
            own[name] = value, weight
    sheets = lent.cascaded
    own = {name: each for name, each in own.items() if name not in sheets or sheets[name][1] < each[1]}
    return css.ComputedStyle(
        lent.parent_style,
        {**sheets, **own},
        None,
        lent.root_style,
        lent.base_url,
        lent.font_config,
        lent.initial_page_sizes,
    )


ALL_SELECTORS = tuple(UA_STYLESHEET.matcher.other_selectors)
"""Those of WeasyPrint's own style sheet that are tried on every element."""
_PSEUDO = 3
_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})


def leave_out_notes() -> None:
    """No element gets the five styles that WeasyPrint makes for each in case it is a footnote: `lint` refuses those."""
    UA_STYLESHEET.matcher.other_selectors = [entry for entry in ALL_SELECTORS if entry[_PSEUDO] not in _NOTES]
