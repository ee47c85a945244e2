"""How wide a line beside a picture must be at least: so wide as its first word.

WeasyPrint 70.0 sets that word for every line, only to ask whether it is wider than what the picture leaves: a twelfth
of the time of an edition with pictures. Here that is seen from the number of letters, where it can be. `shortcuts`
puts this in place.
"""

import re
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout import inline

theirs = inline.inline_min_content_width

WIDEST = 2.0
"""No letter with an easy script is wider than so many times the size of its font."""
EASY = re.compile("[\0-\u024f\u2000-\u20ff]*")
"""Letters of which each has a place of its own on the line: Latin ones, and marks."""
_ROOMY = ("normal", "pre-line")
_ZERO = tuple(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right"))


def least_width(
    context: Any,
    box: Any,
    outer: bool = True,
    skip_stack: Any = None,
    first_line: bool = False,
    is_line_start: bool = False,
) -> Any:
    """How wide a box must be at least; for a line 0 where it fits beside the pictures in any case.

    Stands in for `inline_min_content_width` as a line asks it, which only compares the answer with its room.
    """
    if first_line and (block := vars(box).get("leaflets_block")) and _widest_word(box) <= _room(context, box, block):
        return 0
    return theirs(context, box, outer, skip_stack, first_line, is_line_start)


def _room(context: Any, box: Any, block: Any) -> Any:
    """What would be left for a line of that block if all pictures around stood beside it."""
    left = block.content_box_x() + box.margin_left
    right = block.content_box_x() + block.width - box.margin_right
    begin = "inline-end" if block.style["direction"] == "rtl" else "inline-start"
    for shape in context.excluded_shapes:
        if shape.style["float"] in ("left", begin):
            left = max(left, shape.position_x + shape.margin_width())
        else:
            right = min(right, shape.position_x)
    return right - left


def _widest_word(line: Any) -> float:
    """What the longest word of a line can take at most; infinite where other things than plain words stand in it."""
    known = vars(line)
    if "leaflets_widest" not in known:
        known["leaflets_widest"] = _at_most(line)
    return float(known["leaflets_widest"])


def _at_most(line: Any) -> float:
    text, size = "", 0.0
    if line.text_indent:
        return inf
    for part in line.descendants():
        style = part.style
        if isinstance(part, TextBox):
            if style["white_space"] not in _ROOMY or style["letter_spacing"] != "normal":
                return inf
            text, size = text + part.text, max(size, style["font_size"])
        elif part is not line and not (isinstance(part, InlineBox) and _is_bare(style)):
            return inf
    words = re.split("[ \n]", text)
    return max(map(len, words)) * size * WIDEST if EASY.fullmatch(text) else inf


def _is_bare(style: Any) -> bool:
    """Whether nothing but words makes an inline box wider."""
    return not (style["border_left_width"] or style["border_right_width"]) and not any(
        style[name] == "auto" or style[name].value for name in _ZERO
    )
