"""Giant-print Word: 24 point without pictures, the same words in the same order as easy read."""

from leaflets.formats import Edition
from leaflets.word.edition import word_file

FORMAT = word_file(Edition("word-giant", size_pt=24, pictures=False))
