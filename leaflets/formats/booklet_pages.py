"""The pages of the booklet one by one: A5 at 16 point, laid out anew and not made smaller, a multiple of four."""

from leaflets.formats import Edition
from leaflets.paper.edition import with_pictures

FORMAT = with_pictures(Edition("booklet-pages", design="booklet"))
