"""Braille: a leaflet's words in Unified English Braille, laid out for an embosser, as BRF and as PEF."""
