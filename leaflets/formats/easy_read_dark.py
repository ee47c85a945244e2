"""Easy read in yellow on black, for screens: pictures stand on white grounds."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("easy-read-dark", design="easy-read", theme="dark"))
