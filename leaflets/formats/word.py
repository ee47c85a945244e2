"""The Word leaflet: 18 point with pictures, a file that anybody may change for their own eyes.

Pictures stand above their sentences, or beside them if the house wishes.
"""

from leaflets.formats import Edition
from leaflets.word.edition import word_file

FORMAT = word_file(Edition("word", layout="linear"))
