"""Web pages: what the leaflet's own page and the pages of the download site are made of."""
