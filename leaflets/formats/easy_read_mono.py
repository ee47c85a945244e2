"""Easy read in black and greys, for printers without colour."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("easy-read-mono", design="easy-read", theme="mono"))
