"""The poster on A4: title, three rows and codes, for a door or a notice board."""

from leaflets.outreach.edition import poster_format

FORMAT = poster_format("poster-a4")
