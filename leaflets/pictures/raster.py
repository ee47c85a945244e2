"""Turns SVG into pixels, for Word and for measuring."""

import resvg_py


def png(svg: str, width_px: int) -> bytes:
    """The drawing as a PNG of the given width on a clear ground; the same bytes for the same drawing.

    No font is ever looked up: pictures hold no text, and a font of the machine would change them.
    """
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width_px, skip_system_fonts=True))
