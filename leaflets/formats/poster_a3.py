"""The poster on A3: title, three rows and codes, for a wall."""

from leaflets.outreach.edition import poster_format

FORMAT = poster_format("poster-a3")
