"""Easy read: A4 at 18 point, a picture beside every idea, rows shared evenly over pages."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("easy-read", design="easy-read"))
