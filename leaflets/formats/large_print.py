"""Large print: A4 at 18 point without pictures, the same words in the same order as easy read."""

from leaflets.formats import Edition
from leaflets.paper.edition import words_only

FORMAT = words_only(Edition("large-print", pictures=False, design="large-print"))
