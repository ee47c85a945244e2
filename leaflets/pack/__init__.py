"""Packs: one approved leaflet with all its files and the proof of where each came from, in one zip that travels.

`refusal.py` says what may not be given out, `contents.py` what stands in a pack, `credits.py` whose work is in it.
"""
