"""Easy read in black on yellow, for people with low vision."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("easy-read-yellow", design="easy-read", theme="yellow"))
