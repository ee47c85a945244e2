"""Coverage: which leaflet can be had in which way, and which lacks a format, a sign-off or a review.

`needs.toml` says what people may ask for, and which formats answer it. Nothing here builds or changes a leaflet.
"""
