"""Guided rewriting: what stands beside the empty lines of a new manuscript, and the manuscript in Word and back.

Nothing here writes an easy-read sentence. It shows the article's sentences where they may help, and says what to try,
what to explain and what to keep; a person writes.
"""
