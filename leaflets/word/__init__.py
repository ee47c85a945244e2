"""What a Word file needs besides its words: styles, the XML that python-docx has no call for, the package, a reader.

Nothing outside this folder and `formats/word.py` knows python-docx.
"""
