"""The child programs that speak. They import nothing of the toolkit but each other, so that they start at once.

The espeak-ng library is GPL-3+: it is loaded in these programs only, never in the toolkit's own process.
"""
