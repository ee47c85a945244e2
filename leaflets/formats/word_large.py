"""Large-print Word: 18 point without pictures, the same words in the same order as easy read."""

from leaflets.formats import Edition
from leaflets.word.edition import word_file

FORMAT = word_file(Edition("word-large", size_pt=18, pictures=False))
