"""The format `braille-uncontracted`: Unified English Braille letter by letter, for people who are learning braille."""

from leaflets.braille.edition import braille
from leaflets.formats import Edition

FORMAT = braille(Edition("braille-uncontracted", cells=40, lines=25))
