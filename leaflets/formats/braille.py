"""The format `braille`: Unified English Braille, contracted, as most braille readers read it."""

from leaflets.braille.edition import braille
from leaflets.formats import Edition

FORMAT = braille(Edition("braille", cells=40, lines=25))
