"""Giant print: A4 at 24 point without pictures, the same words in the same order as easy read."""

from leaflets.formats import Edition
from leaflets.paper.edition import words_only

FORMAT = words_only(Edition("giant-print", pictures=False, design="giant-print"))
