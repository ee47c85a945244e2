"""A small sample that can be approved: one house, one manuscript, its facts. For tests of signing and giving out."""

HOUSE = """\
name = "The Green House"
[[contact]]
kind = "phone"
label = "Phone"
value = "020 7946 0123"
"""
MANUSCRIPT = """\
---
title: Our garden
information-date: 2026-05
review-by: 2028-05
cover-picture: leaflet
---
## What is new?
[picture: meeting]
There is a new garden in Mill Lane. {G01}
You can feel well there.
"""
FACTS = """\
[[fact]]
id = "G01"
claim = "There is a new garden in Mill Lane"
weight = "A"
source = "The house"
patterns = ["new garden"]
"""
TRANSLATIONS = {
    "pl": MANUSCRIPT.replace("Our garden", "Nasz ogród")
    .replace("What is new?", "Co nowego?")
    .replace("There is a new garden in Mill Lane.", "Na ulicy Mill Lane jest nowy ogród.")
    .replace("You can feel well there.", "Możesz się tam dobrze czuć."),
    "cy": MANUSCRIPT.replace("Our garden", "Ein gardd")
    .replace("What is new?", "Beth sy’n newydd?")
    .replace("There is a new garden in Mill Lane.", "Mae gardd newydd yn Mill Lane.")
    .replace("You can feel well there.", "Gallwch deimlo’n dda yno."),
}
"""The same in other languages, as a person wrote it for the tests."""
